//! Which objections does somebody see? In lists, and one with everything that [`super::case_view`] shows of it.

use super::case_row::clock_view;
use super::case_row::record;
use super::case_view::{Reader, Rest, View};
use super::licences::{small, whose};
use super::paging::{self, Paging};
use super::{Caller, Citizen, Clerk, Ctx, Result, audit, day};
use crate::crypto::Vault;
use crate::store::audit::{Action, Kind};
use crate::store::objections::{self, After, Listed};
use crate::store::{Id, Tx, clocks, licences};
use domain::access::{self, Actor};
use domain::id::{HolderId, LicenceId, ObjectionId};
use domain::problem::ProblemCode;
use domain::wire::Page;
use domain::wire::case::{CaseDetail, CaseSummary, ClockView, Receipt};
use std::collections::HashMap;

/// The holder's own objections: open ones first, then the newest.
pub async fn list(ctx: &Ctx<Citizen>, paging: &Paging) -> Result<Page<CaseSummary>> {
    let holder = ctx.actor.holder;
    let limit = paging.limit()?;
    let after = paging.after::<After>()?.unwrap_or(After::START);
    let mut read = ctx.app.db.read().await?;
    let mut rows = objections::own(&mut read, holder, after, limit + 1).await?;
    let next = paging::cut(&mut rows, limit, |row| After {
        place: row.place,
        filed_at: row.filed_at.0,
        id: row.id.0,
    })?;
    let items = summaries(&mut read, &ctx.app.vault, &rows).await?;
    drop(read);
    if !rows.is_empty() {
        let ids = rows.iter().map(|row| row.licence_id.0).collect();
        audit::reads(ctx, Action::ListCases, Kind::Licence, [(holder, ids)]).await?;
    }
    Ok(paging::page(items, next))
}

/// The objections to a licence of the own agency, the last first.
pub async fn of_licence(
    ctx: &Ctx<Clerk>,
    id: LicenceId,
    paging: &Paging,
) -> Result<Page<CaseSummary>> {
    let limit = paging.limit()?;
    let before = paging.after::<After>()?.unwrap_or(After::END);
    let mut read = ctx.app.db.read().await?;
    let found = licences::find(&mut read, id).await?;
    let actor: Actor = ctx.actor.into();
    let found = found
        .filter(|found| actor.may(access::Action::ReadCase, whose(found)))
        .ok_or(ProblemCode::NotFound)?;
    let key = (found.holder_id, found.id);
    let mut rows = objections::of_licence(&mut read, key, before, limit + 1).await?;
    let next = paging::cut(&mut rows, limit, |row| After {
        place: row.place,
        filed_at: row.filed_at.0,
        id: row.id.0,
    })?;
    let items = summaries(&mut read, &ctx.app.vault, &rows).await?;
    drop(read);
    let whose = [(HolderId(found.holder_id.0), vec![id.0])];
    audit::reads(ctx, Action::ListCases, Kind::Licence, whose).await?;
    Ok(paging::page(items, next))
}

/// One objection, for whoever may read it.
pub async fn find(ctx: &Ctx<Actor>, id: ObjectionId) -> Result<CaseDetail> {
    let detail = show(ctx, id).await?;
    let whose = [(detail.holder, vec![detail.licence.id.0])];
    audit::reads(ctx, Action::ReadCase, Kind::Licence, whose).await?;
    Ok(detail)
}

/// One objection, for an answer whose audit record was written with what it answers.
pub(super) async fn show<A: Caller + Clone + Into<Actor>>(
    ctx: &Ctx<A>,
    id: ObjectionId,
) -> Result<CaseDetail> {
    let actor: Actor = ctx.actor.clone().into();
    let mut read = ctx.app.db.read().await?;
    let found = objections::find(&mut read, id)
        .await?
        .filter(|found| actor.may(access::Action::ReadCase, record(found)))
        .ok_or(ProblemCode::NotFound)?;
    let rest = Rest::read(&mut read, &found).await?;
    drop(read);
    View {
        vault: &ctx.app.vault,
        found: &found,
        reader: Reader::of(&actor),
        today: day::today(ctx.now),
    }
    .detail(rest)
}

/// What the objector got after filing, again.
pub(super) async fn receipt(ctx: &Ctx<Citizen>, id: ObjectionId) -> Result<Receipt> {
    let mut read = ctx.app.db.read().await?;
    let found = objections::find(&mut read, id)
        .await?
        .filter(|found| found.holder_id == Id::from(ctx.actor.holder))
        .ok_or(ProblemCode::NotFound)?;
    let clocks = clocks::of_case(&mut read, found.holder_id, found.id).await?;
    Ok(Receipt {
        id,
        case_number: found.case_number,
        work_order: found.work_order,
        issuer_name: found.issuer_name,
        filed_at: found.filed_at.0,
        clocks: clocks.iter().map(clock_view).collect(),
    })
}

/// Rows of a list with their clocks.
pub(super) async fn summaries(
    read: &mut Tx,
    vault: &Vault,
    rows: &[Listed],
) -> Result<Vec<CaseSummary>> {
    let keys: Vec<_> = rows.iter().map(|row| (row.holder_id, row.id)).collect();
    let mut clocks: HashMap<Id, Vec<ClockView>> = HashMap::new();
    for clock in clocks::of_cases(read, &keys).await? {
        let of_case = clocks.entry(clock.objection_id).or_default();
        of_case.push(clock_view(&clock));
    }
    rows.iter()
        .map(|row| {
            let stored = (row.key_id.as_str(), row.statement_sealed.as_slice());
            let statement = vault.open_statement(row.id.0, stored)?;
            let label = |key: &str| {
                let field = row.face_schema.iter().find(|field| field.key == key);
                field.map_or_else(|| key.to_owned(), |field| field.label.clone())
            };
            Ok(CaseSummary {
                id: row.id.into(),
                case_number: row.case_number.clone(),
                state: row.state.0,
                marked: row.marked,
                type_name: row.type_name.clone(),
                hue: small(row.hue),
                issuer_name: row.issuer_name.clone(),
                filed_at: row.filed_at.0,
                finished_at: row.finished_at.map(|at| at.0),
                clocks: clocks.remove(&row.id).unwrap_or_default(),
                outcome: row.outcome.map(|outcome| outcome.0),
                fields: statement.claims.iter().map(|c| label(&c.key)).collect(),
            })
        })
        .collect()
}

/// For lists of several holders' cases: one record for each holder.
pub(super) fn by_holder(
    rows: impl Iterator<Item = (Id, Id)>,
) -> impl Iterator<Item = (HolderId, Vec<uuid::Uuid>)> {
    let mut ids: HashMap<Id, Vec<uuid::Uuid>> = HashMap::new();
    for (holder, licence) in rows {
        let of_holder = ids.entry(holder).or_default();
        if !of_holder.contains(&licence.0) {
            of_holder.push(licence.0);
        }
    }
    ids.into_iter()
        .map(|(holder, ids)| (HolderId(holder.0), ids))
}
