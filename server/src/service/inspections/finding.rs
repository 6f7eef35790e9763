//! What was found in a sample, what does its issuer answer, and does the answer do?

use super::view::show;
use super::{as_inspector, invalid, sampled};
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
    let claim = once.claim(ctx, at.0.0);
    let Some((row, item)) = begin(ctx, at, &claim).await? else {
        return show(ctx, at.0).await;
    };
    as_inspector(ctx, &row, access::Action::Inspect)?;
    let step = match request {
        RecordFinding::Conforms { revision } => Said::nothing(SampleEvent::Conform, *revision),
        RecordFinding::Finding {
            revision,
            ground,
            words,
            mend_days,
        } => {
            if !(1..=MEND_DAYS_MAX).contains(mend_days) {
                return Err(invalid("/mend_days", FieldCode::Unknown));
            }
            let calendar = ctx.app.calendar().map_err(Error::fault)?;
            let readings = ctx.app.rules.rulebook.readings;
            let due = deadline::working_days(*mend_days, ctx.now, calendar, readings)
                .map_err(Error::fault)?;
            Said {
                ground: Some(*ground),
                due: Some((Day(due.due_date), At(due.due))),
                ..Said::words(SampleEvent::Find, *revision, required(words)?)
            }
        }
    };
    step_of(ctx, at, &item, (step, Action::RecordFinding), claim).await
}

/// The issuer's answer.
pub async fn answer(
    ctx: &Ctx<Clerk>,
    at: (InspectionId, LicenceId),
    request: &AnswerFinding,
    once: &Once,
) -> Result<InspectionDetail> {
    let claim = once.claim(ctx, at.0.0);
    let Some((_, item)) = begin(ctx, at, &claim).await? else {
        return show(ctx, at.0).await;
    };
    let own = item.issuer_id == ctx.actor.agency.into();
    let may = access::Action::AnswerFinding;
    if !own || !allowed(ctx.actor.role, Relation::OwnAgency, may) {
        return Err(ProblemCode::Forbidden.into());
    }
    let step = Said::words(
        SampleEvent::Answer,
        request.revision,
        required(&request.words)?,
    );
    step_of(ctx, at, &item, (step, Action::AnswerFinding), claim).await
}

/// The inspector's word on the answer.
pub async fn judge(
    ctx: &Ctx<Clerk>,
    at: (InspectionId, LicenceId),
    request: &JudgeAnswer,
    once: &Once,
) -> Result<InspectionDetail> {
    let claim = once.claim(ctx, at.0.0);
    let Some((row, item)) = begin(ctx, at, &claim).await? else {
        return show(ctx, at.0).await;
    };
    as_inspector(ctx, &row, access::Action::Inspect)?;
    let step = if request.close {
        let problem = FieldProblem::of_optional("/words", &request.words, 2..=WORDS_MAX);
        if let Some(problem) = problem {
            return Err(Error::Invalid(vec![problem]));
        }
        Said::words(SampleEvent::Close, request.revision, request.words.trim())
    } else {
        Said::words(
            SampleEvent::Insist,
            request.revision,
            required(&request.words)?,
        )
    };
    step_of(ctx, at, &item, (step, Action::JudgeAnswer), claim).await
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
    const fn nothing(event: SampleEvent, revision: i64) -> Self {
        Self::words(event, revision, "")
    }

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

async fn step_of(
    ctx: &Ctx<Clerk>,
    (id, licence): (InspectionId, LicenceId),
    item: &Item,
    (said, action): (Said<'_>, Action),
    claim: Claim,
) -> Result<InspectionDetail> {
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
    effect.await?;
    show(ctx, id).await
}

/// The licence of a sample that a step is about, unless the step has been taken already.
async fn begin(
    ctx: &Ctx<Clerk>,
    (id, licence): (InspectionId, LicenceId),
    claim: &Claim,
) -> Result<Option<(Row, Item)>> {
    let earlier = {
        let mut read = ctx.app.db.read().await?;
        claim.earlier(&mut read).await?
    };
    if earlier.is_some() {
        return Ok(None);
    }
    Ok(Some(sampled(ctx, id, licence).await?))
}

fn required(words: &str) -> Result<&str> {
    match FieldProblem::of_required("/words", words, 2..=WORDS_MAX) {
        Some(problem) => Err(Error::Invalid(vec![problem])),
        None => Ok(words.trim()),
    }
}
