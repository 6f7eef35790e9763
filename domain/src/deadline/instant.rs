//! Dates and instants in China Standard Time: where a local day ends, and how it is written.

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::Offset,
};

use crate::rulebook::EndOfDay;

const CHINA: Offset = Offset::constant(8);

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

/// An instant on the wire, written with China's offset: `2026-09-25T00:00:00+08:00`.
pub(super) mod china_standard_time {
    use jiff::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(in crate::deadline) fn serialize<S: Serializer>(
        instant: &Timestamp,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!(
            "{}+08:00",
            super::CHINA.to_datetime(*instant)
        ))
    }

    pub(in crate::deadline) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Timestamp, D::Error> {
        Timestamp::deserialize(deserializer)
    }
}
