//! Dates and instants in China Standard Time: which local day it is, and where it ends.

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::Offset,
};

use crate::rulebook::EndOfDay;

/// China Standard Time: UTC+8 all year, in the whole country.
pub const CHINA: Offset = Offset::constant(8);

/// The date that an instant has in China.
pub fn local_date(instant: Timestamp) -> Date {
    CHINA.to_datetime(instant).date()
}

/// The instant at which the last day ends.
pub(super) fn end_of(date: Date, end_of_day: EndOfDay) -> Option<Timestamp> {
    let midnight = CHINA
        .to_timestamp(date.to_datetime(Time::midnight()))
        .ok()?;
    add_seconds(midnight, i64::from(end_of_day.minutes()) * 60)
}

pub(super) fn add_seconds(instant: Timestamp, seconds: i64) -> Option<Timestamp> {
    Timestamp::new(
        instant.as_second().checked_add(seconds)?,
        instant.subsec_nanosecond(),
    )
    .ok()
}
