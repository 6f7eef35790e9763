//! Who has to be warned of a due date, and was that done? Each stage of each clock once, also when nobody was there to
//! do it in time: [`warning`] says when something is news, the rulebook to whom.
//!
//! The clocks of objections stand in rows; those of outages are computed from their ends, of which few are ever open.

use super::{Ctx, Error, Result, System, day, outages};
use crate::store::audit::{self, Action, Entry, Kind, Object};
use crate::store::clocks::{self, Pending};
use crate::store::notices::{self, About, Colleague, New, Recipient};
use crate::store::outages::{self as outage_rows, Owed};
use crate::store::{At, Day, Id, StoreError, Tx, word};
use domain::id::HolderId;
use domain::outage;
use domain::rulebook::{Rulebook, Starts};
use domain::warning::{self, Said, Stage, Window};
use domain::wire::notice::NoticeKind;

/// Clocks that are warned of in one transaction.
const BATCH: i64 = 200;

/// A clock that runs.
#[derive(Clone, Copy, Debug)]
enum Clock {
    OfCase { holder: Id, objection: Id },
    OfOutage(Id),
}

impl Clock {
    fn about(self) -> About {
        match self {
            Self::OfCase { holder, objection } => About::Case { holder, objection },
            Self::OfOutage(id) => About::Outage(id),
        }
    }

    fn object(self) -> Object {
        match self {
            Self::OfCase { holder, objection } => {
                Object::of(Kind::Objection, objection.0, HolderId(holder.0))
            }
            Self::OfOutage(id) => Object::alone(Kind::Outage, id.0),
        }
    }

    /// Notes what was said of it; false if that was said before or is no longer true.
    async fn mark(
        self,
        tx: &mut Tx,
        step: &str,
        said: Said,
    ) -> std::result::Result<bool, StoreError> {
        match self {
            Self::OfCase { holder, objection } => {
                clocks::mark_warned(tx, (holder, objection, step), said).await
            }
            Self::OfOutage(id) => outage_rows::mark_warned(tx, id, said).await,
        }
    }
}

/// A clock that has come into a stage.
#[derive(Clone, Debug)]
struct Coming {
    clock: Clock,
    step: String,
    due_date: Day,
    issuer: Id,
    /// Who received a case that was passed on, and still owes what runs from the receipt.
    partner: Option<Id>,
}

impl Coming {
    fn of_case(rulebook: &Rulebook, row: Pending) -> Self {
        let rule = rulebook.clock(&row.procedure, &row.step);
        let is_of_answering = rule.is_some_and(|rule| rule.starts == Starts::Transferred);
        Self {
            clock: Clock::OfCase {
                holder: row.holder_id,
                objection: row.objection_id,
            },
            step: row.step,
            due_date: row.due_date,
            issuer: row.issuer_id,
            partner: row.partner_id.filter(|_| !is_of_answering),
        }
    }

    /// None while what the outage held up is due at another time, or never.
    fn of_outage(ctx: &Ctx<System>, row: Owed, window: Window) -> Result<Option<Self>> {
        let deadline = outages::due(ctx, row.ended_at.0)?;
        let deadline = deadline.filter(|deadline| window.has(deadline.due));
        Ok(deadline.map(|deadline| Self {
            clock: Clock::OfOutage(row.id),
            step: outage::STEP.to_owned(),
            due_date: Day(deadline.due_date),
            issuer: row.agency_id,
            partner: None,
        }))
    }
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

/// So many cases that have come into a window.
async fn cases(ctx: &Ctx<System>, window: Window, last: Last, limit: i64) -> Result<Vec<Coming>> {
    let mut read = ctx.app.db.read().await?;
    let found = match last {
        Last::Said(said) => {
            let due = (window.after, window.due_by);
            clocks::coming_due(&mut read, said, due, limit).await?
        }
        Last::Overdue => clocks::still_overdue(&mut read, window.said, limit).await?,
    };
    Ok(found
        .into_iter()
        .map(|row| Coming::of_case(&ctx.app.rules.rulebook, row))
        .collect())
}

/// Every outage that has come into a window.
async fn owed(ctx: &Ctx<System>, window: Window) -> Result<Vec<Coming>> {
    let rows = outage_rows::owed(&mut *ctx.app.db.read().await?, window.said).await?;
    let mut due = Vec::new();
    for row in rows {
        due.extend(Coming::of_outage(ctx, row, window)?);
    }
    Ok(due)
}

/// Whether there is anything to warn of.
pub(crate) async fn is_due(ctx: &Ctx<System>) -> Result<bool> {
    for window in windows(ctx)? {
        for last in lasts(window) {
            if !cases(ctx, window, last, 1).await?.is_empty() {
                return Ok(true);
            }
        }
        if !owed(ctx, window).await?.is_empty() {
            return Ok(true);
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
        let owed = owed(ctx, window).await?;
        warned += owed.len();
        warn(ctx, &staff, window, owed).await?;
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
        let due = cases(ctx, window, last, BATCH).await?;
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
    due: Vec<Coming>,
) -> Result<()> {
    if due.is_empty() {
        return Ok(());
    }
    let occasions: Vec<(Coming, Vec<New>, Entry)> = due
        .into_iter()
        .map(|due| {
            let notices = messages(ctx, staff, window.stage, &due)?;
            let entry = ctx.entry(Action::Warn, due.clock.object());
            Ok((due, notices, entry))
        })
        .collect::<Result<_>>()?;
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let (mut all, mut entries) = (Vec::new(), Vec::new());
                for (due, notices, entry) in occasions {
                    if due.clock.mark(tx, &due.step, window.said).await? {
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

fn messages(
    ctx: &Ctx<System>,
    staff: &[Colleague],
    stage: Stage,
    due: &Coming,
) -> Result<Vec<New>> {
    let kind = kind(stage);
    let name = word(&kind)?;
    let (Clock::OfCase { objection: id, .. } | Clock::OfOutage(id)) = due.clock;
    let today = day::today(ctx.now);
    // What is overdue is told each day; the other stages once for a due date.
    let occasion = match stage {
        Stage::Overdue => today,
        Stage::DayBefore | Stage::OnTheDay => due.due_date.0,
    };
    let calendar = ctx.app.calendar().map_err(Error::fault)?;
    let warnings = &ctx.app.rules.rulebook.warnings;
    let rungs =
        warning::told(warnings, &calendar, stage, (due.due_date.0, today)).map_err(Error::fault)?;
    Ok(staff
        .iter()
        .filter(|one| {
            let own = one.agency_id == due.issuer || Some(one.agency_id) == due.partner;
            rungs.iter().any(|rung| rung.is(one.role.0, own))
        })
        .map(|one| New {
            id: Id(ctx.new_id()),
            to: Recipient::Staff(one.id),
            kind,
            about: due.clock.about(),
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
