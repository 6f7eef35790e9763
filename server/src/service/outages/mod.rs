//! 补办: how does an agency declare that it couldn't do its work, and say that it can again (兰安 一百五十二, 庆证 十五)?
//!
//! - `held_up`: what it couldn't do meanwhile, listed and made good; `case`: what still waits once it is over is a case;
//!   `view`: what is seen of it, and until when it is due.

mod case;
mod held_up;
mod view;

pub use held_up::{hold_up, settle};

use super::once::Once;
use super::paging::{self, Paging};
use super::sealed::OutageWords;
use super::telling::in_role;
use super::{Clerk, Ctx, Error, Result, audit as read_audit};
use crate::store::audit::{Action, Kind, Object};
use crate::store::notices::{self, About, Recipient};
use crate::store::outages::{self as rows, Before, End, New, Row};
use crate::store::{At, Day, Id, Tx, word};
use domain::access::{self, Relation, Role, allowed};
use domain::id::OutageId;
use domain::outage::{self, OutageRefusal};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::wire::Page;
use domain::wire::notice::NoticeKind;
use domain::wire::outage::{DeclareOutage, EndOutage, OutageDetail, OutageSummary, WORDS_MAX};
use view::{due, phase, show, summaries};

/// Outages of the own agency, and of all for a supervisor; the last declared first.
pub async fn list(ctx: &Ctx<Clerk>, paging: &Paging) -> Result<Page<OutageSummary>> {
    let agency = watched(ctx)?;
    let limit = paging.limit()?;
    let before = paging.after::<Before>()?.unwrap_or_else(Before::end);
    let mut read = ctx.app.db.read().await?;
    let mut found = rows::list(&mut read, agency, before, limit + 1).await?;
    let next = paging::cut(&mut found, limit, |row| Before {
        at: row.declared_at.0,
        id: row.id.0,
    })?;
    Ok(paging::page(summaries(ctx, &mut read, &found).await?, next))
}

/// One outage with everything that it held up.
pub async fn find(ctx: &Ctx<Clerk>, id: OutageId) -> Result<OutageDetail> {
    let detail = show(ctx, id).await?;
    let object = [(None, vec![id.0])];
    read_audit::reads_of(ctx, Action::ReadOutage, Kind::Outage, object).await?;
    Ok(detail)
}

