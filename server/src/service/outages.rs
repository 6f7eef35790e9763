//! 补办: how does an agency declare that it couldn't do its work, and make it good afterwards (兰安 一百五十二, 庆证 十五)?

use super::once::Once;
use super::paging::{self, Paging};
use super::sealed::OutageWords;
use super::{Clerk, Ctx, Error, Result, audit as read_audit, day};
use crate::crypto::Sealed;
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::outages::{
    self as rows, Before, Due, End, Entered, Item, New, NewItem, Row, Settled, Telling,
};
use crate::store::{At, Day, Id, Tx, notices, preparations};
use domain::access::{self, Relation, Role, allowed};
use domain::deadline::Status;
use domain::id::{HeldUpId, HolderId, OutageId};
use domain::issuing::PreparationState;
use domain::outage::{self, ItemState, OutagePhase, OutageRefusal, Settling};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::wire::Page;
use domain::wire::case::ClockView;
use domain::wire::notice::NoticeKind;
use domain::wire::outage::{
    DeclareOutage, EndOutage, EnteredSince, HeldUpItem, ITEMS_MAX, ListHeldUp, OutageDetail,
    OutageSummary, SettleHeldUp, WORDS_MAX,
};

/// Outages of the own agency, and of all for a supervisor; the last declared first.
pub async fn list(ctx: &Ctx<Clerk>, paging: &Paging) -> Result<Page<OutageSummary>> {
    let agency = watched(ctx)?;
    let limit = paging.limit()?;
    let before = paging.after::<Before>()?.unwrap_or_else(Before::end);
    let mut found = {
        let mut read = ctx.app.db.read().await?;
        rows::list(&mut read, agency, before, limit + 1).await?
    };
    let next = paging::cut(&mut found, limit, |row| Before {
        at: row.declared_at.0,
        id: row.id.0,
    })?;
    let items = found.iter().map(|row| summary(ctx, row)).collect();
    Ok(paging::page(items, next))
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
    may_declare(ctx)?;
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
    let first = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let first = claim.settle(tx).await?;
                if first.is_none() {
                    rows::declare(tx, &new).await?;
                    rows::tell(tx, &told).await?;
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(first)
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
) -> Result<Vec<Telling>> {
    let staff = notices::all_staff(&mut *ctx.app.db.read().await?).await?;
    let supervisors = staff.iter().filter(|one| one.role.0 == Role::Supervisor);
    let message = |to: &notices::Colleague| Telling {
        id: Id(ctx.new_id()),
        to: to.id,
        kind,
        outage,
        due_date,
        at: At(ctx.now),
    };
    Ok(supervisors.map(message).collect())
}

/// Says that it is over: from then the rulebook's clock runs.
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
    let calendar = ctx.app.calendar().map_err(Error::fault)?;
    let rulebook = &ctx.app.rules.rulebook;
    let deadline = outage::due(rulebook, request.ended_at, calendar).map_err(Error::fault)?;
    let end = End {
        id: id.into(),
        version: row.version,
        ended_at: At(request.ended_at),
        at: At(ctx.now),
        clock: deadline.map(|deadline| Due {
            date: Day(deadline.due_date),
            at: At(deadline.due),
            provisional: deadline.status == Status::Provisional,
            calendar_version: Day(deadline.calendar_version),
        }),
    };
    let by = ctx.actor.staff.into();
    let due_date = end.clock.map(|clock| clock.date);
    let told = managing_body(ctx, (NoticeKind::OutageEnded, id.into(), due_date)).await?;
    let entry = ctx.entry(Action::EndOutage, Object::alone(Kind::Outage, id.0));
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if claim.settle(tx).await?.is_none() {
                    rows::end(tx, &end, by).await?;
                    rows::tell(tx, &told).await?;
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await?;
    ctx.app.outbox().notify_one();
    show(ctx, id).await
}

/// Lists something that was held up; it is due with everything else.
pub async fn hold_up(
    ctx: &Ctx<Clerk>,
    id: OutageId,
    request: &ListHeldUp,
    once: &Once,
) -> Result<OutageDetail> {
    let problems = words("/words", &request.words);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let item = ctx.new_id();
    let claim = once.claim(ctx, item);
    let row = mine(ctx, &mut *ctx.app.db.read().await?, id).await?;
    if row.items >= ITEMS_MAX {
        let detail = "an outage lists a thousand items at most";
        return Err(Error::explained(ProblemCode::WrongState, detail));
    }
    let sealed = ctx.app.vault.seal_held_up(item, request.words.trim())?;
    let new = NewItem {
        outage: id.into(),
        id: Id(item),
        what: request.what,
        words_sealed: sealed.bytes,
        key_id: sealed.key_id,
    };
    let (by, at) = (Id::from(ctx.actor.staff), At(ctx.now));
    let entry = ctx.entry(Action::ListHeldUp, Object::alone(Kind::Outage, id.0));
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if claim.settle(tx).await?.is_none() {
                    rows::hold_up(tx, &new, by, at).await?;
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await?;
    show(ctx, id).await
}

/// Settles an item by what was entered, or by why it fell away.
pub async fn settle(
    ctx: &Ctx<Clerk>,
    id: OutageId,
    item: HeldUpId,
    request: &SettleHeldUp,
    once: &Once,
) -> Result<OutageDetail> {
    let claim = once.claim(ctx, item.0);
    let mut read = ctx.app.db.read().await?;
    if claim.earlier(&mut read).await?.is_some() {
        drop(read);
        return show(ctx, id).await;
    }
    let row = mine(ctx, &mut read, id).await?;
    let items = rows::items(&mut read, id.into()).await?;
    let found = items.iter().find(|one| one.id == item.into());
    let state = found.ok_or(ProblemCode::NotFound)?.state.0;
    let (by, why, linked) = settling(ctx, &mut read, item, request).await?;
    drop(read);
    let to = state.settle(row.began_at.0, by).map_err(refused)?;
    let holder = linked.as_ref().map(|entered| HolderId(entered.holder_id.0));
    let settled = Settled {
        outage: id.into(),
        item: item.into(),
        to,
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
        why,
        linked: linked.map(|entered| (entered.holder_id, entered.licence_id, entered.seq)),
    };
    let object = Object {
        kind: Kind::Outage,
        ids: vec![id.0],
        holder,
    };
    let entry = ctx.entry(Action::SettleHeldUp, object);
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if claim.settle(tx).await?.is_none() {
                    rows::settle(tx, settled).await?;
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await?;
    show(ctx, id).await
}

/// How an item is settled: by why it fell away, or by what was entered.
async fn settling(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    item: HeldUpId,
    request: &SettleHeldUp,
) -> Result<(Settling, Option<Sealed>, Option<Entered>)> {
    if let SettleHeldUp::FellAway { words: said } = request {
        let problems = words("/words", said);
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let why = ctx.app.vault.seal_fell_away(item.0, said.trim())?;
        return Ok((Settling::FellAway, Some(why), None));
    }
    let entered = linked_entry(ctx, read, request).await?;
    let settling = Settling::Linked {
        entered_at: entered.at.0,
        own: entered.agency_id == ctx.actor.agency.into(),
    };
    Ok((settling, None, Some(entered)))
}

/// The entry of a licence's history that an item is settled by; another agency's isn't there.
async fn linked_entry(ctx: &Ctx<Clerk>, read: &mut Tx, by: &SettleHeldUp) -> Result<Entered> {
    let (licence, seq) = match by {
        SettleHeldUp::Event { licence, seq } => (Id::from(*licence), *seq),
        SettleHeldUp::Preparation { preparation } => {
            let row = preparations::find(read, (*preparation).into()).await?;
            let row = row
                .filter(|row| row.agency_id == ctx.actor.agency.into())
                .ok_or(ProblemCode::NotFound)?;
            if row.state.0 != PreparationState::Approved {
                let detail = "the preparation has not been approved";
                return Err(Error::explained(ProblemCode::WrongState, detail));
            }
            (row.licence_id, row.revision + 1)
        }
        SettleHeldUp::FellAway { .. } => return Err(ProblemCode::NotFound.into()),
    };
    let entered = rows::entered(read, licence, seq).await?;
    let entered = entered.filter(|entered| entered.agency_id == ctx.actor.agency.into());
    entered.ok_or_else(|| ProblemCode::NotFound.into())
}

fn refused(refusal: OutageRefusal) -> Error {
    let invalid = |pointer: &str, code| Error::Invalid(vec![FieldProblem::new(pointer, code)]);
    match refusal {
        OutageRefusal::EndsFirst => invalid("/ended_at", FieldCode::EndsFirst),
        OutageRefusal::EndsLater => invalid("/ended_at", FieldCode::InFuture),
        other => Error::explained(ProblemCode::WrongState, other.to_string()),
    }
}

fn words(pointer: &str, text: &str) -> Vec<FieldProblem> {
    FieldProblem::of_required(pointer, text, 2..=WORDS_MAX)
        .into_iter()
        .collect()
}

fn may_declare(ctx: &Ctx<Clerk>) -> Result<()> {
    let may = access::Action::DeclareOutage;
    if allowed(ctx.actor.role, Relation::OwnAgency, may) {
        Ok(())
    } else {
        Err(ProblemCode::Forbidden.into())
    }
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
    may_declare(ctx)?;
    Ok(row)
}

fn phase(row: &Row) -> OutagePhase {
    OutagePhase::of(row.ended_at.is_some(), row.waiting)
}

fn summary(ctx: &Ctx<Clerk>, row: &Row) -> OutageSummary {
    let waits = row.waiting > 0;
    OutageSummary {
        id: OutageId(row.id.0),
        agency_name: row.agency_name.clone(),
        began_at: row.began_at.0,
        ended_at: row.ended_at.map(|at| at.0),
        phase: phase(row),
        waiting: row.waiting,
        items: row.items,
        clock: clock(row),
        overdue: waits && row.due_at.is_some_and(|due| due.0 <= ctx.now),
    }
}

fn clock(row: &Row) -> Option<ClockView> {
    Some(ClockView {
        step: outage::STEP.to_owned(),
        started_at: row.ended_at?.0,
        due_date: row.due_date?.0,
        due: row.due_at?.0,
        provisional: row.provisional?,
        calendar_version: row.calendar_version?.0,
        met_at: None,
    })
}

async fn show(ctx: &Ctx<Clerk>, id: OutageId) -> Result<OutageDetail> {
    let mut read = ctx.app.db.read().await?;
    let row = seen(ctx, &mut read, id).await?;
    let items = rows::items(&mut read, id.into()).await?;
    let own = row.agency_id == ctx.actor.agency.into();
    let may = may_declare(ctx).is_ok() && own;
    let entered = if may && row.waiting > 0 {
        let day = Day(day::today(row.began_at.0));
        rows::entered_since(&mut read, row.agency_id, day, row.began_at).await?
    } else {
        Vec::new()
    };
    drop(read);
    if !entered.is_empty() {
        let whose =
            super::cases::by_holder(entered.iter().map(|one| (one.holder_id, one.licence_id)));
        read_audit::reads(ctx, Action::ReadOutage, Kind::Licence, whose).await?;
    }
    let stored = (row.key_id.as_str(), row.words_sealed.as_slice());
    let said = ctx.app.vault.open_outage(row.id.0, stored)?;
    let items = items.iter().map(|item| item_view(ctx, item, own));
    Ok(OutageDetail {
        summary: summary(ctx, &row),
        version: row.version,
        cause: said.cause,
        measures: said.measures,
        declared_by: row.declarer_name.clone(),
        declared_at: row.declared_at.0,
        end_entered_at: row.end_entered_at.map(|at| at.0),
        items: items.collect::<Result<_>>()?,
        entered: entered.iter().map(entered_view).collect(),
        mine: may,
    })
}

/// An item; its words may name people, and only the agency itself needs those.
fn item_view(ctx: &Ctx<Clerk>, item: &Item, own: bool) -> Result<HeldUpItem> {
    let vault = &ctx.app.vault;
    let stored = (item.key_id.as_str(), item.words_sealed.as_slice());
    let why = match (&item.why_key_id, &item.why_sealed) {
        (Some(key), Some(bytes)) if own => vault.open_fell_away(item.id.0, (key, bytes))?,
        _ => String::new(),
    };
    Ok(HeldUpItem {
        id: HeldUpId(item.id.0),
        what: item.what.0,
        words: if own {
            vault.open_held_up(item.id.0, stored)?
        } else {
            String::new()
        },
        state: item.state.0,
        settled_at: item.settled_at.map(|at| at.0),
        settled_by: item.settler_name.clone(),
        why,
        linked: linked_view(item).filter(|_| own && item.state.0 == ItemState::Done),
    })
}

fn linked_view(item: &Item) -> Option<EnteredSince> {
    Some(EnteredSince {
        licence: item.linked_licence?.into(),
        seq: item.linked_seq?,
        kind: item.kind?.0,
        at: item.at?.0,
        type_name: item.type_name.clone()?,
        number: item.number.clone()?,
    })
}

fn entered_view(entered: &Entered) -> EnteredSince {
    EnteredSince {
        licence: entered.licence_id.into(),
        seq: entered.seq,
        kind: entered.kind.0,
        at: entered.at.0,
        type_name: entered.type_name.clone(),
        number: entered.number.clone(),
    }
}
