//! 督办: who watches the clocks asks the agency of a case for an answer by a day; the answer is part of the case. Neither
//! moves it: its version, its state and its clocks stay as they are.

use super::cases;
use super::once::Once;
use super::telling::{self, Occasion};
use super::{Clerk, Ctx, Error, Result, day};
use crate::store::audit::{Action, Kind, Object};
use crate::store::notices::{self as outbox, New as Message, Recipient};
use crate::store::objections::{self, Standing};
use crate::store::urgings::{self as rows, Row};
use crate::store::{At, Day, Id, Tx};
use domain::access::{self, Actor, Record, Role};
use domain::id::{AgencyId, HolderId, ObjectionId, UrgingId};
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
    let case = standing(ctx, &mut read, id).await?;
    allowed(ctx, (&case, case.issuer_id), access::Action::Urge)?;
    if claim.earlier(&mut read).await?.is_none() && case.state.0.is_finished() {
        let detail = "the case is finished";
        return Err(Error::explained(ProblemCode::WrongState, detail));
    }
    let staff = outbox::staff_of(&mut read, case.issuer_id).await?;
    drop(read);
    let told = [Role::Handler, Role::Approver];
    let told = told
        .into_iter()
        .flat_map(|role| telling::in_role(&staff, role));
    let due = Some(Day(request.answer_by));
    let messages = messages(ctx, (&case, urging), (NoticeKind::Urged, due), told)?;
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
    claim
        .effect(ctx, entry, move |tx| {
            Box::pin(async move {
                rows::insert(tx, &new).await?;
                Ok(outbox::insert(tx, &messages).await?)
            })
        })
        .await?;
    ctx.app.outbox().notify_one();
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
    let case = standing(ctx, &mut read, id).await?;
    let asked = rows::of_case(&mut read, case.holder_id, case.id).await?;
    let asked = asked.into_iter().find(|row| row.id == urging.into());
    let asked: Row = asked.ok_or(ProblemCode::NotFound)?;
    allowed(ctx, (&case, asked.issuer_id), access::Action::AnswerUrging)?;
    if claim.earlier(&mut read).await?.is_none() && asked.answered_at.is_some() {
        let detail = "it has been answered";
        return Err(Error::explained(ProblemCode::WrongState, detail));
    }
    drop(read);
    let told = [Recipient::Staff(asked.urged_by)];
    let messages = messages(
        ctx,
        (&case, urging.0),
        (NoticeKind::UrgingAnswered, None),
        told,
    )?;
    let words = ctx
        .app
        .vault
        .seal_urging_answer(urging.0, request.words.trim())?;
    let key = (case.holder_id, case.id, urging);
    let by = (Id::from(ctx.actor.staff), At(ctx.now));
    let entry = ctx.entry(Action::AnswerUrging, object(&case));
    claim
        .effect(ctx, entry, move |tx| {
            Box::pin(async move {
                rows::answer(tx, key, &words, by).await?;
                Ok(outbox::insert(tx, &messages).await?)
            })
        })
        .await?;
    ctx.app.outbox().notify_one();
    cases::find(&ctx.clone().with(ctx.actor.into()), id).await
}

/// Where a case stands that the caller may read.
async fn standing(ctx: &Ctx<Clerk>, read: &mut Tx, id: ObjectionId) -> Result<Standing> {
    let actor: Actor = ctx.actor.into();
    let row = objections::standing(read, id)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    let partner = row.partner_id.map(AgencyId::from);
    let may = actor.may_in_case(
        access::Action::ReadCase,
        record(&row, row.issuer_id),
        partner,
    );
    may.then_some(row).ok_or(ProblemCode::NotFound.into())
}

/// Goes on only where the caller may do this to what this agency owes of the case.
fn allowed(ctx: &Ctx<Clerk>, (case, issuer): (&Standing, Id), may: access::Action) -> Result<()> {
    let actor: Actor = ctx.actor.into();
    if actor.may(may, record(case, issuer)) {
        Ok(())
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}

fn record(case: &Standing, issuer: Id) -> Record {
    Record {
        holder: case.holder_id.into(),
        issuer: issuer.into(),
    }
}

fn object(case: &Standing) -> Object {
    Object::of(Kind::Objection, case.id.0, HolderId(case.holder_id.0))
}

/// Each urging is told of once, and so is its answer.
fn messages(
    ctx: &Ctx<Clerk>,
    (case, urging): (&Standing, uuid::Uuid),
    (kind, due_date): (NoticeKind, Option<Day>),
    recipients: impl IntoIterator<Item = Recipient>,
) -> Result<Vec<Message>> {
    let occasion = Occasion {
        kind,
        holder: case.holder_id,
        objection: case.id,
        seq: 0,
    };
    let told = telling::tell(ctx, occasion, recipients)?;
    let of_this = |message: Message| Message {
        once: format!("{}/{urging}", message.once),
        due_date,
        ..message
    };
    Ok(told.into_iter().map(of_this).collect())
}
