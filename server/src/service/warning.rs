//! Who has to be warned of a due date, and was that done? Each stage of each clock once, also when nobody was there to
//! do it in time: a stage that a later one has overtaken is left out.
//!
//! The clocks of objections stand in rows; those of outages are computed from their ends, of which few are ever open.

use super::{Ctx, Error, Result, System, day, outages};
use crate::store::audit::{self, Action, Entry, Kind, Object};
use crate::store::clocks::{self, Pending, Warned};
use crate::store::notices::{self, About, Colleague, New, Recipient};
use crate::store::outages::{self as outage_rows, Owed};
use crate::store::{At, Day, Id, StoreError, Tx, word};
use domain::access::Role;
use domain::calendar::{CalendarError, KnownCalendar};
use domain::id::HolderId;
use domain::outage;
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
        warned: Warned,
    ) -> std::result::Result<bool, StoreError> {
        match self {
            Self::OfCase { holder, objection } => {
                clocks::mark_warned(tx, (holder, objection, step), warned).await
            }
            Self::OfOutage(id) => outage_rows::mark_warned(tx, id, warned).await,
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
    /// The other agency of a case that was passed on.
    partner: Option<Id>,
}

impl Coming {
    fn of_case(row: Pending) -> Self {
        Self {
            clock: Clock::OfCase {
                holder: row.holder_id,
                objection: row.objection_id,
            },
            step: row.step,
            due_date: row.due_date,
            issuer: row.issuer_id,
            partner: row.partner_id,
        }
    }

    /// None while what the outage held up is due later, or never.
    fn of_outage(ctx: &Ctx<System>, row: Owed, due_by: Timestamp) -> Result<Option<Self>> {
        let deadline = outages::due(ctx, row.ended_at.0)?;
        let deadline = deadline.filter(|deadline| deadline.due <= due_by);
        Ok(deadline.map(|deadline| Self {
            clock: Clock::OfOutage(row.id),
            step: outage::STEP.to_owned(),
            due_date: Day(deadline.due_date),
            issuer: row.agency_id,
            partner: None,
        }))
    }
}

/// What has come into a stage and of which `before` was said last: so many of cases, and every outage.
async fn coming_due(
    ctx: &Ctx<System>,
    (stage, before): (Stage, Warned),
    limit: i64,
) -> Result<Vec<Coming>> {
    let mut read = ctx.app.db.read().await?;
    let cases = clocks::coming_due(&mut read, before, stage.due_by, limit).await?;
    let owed = outage_rows::owed(&mut read, before).await?;
    drop(read);
    let mut due: Vec<Coming> = cases.into_iter().map(Coming::of_case).collect();
    for row in owed {
        due.extend(Coming::of_outage(ctx, row, stage.due_by)?);
    }
    Ok(due)
}

/// Whether there is anything to warn of.
pub(crate) async fn is_due(ctx: &Ctx<System>) -> Result<bool> {
    for stage in stages(ctx)? {
        for before in stage.earlier() {
            if !coming_due(ctx, (stage, before), 1).await?.is_empty() {
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
        let due = coming_due(ctx, (stage, before), BATCH).await?;
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
    due: Vec<Coming>,
) -> Result<()> {
    let occasions: Vec<(Coming, Vec<New>, Entry)> = due
        .into_iter()
        .map(|due| {
            let notices = messages(ctx, staff, stage, &due)?;
            let entry = ctx.entry(Action::Warn, due.clock.object());
            Ok((due, notices, entry))
        })
        .collect::<Result<_>>()?;
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let mut all = Vec::new();
                for (due, notices, entry) in occasions {
                    if due.clock.mark(tx, &due.step, stage.warned).await? {
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
    due: &Coming,
) -> Result<Vec<New>> {
    let kind = word(&stage.kind)?;
    let (Clock::OfCase { objection: id, .. } | Clock::OfOutage(id)) = due.clock;
    Ok(staff
        .iter()
        .filter(|one| is_told(one, stage.warned, due))
        .map(|one| New {
            id: Id(ctx.new_id()),
            to: Recipient::Staff(one.id),
            kind: stage.kind,
            about: due.clock.about(),
            step: Some(due.step.clone()),
            due_date: Some(due.due_date),
            once: format!(
                "{kind}/{}/{}/{}/{}",
                id.0, due.step, due.due_date.0, one.id.0
            ),
            created_at: At(ctx.now),
        })
        .collect())
}

/// Warnings go to the handlers; what is overdue also to who approves and to who watches every clock.
fn is_told(one: &Colleague, warned: Warned, due: &Coming) -> bool {
    let own = one.agency_id == due.issuer || Some(one.agency_id) == due.partner;
    match one.role.0 {
        Role::Handler => own,
        Role::Approver => own && warned == Warned::Overdue,
        Role::Supervisor => warned == Warned::Overdue,
        _ => false,
    }
}
