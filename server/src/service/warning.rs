//! Who has to be warned of a due date, and was that done? Each stage of each clock once, also when nobody was there to
//! do it in time: [`warning`] says when something is news, the rulebook to whom.

use super::{Ctx, Error, Result, System, day};
use crate::store::audit::{self, Action, Entry, Kind, Object};
use crate::store::clocks::{self, Pending};
use crate::store::notices::{self, About, Colleague, New, Recipient};
use crate::store::{At, Id, word};
use domain::id::HolderId;
use domain::rulebook::{Rulebook, Starts};
use domain::warning::{self, Said, Stage, Window};
use domain::wire::notice::NoticeKind;

/// Clocks that are warned of in one transaction.
const BATCH: i64 = 1_000;

/// Who owes it besides who has the case: who received one that was passed on owes what runs from the receipt.
fn also_owed_by(rulebook: &Rulebook, clock: &Pending) -> Option<Id> {
    let rule = rulebook.clock(&clock.procedure, &clock.step);
    let is_of_answering = rule.is_some_and(|rule| rule.starts == Starts::Transferred);
    clock.partner_id.filter(|_| !is_of_answering)
}

/// What may have been said last of a clock that has come into a window.
#[derive(Clone, Copy, Debug)]
enum Last {
    Said(Said),
    /// That it was overdue, on another day.
    Overdue,
}

fn lasts(window: Window) -> impl Iterator<Item = Last> {
    let late = window.stage == Stage::Overdue;
    [Said::NOTHING, Said::DAY_BEFORE, Said::ON_THE_DAY]
        .into_iter()
        .filter(move |said| window.is_news_after(*said))
        .map(Last::Said)
        .chain(late.then_some(Last::Overdue))
}

/// So many clocks that have come into a window.
async fn coming(ctx: &Ctx<System>, window: Window, last: Last, limit: i64) -> Result<Vec<Pending>> {
    let mut read = ctx.app.db.read().await?;
    Ok(match last {
        Last::Said(said) => {
            let due = (window.after, window.due_by);
            clocks::coming_due(&mut read, said, due, limit).await?
        }
        Last::Overdue => clocks::still_overdue(&mut read, window.said, limit).await?,
    })
}

/// Whether there is anything to warn of.
pub(crate) async fn is_due(ctx: &Ctx<System>) -> Result<bool> {
    for window in windows(ctx)? {
        for last in lasts(window) {
            if !coming(ctx, window, last, 1).await?.is_empty() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Warns of everything that is due by now; how many clocks.
pub(crate) async fn sweep(ctx: &Ctx<System>) -> Result<usize> {
    let staff = notices::all_staff(&mut *ctx.app.db.read().await?).await?;
    let mut warned = 0;
    for window in windows(ctx)? {
        for last in lasts(window) {
            warned += warn_all(ctx, &staff, window, last).await?;
        }
    }
    tracing::debug!(told = warned, "due dates were warned of");
    Ok(warned)
}

fn windows(ctx: &Ctx<System>) -> Result<Vec<Window>> {
    let calendar = ctx.app.calendar().map_err(Error::fault)?;
    warning::windows(&calendar, ctx.now).map_err(Error::fault)
}

async fn warn_all(
    ctx: &Ctx<System>,
    staff: &[Colleague],
    window: Window,
    last: Last,
) -> Result<usize> {
    let mut warned = 0;
    loop {
        let due = coming(ctx, window, last, BATCH).await?;
        let count = due.len();
        warn(ctx, staff, window, due).await?;
        warned += count;
        if i64::try_from(count).is_ok_and(|count| count < BATCH) {
            return Ok(warned);
        }
    }
}

async fn warn(
    ctx: &Ctx<System>,
    staff: &[Colleague],
    window: Window,
    due: Vec<Pending>,
) -> Result<()> {
    if due.is_empty() {
        return Ok(());
    }
    let occasions: Vec<(Pending, Vec<New>, Entry)> = due
        .into_iter()
        .map(|due| {
            let notices = messages(ctx, staff, window.stage, &due)?;
            let (holder, id) = (HolderId(due.holder_id.0), due.objection_id.0);
            let entry = ctx.entry(Action::Warn, Object::of(Kind::Objection, id, holder));
            Ok((due, notices, entry))
        })
        .collect::<Result<_>>()?;
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let clocks: Vec<_> = occasions.iter().map(|(due, ..)| key(due)).collect();
                let marked = clocks::mark_warned(tx, &clocks, window.said).await?;
                let (mut all, mut entries) = (Vec::new(), Vec::new());
                for (due, notices, entry) in occasions {
                    if marked.contains(&(due.objection_id, due.step)) {
                        all.extend(notices);
                        entries.push(entry);
                    }
                }
                notices::insert(tx, &all).await?;
                audit::record_all(tx, &entries).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

fn key(due: &Pending) -> (Id, Id, String) {
    (due.holder_id, due.objection_id, due.step.clone())
}

fn messages(
    ctx: &Ctx<System>,
    staff: &[Colleague],
    stage: Stage,
    due: &Pending,
) -> Result<Vec<New>> {
    let kind = kind(stage);
    let name = word(&kind)?;
    let id = due.objection_id;
    let today = day::today(ctx.now);
    // What is overdue is told each day; the other stages once for a due date.
    let occasion = match stage {
        Stage::Overdue => today,
        Stage::DayBefore | Stage::OnTheDay => due.due_date.0,
    };
    let calendar = ctx.app.calendar().map_err(Error::fault)?;
    let rulebook = &ctx.app.rules.rulebook;
    let partner = also_owed_by(rulebook, due);
    let rungs = warning::told(
        &rulebook.warnings,
        &calendar,
        stage,
        (due.due_date.0, today),
    )
    .map_err(Error::fault)?;
    Ok(staff
        .iter()
        .filter(|one| {
            let own = one.agency_id == due.issuer_id || Some(one.agency_id) == partner;
            rungs.iter().any(|rung| rung.is(one.role.0, own))
        })
        .map(|one| New {
            id: Id(ctx.new_id()),
            to: Recipient::Staff(one.id),
            kind,
            about: About::Case {
                holder: due.holder_id,
                objection: id,
            },
            step: Some(due.step.clone()),
            due_date: Some(due.due_date),
            once: format!("{name}/{}/{}/{occasion}/{}", id.0, due.step, one.id.0),
            created_at: At(ctx.now),
        })
        .collect())
}

const fn kind(stage: Stage) -> NoticeKind {
    match stage {
        Stage::DayBefore => NoticeKind::DueTomorrow,
        Stage::OnTheDay => NoticeKind::DueToday,
        Stage::Overdue => NoticeKind::Overdue,
    }
}
