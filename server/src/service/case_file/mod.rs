//! How does a case leave whole, for a court or an auditor? As one signed file: everything that happened, each clock with
//! its explanation computed anew and held against what stands, the decision, what people were told, 督办.
//!
//! - `document`: what the file says, in the form of RFC 8785;
//! - [`signed`]: the file with its signature and certificates, which anybody can check without this system;
//! - [`export`]: who may have it, and that it is on record before a byte leaves.

mod document;
pub mod signed;

use super::case_row::{record, whose};
use super::case_view::{Reader, Rest, View};
use super::seals::making::{self, MakingFault};
use super::{Clerk, Ctx, Error, Result, day};
use crate::crypto::Vault;
use crate::crypto::certificate::Subject;
use crate::store::audit::{self, Action, Object};
use crate::store::case_exports::{self, New};
use crate::store::objections::{self, Found};
use crate::store::seal_roots::{self, Root};
use crate::store::{At, Id, Tx, agencies, notices, staff};
use document::{Document, Exporter};
use domain::access::{self, Actor, Role};
use domain::id::ObjectionId;
use domain::objection::deciding::{REASONS_MAX, REASONS_MIN};
use domain::problem::{FieldProblem, ProblemCode};
use domain::seal;
use domain::wire::desk::ExportCase;
use jiff::{Timestamp, ToSpan as _};
use signed::Signed;

/// The certificate of an export holds so long; the file is checked as of its signing.
const YEARS: i64 = 10;

