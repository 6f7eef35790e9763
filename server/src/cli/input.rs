//! What do the commands count with: times and dates as somebody typed them, the calendar, today?
//!
//! Times are read more strictly than the library that parses them: a script that leaves out the offset or the day
//! must hear of it, instead of getting an answer to another question.

use domain::calendar::{self, KnownCalendar, OverlayDay};
use domain::deadline;
use jiff::Timestamp;
use jiff::civil::Date;

use super::CliError;
use crate::clock::Clock;

/// An RFC 3339 instant; it has an offset.
pub(super) fn instant(text: &str) -> Result<Timestamp, String> {
    if !has_rfc_3339_shape(text) {
        return Err(
            "not an RFC 3339 time with offset, such as 2026-09-17T10:00:00+08:00".to_owned(),
        );
    }
    text.parse().map_err(|error: jiff::Error| error.to_string())
}

/// A date as `2026-09-17`.
pub(super) fn date(text: &str) -> Result<Date, String> {
    text.parse::<Date>()
        .ok()
        .filter(|date| date.to_string() == text)
        .ok_or_else(|| "not a date such as 2026-09-17".to_owned())
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
        .map_err(CliError::input)
}

/// Today in China.
pub(super) fn today() -> Date {
    deadline::local_date(Clock::System.now())
}

/// `dddd-dd-ddTdd:dd:dd`, perhaps a fraction, then `Z` or `+dd:dd`.
fn has_rfc_3339_shape(text: &str) -> bool {
    let Some((local, rest)) = text.split_at_checked(19) else {
        return false;
    };
    let offset = match rest.strip_prefix('.') {
        Some(fraction) => {
            let offset = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if offset.len() == fraction.len() {
                return false;
            }
            offset
        }
        None => rest,
    };
    matches(local, "0000-00-00T00:00:00")
        && (matches(offset, "Z") || matches(offset, "+00:00") || matches(offset, "-00:00"))
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
            "2026-09-16T22:00:00-04:00",
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
            "２０２６-09-17T10:00:00+08:00",
        ] {
            assert!(instant(text).is_err(), "{text}");
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
            "2026-09-17T10:00:00",
            "today",
        ] {
            assert!(date(text).is_err(), "{text}");
        }
    }
}