/// Declares an outage; the managing body is told.
pub async fn declare(
    ctx: &Ctx<Clerk>,
    request: &DeclareOutage,
    once: &Once,
) -> Result<OutageDetail> {
    ctx.may(access::Action::DeclareOutage)?;
    let mut problems = words("/cause", &request.cause);
    problems.extend(words("/measures", &request.measures));
    if outage::declare(request.began_at, ctx.now).is_err() {
        problems.push(FieldProblem::new("/began_at", FieldCode::InFuture));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let id = ctx.new_id();
    let said = OutageWords {
        cause: request.cause.trim().to_owned(),
        measures: request.measures.trim().to_owned(),
    };
    let sealed = ctx.app.vault.seal_outage(id, &said)?;
    let new = New {
        id: Id(id),
        agency: ctx.actor.agency.into(),
        began_at: At(request.began_at),
        words_sealed: sealed.bytes,
        key_id: sealed.key_id,
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
    };
    let told = managing_body(ctx, (NoticeKind::OutageDeclared, Id(id), None)).await?;
    let claim = once.claim(ctx, id);
    let entry = ctx.entry(Action::DeclareOutage, Object::alone(Kind::Outage, id));
    let first = claim
        .effect(ctx, entry, move |tx| {
            Box::pin(async move {
                rows::declare(tx, &new).await?;
                Ok(notices::insert(tx, &told).await?)
            })
        })
        .await?;
    ctx.app.outbox().notify_one();
    show(ctx, OutageId(first.unwrap_or(id))).await
}

/// Everybody of the managing body is told, at once when it is declared and when it ends.
async fn managing_body(
    ctx: &Ctx<Clerk>,
    (kind, outage, due_date): (NoticeKind, Id, Option<Day>),
) -> Result<Vec<notices::New>> {
    let staff = notices::all_staff(&mut *ctx.app.db.read().await?).await?;
    let name = word(&kind)?;
    let message = |to: Recipient| notices::New {
        id: Id(ctx.new_id()),
        to,
        kind,
        about: About::Outage(outage),
        step: None,
        due_date,
        once: format!("{name}/{}/{}", outage.0, to.id().0),
        created_at: At(ctx.now),
    };
    Ok(in_role(&staff, Role::Supervisor).map(message).collect())
}

/// Says that it is over: from then the rulebook's clock runs, for what waits as a case.
pub async fn end(
    ctx: &Ctx<Clerk>,
    id: OutageId,
    request: EndOutage,
    once: &Once,
) -> Result<OutageDetail> {
    let claim = once.claim(ctx, id.0);
    let row = {
        let mut read = ctx.app.db.read().await?;
        if claim.earlier(&mut read).await?.is_some() {
            drop(read);
            return show(ctx, id).await;
        }
        mine(ctx, &mut read, id).await?
    };
    outage::end(phase(&row), row.began_at.0, request.ended_at, ctx.now).map_err(refused)?;
    if row.version != request.version {
        return Err(ProblemCode::StaleVersion.into());
    }
    let deadline = due(ctx, request.ended_at)?;
    let waits = row.waiting > 0;
    let opening = waits.then(|| case::opening(ctx, &row, request.ended_at));
    let opening = opening.transpose()?.flatten();
    let end = End {
        id: id.into(),
        version: row.version,
        ended_at: At(request.ended_at),
        at: At(ctx.now),
    };
    let by = ctx.actor.staff.into();
    let due_date = deadline.map(|deadline| Day(deadline.due_date));
    let told = managing_body(ctx, (NoticeKind::OutageEnded, id.into(), due_date)).await?;
    let entry = ctx.entry(Action::EndOutage, Object::alone(Kind::Outage, id.0));
    claim
        .effect(ctx, entry, move |tx| {
            Box::pin(async move {
                rows::end(tx, &end, by).await?;
                if let Some(opening) = opening {
                    opening.write(tx).await?;
                }
                Ok(notices::insert(tx, &told).await?)
            })
        })
        .await?;
    ctx.app.outbox().notify_one();
    show(ctx, id).await
}

fn refused(refusal: OutageRefusal) -> Error {
    match refusal {
        OutageRefusal::EndsFirst => FieldProblem::new("/ended_at", FieldCode::EndsFirst).into(),
        OutageRefusal::EndsLater => FieldProblem::new("/ended_at", FieldCode::InFuture).into(),
        other => Error::explained(ProblemCode::WrongState, other.to_string()),
    }
}

fn words(pointer: &str, text: &str) -> Vec<FieldProblem> {
    FieldProblem::of_required(pointer, text, 2..=WORDS_MAX)
        .into_iter()
        .collect()
}

/// Whose outages somebody sees; none means everybody's.
fn watched(ctx: &Ctx<Clerk>) -> Result<Option<Id>> {
    let may = access::Action::WatchLibrary;
    if allowed(ctx.actor.role, Relation::Other, may) {
        Ok(None)
    } else if allowed(ctx.actor.role, Relation::OwnAgency, may) {
        Ok(Some(ctx.actor.agency.into()))
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}

async fn seen(ctx: &Ctx<Clerk>, read: &mut Tx, id: OutageId) -> Result<Row> {
    let agency = watched(ctx)?;
    let row = rows::find(read, id.into()).await?;
    let row = row.filter(|row| agency.is_none_or(|agency| agency == row.agency_id));
    row.ok_or_else(|| ProblemCode::NotFound.into())
}

async fn mine(ctx: &Ctx<Clerk>, read: &mut Tx, id: OutageId) -> Result<Row> {
    let row = seen(ctx, read, id).await?;
    ctx.may(access::Action::DeclareOutage)?;
    Ok(row)
}
