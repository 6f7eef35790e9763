//! 办理情况公开: how do words about a case come to be public, and what does everybody read?
//!
//! One person of the agency proposes them once the case was answered, another releases or withholds them; what a procedure
//! publishes by itself is in [`super::publishing`]. What is public
//! leads to nobody: it has an id of its own, days without hours, and words that were looked through.

use super::board::department_figures;
use super::once::Once;
use super::paging::{self, Paging};
use super::publishing::{entry, key, people};
use super::sealed::PublicWords;
use super::{Clerk, Ctx, Error, Result, Visitor, day, months};
use super::{case_row, cases};
use crate::store::audit::Action;
use crate::store::disclosures::{self as rows, After, Proposed, Released, Row};
use crate::store::objections::{self, Found};
use crate::store::{At, Day, Id, Tx};
use domain::access::{self, Actor, Record};
use domain::disclosure::{DisclosureEvent, after, can_be_disclosed, check, check_reason};
use domain::id::ObjectionId;
use domain::problem::ProblemCode;
use domain::rulebook::Rulebook;
use domain::wire::Expected;
use domain::wire::case::CaseDetail;
use domain::wire::disclosure::{Disclosed, DisclosedCase, ProposeDisclosure, WithholdDisclosure};
use jiff::civil::Date;

/// Proposes words for a case that was answered.
pub async fn propose(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: &ProposeDisclosure,
    once: &Once,
) -> Result<CaseDetail> {
    let claim = once.claim(ctx, id.0);
    let mut read = ctx.app.db.read().await?;
    let found = mine(ctx, &mut read, id, access::Action::ProposeDisclosure).await?;
    let row = rows::find(&mut read, key(&found)).await?;
    let first = claim.earlier(&mut read).await?.is_none();
    let names = people(ctx, &mut read, &found).await?;
    drop(read);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let problems = check(&request.question, &request.answer, &names);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    if first {
        disclosable(&found)?;
        let version = row.as_ref().map_or(0, |row| row.version);
        step(
            row.as_ref(),
            DisclosureEvent::Propose,
            version,
            request.version,
        )?;
    }
    let words = PublicWords {
        question: request.question.trim().to_owned(),
        answer: request.answer.trim().to_owned(),
    };
    let new = Proposed {
        key: key(&found),
        id: Id(ctx.new_id()),
        issuer: found.decider_agency_id.unwrap_or(found.issuer_id),
        version: request.version,
        words: ctx.app.vault.seal_public_words(found.id.0, &words)?,
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
    };
    let entry = entry(ctx, Action::ProposeDisclosure, &found);
    claim
        .effect(ctx, entry, move |tx| {
            Box::pin(async move { Ok(rows::propose(tx, &new).await?) })
        })
        .await?;
    cases::find(&ctx.clone().with(ctx.actor.into()), id).await
}

/// Releases what another person proposed.
pub async fn release(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: Expected,
    once: &Once,
) -> Result<CaseDetail> {
    let claim = once.claim(ctx, id.0);
    let mut read = ctx.app.db.read().await?;
    let found = mine(ctx, &mut read, id, access::Action::ReleaseDisclosure).await?;
    let row = rows::find(&mut read, key(&found)).await?;
    let row = row.ok_or_else(|| refused("nothing is proposed"))?;
    if claim.earlier(&mut read).await?.is_none() {
        disclosable(&found)?;
        step(
            Some(&row),
            DisclosureEvent::Release,
            row.version,
            request.version,
        )?;
        if row.proposed_by == ctx.actor.staff.into() {
            return Err(ProblemCode::SamePerson.into());
        }
    }
    let stored = (row.key_id.as_str(), row.words_sealed.as_slice());
    let words = ctx.app.vault.open_public_words(found.id.0, stored)?;
    // What the procedure proposed are the words of the case, which may tell of somebody.
    let names = people(ctx, &mut read, &found).await?;
    drop(read);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let problems = check(&words.question, &words.answer, &names);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let decided = found.decided_at.ok_or(ProblemCode::WrongState)?;
    let released = Released {
        key: key(&found),
        version: request.version,
        by: Some(ctx.actor.staff.into()),
        at: At(ctx.now),
        received_on: Day(day::today(found.received_at.unwrap_or(found.filed_at).0)),
        answered_on: Day(day::today(decided.0)),
        question: words.question,
        answer: words.answer,
    };
    let entry = entry(ctx, Action::ReleaseDisclosure, &found);
    claim
        .effect(ctx, entry, move |tx| {
            Box::pin(async move { Ok(rows::release(tx, &released).await?) })
        })
        .await?;
    cases::find(&ctx.clone().with(ctx.actor.into()), id).await
}

