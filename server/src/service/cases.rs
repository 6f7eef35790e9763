//! Which objections does somebody see? In lists, and one with everything that [`super::case_view`] shows of it.

use super::case_row::{clock_view, partner, record, title, whose as whose_case};
use super::case_view::{Reader, Rest, View};
use super::licences::{small, whose};
use super::paging::{self, Paging};
use super::{Caller, Citizen, Clerk, Ctx, Result, audit, day};
use crate::store::audit::{Action, Kind};
use crate::store::clocks::Row as ClockRow;
use crate::store::objections::{self, After, Found, Listed, Standing};
use crate::store::{Id, Tx, clocks, licences};
use domain::access::{self, Actor, Record};
use domain::id::{AgencyId, HolderId, LicenceId, ObjectionId};
use domain::problem::ProblemCode;
use domain::wire::Page;
use domain::wire::case::{CaseDetail, CaseSummary, Receipt};
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
    let items = summaries(ctx, &mut read, &rows).await?;
    drop(read);
    listed(ctx, &rows).await?;
    Ok(paging::page(items, next))
}

/// Records that a list of cases was read: each licence's under its holder, and what is about none under its objector.
pub(super) async fn listed<A: Caller>(ctx: &Ctx<A>, rows: &[Listed]) -> Result<()> {
    let licences = by_holder(rows.iter().filter_map(Listed::licence));
    audit::reads(ctx, Action::ListCases, Kind::Licence, licences).await?;
    let others = rows.iter().filter(|row| row.licence().is_none());
    let others = by_holder(others.map(|row| (row.holder_id, row.id)));
    audit::reads(ctx, Action::ListCases, Kind::Objection, others).await
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
    let items = summaries(ctx, &mut read, &rows).await?;
    drop(read);
    let whose = [(HolderId(found.holder_id.0), vec![id.0])];
    audit::reads(ctx, Action::ListCases, Kind::Licence, whose).await?;
    Ok(paging::page(items, next))
}

/// One objection, for whoever may read it.
pub async fn find(ctx: &Ctx<Actor>, id: ObjectionId) -> Result<CaseDetail> {
    let (detail, found) = shown(ctx, id).await?;
    let (kind, whose) = whose_case(&found);
    audit::reads(ctx, Action::ReadCase, kind, whose).await?;
    Ok(detail)
}

/// One objection, for an answer whose audit record was written with what it answers.
pub(super) async fn show<A: Caller + Clone + Into<Actor>>(
    ctx: &Ctx<A>,
    id: ObjectionId,
) -> Result<CaseDetail> {
    Ok(shown(ctx, id).await?.0)
}

async fn shown<A: Clone + Into<Actor>>(
    ctx: &Ctx<A>,
    id: ObjectionId,
) -> Result<(CaseDetail, Found)> {
    let actor: Actor = ctx.actor.clone().into();
    let mut read = ctx.app.db.read().await?;
    let found = readable(&mut read, &actor, id).await?;
    let rest = Rest::read(&mut read, &found).await?;
    drop(read);
    let calendar = ctx.app.in_force();
    let view = View {
        vault: &ctx.app.vault,
        rulebook: &ctx.app.rules.rulebook,
        found: &found,
        reader: Reader::of(&actor),
        today: day::today(ctx.now),
        calendar: &calendar.calendar,
    };
    Ok((view.detail(rest)?, found))
}

/// A case, for whoever may read it; to anybody else it isn't there.
async fn readable(read: &mut Tx, actor: &Actor, id: ObjectionId) -> Result<Found> {
    let found = objections::find(read, id).await?;
    let may =
        |found: &Found| actor.may_in_case(access::Action::ReadCase, record(found), partner(found));
    Ok(found.filter(may).ok_or(ProblemCode::NotFound)?)
}

/// Where a case stands that the caller may read.
pub(super) async fn standing(ctx: &Ctx<Clerk>, read: &mut Tx, id: ObjectionId) -> Result<Standing> {
    let actor: Actor = ctx.actor.into();
    let row = objections::standing(read, id)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    let partner = row.partner_id.map(AgencyId::from);
    let may = actor.may_in_case(access::Action::ReadCase, owed(&row, row.issuer_id), partner);
    may.then_some(row).ok_or(ProblemCode::NotFound.into())
}

/// Goes on only where the caller may do this to what this agency owes of the case.
pub(super) fn allowed(
    ctx: &Ctx<Clerk>,
    (case, issuer): (&Standing, Id),
    may: access::Action,
) -> Result<()> {
    let actor: Actor = ctx.actor.into();
    if actor.may(may, owed(case, issuer)) {
        Ok(())
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}

fn owed(case: &Standing, issuer: Id) -> Record {
    Record {
        holder: case.holder_id.into(),
        issuer: issuer.into(),
    }
}

/// What who filed it got after filing, again; that it was them is known by the key of their request.
pub(super) async fn receipt<A>(ctx: &Ctx<A>, id: ObjectionId) -> Result<Receipt> {
    let mut read = ctx.app.db.read().await?;
    let found = objections::find(&mut read, id).await?;
    let found = found.ok_or(ProblemCode::NotFound)?;
    let clocks = clocks::of_case(&mut read, found.holder_id, found.id).await?;
    Ok(Receipt {
        id,
        case_number: found.case_number,
        work_order: found.work_order,
        issuer_name: found.issuer_name,
        filed_at: found.filed_at.0,
        clocks: clocks
            .iter()
            .map(|clock| clock_view(&ctx.app.rules.rulebook, &found.procedure, clock))
            .collect(),
    })
}

/// Rows of a list with their clocks.
pub(super) async fn summaries<A>(
    ctx: &Ctx<A>,
    read: &mut Tx,
    rows: &[Listed],
) -> Result<Vec<CaseSummary>> {
    let (vault, rulebook) = (&ctx.app.vault, &ctx.app.rules.rulebook);
    let keys: Vec<_> = rows.iter().map(|row| (row.holder_id, row.id)).collect();
    let mut clocks: HashMap<Id, Vec<ClockRow>> = HashMap::new();
    for clock in clocks::of_cases(read, &keys).await? {
        let of_case = clocks.entry(clock.objection_id).or_default();
        of_case.push(clock);
    }
    rows.iter()
        .map(|row| {
            let stored = (row.key_id.as_str(), row.statement_sealed.as_slice());
            let statement = vault.open_statement(row.id.0, stored)?;
            let field = |key: &str| {
                let schema = row.face_schema.as_ref()?;
                schema.iter().find(|field| field.key == key)
            };
            let label =
                |key: &str| field(key).map_or_else(|| key.to_owned(), |field| field.label.clone());
            Ok(CaseSummary {
                id: row.id.into(),
                case_number: row.case_number.clone(),
                procedure_title: title(rulebook, &row.procedure),
                subject: rulebook.flow(&row.procedure).subject,
                state: row.state.0,
                marked: row.marked,
                type_name: row.type_name.clone().unwrap_or(statement.subject),
                hue: row.hue.map_or(0, small),
                issuer_name: row.issuer_name.clone(),
                filed_at: row.filed_at.0,
                finished_at: row.finished_at.map(|at| at.0),
                clocks: clocks
                    .get(&row.id)
                    .into_iter()
                    .flatten()
                    .map(|clock| clock_view(rulebook, &row.procedure, clock))
                    .collect(),
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
