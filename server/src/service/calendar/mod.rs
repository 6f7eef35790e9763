//! The calendar as the managing body keeps it: what is in force, what was loaded, and what still waits for the next year.
//!
//! - [`proposing`]: an arrangement is read, checked and put up; [`deciding`]: another person approves or refuses it;
//! - `effect`: what it would do to the open deadlines; [`recounting`]: the job that does it; `redating`: findings;
//!   `asked_days`: what other agencies are asked;
//! - [`in_force`]: every server takes over what was approved.

mod asked_days;
pub mod deciding;
mod effect;
pub mod in_force;
pub mod proposing;
pub(crate) mod recounting;
mod redating;

use super::{Clerk, Ctx, Error, Result, audit as read_audit};
use crate::store::audit::{Action, Kind};
use crate::store::calendar::{self as rows, Row};
use crate::store::recounts::{self, Progress};
use crate::store::{Id, Tx};
use domain::access::{self, Relation, allowed};
use domain::id::{ArrangementId, StaffId};
use domain::problem::ProblemCode;
use domain::wire::calendar::{
    ArrangeCalendar, ArrangementDetail, ArrangementState, ArrangementSummary, CalendarDesk,
    ProvisionalDeadlines, RecountProgress,
};

/// More were never loaded.
const ROWS: i64 = 100;

/// What is in force, what was loaded, and what waits; for everybody who works on cases.
pub async fn desk(ctx: &Ctx<Clerk>) -> Result<CalendarDesk> {
    may_see(ctx)?;
    let known = ctx.app.calendar().map_err(Error::fault)?;
    let waiting = provisional(ctx).await?;
    let mut read = ctx.app.db.read().await?;
    let found = rows::list(&mut read, ROWS).await?;
    let recount = recounts::last(&mut read).await?;
    Ok(CalendarDesk {
        version: known.version(),
        confirmed_through: known.confirmed_through(),
        waiting,
        recount: recount.as_ref().map(progress),
        arrangements: found.iter().map(summary).collect::<Result<_>>()?,
        may_keep: may_keep(ctx).is_ok(),
    })
}

/// How many open deadlines can still move, and which year would settle them.
pub async fn provisional<A>(ctx: &Ctx<A>) -> Result<ProvisionalDeadlines> {
    let last = ctx.app.in_force().calendar.last_year();
    let last = last.ok_or_else(|| Error::fault("no year is arranged"))?;
    let mut read = ctx.app.db.read().await?;
    Ok(ProvisionalDeadlines {
        provisional: recounts::provisional(&mut read).await?,
        missing_year: last + 1,
    })
}

/// One arrangement; for who keeps the calendar with what it would do.
pub async fn find(ctx: &Ctx<Clerk>, id: ArrangementId) -> Result<ArrangementDetail> {
    may_see(ctx)?;
    show(ctx, id).await
}

async fn show(ctx: &Ctx<Clerk>, id: ArrangementId) -> Result<ArrangementDetail> {
    let mut read = ctx.app.db.read().await?;
    let row = found(&mut read, id).await?;
    let recount = match row.calendar_version {
        Some(version) => recounts::find(&mut read, version).await?,
        None => None,
    };
    drop(read);
    let proposed = row.state.0 == ArrangementState::Proposed;
    let given = given(&row)?;
    // What it would do is counted, and shown by examples, for who has to decide.
    let review = if proposed && may_keep(ctx).is_ok() {
        proposing::review_of(ctx, &given).await?
    } else {
        proposing::reread(ctx, &given, row.arrangements.0.clone())?
    };
    Ok(ArrangementDetail {
        summary: summary(&row)?,
        text: row.source.clone(),
        review,
        why: row.why.clone(),
        mine: is_mine(ctx, &row),
        recount: recount.as_ref().map(progress),
    })
}

/// As it was proposed.
fn given(row: &Row) -> Result<ArrangeCalendar> {
    Ok(ArrangeCalendar {
        kind: row.kind.0,
        year: i16::try_from(row.year).map_err(Error::fault)?,
        number: row.number.clone(),
        published: row.published.0,
        url: row.url.clone(),
        text: row.source.clone(),
        second: row.second_source.clone(),
    })
}

async fn found(read: &mut Tx, id: ArrangementId) -> Result<Row> {
    let row = rows::find(read, Id::from(id)).await?;
    row.ok_or_else(|| ProblemCode::NotFound.into())
}

fn is_mine(ctx: &Ctx<Clerk>, row: &Row) -> bool {
    StaffId(row.proposed_by.0) == ctx.actor.staff
}

fn summary(row: &Row) -> Result<ArrangementSummary> {
    Ok(ArrangementSummary {
        id: ArrangementId(row.id.0),
        kind: row.kind.0,
        year: i16::try_from(row.year).map_err(Error::fault)?,
        number: row.number.clone(),
        published: row.published.0,
        url: row.url.clone(),
        state: row.state.0,
        version: row.version,
        proposed_by: row.proposer_name.clone(),
        proposed_at: row.proposed_at.0,
        decided_by: row.decider_name.clone(),
        decided_at: row.decided_at.map(|at| at.0),
        calendar_version: row.calendar_version.map(|day| day.0),
    })
}

fn progress(row: &Progress) -> RecountProgress {
    RecountProgress {
        version: row.calendar_version.0,
        total: row.total,
        done: row.done,
        later: row.later,
        earlier: row.earlier,
        settled: row.settled,
        started_at: row.started_at.0,
        finished_at: row.finished_at.map(|at| at.0),
    }
}

fn may_see(ctx: &Ctx<Clerk>) -> Result<()> {
    if ctx.actor.role.works_cases() {
        Ok(())
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}

fn may_keep(ctx: &Ctx<Clerk>) -> Result<()> {
    if allowed(
        ctx.actor.role,
        Relation::Other,
        access::Action::KeepCalendar,
    ) {
        Ok(())
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}

/// Records that a supervisor was shown cases as examples of what would move.
async fn record_examples(ctx: &Ctx<Clerk>, shown: Vec<(Kind, (Id, Id))>) -> Result<()> {
    for kind in [Kind::Licence, Kind::Objection] {
        let of_kind = shown.iter().filter(|(of, _)| *of == kind);
        let whose = super::cases::by_holder(of_kind.map(|(_, key)| *key));
        read_audit::reads(ctx, Action::ListCases, kind, whose).await?;
    }
    Ok(())
}
