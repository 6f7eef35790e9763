//! What does the register say: which seals are there, and what has become of one?

use super::{at_home, can, own};
use crate::service::{Clerk, Ctx, Result, audit};
use crate::store::Id;
use crate::store::audit::{Action, Kind};
use crate::store::authorities::{self, Authority};
use crate::store::seals::{self as rows, Event, Row};
use domain::id::SealId;
use domain::sealing::SealAct;
use domain::wire::case::StaffRef;
use domain::wire::seal::{AuthorityShown, SealDetail, SealHistory, SealSummary};

/// The seals that the caller may look up: the own agency's, or all.
pub async fn list(ctx: &Ctx<Clerk>) -> Result<Vec<SealSummary>> {
    let mut read = ctx.app.db.read().await?;
    let found = rows::list(&mut read).await?;
    let shown = found.iter().filter(|row| can(ctx, row, SealAct::Read));
    Ok(shown.map(summary).collect())
}

/// Who of the own agency can keep a seal.
pub async fn candidates(ctx: &Ctx<Clerk>) -> Result<Vec<StaffRef>> {
    at_home(ctx, SealAct::Request)?;
    let mut read = ctx.app.db.read().await?;
    let handlers = rows::handlers(&mut read, ctx.actor.agency).await?;
    Ok(handlers.into_iter().map(named).collect())
}

fn named((id, name): (Id, String)) -> StaffRef {
    StaffRef {
        id: id.into(),
        name,
    }
}

/// One seal with its form, its history and its authorities.
pub async fn find(ctx: &Ctx<Clerk>, id: SealId) -> Result<SealDetail> {
    let detail = show(ctx, id).await?;
    let whose = [(None, vec![id.0])];
    audit::reads_of(ctx, Action::ReadSeal, Kind::Seal, whose).await?;
    Ok(detail)
}

/// The same as the answer to a step, which is on record already.
pub(super) async fn show(ctx: &Ctx<Clerk>, id: SealId) -> Result<SealDetail> {
    let mut read = ctx.app.db.read().await?;
    let row = own(ctx, &mut read, id).await?;
    let events = rows::events(&mut read, id).await?;
    let granted = authorities::of(&mut read, id).await?;
    let handlers = rows::handlers(&mut read, row.agency_id.into()).await?;
    drop(read);
    let stored = (row.key_id.as_str(), row.form_sealed.as_slice());
    let form = ctx.app.vault.open_form(id.0, stored)?;
    Ok(SealDetail {
        differs: form.differs(),
        form: form.masked(),
        history: events
            .into_iter()
            .map(|event| history(ctx, id, event))
            .collect::<Result<_>>()?,
        authorities: granted.into_iter().map(authority).collect(),
        candidates: handlers.into_iter().map(named).collect(),
        summary: summary(&row),
    })
}

/// A seal as the register shows it.
pub(in crate::service) fn summary(row: &Row) -> SealSummary {
    SealSummary {
        id: row.id.into(),
        name: row.name.clone(),
        agency: row.agency_id.into(),
        agency_name: row.agency_name.clone(),
        state: row.state.0,
        version: row.version,
        keeper: person(row.keeper_id, row.keeper_name.as_ref()),
        deputy: person(row.deputy_id, row.deputy_name.as_ref()),
        valid_from: row.valid_from.map(|at| at.0),
        valid_to: row.valid_to.map(|at| at.0),
        requested_at: row.requested_at.0,
    }
}

/// Somebody, if both the id and the name are there.
pub(in crate::service) fn person(id: Option<Id>, name: Option<&String>) -> Option<StaffRef> {
    Some(StaffRef {
        id: id?.into(),
        name: name?.clone(),
    })
}

fn history(ctx: &Ctx<Clerk>, seal: SealId, event: Event) -> Result<SealHistory> {
    let note = match (&event.key_id, &event.note_sealed) {
        (Some(key), Some(bytes)) => {
            ctx.app
                .vault
                .open_seal_note(seal.0, event.seq, (key, bytes))?
        }
        _ => String::new(),
    };
    Ok(SealHistory {
        at: event.at.0,
        deed: event.deed.0,
        by: StaffRef {
            id: event.staff_id.into(),
            name: event.staff_name,
        },
        from: person(event.from_id, event.from_name.as_ref()),
        to: person(event.to_id, event.to_name.as_ref()),
        note,
    })
}

fn authority(row: Authority) -> AuthorityShown {
    AuthorityShown {
        id: row.id.into(),
        type_code: row.type_code,
        type_name: row.type_name,
        covers: row.covers.0,
        from: row.from_date.0,
        to: row.to_date.0,
        granted_by: StaffRef {
            id: row.granted_by.into(),
            name: row.granter_name,
        },
        granted_at: row.granted_at.0,
        ended_at: row.ended_at.map(|at| at.0),
        sealed: row.sealed,
    }
}
