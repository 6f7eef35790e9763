//! 督办: who watches the clocks asks the agency of a case for an answer by a day; the answer is part of the case. Neither
//! moves it: its version, its state and its clocks stay as they are.

use super::cases;
use super::once::Once;
use super::telling::{self, Word};
use super::{Clerk, Ctx, Error, Result, day};
use crate::store::audit::{Action, Kind, Object};
use crate::store::notices::{self as outbox, Recipient};
use crate::store::objections::Standing;
use crate::store::urgings::{self as rows, Row};
use crate::store::{At, Day, Id};
use domain::access::{self, Role};
use domain::id::{HolderId, ObjectionId, UrgingId};
use domain::objection::urging::{check, check_answer};
use domain::problem::ProblemCode;
use domain::wire::case::CaseDetail;
use domain::wire::notice::NoticeKind;
use domain::wire::urging::{AnswerUrging, Urge};

/// Asks for an answer by a day. Who has to act is asked, and answers, also once the case has gone to another agency.
pub async fn urge(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: &Urge,
    once: &Once,
) -> Result<CaseDetail> {
    let problems = check(&request.words, request.answer_by, day::today(ctx.now));
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let urging = ctx.new_id();
    let claim = once.claim(ctx, urging);
    let mut read = ctx.app.db.read().await?;
    let case = cases::standing(ctx, &mut read, id).await?;
    cases::allowed(ctx, (&case, case.issuer_id), access::Action::Urge)?;
    let over = case.state.0.is_finished();
    claim
        .before(&mut read, over, "the case is finished")
        .await?;
    let staff = outbox::staff_of(&mut read, case.issuer_id).await?;
    drop(read);
    let told = [Role::Handler, Role::Approver];
    let told = told
        .into_iter()
        .flat_map(|role| telling::in_role(&staff, role));
    let due = Some(Day(request.answer_by));
    let word = Word {
        kind: NoticeKind::Urged,
        id: urging,
        due_date: due,
    };
    let messages = telling::of_word(ctx, (case.holder_id, case.id), word, told)?;
    let new = rows::New {
        holder: case.holder_id,
        objection: case.id,
        id: Id(urging),
        issuer: case.issuer_id,
        answer_by: Day(request.answer_by),
        words: ctx.app.vault.seal_urging(urging, request.words.trim())?,
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
    };
    let entry = ctx.entry(Action::Urge, object(&case));
    let telling = claim.telling(ctx, (entry, messages), move |tx| {
        Box::pin(async move { Ok(rows::insert(tx, &new).await?) })
    });
    telling.await?;
    cases::find(&ctx.clone().with(ctx.actor.into()), id).await
}

/// Answers what was asked.
pub async fn answer(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    urging: UrgingId,
    request: &AnswerUrging,
    once: &Once,
) -> Result<CaseDetail> {
    if let Some(problem) = check_answer(&request.words) {
        return Err(problem.into());
    }
    let claim = once.claim(ctx, urging.0);
    let mut read = ctx.app.db.read().await?;
    let case = cases::standing(ctx, &mut read, id).await?;
    let asked = rows::of_case(&mut read, case.holder_id, case.id).await?;
    let asked = asked.into_iter().find(|row| row.id == urging.into());
    let asked: Row = asked.ok_or(ProblemCode::NotFound)?;
    cases::allowed(ctx, (&case, asked.issuer_id), access::Action::AnswerUrging)?;
    let over = asked.answered_at.is_some();
    claim
        .before(&mut read, over, "it has been answered")
        .await?;
    drop(read);
    let told = [Recipient::Staff(asked.urged_by)];
    let word = Word {
        kind: NoticeKind::UrgingAnswered,
        id: urging.0,
        due_date: None,
    };
    let messages = telling::of_word(ctx, (case.holder_id, case.id), word, told)?;
    let words = ctx
        .app
        .vault
        .seal_urging_answer(urging.0, request.words.trim())?;
    let key = (case.holder_id, case.id, urging);
    let by = (Id::from(ctx.actor.staff), At(ctx.now));
    let entry = ctx.entry(Action::AnswerUrging, object(&case));
    let telling = claim.telling(ctx, (entry, messages), move |tx| {
        Box::pin(async move { Ok(rows::answer(tx, key, &words, by).await?) })
    });
    telling.await?;
    cases::find(&ctx.clone().with(ctx.actor.into()), id).await
}

fn object(case: &Standing) -> Object {
    Object::of(Kind::Objection, case.id.0, HolderId(case.holder_id.0))
}
