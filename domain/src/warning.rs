//! Is there something to say about a clock today, and to whom? 预警: the working day before the due date, on it, and on
//! each working day past it.
//!
//! What was said last stands as one number that only grows, [`Said`]. A stage is news where its number is larger, so that
//! each is said once, a stage that a later one has overtaken is never said, and days that nobody was there for are not
//! made up for: the latest counts.

use crate::access::Role;
use crate::calendar::{CalendarError, KnownCalendar};
use crate::deadline::{CHINA, local_date};
use crate::rulebook::{Rung, Warnings};
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};

/// How much has been said about a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said(pub i64);

impl Said {
    /// Nothing yet.
    pub const NOTHING: Self = Self(0);
    /// That it is due on the next working day.
    pub const DAY_BEFORE: Self = Self(1);
    /// That it is due today.
    pub const ON_THE_DAY: Self = Self(2);
    /// Nothing more is to be said: what it asked for is owed no longer.
    pub const ALL: Self = Self(1_000_000_000);

    /// On `day`, that it is overdue: the day's number, so that each day says more than the one before.
    fn overdue(day: Date) -> Self {
        let since = day.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24;
        Self(Self::ON_THE_DAY.0 + since.max(1))
    }
}

/// A stage of warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Due on the next working day.
    DayBefore,
    /// Due today.
    OnTheDay,
    /// Past.
    Overdue,
}

/// A stage as it stands at an instant; no clock is in two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Which.
    pub stage: Stage,
    /// Clocks that are due after this are in it...
    pub after: Timestamp,
    /// ... and by then.
    pub due_by: Timestamp,
    /// What has been said once it is told.
    pub said: Said,
}

impl Window {
    /// Whether a clock that is due then is in it.
    pub fn has(&self, due: Timestamp) -> bool {
        self.after < due && due <= self.due_by
    }

    /// Whether it is news after what was said last.
    pub fn is_news_after(&self, last: Said) -> bool {
        last < self.said
    }
}

/// The windows at `now`; nobody is told on a rest day that something is overdue.
pub fn windows(calendar: &KnownCalendar, now: Timestamp) -> Result<Vec<Window>, CalendarError> {
    let today = local_date(now);
    let overdue = Window {
        stage: Stage::Overdue,
        after: Timestamp::UNIX_EPOCH,
        due_by: now,
        said: Said::overdue(today),
    };
    let on_the_day = Window {
        stage: Stage::OnTheDay,
        after: now,
        due_by: end_of(today),
        said: Said::ON_THE_DAY,
    };
    let day_before = Window {
        stage: Stage::DayBefore,
        after: end_of(today),
        due_by: end_of(next_working_day(calendar, today)?),
        said: Said::DAY_BEFORE,
    };
    let works = calendar.day(today)?.is_working();
    let overdue = works.then_some(overdue);
    Ok(overdue
        .into_iter()
        .chain([on_the_day, day_before])
        .collect())
}

/// Who is told in `stage` today of a clock that is due on `due_date`.
pub fn told<'a>(
    warnings: &'a Warnings,
    calendar: &KnownCalendar,
    stage: Stage,
    (due_date, today): (Date, Date),
) -> Result<&'a [Rung], CalendarError> {
    Ok(match stage {
        Stage::DayBefore => &warnings.day_before,
        Stage::OnTheDay => &warnings.on_the_day,
        // A step may be due before its day ends, and then be overdue on that day.
        Stage::Overdue => {
            warnings.overdue_on(calendar.working_days_between(due_date, today)?.max(1))
        }
    })
}

impl Rung {
    /// Whether somebody in this role stands on it; `own` says whether at the unit that owes the step.
    pub fn is(self, role: Role, own: bool) -> bool {
        match self {
            Self::Handler => own && role == Role::Handler,
            Self::UnitHead => own && role == Role::Approver,
            Self::Supervisor => role == Role::Supervisor,
        }
    }
}

fn end_of(day: Date) -> Timestamp {
    CHINA
        .to_timestamp(day.to_datetime(Time::midnight()))
        .and_then(|midnight| midnight.checked_add(SignedDuration::from_hours(24)))
        .unwrap_or(Timestamp::MAX)
}

/// The first working day after `today`.
fn next_working_day(calendar: &KnownCalendar, today: Date) -> Result<Date, CalendarError> {
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

#[cfg(test)]
#[cfg(feature = "files")]
mod tests;
