//! Which local day is it, and when does it end? China Standard Time, UTC+8.

use domain::deadline::{CHINA, local_date};
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};

/// The local date of an instant.
pub(crate) fn today(now: Timestamp) -> Date {
    local_date(now)
}

/// The end of an instant's local day, which is the midnight that begins the next.
pub(crate) fn end_of_today(now: Timestamp) -> Timestamp {
    end_of(today(now))
}

/// The end of a local day.
pub(crate) fn end_of(day: Date) -> Timestamp {
    CHINA
        .to_timestamp(day.to_datetime(Time::midnight()))
        .and_then(|midnight| midnight.checked_add(SignedDuration::from_hours(24)))
        .unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_local_day_ends_at_sixteen_hours_utc() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert_eq!(
            end_of_today(at("2026-09-17T15:59:59Z")),
            at("2026-09-17T16:00:00Z")
        );
        assert_eq!(
            end_of_today(at("2026-09-17T16:00:00Z")),
            at("2026-09-18T16:00:00Z")
        );
    }
}
