//! What is seen of an outage, and until when is it due? The due date is that of its case.

use super::seen;
use crate::service::case_row::clock_view;
use crate::service::{Clerk, Ctx, Error, Result, audit, cases, day};
use crate::store::audit::{Action, Kind};
use crate::store::held_up::{self, Entered, Item};
use crate::store::outages::Row;
use crate::store::{Day, Tx, clocks};
use domain::access;
use domain::deadline::{Deadline, is_on_time};
use domain::id::{HeldUpId, OutageId};
use domain::outage::{self, ItemState, OutagePhase};
use domain::problem::ProblemCode;
use domain::wire::case::ClockView;
use domain::wire::outage::{EnteredSince, HeldUpItem, OutageCase, OutageDetail, OutageSummary};
use jiff::Timestamp;

/// Until when everything is due that an outage holds up which ended then; none where the rulebook has no clock for it.
pub(super) fn due(ctx: &Ctx<Clerk>, ended_at: Timestamp) -> Result<Option<Deadline>> {
    let calendar = ctx.app.calendar().map_err(Error::fault)?;
    outage::due(&ctx.app.rules.rulebook, ended_at, &calendar).map_err(Error::fault)
}

pub(super) fn phase(row: &Row) -> OutagePhase {
    OutagePhase::of(row.ended_at.is_some(), row.waiting)
}

/// Outages with the clocks of their cases.
pub(super) async fn summaries(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    rows: &[Row],
) -> Result<Vec<OutageSummary>> {
    // Nobody's account: such a case lies under its own id.
    let cases: Vec<_> = rows.iter().filter_map(|row| row.case_id).collect();
    let keys: Vec<_> = cases.iter().map(|id| (*id, *id)).collect();
    let clocks = clocks::of_cases(read, &keys).await?;
    let of = |row: &Row| {
        let clock = clocks
            .iter()
            .find(|one| Some(one.objection_id) == row.case_id)?;
        let rulebook = &ctx.app.rules.rulebook;
        Some(clock_view(rulebook, row.procedure.as_deref()?, clock))
    };
    Ok(rows.iter().map(|row| summary(ctx, row, of(row))).collect())
}

fn summary(ctx: &Ctx<Clerk>, row: &Row, clock: Option<ClockView>) -> OutageSummary {
    let late = |clock: &ClockView| !is_on_time(ctx.now, clock.due, clock.on_time_until);
    OutageSummary {
        id: OutageId(row.id.0),
        agency_name: row.agency_name.clone(),
        began_at: row.began_at.0,
        ended_at: row.ended_at.map(|at| at.0),
        phase: phase(row),
        waiting: row.waiting,
        items: row.items,
        overdue: row.waiting > 0 && clock.as_ref().is_some_and(late),
        clock,
    }
}

pub(super) async fn show(ctx: &Ctx<Clerk>, id: OutageId) -> Result<OutageDetail> {
    let mut read = ctx.app.db.read().await?;
    let row = seen(ctx, &mut read, id).await?;
    let items = held_up::items(&mut read, id.into()).await?;
    let summary = summaries(ctx, &mut read, std::slice::from_ref(&row)).await?;
    let summary = summary.into_iter().next().ok_or(ProblemCode::NotFound)?;
    let own = row.agency_id == ctx.actor.agency.into();
    let may = ctx.may(access::Action::DeclareOutage).is_ok() && own;
    let entered = if may && row.waiting > 0 {
        let day = Day(day::today(row.began_at.0));
        held_up::entered_since(&mut read, row.agency_id, day, row.began_at).await?
    } else {
        Vec::new()
    };
    drop(read);
    if !entered.is_empty() {
        let whose = cases::by_holder(entered.iter().map(|one| (one.holder_id, one.licence_id)));
        audit::reads(ctx, Action::ReadOutage, Kind::Licence, whose).await?;
    }
    let stored = (row.key_id.as_str(), row.words_sealed.as_slice());
    let said = ctx.app.vault.open_outage(row.id.0, stored)?;
    let items = items.iter().map(|item| item_view(ctx, item, own));
    Ok(OutageDetail {
        summary,
        version: row.version,
        cause: said.cause,
        measures: said.measures,
        declared_by: row.declarer_name.clone(),
        declared_at: row.declared_at.0,
        case: row
            .case_id
            .zip(row.case_number)
            .map(|(id, case_number)| OutageCase {
                id: id.into(),
                case_number,
            }),
        end_entered_at: row.end_entered_at.map(|at| at.0),
        items: items.collect::<Result<_>>()?,
        entered: entered.iter().map(entered_view).collect(),
        mine: may,
    })
}

/// An item; its words may name people, and only the agency itself needs those.
fn item_view(ctx: &Ctx<Clerk>, item: &Item, own: bool) -> Result<HeldUpItem> {
    let vault = &ctx.app.vault;
    let stored = (item.key_id.as_str(), item.words_sealed.as_slice());
    let why = match (&item.why_key_id, &item.why_sealed) {
        (Some(key), Some(bytes)) if own => vault.open_fell_away(item.id.0, (key, bytes))?,
        _ => String::new(),
    };
    Ok(HeldUpItem {
        id: HeldUpId(item.id.0),
        what: item.what.0,
        words: if own {
            vault.open_held_up(item.id.0, stored)?
        } else {
            String::new()
        },
        state: item.state.0,
        settled_at: item.settled_at.map(|at| at.0),
        settled_by: item.settler_name.clone(),
        why,
        linked: linked_view(item).filter(|_| own && item.state.0 == ItemState::Done),
    })
}

fn linked_view(item: &Item) -> Option<EnteredSince> {
    Some(EnteredSince {
        licence: item.linked_licence?.into(),
        seq: item.linked_seq?,
        kind: item.kind?.0,
        at: item.at?.0,
        type_name: item.type_name.clone()?,
        number: item.number.clone()?,
    })
}

fn entered_view(entered: &Entered) -> EnteredSince {
    EnteredSince {
        licence: entered.licence_id.into(),
        seq: entered.seq,
        kind: entered.kind.0,
        at: entered.at.0,
        type_name: entered.type_name.clone(),
        number: entered.number.clone(),
    }
}
