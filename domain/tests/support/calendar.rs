//! The State Council's calendar, and days and instants as they are written.

use domain::calendar::{Calendar, KnownCalendar, state_council};
use jiff::{Timestamp, civil::Date};

pub(crate) fn calendar() -> Calendar {
    state_council().unwrap()
}

pub(crate) fn everything_known() -> KnownCalendar {
    calendar().as_of(None).unwrap()
}

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}
