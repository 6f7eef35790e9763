//! Does another person approve an arrangement? Then it is in force, and the open deadlines are counted again.

use super::in_force::follow;
use super::proposing::{first, next};
use super::{found, given, is_mine, may_keep, show};
use crate::service::once::Once;
use crate::service::{Clerk, Ctx, Error, Result};
use crate::store::audit::{Action, Kind, Object};
use crate::store::calendar::{self as rows, Decision, Row};
use crate::store::{At, Day, StoreError};
use domain::calendar::read;
use domain::id::ArrangementId;
use domain::problem::{FieldProblem, ProblemCode};
use domain::wire::Expected;
use domain::wire::calendar::{ArrangementDetail, ArrangementState, LINE_MAX, RefuseArrangement};

/// Approves what another person has proposed: it is in force at once.
pub async fn approve(
    ctx: &Ctx<Clerk>,
    id: ArrangementId,
    expected: Expected,
    once: &Once,
) -> Result<ArrangementDetail> {
    let asked = Asked {
        version: expected.version,
        action: Action::ApproveCalendar,
        state: ArrangementState::InForce,
        why: String::new(),
    };
    let decided = decide(ctx, id, once, asked, |row| {
        if is_mine(ctx, row) {
            let detail = "who proposed an arrangement can't approve it";
            return Err(Error::explained(ProblemCode::Forbidden, detail));
        }
        // The calendar may have changed since it was proposed.
        let given = given(row)?;
        let reading = read(first(&given), &ctx.app.in_force().calendar);
        let reading = reading.map_err(Error::fault)?;
        // What comes into force is what was read when it was proposed.
        if reading.faults.is_empty() && reading.arrangements == row.arrangements.0 {
            Ok(())
        } else {
            let detail = "the arrangement doesn't fit the calendar that is in force by now";
            Err(Error::explained(ProblemCode::WrongState, detail))
        }
    });
    decided.await?;
    follow(&ctx.app).await?;
    ctx.app.recount().notify_one();
    show(ctx, id).await
}

/// Refuses an arrangement; who proposed it takes it back so.
pub async fn refuse(
    ctx: &Ctx<Clerk>,
    id: ArrangementId,
    request: &RefuseArrangement,
    once: &Once,
) -> Result<ArrangementDetail> {
    if let Some(problem) = FieldProblem::of_required("/why", &request.why, 2..=LINE_MAX) {
        return Err(problem.into());
    }
    let asked = Asked {
        version: request.version,
        action: Action::RefuseCalendar,
        state: ArrangementState::Refused,
        why: request.why.trim().to_owned(),
    };
    decide(ctx, id, once, asked, |_| Ok(())).await?;
    show(ctx, id).await
}

/// What shall become of a proposal.
struct Asked {
    version: i64,
    action: Action,
    state: ArrangementState,
    why: String,
}

async fn decide(
    ctx: &Ctx<Clerk>,
    id: ArrangementId,
    once: &Once,
    asked: Asked,
    may: impl FnOnce(&Row) -> Result<()>,
) -> Result<()> {
    may_keep(ctx)?;
    let claim = once.claim(ctx, id.0);
    let row = {
        let mut read = ctx.app.db.read().await?;
        if claim.earlier(&mut read).await?.is_some() {
            return Ok(());
        }
        found(&mut read, id).await?
    };
    if row.state.0 != ArrangementState::Proposed {
        return Err(ProblemCode::WrongState.into());
    }
    // What another server has approved this moment counts, too.
    follow(&ctx.app).await?;
    may(&row)?;
    if row.version != asked.version {
        return Err(ProblemCode::StaleVersion.into());
    }
    let in_force = asked.state == ArrangementState::InForce;
    let version = if in_force {
        Some(Day(next(ctx)?))
    } else {
        None
    };
    let decision = Decision {
        id: id.into(),
        version: row.version,
        state: asked.state,
        why: asked.why,
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
        calendar_version: version,
    };
    let entry = ctx.entry(asked.action, Object::alone(Kind::Calendar, id.0));
    let done = claim.effect(ctx, entry, move |tx| {
        Box::pin(async move {
            match rows::decide(tx, &decision).await {
                // Two approvals at one moment on two servers: the second one looks again.
                Err(StoreError::Duplicate) => Err(ProblemCode::StaleVersion.into()),
                decided => Ok(decided?),
            }
        })
    });
    done.await.map(drop)
}
