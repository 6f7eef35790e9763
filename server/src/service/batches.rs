//! What is done to many at once: each by the rules of one, in a transaction of its own with its event and its audit
//! record. What one is refused stops none of the others, and the same request again does nothing twice.

use super::once::Once;
use super::{Clerk, Ctx, Error, Result, approving, handling, life};
use crate::store::objections;
use domain::access;
use domain::id::ObjectionId;
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::wire::Expected;
use domain::wire::issuing::{ApproveContent, EnterEvent};
use domain::wire::queue::{MARKS_AT_ONCE, MarkCases};
use domain::wire::search::{
    APPROVALS_AT_ONCE, ApproveContents, BatchItem, BatchResult, EVENTS_AT_ONCE, EnterEvents,
};
use futures::stream::{self, StreamExt as _};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use uuid::Uuid;

/// So many are under way together, so that they share their commits.
const TOGETHER: usize = 16;

/// One event for many licences.
pub async fn enter_events(
    ctx: &Ctx<Clerk>,
    request: &EnterEvents,
    once: &Once,
) -> Result<BatchResult> {
    ctx.may(access::Action::EnterEvent)?;
    if request.kind.makes_version() {
        let problem = FieldProblem::new("/kind", FieldCode::Unknown);
        return Err(problem.into());
    }
    super::preparing::words_of(&request.words, ctx)?;
    let ids = request.licences.iter().map(|at| at.licence.0);
    countable("/licences", ids, EVENTS_AT_ONCE)?;
    let mut each = Vec::with_capacity(request.licences.len());
    for at in &request.licences {
        let event = EnterEvent {
            kind: request.kind,
            revision: at.revision,
            words: request.words.clone(),
        };
        each.push(async move {
            let once = once_of(once, at.licence.0);
            let settled = life::settle(ctx, at.licence, &event, &once).await;
            item(at.licence.0, settled)
        });
    }
    Ok(all(each).await)
}

/// Approves many contents.
pub async fn approve(
    ctx: &Ctx<Clerk>,
    request: &ApproveContents,
    once: &Once,
) -> Result<BatchResult> {
    ctx.may(access::Action::ApproveContent)?;
    let ids = request.preparations.iter().map(|at| at.preparation.0);
    countable("/preparations", ids, APPROVALS_AT_ONCE)?;
    let mut each = Vec::with_capacity(request.preparations.len());
    for at in &request.preparations {
        let content = ApproveContent {
            digest: at.digest.clone(),
        };
        each.push(async move {
            let once = once_of(once, at.preparation.0);
            let settled = approving::settle(ctx, at.preparation, &content, &once).await;
            item(at.preparation.0, settled)
        });
    }
    Ok(all(each).await)
}

/// 异议标注 of many cases, each as it stands when its turn comes.
pub async fn mark(ctx: &Ctx<Clerk>, request: &MarkCases, once: &Once) -> Result<BatchResult> {
    ctx.may(access::Action::Mark)?;
    let ids = request.cases.iter().map(|case| case.0);
    countable("/cases", ids, MARKS_AT_ONCE)?;
    let mut each = Vec::with_capacity(request.cases.len());
    for &case in &request.cases {
        each.push(async move {
            let once = once_of(once, case.0);
            item(case.0, mark_one(ctx, case, &once).await)
        });
    }
    Ok(all(each).await)
}

async fn mark_one(ctx: &Ctx<Clerk>, case: ObjectionId, once: &Once) -> Result<()> {
    let standing = objections::standing(&mut *ctx.app.db.read().await?, case).await?;
    let version = standing.ok_or(ProblemCode::NotFound)?.version;
    let marked = handling::mark(ctx, case, Expected { version }, once).await;
    marked.map(drop)
}

/// At least one, not too many, none twice.
fn countable(pointer: &str, ids: impl Iterator<Item = Uuid>, most: usize) -> Result<()> {
    let mut seen = HashSet::new();
    let (mut count, mut twice) = (0, None);
    for id in ids {
        if !seen.insert(id) {
            let pointer = [pointer, "/", &count.to_string()].concat();
            twice = Some(FieldProblem::new(pointer, FieldCode::Repeated));
        }
        count += 1;
    }
    match FieldProblem::of_count(pointer, count, 1..=most).or(twice) {
        Some(problem) => Err(problem.into()),
        None => Ok(()),
    }
}

async fn all(each: Vec<impl Future<Output = BatchItem>>) -> BatchResult {
    BatchResult {
        items: stream::iter(each).buffered(TOGETHER).collect().await,
    }
}

/// The claim of one of many: its key follows from that of the request, so that each is done once, also where the first
/// attempt got only half way.
fn once_of(once: &Once, id: Uuid) -> Once {
    let mut digest = Sha256::new();
    digest.update(once.key.as_bytes());
    digest.update(id.as_bytes());
    let key: [u8; 32] = digest.finalize().into();
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(key.split_at(16).0);
    Once {
        key: uuid::Builder::from_custom_bytes(bytes).into_uuid(),
        route: once.route.clone(),
        digest: once.digest,
    }
}

fn item(id: Uuid, settled: Result<()>) -> BatchItem {
    let (refused, detail) = match settled {
        Ok(()) => (None, None),
        Err(error) => {
            let code = error.code();
            if code == ProblemCode::Internal {
                tracing::error!(%error, %id, "one of many failed");
            }
            let detail = match error {
                Error::Explained { detail, .. } => Some(detail),
                _ => None,
            };
            (Some(code), detail)
        }
    };
    BatchItem {
        id,
        refused,
        detail,
    }
}
