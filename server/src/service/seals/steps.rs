//! What happens to a seal, step by step: each is held against the seal as it was read, and leaves its line in the history.

use super::reading::show;
use super::{certifying, making, own_for};
use crate::crypto::Sealed;
use crate::service::once::{Claim, Once};
use crate::service::{Clerk, Ctx, Result};
use crate::store::audit::{Action, Kind, Object};
use crate::store::seal_roots::{self, Root};
use crate::store::seals::{self as rows, Made, NewEvent, Row};
use crate::store::{At, Id};
use domain::id::SealId;
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::sealing::{SealAct, SealEvent, SealState};
use domain::wire::seal::{MoveSeal, NOTE_MAX, SealDeed, SealDetail};

/// Lets something happen to a seal.
pub async fn advance(
    ctx: &Ctx<Clerk>,
    id: SealId,
    request: &MoveSeal,
    once: &Once,
) -> Result<SealDetail> {
    let claim = once.claim(ctx, id.0);
    let read = (id, request.version);
    let Some(row) = begin(ctx, read, request.event.act(), &claim).await? else {
        return show(ctx, id).await;
    };
    let to = row.state.0.after(request.event)?;
    let note = note(&request.note, request.event.needs_words())?;
    let work = match request.event {
        SealEvent::Make => Work::Make(Box::new(make(ctx, &row, request).await?)),
        _ => Work::Move(to),
    };
    let deed = SealDeed::from(request.event);
    let event = saying(ctx, event(ctx, id, row.version + 1, deed), note)?;
    settle(ctx, &row, (work, event, Action::MoveSeal), claim).await
}

/// Under an accredited authority if its answer came along, else under the deployment's own root.
async fn make(ctx: &Ctx<Clerk>, row: &Row, request: &MoveSeal) -> Result<(Made, Option<Root>)> {
    match (&request.certificate, request.valid_to) {
        (Some(answer), _) => certifying::take(ctx, row, answer).await,
        (None, Some(valid_to)) => making::make(ctx, row, valid_to).await,
        (None, None) => Err(FieldProblem::new("/valid_to", FieldCode::Required).into()),
    }
}

/// What is written of a step.
pub(super) enum Work {
    Move(SealState),
    Key(Sealed),
    Make(Box<(Made, Option<Root>)>),
    Keep(Option<Id>, Option<Id>),
}

/// The seal as the caller read it, for a step that the caller may take; none where the step was taken before by the same
/// request.
pub(super) async fn begin(
    ctx: &Ctx<Clerk>,
    (id, version): (SealId, i64),
    act: SealAct,
    claim: &Claim,
) -> Result<Option<Row>> {
    let mut read = ctx.app.db.read().await?;
    if claim.earlier(&mut read).await?.is_some() {
        return Ok(None);
    }
    let row = own_for(ctx, &mut read, id, act).await?;
    if row.version == version {
        Ok(Some(row))
    } else {
        Err(ProblemCode::StaleVersion.into())
    }
}

/// Writes a step; what may be sealed by it is sealed at once.
pub(super) async fn settle(
    ctx: &Ctx<Clerk>,
    row: &Row,
    (work, event, action): (Work, NewEvent, Action),
    claim: Claim,
) -> Result<SealDetail> {
    let (seal, now) = ((row.id, row.version), ctx.now);
    let entry = ctx.entry(action, Object::alone(Kind::Seal, row.id.0));
    let effect = claim.effect(ctx, entry, move |tx| {
        Box::pin(async move {
            match &work {
                Work::Move(to) => rows::advance(tx, seal, *to).await?,
                Work::Key(handle) => rows::give_key(tx, seal, handle).await?,
                Work::Keep(keeper, deputy) => rows::keep(tx, seal, *keeper, *deputy).await?,
                Work::Make(made) => {
                    if let Some(root) = &made.1 {
                        seal_roots::add(tx, root, now).await?;
                    }
                    rows::make(tx, seal, &made.0).await?;
                }
            }
            Ok(rows::add_event(tx, &event).await?)
        })
    });
    effect.await?;
    ctx.app.sealing().notify_one();
    show(ctx, row.id.into()).await
}

/// What is said of a step.
pub(super) fn note(text: &str, needed: bool) -> Result<Option<String>> {
    let problem = if needed {
        FieldProblem::of_required("/note", text, 2..=NOTE_MAX)
    } else {
        FieldProblem::of_optional("/note", text, 2..=NOTE_MAX)
    };
    match problem {
        Some(problem) => Err(problem.into()),
        None => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
    }
}

/// A line of the history, without words.
pub(super) fn event(ctx: &Ctx<Clerk>, seal: SealId, seq: i64, deed: SealDeed) -> NewEvent {
    NewEvent {
        seal: seal.into(),
        seq,
        at: At(ctx.now),
        deed,
        staff: ctx.actor.staff.into(),
        from: None,
        to: None,
        note_sealed: None,
        key_id: None,
    }
}

/// The same with what is said of it, sealed.
pub(super) fn saying(ctx: &Ctx<Clerk>, event: NewEvent, note: Option<String>) -> Result<NewEvent> {
    let Some(note) = note else {
        return Ok(event);
    };
    let vault = &ctx.app.vault;
    let sealed = vault.seal_seal_note(event.seal.0, event.seq, &note)?;
    Ok(NewEvent {
        note_sealed: Some(sealed.bytes),
        key_id: Some(sealed.key_id),
        ..event
    })
}
