//! 有效期: which fields of a face say how long a licence is valid, and what do they say?
//!
//! A type names them by key: `valid_from` (有效期起始日期), `valid_to` (有效期截止日期), or `valid` for both in one, as
//! `2024年3月5日至2029年3月4日`. When an objection corrects one of them, the licence's own dates follow: a licence whose
//! face says one day and that expires on another would be wrong in a new way.

use jiff::civil::Date;

/// How a validity without an end is written.
pub const NO_END: &str = "长期";
/// Words that are read as it.
const FOR_GOOD: [&str; 3] = [NO_END, "长期有效", "永久"];
/// What stands between the first day and the last one.
pub(crate) const UNTIL: &str = "至";

/// From which day to which a licence is valid; no end means 长期.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Validity {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Option<Date>,
}

/// Why a value says no validity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValidityFault {
    /// It can't be read.
    #[error(
        "the validity can't be read: write 2024年3月5日 or 2024-03-05, 长期 for no end, and 至 between two days"
    )]
    Unreadable,
    /// It would end before it begins.
    #[error("the validity would end before it begins")]
    Backwards,
}

impl Validity {
    /// The validity after a face's field `key` says `value`: the same one where the field says nothing of it.
    pub fn after(self, key: &str, value: &str) -> Result<Self, ValidityFault> {
        let after = match key {
            "valid_from" => Self {
                from: day(value)?,
                ..self
            },
            "valid_to" => Self {
                to: read_end(value)?,
                ..self
            },
            "valid" => {
                let (from, to) = value.split_once(UNTIL).ok_or(ValidityFault::Unreadable)?;
                Self {
                    from: day(from)?,
                    to: read_end(to)?,
                }
            }
            _ => return Ok(self),
        };
        Ok(after)
    }

    /// As a face prints both days in one; [`Self::after`] reads it back.
    pub fn written(self) -> String {
        [&written(self.from), UNTIL, &written_end(self.to)].concat()
    }

    /// The same, unless it ends before it begins. Asked once all fields have had their say.
    pub fn checked(self) -> Result<Self, ValidityFault> {
        match self.to {
            Some(to) if to < self.from => Err(ValidityFault::Backwards),
            _ => Ok(self),
        }
    }
}

/// A last day, or none where the text says that there is none.
pub fn read_end(text: &str) -> Result<Option<Date>, ValidityFault> {
    if FOR_GOOD.contains(&text.trim()) {
        return Ok(None);
    }
    day(text).map(Some)
}

/// A day as licences print it; [`read_day`] reads it back.
pub fn written(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// A last day as licences print it; [`read_end`] reads it back.
pub fn written_end(end: Option<Date>) -> String {
    end.map_or_else(|| NO_END.to_owned(), written)
}

fn day(text: &str) -> Result<Date, ValidityFault> {
    read_day(text).ok_or(ValidityFault::Unreadable)
}

/// A day as licences print it, with hyphens, dots or slashes, or as eight digits; a time of day after it doesn't count.
pub fn read_day(text: &str) -> Option<Date> {
    let text = text.trim();
    let text = text.split_once([' ', 'T']).map_or(text, |(day, _)| day);
    let text = text.trim_end_matches('日');
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<i16>().ok();
        return to_day(part(0..4)?, part(4..6)?, part(6..8)?);
    }
    let mut numbers = text.split(['年', '月', '-', '.', '/']);
    let mut next = || numbers.next()?.trim().parse::<i16>().ok();
    let (year, month, day) = (next()?, next()?, next()?);
    numbers.next().is_none().then(|| to_day(year, month, day))?
}

fn to_day(year: i16, month: i16, day: i16) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    (year >= 1900).then(|| Date::new(year, month, day).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Validity = Validity {
        from: Date::constant(2024, 3, 5),
        to: Some(Date::constant(2029, 3, 4)),
    };

    #[test]
    fn the_fields_of_validity_move_its_days_and_others_do_not() {
        let to = |year, month, day| Some(Date::constant(year, month, day));
        let from = Date::constant(2025, 3, 5);
        assert_eq!(NOW.after("place", "2025年3月5日"), Ok(NOW));
        assert_eq!(
            NOW.after("valid_from", "2025年3月5日"),
            Ok(Validity { from, ..NOW })
        );
        assert_eq!(
            NOW.after("valid_to", "2030-03-04"),
            Ok(Validity {
                to: to(2030, 3, 4),
                ..NOW
            })
        );
        assert_eq!(
            NOW.after("valid", "2025年3月5日至2030年3月4日"),
            Ok(Validity {
                from,
                to: to(2030, 3, 4)
            })
        );
        assert_eq!(
            NOW.after("valid", " 2025.3.5 至 长期 "),
            Ok(Validity { from, to: None })
        );
    }

    #[test]
    fn what_is_no_day_is_refused_and_so_is_an_end_before_the_beginning() {
        for value in [
            "",
            "明年",
            "2024年2月30日",
            "24年3月5日",
            "2024-03",
            "2024-03-05-06",
            "长期",
        ] {
            let read = NOW.after("valid_from", value);
            assert_eq!(read, Err(ValidityFault::Unreadable), "{value}");
        }
        for value in ["2024年3月5日", "2024年3月5日-2029年3月4日", "长期"] {
            let read = NOW.after("valid", value);
            assert_eq!(read, Err(ValidityFault::Unreadable), "{value}");
        }
        let backwards = NOW.after("valid_to", "2024年3月4日").unwrap();
        assert_eq!(backwards.checked(), Err(ValidityFault::Backwards));
        let one_day = NOW.after("valid_to", "2024年3月5日").unwrap();
        assert_eq!(one_day.checked(), Ok(one_day));
    }
}
