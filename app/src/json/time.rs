//! Dates and instants as they stand on the wire.
//!
//! They are written as jiff writes them. jiff's own reading knows every form of ISO 8601 and explains what is wrong with
//! a text; here that took 80 KB of code, and the wire has one form of each.

use super::take::named;
use super::{FromJson, Value};
use jiff::Timestamp;
use jiff::civil::Date;

impl FromJson for Date {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        named(value, broken, parse_date, Self::ZERO)
    }
}

impl FromJson for Timestamp {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        named(value, broken, parse_instant, Self::UNIX_EPOCH)
    }
}

/// First and last day.
impl FromJson for [Date; 2] {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let days = Vec::<Date>::from_json(value, broken);
        days.try_into().unwrap_or_else(|_| {
            *broken = true;
            [Date::ZERO; 2]
        })
    }
}

const NANOSECONDS: u32 = 1_000_000_000;

/// `YYYY-MM-DD`.
fn parse_date(text: &str) -> Option<Date> {
    let (year, rest) = text.split_at_checked(4)?;
    let (month, day) = rest.strip_prefix('-')?.split_once('-')?;
    if month.len() != 2 || day.len() != 2 {
        return None;
    }
    Date::new(
        i16::try_from(digits(year)?).ok()?,
        i8::try_from(digits(month)?).ok()?,
        i8::try_from(digits(day)?).ok()?,
    )
    .ok()
}

/// RFC 3339, in UTC or with an offset.
fn parse_instant(text: &str) -> Option<Timestamp> {
    let (date, time) = text.split_once('T')?;
    let (time, offset) = if let Some(time) = time.strip_suffix('Z') {
        (time, 0)
    } else {
        let (time, offset) = time.split_at_checked(time.rfind(['+', '-'])?)?;
        let (hours, minutes) = offset.get(1..)?.split_once(':')?;
        let seconds = digits(hours)? * 3_600 + digits(minutes)? * 60;
        (
            time,
            if offset.starts_with('-') {
                -seconds
            } else {
                seconds
            },
        )
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut parts = time.split(':').map(digits);
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let since_midnight = hour * 3_600 + minute * 60 + second - offset;
    Timestamp::new(
        days(parse_date(date)?) * 86_400 + since_midnight,
        nanoseconds(fraction)?,
    )
    .ok()
}

/// At most four digits.
fn digits(text: &str) -> Option<i64> {
    if text.is_empty() || text.len() > 4 {
        return None;
    }
    text.bytes().try_fold(0, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + i64::from(byte - b'0'))
    })
}

fn nanoseconds(fraction: &str) -> Option<i32> {
    if fraction.len() > 9 {
        return None;
    }
    let mut unit = NANOSECONDS;
    let sum = fraction.bytes().try_fold(0, |sum, byte| {
        unit /= 10;
        byte.is_ascii_digit()
            .then(|| sum + u32::from(byte - b'0') * unit)
    })?;
    i32::try_from(sum).ok()
}

/// Days since 1 January 1970. The year is taken to begin in March, so that a leap day is its last.
fn days(date: Date) -> i64 {
    let (month, day) = (i64::from(date.month()), i64::from(date.day()));
    let year = i64::from(date.year()) - i64::from(month < 3);
    let month = (month + 9) % 12;
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leaps + (month * 153 + 2) / 5 + day - 719_469
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_jiff_writes_is_read_as_the_same(second in -377_705_000_000_i64..253_402_200_000, nanosecond in 0..1_000_000_000_i32) {
            let at = Timestamp::new(second, nanosecond).unwrap();
            if second >= -62_135_596_800 {
                prop_assert_eq!(parse_instant(&at.to_string()), Some(at));
                let date = jiff::tz::Offset::UTC.to_datetime(at).date();
                prop_assert_eq!(parse_date(&date.to_string()), Some(date));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[0-9T:.Z+-]{0,30}|.{0,12}") {
            if let Some(at) = parse_instant(&text) {
                prop_assert_eq!(text.parse::<Timestamp>().ok(), Some(at));
            }
            if let Some(date) = parse_date(&text) {
                prop_assert_eq!(text.parse::<Date>().ok(), Some(date));
            }
        }
    }

    #[test]
    fn an_offset_is_taken_off() {
        let at: Timestamp = "2026-09-24T16:00:00Z".parse().unwrap();
        assert_eq!(parse_instant("2026-09-25T00:00:00+08:00"), Some(at));
        assert_eq!(parse_instant("2026-09-24T15:30:00-00:30"), Some(at));
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "",
            "2026-9-24",
            "2026-02-30",
            "26-09-24",
            "2026-09-24x",
            "+026-09-24",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
        for text in [
            "2026-09-24",
            "2026-09-24T24:00:00Z",
            "2026-09-24T00:00Z",
            "2026-09-24T00:00:00",
        ] {
            assert_eq!(parse_instant(text), None, "{text}");
        }
    }
}
