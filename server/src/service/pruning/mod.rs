//! 操作记录的保存和清理 (拉享 四十一, 庆证 二十四): one person asks that old records may go, another one grants it, a command
//! carries it out (`carrying`); the records of a case that is before a court are held.
//!
//! The triggers of both databases let nothing else go, whoever asks.

mod carrying;
mod due;

pub use carrying::{Archive, Fault, carry_out};

use super::once::Once;
use super::{Clerk, Ctx, Error, Result};
use crate::hex;
use crate::store::audit::{Action, Kind, Object};
use crate::store::holds::{self, Hold};
use crate::store::prunings::{self as rows, New, Row};
use crate::store::{At, Id, objections};
use domain::access;
use domain::id::{HolderId, PruningId};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::retention::{check_reason, gone_before, void_at};
use domain::wire::pruning::{
    AskPruning, DecidePruning, HeldRecords, HoldRecords, PruningView, Retention,
};

/// How long records are kept, what was let go and what is held.
pub async fn read(ctx: &Ctx<Clerk>) -> Result<Retention> {
    ctx.may(access::Action::KeepRecords)?;
    let view = view(ctx).await?;
    let object = Object {
        kind: Kind::Pruning,
        ids: view.held.iter().map(|held| held.objection.0).collect(),
        holder: None,
    };
    let entry = ctx.entry(Action::ReadRetention, object);
    ctx.app.recorder().ask(vec![entry]).await?;
    Ok(view)
}

async fn view(ctx: &Ctx<Clerk>) -> Result<Retention> {
    let mut read = ctx.app.db.read().await?;
    let prunings = rows::all(&mut read).await?;
    let mut held: Vec<HeldRecords> = Vec::new();
    for row in holds::all(&mut read).await? {
        // A case can hold the records of two people.
        if held.iter().any(|one| one.objection.0 == row.objection_id.0) {
            continue;
        }
        let stored = (row.key_id.as_str(), row.reason_sealed.as_slice());
        held.push(HeldRecords {
            objection: row.objection_id.into(),
            case_number: row.case_number,
            reason: ctx.app.vault.open_hold(row.id.0, stored)?,
            held_by: row.by_name,
            held_at: row.since.0,
        });
    }
    let due = due::count(ctx, &mut read).await?;
    Ok(Retention {
        rules: ctx.app.rules.rulebook.retention.clone(),
        due,
        prunings: prunings.into_iter().map(|row| shown(ctx, row)).collect(),
        held,
    })
}

/// Asks that what is old enough today may go.
pub async fn ask(ctx: &Ctx<Clerk>, request: &AskPruning, once: &Once) -> Result<Retention> {
    ctx.may(access::Action::KeepRecords)?;
    if let Some(problem) = check_reason(&request.reason) {
        return Err(problem.into());
    }
    let rules = &ctx.app.rules.rulebook.retention;
    let before = gone_before(rules, request.class, ctx.now)
        .ok_or_else(|| FieldProblem::new("/class", FieldCode::Fixed))?;
    let id = ctx.new_id();
    let new = New {
        id: Id(id),
        class: request.class,
        before_at: At(before),
        reason: request.reason.trim().to_owned(),
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
    };
    let entry = ctx.entry(Action::AskPruning, Object::alone(Kind::Pruning, id));
    let effect = once.claim(ctx, id).effect(ctx, entry, move |tx| {
        Box::pin(async move { Ok(rows::insert(tx, &new).await?) })
    });
    effect.await?;
    view(ctx).await
}

/// Grants or declines what another person asked.
pub async fn decide(
    ctx: &Ctx<Clerk>,
    id: PruningId,
    request: &DecidePruning,
    once: &Once,
) -> Result<Retention> {
    ctx.may(access::Action::KeepRecords)?;
    let claim = once.claim(ctx, id.0);
    let mut read = ctx.app.db.read().await?;
    let row = rows::find(&mut read, id.into()).await?;
    let row = row.ok_or(ProblemCode::NotFound)?;
    let first = claim.earlier(&mut read).await?.is_none();
    drop(read);
    if first && row.asked_by == Id::from(ctx.actor.staff) {
        return Err(ProblemCode::SamePerson.into());
    }
    let granted = request.granted;
    let by = (Id::from(ctx.actor.staff), At(ctx.now));
    let entry = ctx.entry(Action::DecidePruning, Object::alone(Kind::Pruning, id.0));
    let effect = claim.effect(ctx, entry, move |tx| {
        Box::pin(async move {
            let decided = rows::decide(tx, (id.into(), granted), by).await?;
            decided
                .then_some(())
                .ok_or_else(|| ProblemCode::WrongState.into())
        })
    });
    effect.await?;
    view(ctx).await
}

/// Holds the records of a case, or lets them age again.
pub async fn hold(ctx: &Ctx<Clerk>, request: &HoldRecords, once: &Once) -> Result<Retention> {
    ctx.may(access::Action::KeepRecords)?;
    if let Some(problem) = check_reason(&request.reason) {
        return Err(problem.into());
    }
    let mut read = ctx.app.db.read().await?;
    let id = holds::numbered(&mut read, request.case_number.trim()).await?;
    let id = id.ok_or_else(|| FieldProblem::new("/case_number", FieldCode::Unknown))?;
    let found = objections::find(&mut read, id.into()).await?;
    let found = found.ok_or(ProblemCode::NotFound)?;
    drop(read);
    let mut held = Vec::new();
    for holder in found.whose() {
        let own = ctx.new_id();
        let reason = ctx.app.vault.seal_hold(own, request.reason.trim())?;
        let row = Hold {
            id: Id(own),
            objection: id,
            holder,
            licence: found.licence_id,
        };
        held.push((row, reason));
    }
    let object = Object::of(Kind::Objection, id.0, HolderId(found.holder_id.0));
    let entry = ctx.entry(Action::HoldRecords, object);
    let (holds, by) = (request.held, (Id::from(ctx.actor.staff), At(ctx.now)));
    let effect = once.claim(ctx, id.0).effect(ctx, entry, move |tx| {
        Box::pin(async move {
            let was_held = holds::lift(tx, id, by).await?;
            if !holds {
                return was_held
                    .then_some(())
                    .ok_or_else(|| Error::from(ProblemCode::WrongState));
            }
            for (row, reason) in &held {
                holds::insert(tx, *row, reason, by).await?;
            }
            Ok(())
        })
    });
    effect.await?;
    view(ctx).await
}

fn shown(ctx: &Ctx<Clerk>, row: Row) -> PruningView {
    let granted_at = row.decided_at.filter(|_| row.granted == Some(true));
    PruningView {
        id: row.id.into(),
        is_own: row.asked_by == Id::from(ctx.actor.staff),
        void_at: granted_at.map(|at| void_at(at.0)),
        class: row.class.0,
        before: row.before_at.0,
        reason: row.reason,
        asked_by: row.asked_by_name,
        asked_at: row.asked_at.0,
        decided_by: row.decided_by_name,
        decided_at: row.decided_at.map(|at| at.0),
        granted: row.granted,
        ended_at: row.ended_at.map(|at| at.0),
        removed: row.removed,
        first_at: row.first_at.map(|at| at.0),
        last_at: row.last_at.map(|at| at.0),
        head: row.head.map(|head| hex::write(&head)),
    }
}
