//! What does a holder see of the own licences, and an issuer's staff of one?

use super::face::{self, Show};
use super::paging::{self, Paging};
use super::sealed::EventWords;
use super::searching::sought;
use super::{Citizen, Ctx, Error, Result, audit, cases, day};
use crate::crypto::Vault;
use crate::store::audit::{Action, Kind};
use crate::store::licences::{self, After, Event, Found, Listed, Summary};
use crate::store::{drafts, objections};
use domain::access::{self, Actor, Record};
use domain::id::{HolderId, LicenceId};
use domain::issuing::{LicenceRecord, RecordHolder, shown_code};
use domain::licence::{Condition, standing};
use domain::problem::ProblemCode;
use domain::wire::Page;
use domain::wire::licence::{HolderShown, LicenceDetail, LicenceHistory, LicenceSummary};
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
    let next = paging::cut(&mut rows, limit, |row: &Listed| After {
        place: row.place,
        ends: row.ends.0,
        id: row.summary.id.0,
    })?;
    let rows: Vec<_> = rows.into_iter().map(|row| row.summary).collect();
    let items: Vec<_> = rows.iter().map(|row| listed(row, today)).collect();
    if !items.is_empty() {
        let whose = cases::by_holder(rows.iter().map(|row| (row.holder_id, row.id)));
        audit::reads(ctx, Action::ListLicences, Kind::Licence, whose).await?;
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
        .ok_or(ProblemCode::NotFound)?;
    if !may_read(ctx, &found).await? {
        return Err(ProblemCode::NotFound.into());
    }
    let mut detail = detail(ctx, &found, &events, reveal)?;
    if let Actor::Holder { holder } = ctx.actor
        && holder.0 != found.holder_id.0
    {
        // In a box of its own: few need it, and all would carry room for it.
        Box::pin(as_fellow(ctx, holder, &mut detail)).await?;
    }
    let action = if reveal {
        Action::RevealLicence
    } else {
        Action::ReadLicence
    };
    let whose = [(HolderId(found.holder_id.0), vec![found.id.0])];
    audit::reads(ctx, action, Kind::Licence, whose).await?;
    Ok(detail)
}

/// Who holds it with others writes and follows their own objection.
async fn as_fellow(ctx: &Ctx<Actor>, holder: HolderId, detail: &mut LicenceDetail) -> Result<()> {
    let licence = detail.summary.id.into();
    let mut read = ctx.app.db.read().await?;
    let draft = drafts::of_licence(&mut read, holder, licence).await?;
    detail.draft = draft.map(|draft| draft.id.into());
    let open = objections::open(&mut read, holder, licence).await?;
    detail.open_objection = open.map(Into::into);
    Ok(())
}

/// A licence of this holder, led or held with others; anything else isn't there.
pub(super) async fn own(
    read: &mut crate::store::Tx,
    holder: HolderId,
    id: LicenceId,
) -> Result<Found> {
    let found = licences::find(read, id)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    if found.holder_id.0 == holder.0 || licences::holds(read, holder, found.id).await? {
        Ok(found)
    } else {
        Err(Error::Refused(ProblemCode::NotFound))
    }
}

/// Whether the actor may read it: its leading holder, who holds it together with that one, and the issuer's staff.
pub(super) async fn may_read(ctx: &Ctx<Actor>, found: &Found) -> Result<bool> {
    if ctx.actor.may(access::Action::ReadLicence, whose(found)) {
        return Ok(true);
    }
    let Actor::Holder { holder } = ctx.actor else {
        return Ok(false);
    };
    let holds = async move {
        let mut read = ctx.app.db.read().await?;
        Ok(licences::holds(&mut read, holder, found.id).await?)
    };
    Box::pin(holds).await
}

/// The record of a licence's current version.
pub(super) fn record(vault: &Vault, found: &Found) -> Result<LicenceRecord> {
    let stored = (found.key_id.as_str(), found.record.as_slice());
    Ok(vault.read_record(found.id.0, found.version, stored)?)
}

/// Its stored condition.
pub(super) fn condition(found: &Found) -> Condition {
    Condition {
        status: found.status.0,
        pledged: found.pledged,
    }
}

/// Whose licence it is.
pub(super) fn whose(found: &Found) -> Record {
    Record {
        holder: found.holder_id.into(),
        issuer: found.issuer_id.into(),
    }
}

pub(super) fn detail(
    ctx: &Ctx<Actor>,
    found: &Found,
    events: &[Event],
    reveal: bool,
) -> Result<LicenceDetail> {
    let vault = &ctx.app.vault;
    let show = if reveal { Show::Full } else { Show::Masked };
    let record = record(vault, found)?;
    let is_holder = matches!(ctx.actor, Actor::Holder { .. });
    // Nobody can open another holder's case or draft.
    let leads = ctx.actor.may(access::Action::File, whose(found));
    Ok(LicenceDetail {
        summary: summary(found, day::today(ctx.now)),
        identifier: found.identifier.clone(),
        revision: found.revision,
        type_code: found.type_code.clone(),
        trust: found.trust.0,
        holders: record.holders.iter().map(holder_shown).collect(),
        status: found.status.0,
        issued_on: found.issued_on.0,
        face: face::values(&found.face_schema, &record, show),
        history: events
            .iter()
            .map(|event| history(vault, found, event))
            .collect::<Result<_>>()?,
        may_object: is_holder,
        draft: found.draft.filter(|_| leads).map(Into::into),
        open_objection: found
            .open_objection
            .filter(|_| leads || !is_holder)
            .map(Into::into),
    })
}

pub(super) fn holder_shown(holder: &RecordHolder) -> HolderShown {
    HolderShown {
        name: holder.name.clone(),
        code_type: holder.code_type.clone(),
        code: shown_code(holder),
    }
}

pub(super) fn summary(found: &Found, today: Date) -> LicenceSummary {
    let (from, to) = (found.valid_from.0, found.valid_to.map(|day| day.0));
    LicenceSummary {
        id: found.id.into(),
        type_name: found.type_name.clone(),
        hue: small(found.hue),
        number: found.number.clone(),
        holder_name: found.holder_name.clone(),
        issuer_name: found.issuer_name.clone(),
        standing: standing(found.status.0, from, to, today),
        valid_from: from,
        valid_to: to,
        pledged: found.pledged,
        disputed: found.disputed,
        version: small(found.version),
    }
}

/// What every list shows of a licence.
pub(super) fn listed(row: &Summary, today: Date) -> LicenceSummary {
    let (from, to) = (row.valid_from.0, row.valid_to.map(|day| day.0));
    LicenceSummary {
        id: row.id.into(),
        type_name: row.type_name.clone(),
        hue: small(row.hue),
        number: row.number.clone(),
        holder_name: row.holder_name.clone(),
        issuer_name: row.issuer_name.clone(),
        standing: standing(row.status.0, from, to, today),
        valid_from: from,
        valid_to: to,
        pledged: row.pledged,
        disputed: row.disputed,
        version: small(row.version),
    }
}

fn history(vault: &Vault, found: &Found, event: &Event) -> Result<LicenceHistory> {
    let words = match (&event.key_id, &event.words_sealed) {
        (Some(key), Some(bytes)) => {
            vault.open_licence_words(found.id.0, event.seq, (key, bytes))?
        }
        _ => EventWords::default(),
    };
    Ok(LicenceHistory {
        at: event.at.0,
        kind: event.kind.0,
        on: event.on_date.0,
        version: small(event.version),
        by: event.agency_name.clone(),
        basis: words.basis,
        reason: words.reason,
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