/// The file to be saved.
pub struct CaseFile {
    /// What it is called.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A case whole: masked for who watches the clocks, in full for who may read it in full and says for what.
pub async fn export(ctx: &Ctx<Clerk>, id: ObjectionId, request: &ExportCase) -> Result<CaseFile> {
    let reason = FieldProblem::of_required("/reason", &request.reason, REASONS_MIN..=REASONS_MAX);
    if let Some(problem) = reason {
        return Err(problem.into());
    }
    let mut read = ctx.app.db.read().await?;
    let found = mine(ctx, &mut read, id, request.full).await?;
    let document = written(ctx, &mut read, &found, request).await?;
    let root = seal_roots::all(&mut read).await?;
    let root = root.into_iter().find(|root| root.handle.is_some());
    let agency = agencies::find(&mut read, ctx.actor.agency).await?;
    let agency = agency.ok_or(ProblemCode::NotFound)?;
    drop(read);
    let root_subject = making::root_subject(ctx, &agency);
    let bytes = serde_json_canonicalizer::to_vec(&document).map_err(Error::fault)?;
    let subject = Subject {
        name: "案卷导出专用".to_owned(),
        organisation: agency.name.chars().take(64).collect(),
        organisation_code: Some(agency.uscc),
    };
    let (digest, export, now) = (seal::digest(&bytes), ctx.new_id(), ctx.now);
    let (vault, root_id) = (ctx.app.vault.clone(), ctx.new_id());
    let signing = tokio::task::spawn_blocking(move || {
        let root = match root {
            Some(root) => (root, false),
            None => (
                making::make_root(&vault, root_id, &root_subject, now)?,
                true,
            ),
        };
        let signed = sign(&vault, &root.0, (export, &subject), bytes, now)?;
        Ok::<_, MakingFault>((signed, root.1.then_some(root.0)))
    });
    let (signed, root) = signing.await.map_err(Error::fault)?.map_err(Error::fault)?;
    let sealed = ctx
        .app
        .vault
        .seal_export_reason(export, request.reason.trim())?;
    let new = New {
        id: Id(export),
        at: At(ctx.now),
        staff: ctx.actor.staff.into(),
        agency: ctx.actor.agency.into(),
        holder: found.holder_id,
        objection: found.id,
        in_full: request.full,
        reason: sealed,
        digest: digest.to_vec(),
    };
    on_record(ctx, &found, new, root).await?;
    Ok(CaseFile {
        name: format!("case-{}.json", found.case_number),
        bytes: serde_json::to_vec_pretty(&signed).map_err(Error::fault)?,
    })
}

/// A case that the caller may take home, in full or masked; unknown to others.
async fn mine(ctx: &Ctx<Clerk>, read: &mut Tx, id: ObjectionId, full: bool) -> Result<Found> {
    let actor: Actor = ctx.actor.into();
    let found = objections::find(read, id)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    if !actor.may(access::Action::ExportCase, record(&found)) {
        let reads = actor.may(access::Action::ReadCase, record(&found));
        return Err(if reads {
            ProblemCode::Forbidden
        } else {
            ProblemCode::NotFound
        }
        .into());
    }
    // Who watches the clocks needs to know nobody's number, in a file as little as on a page.
    if full && ctx.actor.role == Role::Supervisor {
        return Err(ProblemCode::Forbidden.into());
    }
    Ok(found)
}

async fn written(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    found: &Found,
    request: &ExportCase,
) -> Result<Document> {
    let standing = objections::standing(read, found.id.into()).await?;
    let procedure = standing.ok_or(ProblemCode::NotFound)?.procedure;
    let rest = Rest::read(read, found).await?;
    let told = notices::of_case(read, found.holder_id, found.id).await?;
    let by = exporter(ctx, read).await?;
    let calendar = ctx.app.in_force();
    let view = View {
        vault: &ctx.app.vault,
        rulebook: &ctx.app.rules.rulebook,
        found,
        reader: if request.full {
            Reader::Desk
        } else {
            Reader::Supervisor
        },
        today: day::today(ctx.now),
        calendar: &calendar.calendar,
    };
    let case = view.detail(rest)?;
    let clocks = document::clocks(
        (view.rulebook, view.calendar),
        &procedure,
        &case.summary.clocks,
    )?;
    Ok(Document {
        format: document::FORMAT,
        exported_at: ctx.now,
        exported_by: by,
        reason: request.reason.trim().to_owned(),
        in_full: request.full,
        rulebook: ctx.app.rules.rulebook.title.clone(),
        procedure,
        clocks,
        notices: told.into_iter().map(document::notice).collect(),
        case,
    })
}

async fn exporter(ctx: &Ctx<Clerk>, read: &mut Tx) -> Result<Exporter> {
    let person = staff::find(read, ctx.actor.staff).await?;
    let agency = agencies::find(read, ctx.actor.agency).await?;
    Ok(Exporter {
        name: person.ok_or(ProblemCode::NotFound)?.name,
        agency: agency.ok_or(ProblemCode::NotFound)?.name,
    })
}

/// Signs with a key that is made for this file and forgotten: nothing else can ever be signed with it.
fn sign(
    vault: &Vault,
    root: &Root,
    (export, subject): (uuid::Uuid, &Subject),
    bytes: Vec<u8>,
    now: Timestamp,
) -> std::result::Result<Signed, MakingFault> {
    let to = now
        .saturating_add((YEARS * 365 * 24).hours())
        .unwrap_or(now);
    let made = making::make_seal(vault, root, export, subject, (now, to))?;
    let handle = crate::crypto::Sealed {
        key_id: made.handle_key_id,
        bytes: made.handle,
    };
    let key = making::KEYS.open(vault, export, &handle)?;
    let signature = making::one(key.sign(&[&bytes])?)?;
    let chain = making::chain_of(&made.chain).ok_or(MakingFault::Unsigned)?;
    Signed::of(bytes, &signature, &chain, now)
}

async fn on_record(ctx: &Ctx<Clerk>, found: &Found, new: New, root: Option<Root>) -> Result<()> {
    let (kind, [(holder, ids)]) = whose(found);
    let holder = Some(holder);
    let entry = ctx.entry(Action::ExportCase, Object { kind, ids, holder });
    let now = ctx.now;
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(root) = &root {
                    seal_roots::add(tx, root, now).await?;
                }
                case_exports::insert(tx, &new).await?;
                Ok::<_, Error>(audit::record(tx, &entry).await?)
            })
        })
        .await
}
