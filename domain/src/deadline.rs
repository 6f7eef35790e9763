//! When is something due, and how was that counted?
//!
//! [`compute`] answers with the whole explanation, [`due_only`] with the date alone; both take the same walk.
//!
//! Working days: the day of receipt is not counted, the first working day after it is day 1, and the step is due at
//! the end of day n (民法典 201, 203; 行政许可法 82). China Standard Time throughout, UTC+8 without daylight saving.
//! A `before` clock counts the same way backwards from the announced day.
//!
//! Calendar days, months, quarters and years count every day; a month's missing day becomes its last (民法典 202).
//! Reading: they end on that day even if it is a rest day, for 民法典 203's move to the next day would prolong grants
//! and password changes beyond what their articles say. Hours and minutes are exact instants. None of these needs the
//! holiday table, and they are never provisional.

mod instant;
mod left;
mod reason;
mod recount;
mod walk;

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use thiserror::Error;

pub use crate::rulebook::MAX_DAYS;
use crate::{
    calendar::{CalendarError, KnownCalendar},
    rulebook::{Bound, Clock, Readings, Unit},
};
pub use instant::{CHINA, local_date};
pub use left::{TimeLeft, time_left};
pub use reason::Reason;
pub use recount::{Recount, Shift, is_on_time, recount};
use walk::{Direction, Step, Term};

/// Why there is no due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DeadlineError {
    /// The clock recurs, retains, is at once or has no number: nothing falls due.
    #[error("this clock has no due date: its bound is {}", .0.name())]
    NoDueDate(Bound),
    /// The clock lacks its amount or unit.
    #[error("this clock names no amount of time")]
    NoAmount,
    /// More days than [`MAX_DAYS`].
    #[error("{0} days are more than {MAX_DAYS}")]
    TooLong(u32),
    /// The date would lie beyond what a date can be.
    #[error("the due date lies beyond the calendar")]
    OutOfRange,
    /// A day of the count is outside the working-day calendar.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
}

/// Whether a due date can still move by the next holiday notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Every day of the count is arranged.
    Confirmed,
    /// A day of the count lies beyond what is arranged; computed again when it is.
    Provisional,
}

/// A due date without its explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The instant at which it is due.
    pub due: Timestamp,
    /// The local date at whose end it is due.
    pub due_date: Date,
    /// Confirmed or provisional.
    pub status: Status,
}

/// A due date and how it was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The local date at whose end it is due.
    pub due_date: Date,
    /// The instant at which it is due.
    pub due: Timestamp,
    /// Confirmed or provisional.
    pub status: Status,
    /// Which version of the calendar: publication day of the newest notice known.
    pub calendar_version: Date,
    /// The days in the order of counting; the last counted one is the due date. Empty for hours and minutes; for
    /// months and longer only the first day and the last.
    pub days: Vec<CountedDay>,
}

/// One day of a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedDay {
    /// The day.
    pub date: Date,
    /// Whether it counts.
    pub counted: bool,
    /// Why.
    pub reason: Reason,
}

impl CountedDay {
    /// The document that makes the day an exception, where there is one.
    pub fn notice(&self) -> Option<&str> {
        match &self.reason {
            Reason::Calendar { kind, .. } => kind.notice().map(String::as_str),
            _ => None,
        }
    }
}

/// The due date of `clock` with its explanation. For a `before` clock `received` is the announced day.
pub fn compute(
    clock: &Clock,
    received: Timestamp,
    calendar: &KnownCalendar,
    readings: Readings,
) -> Result<Deadline, DeadlineError> {
    explain(term_of(clock)?, received, calendar, readings)
}

/// The due date of `clock` alone: the same walk, nothing written down.
pub fn due_only(
    clock: &Clock,
    received: Timestamp,
    calendar: &KnownCalendar,
    readings: Readings,
) -> Result<Due, DeadlineError> {
    land(term_of(clock)?, received, calendar, readings, &mut |_| {})
}

/// The due date of a clock that has one; none where nothing falls due.
pub fn due_if_any(
    clock: &Clock,
    started: Timestamp,
    calendar: &KnownCalendar,
    readings: Readings,
) -> Result<Option<Due>, DeadlineError> {
    match due_only(clock, started, calendar, readings) {
        Ok(due) => Ok(Some(due)),
        Err(DeadlineError::NoDueDate(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The end of the n-th working day after receipt, without a rulebook's clock.
pub fn working_days(
    days: u32,
    received: Timestamp,
    calendar: &KnownCalendar,
    readings: Readings,
) -> Result<Deadline, DeadlineError> {
    let term = Term {
        amount: days,
        unit: Unit::WorkingDay,
        direction: Direction::Forward,
    };
    explain(term, received, calendar, readings)
}

fn term_of(clock: &Clock) -> Result<Term, DeadlineError> {
    let direction = match clock.bound {
        Bound::Within | Bound::AtMost => Direction::Forward,
        Bound::Before => Direction::Backward,
        Bound::AtLeast | Bound::Every | Bound::AtOnce | Bound::Unnumbered => {
            return Err(DeadlineError::NoDueDate(clock.bound));
        }
    };
    let (Some(amount), Some(unit)) = (clock.amount, clock.unit) else {
        return Err(DeadlineError::NoAmount);
    };
    Ok(Term {
        amount,
        unit,
        direction,
    })
}

fn explain(
    term: Term,
    received: Timestamp,
    calendar: &KnownCalendar,
    readings: Readings,
) -> Result<Deadline, DeadlineError> {
    let mut days = Vec::new();
    let due = land(term, received, calendar, readings, &mut |step| {
        days.push(step.explained());
    })?;
    Ok(Deadline {
        due_date: due.due_date,
        due: due.due,
        status: due.status,
        calendar_version: calendar.version(),
        days,
    })
}

fn land<'c>(
    term: Term,
    received: Timestamp,
    calendar: &'c KnownCalendar,
    readings: Readings,
    visit: &mut dyn FnMut(Step<'c>),
) -> Result<Due, DeadlineError> {
    if let Some(seconds) = term.exact_seconds() {
        let due = instant::add_seconds(received, seconds).ok_or(DeadlineError::OutOfRange)?;
        return Ok(Due {
            due,
            due_date: local_date(due),
            status: Status::Confirmed,
        });
    }
    let landing = walk::walk(
        term,
        local_date(received),
        calendar,
        readings.rest_day_receipt,
        visit,
    )?;
    let due =
        instant::end_of(landing.date, readings.end_of_day).ok_or(DeadlineError::OutOfRange)?;
    let status = match landing.looked_until {
        Some(day) if day > calendar.confirmed_through() => Status::Provisional,
        _ => Status::Confirmed,
    };
    Ok(Due {
        due,
        due_date: landing.date,
        status,
    })
}
