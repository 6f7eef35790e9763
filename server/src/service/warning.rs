//! Who has to be warned of a due date, and was that done? Each stage of each clock once, also when nobody was there to
//! do it in time: a stage that a later one has overtaken is left out.

use super::{Ctx, Error, Result, System, day};
use crate::store::audit::{self, Action, Entry, Kind, Object};
use crate::store::clocks::{self, Pending, Warned};
use crate::store::notices::{self, Colleague, New, Recipient};
use crate::store::{At, Id, word};
use domain::access::Role;
use domain::calendar::{CalendarError, KnownCalendar};
use domain::id::HolderId;
use domain::wire::notice::NoticeKind;
use jiff::Timestamp;
use jiff::civil::Date;

/// Clocks that are warned of in one transaction.
const BATCH: i64 = 200;

/// A stage of warning: until when a clock must be due to be in it, and who is told what.
#[derive(Clone, Copy, Debug)]
struct Stage {
    warned: Warned,
    kind: NoticeKind,
    due_by: Timestamp,
}

impl Stage {
    /// What may have been said last about a clock that comes into this stage.
    fn earlier(self) -> impl Iterator<Item = Warned> {
        [Warned::Nothing, Warned::DayBefore, Warned::OnTheDay]
            .into_iter()
            .filter(move |before| *before < self.warned)
    }
}

/// Whether there is anything to warn of.
pub(crate) async fn is_due(ctx: &Ctx<System>) -> Result<bool> {
    let mut read = ctx.app.db.read().await?;
    for stage in stages(ctx)? {
        for before in stage.earlier() {
            let due = clocks::coming_due(&mut read, before, stage.due_by, 1).await?;
            if !due.is_empty() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Warns of everything that is due by now, the latest stage first so that nobody hears an old one; how many clocks.
pub(crate) async fn sweep(ctx: &Ctx<System>) -> Result<usize> {
    let staff = notices::all_staff(&mut *ctx.app.db.read().await?).await?;
    let mut warned = 0;
    for stage in stages(ctx)? {
        for before in stage.earlier() {
            warned += warn_all(ctx, &staff, stage, before).await?;
        }
    }
    Ok(warned)
}

fn stages(ctx: &Ctx<System>) -> Result<[Stage; 3]> {
    let calendar = ctx.app.calendar().map_err(Error::fault)?;
    let today = day::today(ctx.now);
    let next = next_working_day(calendar, today).map_err(Error::fault)?;
    Ok([
        Stage {
            warned: Warned::Overdue,
            kind: NoticeKind::Overdue,
            due_by: ctx.now,
        },
        Stage {
            warned: Warned::OnTheDay,
            kind: NoticeKind::DueToday,
            due_by: day::end_of(today),
        },
        Stage {
            warned: Warned::DayBefore,
            kind: NoticeKind::DueTomorrow,
            due_by: day::end_of(next),
        },
    ])
}

/// The first working day after `today`: what is due by its end is warned of today.
fn next_working_day(
    calendar: &KnownCalendar,
    today: Date,
) -> std::result::Result<Date, CalendarError> {
    let mut date = today;
    loop {
        date = match date.tomorrow() {
            Ok(next) => next,
            Err(_) => return Ok(date),
        };
        if calendar.day(date)?.is_working() {
            return Ok(date);
        }
    }
}

async fn warn_all(
    ctx: &Ctx<System>,
    staff: &[Colleague],
    stage: Stage,
    before: Warned,
) -> Result<usize> {
    let mut warned = 0;
    loop {
        let due = {
            let mut read = ctx.app.db.read().await?;
            clocks::coming_due(&mut read, before, stage.due_by, BATCH).await?
        };
        let count = due.len();
        if count > 0 {
            warn(ctx, staff, stage, due).await?;
            warned += count;
        }
        if i64::try_from(count).is_ok_and(|count| count < BATCH) {
            return Ok(warned);
        }
    }
}

async fn warn(
    ctx: &Ctx<System>,
    staff: &[Colleague],
    stage: Stage,
    due: Vec<Pending>,
) -> Result<()> {
    let occasions: Vec<(Pending, Vec<New>, Entry)> = due
        .into_iter()
        .map(|due| {
            let notices = messages(ctx, staff, stage, &due)?;
            let holder = HolderId(due.holder_id.0);
            let object = Object::of(Kind::Objection, due.objection_id.0, holder);
            Ok((due, notices, ctx.entry(Action::Warn, object)))
        })
        .collect::<Result<_>>()?;
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let mut all = Vec::new();
                for (due, notices, entry) in occasions {
                    if clocks::mark_warned(tx, &due, stage.warned).await? {
                        all.extend(notices);
                        audit::record(tx, &entry).await?;
                    }
                }
                notices::insert(tx, &all).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

fn messages(
    ctx: &Ctx<System>,
    staff: &[Colleague],
    stage: Stage,
    due: &Pending,
) -> Result<Vec<New>> {
    let kind = word(&stage.kind)?;
    Ok(staff
        .iter()
        .filter(|one| is_told(one, stage.warned, due.issuer_id))
        .map(|one| New {
            id: Id(ctx.new_id()),
            to: Recipient::Staff(one.id),
            kind: stage.kind,
            holder: due.holder_id,
            objection: Some(due.objection_id),
            licence: None,
            step: Some(due.step.clone()),
            due_date: Some(due.due_date),
            once: format!(
                "{kind}/{}/{}/{}/{}",
                due.objection_id.0, due.step, due.due_date.0, one.id.0
            ),
            created_at: At(ctx.now),
        })
        .collect())
}

/// Warnings go to the handlers; what is overdue also to who approves and to who watches every clock.
fn is_told(one: &Colleague, warned: Warned, issuer: Id) -> bool {
    let own = one.agency_id == issuer;
    match one.role.0 {
        Role::Handler => own,
        Role::Approver => own && warned == Warned::Overdue,
        Role::Supervisor => warned == Warned::Overdue,
        _ => false,
    }
}
