//! What does a number in a cell say?

use jiff::civil::{Date, Time, date};
use jiff::{Span, ToSpan as _};

/// Spreadsheets keep 15 digits.
const EXACT: f64 = 1e15;

/// A number that has lost digits, or is none.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Lost;

/// The number as a person would write it: 45000 and not 45000.0, 0.3 and not 0.30000000000000004.
pub(super) fn plain(text: &str) -> Result<String, Lost> {
    let number: f64 = text.trim().parse().map_err(|_| Lost)?;
    if !number.is_finite() || number.abs() >= EXACT {
        return Err(Lost);
    }
    let rounded: f64 = format!("{number:.14e}").parse().map_err(|_| Lost)?;
    // Plus nothing, for -0.
    Ok((rounded + 0.0).to_string())
}

/// The day, with the time of day where it has one, that a number of days stands for.
pub(super) fn moment(text: &str, is_1904: bool) -> Option<String> {
    let days: f64 = text.trim().parse().ok()?;
    if !(0.0..2_958_466.0).contains(&days) {
        return None;
    }
    let seconds = format!("{:.0}", days.fract() * 86_400.0).parse().ok()?;
    let time = Time::midnight().checked_add(Span::new().seconds(seconds));
    let whole: i64 = format!("{:.0}", days.trunc()).parse().ok()?;
    let Ok(time) = time else {
        // Half a second before midnight is the next day.
        return Some(day(whole + 1, is_1904)?.to_string());
    };
    match (whole, seconds) {
        (0, 1..) => Some(time.to_string()),
        (_, 0) => Some(day(whole, is_1904)?.to_string()),
        _ => Some(format!("{} {time}", day(whole, is_1904)?)),
    }
}

/// Excel counts a 29 February 1900, which is day 60, so that the days before it are one further on.
fn day(whole: i64, is_1904: bool) -> Option<Date> {
    let first = match (is_1904, whole) {
        (true, _) => date(1904, 1, 1),
        (false, 61..) => date(1899, 12, 30),
        (false, 60) => return None,
        (false, _) => date(1899, 12, 31),
    };
    first.checked_add(whole.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_do() {
        for (text, plainly) in [
            ("45000.0", "45000"),
            ("0.30000000000000004", "0.3"),
            ("1E-2", "0.01"),
            ("-12.5", "-12.5"),
            ("1.3812345678E+10", "13812345678"),
            ("-0", "0"),
        ] {
            assert_eq!(plain(text).as_deref(), Ok(plainly));
        }
        assert_eq!(plain("6.2010019900101E+17"), Err(Lost));
        assert_eq!(plain("NaN"), Err(Lost));
    }

    #[test]
    fn days_are_counted_from_1900_or_1904() {
        let of = |text| moment(text, false);
        assert_eq!(of("45292").as_deref(), Some("2024-01-01"));
        assert_eq!(of("61").as_deref(), Some("1900-03-01"));
        assert_eq!(of("1").as_deref(), Some("1900-01-01"));
        assert_eq!(of("60"), None);
        assert_eq!(of("45292.5").as_deref(), Some("2024-01-01 12:00:00"));
        assert_eq!(of("0.25").as_deref(), Some("06:00:00"));
        assert_eq!(of("45291.999999").as_deref(), Some("2024-01-01"));
        assert_eq!(of("-1"), None);
        assert_eq!(of("2958465").as_deref(), Some("9999-12-31"));
        assert_eq!(moment("43830", true).as_deref(), Some("2024-01-01"));
    }
}
