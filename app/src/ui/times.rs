//! What day is it, and by which rules are days counted? What every piece with a date needs.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use leptos::prelude::*;

/// The server's time, and (once they have come) the rules.
#[derive(Clone, Copy)]
pub struct Times {
    /// The server's time when the session was read.
    pub now: Timestamp,
}

/// Local time of the whole product: UTC+8.
pub fn local(at: Timestamp) -> jiff::civil::DateTime {
    Offset::constant(8).to_datetime(at)
}

impl Times {
    /// At `now`.
    pub fn new(now: Timestamp) -> Self {
        Self { now }
    }

    /// The local date.
    pub fn today(self) -> Date {
        local(self.now).date()
    }
}
