//! 协查: who handles a case asks another agency, which sees the question and the case number and not the case. Neither the
//! question nor its answer moves the case: its version, its state and its clocks stay as they are.

use super::case_row::inquiry_view;
use super::cases::{self, by_holder};
use super::once::Once;
use super::paging::{self, Paging};
use super::telling::{self, Word, in_role};
use super::{Clerk, Ctx, Error, Result, System, audit as read_audit, day};
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::inquiries::{self as rows, After, Row};
use crate::store::notices::{self as outbox, Recipient};
use crate::store::{At, Day, Id};
use domain::access::{self, Actor, Record, Role};
use domain::deadline;
use domain::id::{HolderId, InquiryId, ObjectionId};
use domain::objection::inquiring::{check_question, check_reply};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::wire::Page;
use domain::wire::case::CaseDetail;
use domain::wire::inquiry::{AnswerInquiry, Inquire, InquiryView};
use domain::wire::notice::NoticeKind;

/// Questions of one sweep.
const BATCH: i64 = 200;

/// Asks another agency.
pub async fn inquire(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: &Inquire,
    once: &Once,
) -> Result<CaseDetail> {
    let mut problems = check_question(&request.words, request.working_days);
    let mut read = ctx.app.db.read().await?;
    let case = cases::standing(ctx, &mut read, id).await?;
    cases::allowed(ctx, (&case, case.issuer_id), access::Action::Inquire)?;
    let inquiry = ctx.new_id();
    let claim = once.claim(ctx, inquiry);
    let over = case.state.0.is_finished();
    claim
        .before(&mut read, over, "the case is finished")
        .await?;
    let staff = outbox::staff_of(&mut read, request.to.into()).await?;
    drop(read);
    let asked: Vec<Recipient> = in_role(&staff, Role::Handler).collect();
    if asked.is_empty() || request.to == ctx.actor.agency {
        problems.push(FieldProblem::new("/to", FieldCode::Unknown));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let calendar = ctx.app.calendar().map_err(Error::fault)?;
    let readings = ctx.app.rules.rulebook.readings;
    let due = deadline::working_days(request.working_days, ctx.now, &calendar, readings);
    let due = due.map_err(Error::fault)?;
    let key = (case.holder_id, case.id);
    let answer_by = Day(due.due_date);
    let told = Word {
        kind: NoticeKind::Inquired,
        id: inquiry,
        due_date: Some(answer_by),
    };
    let messages = telling::of_word(ctx, key, told, asked)?;
    let new = rows::New {
        holder: key.0,
        objection: key.1,
        id: Id(inquiry),
        asker: ctx.actor.agency.into(),
        agency: request.to.into(),
        working_days: i64::from(request.working_days),
        answer_by,
        due_at: At(due.due),
        words: ctx.app.vault.seal_inquiry(inquiry, request.words.trim())?,
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
    };
    let object = Object::of(Kind::Objection, case.id.0, HolderId(case.holder_id.0));
    let entry = ctx.entry(Action::Inquire, object);
    let telling = claim.telling(ctx, (entry, messages), move |tx| {
        Box::pin(async move { Ok(rows::insert(tx, &new).await?) })
    });
    telling.await?;
    cases::find(&ctx.clone().with(ctx.actor.into()), id).await
}

/// What the own agency was asked, the last first.
pub async fn list(ctx: &Ctx<Clerk>, paging: &Paging) -> Result<Page<InquiryView>> {
    ctx.may(access::Action::AnswerInquiry)?;
    let limit = paging.limit()?;
    let after = paging.after::<After>()?;
    let agency = Id::from(ctx.actor.agency);
    let mut read = ctx.app.db.read().await?;
    let mut asked = rows::of_agency(&mut read, agency, after, limit + 1).await?;
    drop(read);
    let next = paging::cut(&mut asked, limit, |row| After {
        at: row.asked_at.0,
        id: row.id.0,
    })?;
    let whose = by_holder(asked.iter().map(|row| (row.holder_id, row.objection_id)));
    read_audit::reads(ctx, Action::ListInquiries, Kind::Objection, whose).await?;
    let items = asked.iter().map(|row| view(ctx, row));
    Ok(paging::page(items.collect::<Result<_>>()?, next))
}

/// Answers, once; who asked is told.
pub async fn answer(
    ctx: &Ctx<Clerk>,
    id: InquiryId,
    request: &AnswerInquiry,
    once: &Once,
) -> Result<InquiryView> {
    if let Some(problem) = check_reply(&request.words) {
        return Err(problem.into());
    }
    let claim = once.claim(ctx, id.0);
    let asked = mine(ctx, id).await?;
    let over = asked.answered_at.is_some();
    let mut read = ctx.app.db.read().await?;
    claim
        .before(&mut read, over, "it has been answered")
        .await?;
    drop(read);
    let told = Word {
        kind: NoticeKind::InquiryAnswered,
        id: id.0,
        due_date: None,
    };
    let key = (asked.holder_id, asked.objection_id);
    let messages = telling::of_word(ctx, key, told, [Recipient::Staff(asked.asked_by)])?;
    let vault = &ctx.app.vault;
    let words = vault.seal_inquiry_answer(id.0, request.words.trim())?;
    let by = (Id::from(ctx.actor.staff), At(ctx.now));
    let entry = ctx.entry(Action::AnswerInquiry, object(&asked));
    let telling = claim.telling(ctx, (entry, messages), move |tx| {
        Box::pin(async move { Ok(rows::answer(tx, id.into(), &words, by).await?) })
    });
    telling.await?;
    view(ctx, &mine(ctx, id).await?)
}

/// A question that the own agency was asked, for who may answer it; to others it isn't there.
async fn mine(ctx: &Ctx<Clerk>, id: InquiryId) -> Result<Row> {
    let actor: Actor = ctx.actor.into();
    let found = rows::find(&mut *ctx.app.db.read().await?, id.into()).await?;
    let asked = found.filter(|row| row.agency_id == ctx.actor.agency.into());
    let asked = asked.ok_or(ProblemCode::NotFound)?;
    let record = Record {
        holder: asked.holder_id.into(),
        issuer: asked.agency_id.into(),
    };
    if !actor.may(access::Action::AnswerInquiry, record) {
        return Err(ProblemCode::Forbidden.into());
    }
    Ok(asked)
}

fn view<A>(ctx: &Ctx<A>, row: &Row) -> Result<InquiryView> {
    inquiry_view(&ctx.app.vault, row, day::today(ctx.now))
}

fn object(row: &Row) -> Object {
    Object::of(
        Kind::Objection,
        row.objection_id.0,
        HolderId(row.holder_id.0),
    )
}

/// Whether anybody waits for an answer whose day has passed.
pub(crate) async fn is_late(ctx: &Ctx<System>) -> Result<bool> {
    let late = rows::late(&mut *ctx.app.db.read().await?, ctx.now, 1).await?;
    Ok(!late.is_empty())
}

/// Tells whoever asked that the day has passed without an answer, each once; of how many.
pub(crate) async fn tell_late(ctx: &Ctx<System>) -> Result<usize> {
    let mut all = 0;
    loop {
        let late = rows::late(&mut *ctx.app.db.read().await?, ctx.now, BATCH).await?;
        if late.is_empty() {
            return Ok(all);
        }
        all += late.len();
        tell_of(ctx, late).await?;
    }
}

async fn tell_of(ctx: &Ctx<System>, late: Vec<Row>) -> Result<()> {
    let now = ctx.now;
    let messages = late.iter().map(|row| {
        let told = Word {
            kind: NoticeKind::InquiryLate,
            id: row.id.0,
            due_date: Some(row.answer_by),
        };
        let key = (row.holder_id, row.objection_id);
        let messages = telling::of_word(ctx, key, told, [Recipient::Staff(row.asked_by)])?;
        Ok((row.id, messages, ctx.entry(Action::Warn, object(row))))
    });
    let messages = messages.collect::<Result<Vec<_>>>()?;
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                for (id, messages, entry) in messages {
                    if rows::told_late(tx, id, now).await? {
                        outbox::insert(tx, &messages).await?;
                        audit::record(tx, &entry).await?;
                    }
                }
                Ok::<_, Error>(())
            })
        })
        .await
}
