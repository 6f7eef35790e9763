//! What does a new calendar do to a clock that runs?

use jiff::Timestamp;

use super::{DeadlineError, Due, Status, due_only};
use crate::calendar::KnownCalendar;
use crate::rulebook::{Clock, Readings};

/// A clock before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recount {
    /// As it stood.
    pub was: Due,
    /// As the calendar has it now.
    pub due: Due,
}

/// Which way a due date moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shift {
    /// To an earlier day.
    Earlier,
    /// To a later one.
    Later,
}

/// The clock that stood at `was`, counted again from its start.
pub fn recount(
    clock: &Clock,
    started: Timestamp,
    was: Due,
    calendar: &KnownCalendar,
    readings: Readings,
) -> Result<Recount, DeadlineError> {
    let due = due_only(clock, started, calendar, readings)?;
    Ok(Recount { was, due })
}

impl Recount {
    /// Which way it moves; none where it stays.
    pub fn shift(&self) -> Option<Shift> {
        match self.due.due.cmp(&self.was.due) {
            std::cmp::Ordering::Less => Some(Shift::Earlier),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(Shift::Later),
        }
    }

    /// By how many days of the calendar, later above zero.
    pub fn days(&self) -> i64 {
        self.due
            .due_date
            .duration_since(self.was.due_date)
            .as_hours()
            / 24
    }

    /// Whether what was provisional is certain now.
    pub fn settles(&self) -> bool {
        self.was.status == Status::Provisional && self.due.status == Status::Confirmed
    }

    /// Until when the step counts as on time although the new date has passed: a clock that is re-dated into the past keeps
    /// the law's new date, and the case counts as on time if it kept the one that stood. `kept` is what an earlier move left.
    pub fn on_time_until(&self, now: Timestamp, kept: Option<Timestamp>) -> Option<Timestamp> {
        if self.shift().is_none() {
            return kept;
        }
        let stood = kept.unwrap_or(self.was.due).max(self.was.due);
        (self.due.due <= now && stood > self.due.due).then_some(stood)
    }
}

/// Whether a step met at `met` was on time, with what [`Recount::on_time_until`] left.
pub fn is_on_time(met: Timestamp, due: Timestamp, on_time_until: Option<Timestamp>) -> bool {
    met < on_time_until.unwrap_or(due).max(due)
}