/// Withholds what was proposed, or takes down what was public; the reason is kept.
pub async fn withhold(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: &WithholdDisclosure,
    once: &Once,
) -> Result<CaseDetail> {
    if let Some(problem) = check_reason(&request.why) {
        return Err(problem.into());
    }
    let claim = once.claim(ctx, id.0);
    let mut read = ctx.app.db.read().await?;
    let found = mine(ctx, &mut read, id, access::Action::ReleaseDisclosure).await?;
    let row = rows::find(&mut read, key(&found)).await?;
    if claim.earlier(&mut read).await?.is_none() {
        let version = row.as_ref().map_or(0, |row| row.version);
        step(
            row.as_ref(),
            DisclosureEvent::Withhold,
            version,
            request.version,
        )?;
    }
    drop(read);
    let why = ctx
        .app
        .vault
        .seal_withheld(found.id.0, request.why.trim())?;
    let (at, by) = (
        (key(&found), request.version),
        (ctx.actor.staff.into(), At(ctx.now)),
    );
    let entry = entry(ctx, Action::WithholdDisclosure, &found);
    claim
        .effect(ctx, entry, move |tx| {
            Box::pin(async move { Ok(rows::withhold(tx, at, &why, by).await?) })
        })
        .await?;
    cases::find(&ctx.clone().with(ctx.actor.into()), id).await
}

fn disclosable(found: &Found) -> Result<()> {
    let outcome = found.outcome.map(|outcome| outcome.0);
    let withheld = found.withheld.map(|why| why.0);
    if can_be_disclosed(found.state.0, outcome, withheld) {
        Ok(())
    } else {
        Err(refused(
            "it has not been answered, or its answer is withheld",
        ))
    }
}

/// What everybody may read, with the statistics of a month and of the months before it.
pub async fn disclosed(
    ctx: &Ctx<Visitor>,
    month: Option<Date>,
    paging: &Paging,
) -> Result<Disclosed> {
    let limit = paging.limit()?;
    let after = paging.after::<After>()?.unwrap_or(After::START);
    let month = months::asked(month, day::today(ctx.now))?;
    let mut read = ctx.app.db.read().await?;
    let mut items = rows::page(&mut read, after, limit + 1).await?;
    let next = paging::cut(&mut items, limit, |row| After {
        on: row.answered_on.0,
        id: row.id.0,
    })?;
    let rulebook = &ctx.app.rules.rulebook;
    let (by_agency, by_month) = department_figures(&mut read, rulebook, month).await?;
    Ok(Disclosed {
        items: items.into_iter().map(|row| public(rulebook, row)).collect(),
        next,
        month,
        by_agency,
        by_month,
    })
}

fn public(rulebook: &Rulebook, row: rows::Public) -> DisclosedCase {
    let procedure = case_row::title(rulebook, &row.procedure);
    DisclosedCase {
        id: row.id.0,
        received_on: row.received_on.0,
        answered_on: row.answered_on.0,
        agency_name: row.agency_name,
        type_name: row.type_name.unwrap_or(procedure),
        outcome: row.outcome.0,
        question: row.question,
        answer: row.answer,
    }
}

fn refused(detail: &str) -> Error {
    Error::explained(ProblemCode::WrongState, detail)
}

/// Whether an event can be done to what was read.
fn step(row: Option<&Row>, event: DisclosureEvent, stands: i64, asked: i64) -> Result<()> {
    if stands != asked {
        return Err(ProblemCode::StaleVersion.into());
    }
    match after(row.map(|row| row.state.0), event) {
        Some(_) => Ok(()),
        None => Err(refused("this can't be done to it now")),
    }
}

/// A case that the caller may read, and do this to.
async fn mine(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    id: ObjectionId,
    may: access::Action,
) -> Result<Found> {
    let actor: Actor = ctx.actor.into();
    let found = objections::find(read, id)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    let record = Record {
        holder: found.holder_id.into(),
        issuer: found.issuer_id.into(),
    };
    if !actor.may(access::Action::ReadCase, record) {
        return Err(ProblemCode::NotFound.into());
    }
    if !actor.may(may, record) {
        return Err(ProblemCode::Forbidden.into());
    }
    Ok(found)
}
