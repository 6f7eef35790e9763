//! What does a holder see of the own licences, and an issuer's staff of one?

use super::face::{self, SealedNumber, Show};
use super::paging::{self, Paging};
use super::sealed::Face;
use super::searching::sought;
use super::{Citizen, Ctx, Error, Result, audit, day};
use crate::crypto::Vault;
use crate::store::audit::{Action, Kind};
use crate::store::licences::{self, After, Event, Found, Listed};
use domain::access::{self, Actor, Record};
use domain::id::{HolderId, LicenceId};
use domain::licence::standing;
use domain::problem::ProblemCode;
use domain::wire::Page;
use domain::wire::licence::{LicenceDetail, LicenceHistory, LicenceSummary};
use jiff::civil::Date;

/// The holder's own licences: those that end soonest first, then those without an end, then what is over.
pub async fn list(
    ctx: &Ctx<Citizen>,
    search: Option<&str>,
    paging: &Paging,
) -> Result<Page<LicenceSummary>> {
    let holder = ctx.actor.holder;
    let today = day::today(ctx.now);
    let limit = paging.limit()?;
    let after = paging.after::<After>()?.unwrap_or(After::START);
    let pattern = search_pattern(search)?;
    let mut rows = {
        let mut read = ctx.app.db.read().await?;
        licences::own(
            &mut read,
            holder,
            today,
            pattern.as_deref(),
            after,
            limit + 1,
        )
        .await?
    };
    let next = paging::cut(&mut rows, limit, |row| After {
        place: row.place,
        ends: row.ends.0,
        id: row.id.0,
    })?;
    let items = rows
        .iter()
        .map(|row| listed(&ctx.app.vault, row, today))
        .collect::<Result<Vec<_>>>()?;
    if !items.is_empty() {
        let ids = rows.iter().map(|row| row.id.0).collect();
        audit::reads(ctx, Action::ListLicences, Kind::Licence, [(holder, ids)]).await?;
    }
    Ok(paging::page(items, next))
}

/// One licence; `reveal` shows sensitive values in full and is recorded as such.
pub async fn find(ctx: &Ctx<Actor>, id: LicenceId, reveal: bool) -> Result<LicenceDetail> {
    let (found, events) = ctx
        .app
        .licences()
        .ask(id)
        .await?
        .filter(|(found, _)| ctx.actor.may(access::Action::ReadLicence, record(found)))
        .ok_or(ProblemCode::NotFound)?;
    let detail = detail(ctx, &found, &events, reveal)?;
    let action = if reveal {
        Action::RevealLicence
    } else {
        Action::ReadLicence
    };
    let whose = [(HolderId(found.holder_id.0), vec![found.id.0])];
    audit::reads(ctx, action, Kind::Licence, whose).await?;
    Ok(detail)
}

/// The holder's own licence; anything else isn't there.
pub(super) async fn own(
    read: &mut crate::store::Tx,
    holder: HolderId,
    id: LicenceId,
) -> Result<Found> {
    let found = licences::find(read, id).await?;
    found
        .filter(|found| found.holder_id.0 == holder.0)
        .ok_or(Error::Refused(ProblemCode::NotFound))
}

/// The kept face of a licence's current version.
pub(super) fn kept_face(vault: &Vault, found: &Found) -> Result<Face> {
    let stored = (found.face_key_id.as_str(), found.face_sealed.as_slice());
    Ok(vault.open_face(found.id.0, found.version, stored)?)
}

/// The holder's number, still sealed.
pub(super) fn number_of<'a>(vault: &'a Vault, found: &'a Found) -> SealedNumber<'a> {
    SealedNumber {
        vault,
        holder: found.holder_id,
        key_id: &found.number_key_id,
        bytes: &found.number_sealed,
    }
}

fn record(found: &Found) -> Record {
    Record {
        holder: found.holder_id.into(),
        issuer: found.issuer_id.into(),
    }
}

fn detail(
    ctx: &Ctx<Actor>,
    found: &Found,
    events: &[Event],
    reveal: bool,
) -> Result<LicenceDetail> {
    let vault = &ctx.app.vault;
    let show = if reveal { Show::Full } else { Show::Masked };
    let number = number_of(vault, found);
    let face = kept_face(vault, found)?;
    let is_holder = matches!(ctx.actor, Actor::Holder { .. });
    Ok(LicenceDetail {
        summary: summary(found, number, day::today(ctx.now))?,
        identifier: found.identifier.clone(),
        status: found.status.0,
        issued_on: found.issued_on.0,
        face: face::values(&found.face_schema, &face, number, show)?,
        history: events
            .iter()
            .map(|event| history(vault, found, event))
            .collect::<Result<_>>()?,
        draft: found.draft.filter(|_| is_holder).map(Into::into),
        open_objection: found.open_objection.map(Into::into),
    })
}

fn summary(found: &Found, number: SealedNumber<'_>, today: Date) -> Result<LicenceSummary> {
    let (from, to) = (found.valid_from.0, found.valid_to.map(|day| day.0));
    Ok(LicenceSummary {
        id: found.id.into(),
        type_name: found.type_name.clone(),
        hue: small(found.hue),
        number: number.licence_number(&found.number)?,
        holder_name: found.holder_name.clone(),
        issuer_name: found.issuer_name.clone(),
        standing: standing(found.status.0, from, to, today),
        valid_from: from,
        valid_to: to,
        disputed: found.disputed,
        version: small(found.version),
    })
}

fn listed(vault: &Vault, row: &Listed, today: Date) -> Result<LicenceSummary> {
    let (from, to) = (row.valid_from.0, row.valid_to.map(|day| day.0));
    let number = match &row.number_sealed {
        Some(bytes) => SealedNumber {
            vault,
            holder: row.holder_id,
            key_id: &row.number_key_id,
            bytes,
        }
        .masked()?,
        None => row.number.clone(),
    };
    Ok(LicenceSummary {
        id: row.id.into(),
        type_name: row.type_name.clone(),
        hue: small(row.hue),
        number,
        holder_name: row.holder_name.clone(),
        issuer_name: row.issuer_name.clone(),
        standing: standing(row.status.0, from, to, today),
        valid_from: from,
        valid_to: to,
        disputed: row.disputed,
        version: small(row.version),
    })
}

fn history(vault: &Vault, found: &Found, event: &Event) -> Result<LicenceHistory> {
    let reason = match (&event.key_id, &event.reason_sealed) {
        (Some(key), Some(bytes)) => {
            vault.open_licence_reason(found.id.0, event.seq, (key, bytes))?
        }
        _ => String::new(),
    };
    Ok(LicenceHistory {
        at: event.at.0,
        kind: event.kind.0,
        version: small(event.version),
        by: event.agency_name.clone(),
        reason,
    })
}

/// A number that the schema keeps wide and the wire narrow.
pub(super) fn small(number: i64) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// A pattern for LIKE that finds `search` anywhere; none finds everything.
fn search_pattern(search: Option<&str>) -> Result<Option<String>> {
    let Some(text) = sought(search)? else {
        return Ok(None);
    };
    let escaped = text
        .to_lowercase()
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    Ok(Some(format!("%{escaped}%")))
}
