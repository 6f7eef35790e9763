//! What do the commands count with: times and dates as somebody typed them, the calendar, today?
//!
//! Times are read more strictly than the library that parses them: a script that leaves out the offset or the day
//! must hear of it, instead of getting an answer to another question.

use domain::calendar::{self, KnownCalendar, OverlayDay};
use domain::deadline::{self, DeadlineError};
use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use super::CliError;
use crate::clock::Clock;

/// How a time is written, for those who wrote it otherwise.
const TIME: &str = "write it in RFC 3339 with its offset, such as 2026-09-17T10:00:00+08:00";

/// An RFC 3339 instant; it has an offset. What is finer than a nanosecond is let go.
pub(super) fn instant(text: &str) -> Result<Timestamp, String> {
    let (local, fraction, offset) = parts(text).ok_or(TIME)?;
    let fraction = fraction.get(..9).unwrap_or(fraction);
    let point = if fraction.is_empty() { "" } else { "." };
    let instant: Timestamp = [local, point, fraction, offset]
        .concat()
        .parse()
        .map_err(|_| format!("there is no such time, or it lies beyond reach; {TIME}"))?;
    if local.ends_with(":60") && !is_before_a_month(instant) {
        return Err(format!(
            "a 60th second stands only at the end of a month in UTC; {TIME}"
        ));
    }
    Ok(instant)
}

/// A date as `2026-09-17`.
pub(super) fn date(text: &str) -> Result<Date, String> {
    Some(text)
        .filter(|text| matches(text, "0000-00-00"))
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| "there is no such date; write it as 2026-09-17".to_owned())
}

/// A number of days that can be counted.
pub(super) fn days(text: &str) -> Result<u32, String> {
    text.parse()
        .ok()
        .filter(|days| *days <= deadline::MAX_DAYS)
        .ok_or_else(|| {
            format!(
                "write a whole number of days from 0 to {}",
                deadline::MAX_DAYS
            )
        })
}

/// The State Council's calendar with a region's own days, as it was known on a day.
pub(super) fn calendar(
    overlay: &[OverlayDay],
    as_of: Option<Date>,
) -> Result<KnownCalendar, CliError> {
    calendar::state_council()
        .map_err(CliError::input)?
        .with_overlay(overlay)
        .as_of(as_of)
        .map_err(|error| CliError::argument("--as-of", error))
}

/// Why nothing falls due, by the argument that has to be another.
pub(super) fn uncountable(error: DeadlineError) -> CliError {
    match error {
        DeadlineError::NoDueDate(_) | DeadlineError::NoAmount => CliError::argument(
            "--step",
            format_args!("{error}; only a clock that is within, at-most or before has one"),
        ),
        DeadlineError::TooLong(_) => CliError::argument("--days", error),
        DeadlineError::OutOfRange | DeadlineError::Calendar(_) => CliError::argument(
            "--received",
            format_args!("{error}; the whole count has to lie inside"),
        ),
    }
}

/// Today in China.
pub(super) fn today() -> Date {
    deadline::local_date(Clock::System.now())
}

/// `dddd-dd-ddTdd:dd:dd`, the digits of a fraction if there is one, and `Z` or `+dd:dd`.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let (local, rest) = text.split_at_checked(19)?;
    let (fraction, offset) = match rest.strip_prefix('.') {
        Some(rest) => {
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            rest.split_at_checked(length)
                .filter(|(fraction, _)| !fraction.is_empty())?
        }
        None => ("", rest),
    };
    let is_whole = matches(local, "0000-00-00T00:00:00") && is_offset(offset);
    is_whole.then_some((local, fraction, offset))
}

/// RFC 3339 counts an offset's hours to 23; the library reads two more.
fn is_offset(text: &str) -> bool {
    let hours = text.get(1..3).and_then(|hours| hours.parse::<u8>().ok());
    matches(text, "Z")
        || (matches(text, "+00:00") || matches(text, "-00:00"))
            && hours.is_some_and(|hours| hours < 24)
}

/// Whether this is the last second of a month, in which the library puts a leap second.
fn is_before_a_month(instant: Timestamp) -> bool {
    instant
        .checked_add(SignedDuration::from_secs(1))
        .is_ok_and(|next| {
            let next = Offset::UTC.to_datetime(next);
            next.day() == 1 && (next.hour(), next.minute(), next.second()) == (0, 0, 0)
        })
}

/// Whether `text` is like `shape`, in which `0` stands for any digit and letters have either case.
fn matches(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(b, like)| match like {
            b'0' => b.is_ascii_digit(),
            _ => b.eq_ignore_ascii_case(&like),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_with_an_offset_is_read() {
        for text in [
            "2026-09-17T10:00:00+08:00",
            "2026-09-17T02:00:00Z",
            "2026-09-17t02:00:00.000z",
            "2026-09-17T02:00:00.0000000009Z",
            "2026-09-16T22:00:00-04:00",
            "2026-09-16T02:01:00-23:59",
        ] {
            assert_eq!(instant(text).unwrap().to_string(), "2026-09-17T02:00:00Z");
        }
    }

    #[test]
    fn a_time_that_leaves_something_open_is_refused() {
        for text in [
            "",
            "2026-09-17",
            "2026-09-17T10:00:00",
            "2026-09-17T10:00+08:00",
            "2026-09-17T10:00:00.+08:00",
            "2026-09-17T10:00:00+08",
            "2026-09-17T10:00:00+08:00[Asia/Shanghai]",
            "2026-02-30T10:00:00+08:00",
            "2026-09-17T25:00:00+08:00",
            "2026-09-17T24:00:00+08:00",
            "2026-09-17T10:00:00+24:00",
            "2026-09-17T10:00:00-25:00",
            "2026-09-17T10:00:00+08:60",
            "2026-09-17T10:00:00,5+08:00",
            "-2026-09-17T10:00:00+08:00",
            "9999-12-31T23:59:59Z",
            "２０２６-09-17T10:00:00+08:00",
        ] {
            assert!(instant(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_leap_second_is_the_second_before_a_month_and_stands_nowhere_else() {
        for text in ["2016-12-31T23:59:60Z", "2017-01-01T07:59:60+08:00"] {
            assert_eq!(instant(text).unwrap().to_string(), "2016-12-31T23:59:59Z");
        }
        for text in [
            "2016-12-31T23:59:60+08:00",
            "2026-09-17T10:00:60+08:00",
            "2026-09-17T23:59:60Z",
            "2016-12-31T23:59:61Z",
        ] {
            assert!(instant(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_number_of_days_is_whole_and_within_reach() {
        assert_eq!(days("0"), Ok(0));
        assert_eq!(days("3660"), Ok(3_660));
        for text in ["", "-1", "3661", "1e3", "1.0", " 5", "５", "99999999999"] {
            assert!(days(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_date_is_read_in_its_one_form() {
        assert_eq!(date("2026-09-17").unwrap().to_string(), "2026-09-17");
        for text in [
            "",
            "20260917",
            "2026-9-17",
            "2026-02-30",
            "-000001-01-01",
            "2026-09-17T10:00:00",
            "today",
        ] {
            assert!(date(text).is_err(), "{text}");
        }
    }
}
