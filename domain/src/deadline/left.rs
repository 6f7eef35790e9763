//! How long is left, or how long overdue, in working days.

use jiff::{Timestamp, civil::Date};

use super::local_date;
use crate::calendar::{CalendarError, KnownCalendar};

/// Time left to a due date. Zero left means today; zero overdue, that no working day has passed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeLeft {
    /// Working days after today, up to and including the last day.
    Left(u32),
    /// Working days after the last day, up to and including today.
    Overdue(u32),
}

/// How many working days are left at `now`.
pub fn time_left(
    now: Timestamp,
    due: Timestamp,
    due_date: Date,
    calendar: &KnownCalendar,
) -> Result<TimeLeft, CalendarError> {
    let today = local_date(now);
    if now >= due {
        calendar
            .working_days_between(due_date, today)
            .map(TimeLeft::Overdue)
    } else {
        calendar
            .working_days_between(today, due_date)
            .map(TimeLeft::Left)
    }
}
