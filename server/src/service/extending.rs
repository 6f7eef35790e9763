//! 延长: how does a step of a case get more time? Who owes it asks with a reason, who manages the library grants or refuses it
//! with a word. Asking moves nothing; granted, the clock runs the longer time from the same beginning, the date that stood
//! stays to be read, and both sides are told.

use super::cases;
use super::once::Once;
use super::opening;
use super::telling::{self, Word, in_role};
use super::{Clerk, Ctx, Error, Result};
use crate::store::audit::{Action, Kind, Object};
use crate::store::clocks::{self, Row as ClockRow};
use crate::store::extensions::{self as rows, Row};
use crate::store::notices::{self as outbox, New, Recipient};
use crate::store::objections::Standing;
use crate::store::{At, Id, StoreError, Tx, fellows, recounts};
use domain::access::{self, Role};
use domain::id::{ExtensionId, HolderId, ObjectionId};
use domain::objection::Consent;
use domain::objection::extending::{NoExtension, Running, check_words, prolonged};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::wire::case::CaseDetail;
use domain::wire::extension::{AskExtension, DecideExtension};
use domain::wire::notice::NoticeKind;
use std::collections::HashSet;

/// Asks for more time.
pub async fn ask(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: &AskExtension,
    once: &Once,
) -> Result<CaseDetail> {
    let extension = ctx.new_id();
    let claim = once.claim(ctx, extension);
    let mut read = ctx.app.db.read().await?;
    let case = cases::standing(ctx, &mut read, id).await?;
    cases::allowed(ctx, (&case, case.issuer_id), access::Action::AskExtension)?;
    if let Some(problem) = check_words(&request.words) {
        return Err(problem.into());
    }
    if claim.earlier(&mut read).await?.is_some() {
        drop(read);
        return cases::find(&ctx.clone().with(ctx.actor.into()), id).await;
    }
    let (row, longer) = wished(ctx, &mut read, &case, &request.step).await?;
    let all = outbox::all_staff(&mut read).await?;
    drop(read);
    let word = Word {
        kind: NoticeKind::ExtensionAsked,
        id: extension,
        due_date: Some(longer.due_date),
    };
    let messages = about(ctx, &case, word, &row.step, in_role(&all, Role::Supervisor))?;
    let new = rows::New {
        holder: case.holder_id,
        objection: case.id,
        id: Id(extension),
        step: row.step,
        started_at: row.started_at,
        agency: ctx.actor.agency.into(),
        from: row.due_date,
        to: longer.due_date,
        words: ctx
            .app
            .vault
            .seal_extension(extension, request.words.trim())?,
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
    };
    let entry = ctx.entry(Action::AskExtension, object(&case));
    claim
        .telling(ctx, (entry, messages), move |tx| {
            Box::pin(async move {
                match rows::insert(tx, &new).await {
                    Err(StoreError::Duplicate) => Err(refused(NoExtension::Before)),
                    done => Ok(done?),
                }
            })
        })
        .await?;
    cases::find(&ctx.clone().with(ctx.actor.into()), id).await
}

/// The clock that is to run longer, and how it would run.
async fn wished(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    case: &Standing,
    step: &str,
) -> Result<(ClockRow, ClockRow)> {
    let running = clocks::of_case(read, case.holder_id, case.id).await?;
    let unknown = || FieldProblem::new("/step", FieldCode::Unknown);
    let row = running.into_iter().find(|row| row.step == step);
    let row = row.ok_or_else(unknown)?;
    let before = rows::of_case(read, (case.holder_id, case.id)).await?;
    let asked = before
        .iter()
        .any(|one| one.step == row.step && one.started_at == row.started_at);
    let longer = longer(ctx, case, &row, asked)?;
    Ok((row, longer))
}

/// How a clock of the case runs with more time, where it can have that now.
fn longer(ctx: &Ctx<Clerk>, case: &Standing, row: &ClockRow, asked: bool) -> Result<ClockRow> {
    if case.state.0.is_finished() {
        return Err(refused(NoExtension::Done));
    }
    let rule = ctx.app.rules.rulebook.clock(&case.procedure, &row.step);
    let rule = rule.ok_or_else(|| refused(NoExtension::NotAllowed))?;
    let running = Running {
        due: row.due_at.0,
        met: row.met_at.is_some(),
        asked,
    };
    let rule = prolonged(rule, running, ctx.now).map_err(refused)?;
    let longer = opening::run(ctx, case.id, &rule, row.started_at.0)?;
    let longer = longer.ok_or_else(|| refused(NoExtension::NotAllowed))?;
    Ok(ClockRow {
        extended: true,
        ..longer
    })
}

fn refused(why: NoExtension) -> Error {
    Error::explained(ProblemCode::WrongState, why.to_string())
}

