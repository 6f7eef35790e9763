//! What was found in a sample, what does its issuer answer, and does the answer do?

use super::view::show;
use super::{as_inspector, sampled};
use crate::service::once::{Claim, Once};
use crate::service::{Clerk, Ctx, Error, Result};
use crate::store::audit::{Action, Kind, Object};
use crate::store::inspections::{self as rows, Item, Move, Row};
use crate::store::{At, Day};
use domain::access::{self, Relation, allowed};
use domain::deadline;
use domain::id::{HolderId, InspectionId, LicenceId};
use domain::inspection::{MEND_DAYS_MAX, SampleEvent, WORDS_MAX};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::wire::inspection::{AnswerFinding, InspectionDetail, JudgeAnswer, RecordFinding};

/// Records that a licence conforms, or what was found and until when it has to be mended.
pub async fn record(
    ctx: &Ctx<Clerk>,
    at: (InspectionId, LicenceId),
    request: &RecordFinding,
    once: &Once,
) -> Result<InspectionDetail> {
    let said = |row: &Row, _: &Item| {
        as_inspector(ctx, row, access::Action::Inspect)?;
        found(ctx, request)
    };
    take(ctx, at, once, (Action::RecordFinding, said)).await
}

fn found<'a>(ctx: &Ctx<Clerk>, request: &'a RecordFinding) -> Result<Said<'a>> {
    match request {
        RecordFinding::Conforms { revision } => {
            Ok(Said::words(SampleEvent::Conform, *revision, ""))
        }
        RecordFinding::Finding {
            revision,
            ground,
            words,
            mend_days,
        } => {
            if !(1..=MEND_DAYS_MAX).contains(mend_days) {
                return Err(FieldProblem::new("/mend_days", FieldCode::Unknown).into());
            }
            let calendar = ctx.app.calendar().map_err(Error::fault)?;
            let readings = ctx.app.rules.rulebook.readings;
            let due = deadline::working_days(*mend_days, ctx.now, &calendar, readings)
                .map_err(Error::fault)?;
            Ok(Said {
                ground: Some(*ground),
                due: Some((Day(due.due_date), At(due.due))),
                ..Said::words(SampleEvent::Find, *revision, required(words)?)
            })
        }
    }
}

/// The issuer's answer.
pub async fn answer(
    ctx: &Ctx<Clerk>,
    at: (InspectionId, LicenceId),
    request: &AnswerFinding,
    once: &Once,
) -> Result<InspectionDetail> {
    let said = |_: &Row, item: &Item| {
        let own = item.issuer_id == ctx.actor.agency.into();
        let may = access::Action::AnswerFinding;
        if !own || !allowed(ctx.actor.role, Relation::OwnAgency, may) {
            return Err(ProblemCode::Forbidden.into());
        }
        let words = required(&request.words)?;
        Ok(Said::words(SampleEvent::Answer, request.revision, words))
    };
    take(ctx, at, once, (Action::AnswerFinding, said)).await
}

/// The inspector's word on the answer.
pub async fn judge(
    ctx: &Ctx<Clerk>,
    at: (InspectionId, LicenceId),
    request: &JudgeAnswer,
    once: &Once,
) -> Result<InspectionDetail> {
    let said = |row: &Row, _: &Item| {
        as_inspector(ctx, row, access::Action::Inspect)?;
        if !request.close {
            let words = required(&request.words)?;
            return Ok(Said::words(SampleEvent::Insist, request.revision, words));
        }
        if let Some(problem) = FieldProblem::of_optional("/words", &request.words, 2..=WORDS_MAX) {
            return Err(problem.into());
        }
        let words = request.words.trim();
        Ok(Said::words(SampleEvent::Close, request.revision, words))
    };
    take(ctx, at, once, (Action::JudgeAnswer, said)).await
}

/// What somebody says with a step.
struct Said<'a> {
    event: SampleEvent,
    revision: i64,
    words: &'a str,
    ground: Option<domain::rulebook::Ground>,
    due: Option<(Day, At)>,
}

impl<'a> Said<'a> {
    const fn words(event: SampleEvent, revision: i64, words: &'a str) -> Self {
        Self {
            event,
            revision,
            words,
            ground: None,
            due: None,
        }
    }
}

/// Takes a step with a licence of a sample, once; `said` is asked whether the actor may and what they say with it.
async fn take<'a>(
    ctx: &Ctx<Clerk>,
    (id, licence): (InspectionId, LicenceId),
    once: &Once,
    (action, said): (Action, impl FnOnce(&Row, &Item) -> Result<Said<'a>>),
) -> Result<InspectionDetail> {
    let claim = once.claim(ctx, id.0);
    let earlier = {
        let mut read = ctx.app.db.read().await?;
        claim.earlier(&mut read).await?
    };
    if earlier.is_none() {
        let (row, item) = sampled(ctx, id, licence).await?;
        let said = said(&row, &item)?;
        write(ctx, (id, licence), &item, (action, said), claim).await?;
    }
    show(ctx, id).await
}

async fn write(
    ctx: &Ctx<Clerk>,
    (id, licence): (InspectionId, LicenceId),
    item: &Item,
    (action, said): (Action, Said<'_>),
    claim: Claim,
) -> Result<()> {
    let to = item
        .state
        .0
        .after(said.event)
        .map_err(|refusal| Error::explained(ProblemCode::WrongState, refusal.to_string()))?;
    if item.revision != said.revision {
        return Err(ProblemCode::StaleVersion.into());
    }
    let seq = said.revision + 1;
    let words = (!said.words.is_empty())
        .then(|| {
            ctx.app
                .vault
                .seal_sampled((id.0, licence.0), seq, said.words)
        })
        .transpose()?;
    let step = Move {
        inspection: id.into(),
        licence: licence.into(),
        revision: said.revision,
        event: said.event,
        to,
        ground: said.ground,
        due: said.due,
        words,
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
    };
    let object = Object {
        kind: Kind::Inspection,
        ids: vec![id.0, licence.0],
        holder: Some(HolderId(item.holder_id.0)),
    };
    let entry = ctx.entry(action, object);
    let effect = claim.effect(ctx, entry, move |tx| {
        Box::pin(async move { Ok(rows::step(tx, step).await?) })
    });
    effect.await.map(drop)
}

fn required(words: &str) -> Result<&str> {
    match FieldProblem::of_required("/words", words, 2..=WORDS_MAX) {
        Some(problem) => Err(problem.into()),
        None => Ok(words.trim()),
    }
}
