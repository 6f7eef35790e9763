//! How does a draft become an objection to a licence? Checked as a whole, handed to the issuing agency at once, and once
//! however often it is sent.

use super::face::{self, Show};
use super::once::Once;
use super::opening::{Beginning, Opening, already_open};
use super::sealed::Statement;
use super::{Citizen, Ctx, Error, Result, cases, drafts, licences};
use crate::store::filings::{Filed, Filing};
use crate::store::objections::{self, LicenceKey};
use crate::store::{self, Id, StoreError};
use domain::flow::Flow;
use domain::id::ObjectionId;
use domain::objection::{Claim as FieldClaim, DraftBody, FilingContext};
use domain::problem::ProblemCode;
use domain::rulebook::{Channel, Ground, LICENCE_OBJECTION, Objector};
use domain::wire::case::Receipt;
use domain::wire::draft::FileObjection;

/// Files the draft; the receipt says who has to answer and by when.
pub async fn file(ctx: &Ctx<Citizen>, request: FileObjection, once: &Once) -> Result<Receipt> {
    let id = ObjectionId(ctx.new_id());
    let claim = once.claim(ctx, id.0);
    let filing = match prepare(ctx, request, id).await {
        Ok(filing) => filing,
        Err(error) => {
            // The first attempt may have taken the draft away.
            let earlier = claim.earlier(&mut *ctx.app.db.read().await?).await?;
            return match earlier {
                Some(first) => cases::receipt(ctx, ObjectionId(first)).await,
                None => Err(error),
            };
        }
    };
    let rows = Filing {
        claim: claim.row(),
        draft: filing.draft,
        draft_version: filing.draft_version,
        beginning: filing.opening.rows.clone(),
    };
    let filed = ctx.app.filer().ask(rows).await;
    ctx.app.outbox().notify_one();
    match filed.map_err(already_open)? {
        Filed::Now(case) => Ok(filing.opening.into_receipt().of(case)),
        Filed::Before(first) => cases::receipt(ctx, ObjectionId(claim.same_as(&first)?)).await,
    }
}

/// A case, and the draft that becomes it.
struct Prepared {
    opening: Opening,
    draft: Id,
    draft_version: i64,
}

async fn prepare(ctx: &Ctx<Citizen>, request: FileObjection, id: ObjectionId) -> Result<Prepared> {
    let rulebook = &ctx.app.rules.rulebook;
    let procedure = rulebook.procedure(LICENCE_OBJECTION);
    let procedure = procedure
        .filter(|one| one.offered)
        .ok_or(ProblemCode::NotOffered)?;
    let holder = ctx.actor.holder;
    let vault = &ctx.app.vault;
    let draft = ctx.app.drafts().ask((holder, request.draft)).await?;
    let draft = draft.ok_or(ProblemCode::NotFound)?;
    if draft.version != request.version {
        return Err(StoreError::Stale.into());
    }
    let licence = ctx.app.licences().ask(draft.licence_id.into()).await?;
    let (licence, _) = licence.ok_or(ProblemCode::NotFound)?;
    let open = if licence.holder_id.0 == holder.0 {
        licence.open_objection
    } else {
        Box::pin(open_of_fellow(ctx, licence.id)).await?
    };
    if open.is_some() {
        return Err(ProblemCode::AlreadyOpen.into());
    }
    let staff = ctx.app.staff().ask(licence.issuer_id).await?;

    let body = vault.open_draft(draft.id.0, (&draft.key_id, &draft.body_sealed))?;
    let record = licences::record(vault, &licence)?;
    let face = face::values(&licence.face_schema, &record, Show::Full);
    let (ground, statement) = complete(body, drafts::filing_context(ctx, &face))?;
    let case = Beginning {
        id,
        procedure,
        flow: procedure.flow.unwrap_or(Flow::LICENCE),
        account: Some(holder),
        objector: Objector::Holder,
        channel: Channel::App,
        work_order: None,
        licence: Some(LicenceKey {
            leading: licence.holder_id,
            id: licence.id,
            version: licence.version,
        }),
        outage: None,
        issuer: licence.issuer_id,
        issuer_name: licence.issuer_name,
        ground,
        statement: &statement,
        // Our app hands a case to the right agency at once, so that the clocks run from the filing.
        received: ctx.now,
        stated: ctx.now,
        staff: None,
    };
    Ok(Prepared {
        opening: Opening::of(ctx, &case, &staff)?,
        draft: draft.id,
        draft_version: draft.version,
    })
}

/// The open objection of somebody who holds a licence together with its leading holder.
async fn open_of_fellow(ctx: &Ctx<Citizen>, licence: Id) -> Result<Option<Id>> {
    let holder = ctx.actor.holder;
    let mut read = ctx.app.db.read().await?;
    if !store::licences::holds(&mut read, holder, licence).await? {
        return Err(ProblemCode::NotFound.into());
    }
    Ok(objections::open(&mut read, holder, licence).await?)
}

/// What the draft states, if it can be filed.
fn complete(body: DraftBody, context: FilingContext<'_>) -> Result<(Ground, Statement)> {
    let problems = body.check_for_filing(context);
    let ground = match body.ground {
        Some(ground) if problems.is_empty() => ground,
        _ => return Err(Error::Invalid(problems)),
    };
    let claims = body.claims.into_iter().map(|claim| FieldClaim {
        claimed: claim.claimed.trim().to_owned(),
        key: claim.key,
    });
    let statement = Statement {
        claims: claims.collect(),
        explanation: body.explanation.trim().to_owned(),
        ..Statement::default()
    };
    Ok((ground, statement))
}