/// What is written of an answer, ready for the transaction.
struct Settled {
    key: (Id, Id, ExtensionId),
    answer: rows::Answer,
    /// The clock as it runs once more time is granted.
    longer: Option<ClockRow>,
}

/// Grants more time, or refuses it.
pub async fn decide(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    extension: ExtensionId,
    request: &DecideExtension,
    once: &Once,
) -> Result<CaseDetail> {
    let claim = once.claim(ctx, extension.0);
    let mut read = ctx.app.db.read().await?;
    let case = cases::standing(ctx, &mut read, id).await?;
    cases::allowed(ctx, (&case, case.issuer_id), access::Action::GrantExtension)?;
    if let Some(problem) = check_words(&request.words) {
        return Err(problem.into());
    }
    let asked = rows::of_case(&mut read, (case.holder_id, case.id)).await?;
    let asked = asked.into_iter().find(|row| row.id == extension.into());
    let asked = asked.ok_or(ProblemCode::NotFound)?;
    if claim.earlier(&mut read).await?.is_some() {
        drop(read);
        return cases::find(&ctx.clone().with(ctx.actor.into()), id).await;
    }
    if asked.answered_at.is_some() {
        let detail = "it has been answered";
        return Err(Error::explained(ProblemCode::WrongState, detail));
    }
    let (settled, messages) = settled(ctx, &mut read, &case, &asked, request).await?;
    drop(read);
    let entry = ctx.entry(Action::DecideExtension, object(&case));
    claim
        .telling(ctx, (entry, messages), move |tx| {
            Box::pin(async move { settled.write(tx).await })
        })
        .await?;
    cases::find(&ctx.clone().with(ctx.actor.into()), id).await
}

async fn settled(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    case: &Standing,
    asked: &Row,
    request: &DecideExtension,
) -> Result<(Settled, Vec<New>)> {
    let (longer, kind, told) = match request.consent {
        Consent::Granted => {
            let running = clocks::of_case(read, case.holder_id, case.id).await?;
            let same =
                |row: &ClockRow| row.step == asked.step && row.started_at == asked.started_at;
            let row = running.into_iter().find(same);
            let row = row.ok_or_else(|| refused(NoExtension::Done))?;
            let longer = longer(ctx, case, &row, false)?;
            (
                Some(longer),
                NoticeKind::Extended,
                both_sides(read, case).await?,
            )
        }
        Consent::Refused => {
            let who = HashSet::from([Recipient::Staff(asked.asked_by)]);
            (None, NoticeKind::ExtensionRefused, who)
        }
    };
    let stands = longer.as_ref().map(|clock| clock.due_date);
    let word = Word {
        kind,
        id: asked.id.0,
        due_date: Some(stands.unwrap_or(asked.from_date)),
    };
    let messages = about(ctx, case, word, &asked.step, told)?;
    let answer = rows::Answer {
        consent: request.consent,
        words: ctx
            .app
            .vault
            .seal_extension_answer(asked.id.0, request.words.trim())?,
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
        to: stands.unwrap_or(asked.to_date),
    };
    let settled = Settled {
        key: (case.holder_id, case.id, ExtensionId(asked.id.0)),
        answer,
        longer,
    };
    Ok((settled, messages))
}

impl Settled {
    async fn write(self, tx: &mut Tx) -> Result<()> {
        let (holder, objection, _) = self.key;
        rows::answer(tx, self.key, &self.answer).await?;
        if let Some(longer) = &self.longer {
            // A case that has ended meanwhile has no time left that could grow.
            let open = fellows::hold_case(tx, (holder, objection)).await?;
            open.ok_or(StoreError::Stale)?;
            clocks::extend(tx, holder, longer).await?;
            recounts::set_next_due(tx, &[(holder, objection)]).await?;
        }
        Ok(())
    }
}

/// Who owes the step, and the objector; of one without an account the agency that tells them.
async fn both_sides(read: &mut Tx, case: &Standing) -> Result<HashSet<Recipient>> {
    let parties = case.parties();
    let own = outbox::staff_of(read, case.issuer_id).await?;
    let tellers = match parties.teller() {
        Some(agency) => outbox::staff_of(read, agency).await?,
        None => Vec::new(),
    };
    let handlers = in_role(&own, Role::Handler).chain(in_role(&tellers, Role::Handler));
    Ok(parties.objector().into_iter().chain(handlers).collect())
}

fn about(
    ctx: &Ctx<Clerk>,
    case: &Standing,
    word: Word,
    step: &str,
    told: impl IntoIterator<Item = Recipient>,
) -> Result<Vec<New>> {
    let messages = telling::of_word(ctx, (case.holder_id, case.id), word, told)?;
    let of_step = |message: New| New {
        step: Some(step.to_owned()),
        ..message
    };
    Ok(messages.into_iter().map(of_step).collect())
}

fn object(case: &Standing) -> Object {
    Object::of(Kind::Objection, case.id.0, HolderId(case.holder_id.0))
}
