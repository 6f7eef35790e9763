//! What waits for approval in an agency, and what does each say? What becomes of it is [`super::approving`]'s.

use super::face::{self, Show};
use super::library::Canonical;
use super::paging::{self, Paging};
use super::sealed::Prepared;
use super::{Clerk, Ctx, Result, audit as read_audit, licences as reading};
use crate::hex;
use crate::store::audit::{Action, Kind};
use crate::store::preparations::{self as rows, After, Row};
use crate::store::{Id, Tx, catalogue};
use domain::access::{self, Relation, allowed};
use domain::catalogue::TypeBody;
use domain::id::{HolderId, LicenceId, PreparationId};
use domain::issuing::{PreparationState, Sheet, listed_number};
use domain::licence::FaceValue;
use domain::problem::ProblemCode;
use domain::wire::Page;
use domain::wire::case::StaffRef;
use domain::wire::issuing::{EventForm, PreparationCounts, PreparationDetail, PreparationSummary};

/// The own agency's preparations in a state, the oldest first.
pub async fn list(
    ctx: &Ctx<Clerk>,
    state: PreparationState,
    paging: &Paging,
) -> Result<Page<PreparationSummary>> {
    may_see(ctx)?;
    let limit = paging.limit()?;
    let after = paging.after::<After>()?.unwrap_or(After::START);
    let mut found = {
        let mut read = ctx.app.db.read().await?;
        rows::list(&mut read, ctx.actor.agency.into(), state, after, limit + 1).await?
    };
    let next = paging::cut(&mut found, limit, |row| After {
        at: row.prepared_at.0,
        id: row.id.0,
    })?;
    let mut items = Vec::with_capacity(found.len());
    for row in &found {
        items.push(summary(row, &open(ctx, row)?.0));
    }
    let whose = found.iter().map(whose);
    read_audit::reads_of(ctx, Action::ListPreparations, Kind::Preparation, whose).await?;
    Ok(paging::page(items, next))
}

/// How many wait in the own agency.
pub async fn counts(ctx: &Ctx<Clerk>) -> Result<PreparationCounts> {
    may_see(ctx)?;
    let mut read = ctx.app.db.read().await?;
    let prepared = rows::count(&mut read, ctx.actor.agency.into()).await?;
    Ok(PreparationCounts { prepared })
}

/// One preparation with its content.
pub async fn find(ctx: &Ctx<Clerk>, id: PreparationId) -> Result<PreparationDetail> {
    let row = own(ctx, &mut *ctx.app.db.read().await?, id).await?;
    let detail = show(ctx, id).await?;
    let whose = [whose(&row)];
    read_audit::reads_of(ctx, Action::ReadPreparation, Kind::Preparation, whose).await?;
    Ok(detail)
}

fn whose(row: &Row) -> (Option<HolderId>, Vec<uuid::Uuid>) {
    (
        row.holder_id.map(|holder| HolderId(holder.0)),
        vec![row.id.0],
    )
}

/// The same where reading it is part of what was recorded already.
pub(super) async fn show(ctx: &Ctx<Clerk>, id: PreparationId) -> Result<PreparationDetail> {
    let mut read = ctx.app.db.read().await?;
    let row = own(ctx, &mut read, id).await?;
    let body = catalogue::body(&mut read, &row.type_code, row.schema_version).await?;
    drop(read);
    let body = body.ok_or(ProblemCode::NotFound)?;
    let (canonical, content) = open(ctx, &row)?;
    let before = match row.holder_id {
        Some(_) => face_before(ctx, &row, &body).await?,
        None => Vec::new(),
    };
    let note = match (&row.note_key_id, &row.note_sealed) {
        (Some(key), Some(bytes)) => ctx.app.vault.open_preparation_note(id.0, (key, bytes))?,
        _ => String::new(),
    };
    Ok(PreparationDetail {
        summary: summary(&row, &canonical),
        identifier: canonical.record.identifier.clone(),
        digest: hex::write(&row.digest),
        sheet: Sheet::from(&canonical.record),
        face: face::values(&body.fields, &canonical.record, Show::Full),
        before,
        words: EventForm {
            on: row.on_date.0,
            basis: content.words.basis,
            reason: content.words.reason,
        },
        note,
    })
}

fn may_see(ctx: &Ctx<Clerk>) -> Result<()> {
    let sees = [access::Action::Prepare, access::Action::ApproveContent]
        .into_iter()
        .any(|action| allowed(ctx.actor.role, Relation::OwnAgency, action));
    if sees {
        Ok(())
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}

/// One of the own agency, for who may see them.
pub(super) async fn own(ctx: &Ctx<Clerk>, read: &mut Tx, id: PreparationId) -> Result<Row> {
    may_see(ctx)?;
    let row = rows::find(read, id.into()).await?;
    let row = row.filter(|row| row.agency_id == Id::from(ctx.actor.agency));
    row.ok_or_else(|| ProblemCode::NotFound.into())
}

/// What was put up: the record, and what is said about it.
pub(super) fn open(ctx: &Ctx<Clerk>, row: &Row) -> Result<(Canonical, Prepared)> {
    let stored = (row.key_id.as_str(), row.content_sealed.as_slice());
    let mut content = ctx.app.vault.open_preparation(row.id.0, stored)?;
    let canonical = Canonical::read(std::mem::take(&mut content.record))?;
    Ok((canonical, content))
}

async fn face_before(ctx: &Ctx<Clerk>, row: &Row, body: &TypeBody) -> Result<Vec<FaceValue>> {
    let licence = LicenceId(row.licence_id.0);
    let (found, _) = ctx
        .app
        .licences()
        .ask(licence)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    let record = reading::record(&ctx.app.vault, &found)?;
    Ok(face::values(&body.fields, &record, Show::Full))
}

fn summary(row: &Row, canonical: &Canonical) -> PreparationSummary {
    let record = &canonical.record;
    PreparationSummary {
        id: PreparationId(row.id.0),
        kind: row.kind.0,
        state: row.state.0,
        type_code: row.type_code.clone(),
        type_name: row.type_name.clone(),
        hue: reading::small(row.hue),
        number: listed_number(&record.number, &record.holders),
        holder_name: record
            .holders
            .first()
            .map(|holder| holder.name.clone())
            .unwrap_or_default(),
        licence: LicenceId(row.licence_id.0),
        version: reading::small(row.version),
        prepared_by: StaffRef {
            id: row.prepared_by.into(),
            name: row.preparer_name.clone(),
        },
        prepared_at: row.prepared_at.0,
    }
}
