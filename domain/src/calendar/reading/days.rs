//! Which days does a clause name, and do the weekdays written beside them fit?

use jiff::civil::{Date, Weekday};
use regex_lite::{Captures, Regex};

use crate::calendar::{NoticeFault, NoticeFaultCode as Code};

/// A day with the weekday and lunar day that may stand beside it: `2月15日(农历腊月二十八、周日)`.
const DAY: &str = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?";
const WEEKDAY: &str = "(?:周|星期)([一二三四五六日天])";

/// A day, or several in a row.
pub(super) type Span = [Date; 2];

/// The days of a clause in their order, spans as such.
pub(super) struct Days {
    pub(super) spans: Vec<Span>,
    pub(super) faults: Vec<NoticeFault>,
}

/// A day as it was written, completed by what stood before it.
#[derive(Clone, Copy)]
struct Written {
    year: i16,
    says_year: bool,
    month: i8,
    day: i8,
}

/// Whether a text names any day.
pub(super) fn any(text: &str) -> bool {
    Regex::new(DAY).is_ok_and(|day| day.is_match(text))
}

/// Reads the days of a clause. `year` completes days without one; before the year lies December.
pub(super) fn of(text: &str, (line, year): (u32, i16), december_before: bool) -> Days {
    let mut days = Days {
        spans: Vec::new(),
        faults: Vec::new(),
    };
    let Ok(pattern) = Regex::new(DAY) else {
        return days;
    };
    let mut last: Option<(Written, usize)> = None;
    for found in pattern.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let before = last.map(|(written, _)| written);
        let Some(mut written) = complete(&found, before, year, december_before) else {
            let fault = NoticeFault::at(line, Code::Unreadable);
            days.faults.push(fault.saying(whole.as_str()));
            continue;
        };
        let between = last.and_then(|(_, end)| text.get(end..whole.start()));
        let ends_span = between.is_some_and(|between| matches!(between, "至" | "到"));
        let Some(mut date) = exists(written, line, whole.as_str(), &mut days.faults) else {
            continue;
        };
        if let (true, Some([from, through])) = (ends_span, days.spans.last_mut()) {
            if date < *from && !written.says_year && from.month() == 12 {
                written.year += 1;
                date = date_of(written).unwrap_or(date);
            }
            *through = date;
        } else {
            days.spans.push([date, date]);
        }
        days.faults.extend(wrong_weekday(&found, date, line));
        last = Some((written, whole.end()));
    }
    days
}

fn complete(
    found: &Captures<'_>,
    before: Option<Written>,
    year: i16,
    december_before: bool,
) -> Option<Written> {
    let number = |place: usize| found.get(place).map(|part| part.as_str());
    let month = match (number(2), before) {
        (Some(month), _) => month.parse().ok()?,
        (None, Some(before)) => before.month,
        (None, None) => return None,
    };
    let says_year = number(1).is_some();
    let year = match (number(1), before) {
        (Some(year), _) => year.parse().ok()?,
        (None, Some(before)) => before.year,
        (None, None) if december_before && month == 12 => year - 1,
        (None, None) => year,
    };
    Some(Written {
        year,
        says_year,
        month,
        day: number(3)?.parse().ok()?,
    })
}

fn exists(written: Written, line: u32, said: &str, faults: &mut Vec<NoticeFault>) -> Option<Date> {
    let date = date_of(written);
    if date.is_none() {
        faults.push(NoticeFault::at(line, Code::NoSuchDay).saying(said));
    }
    date
}

fn date_of(written: Written) -> Option<Date> {
    Date::new(written.year, written.month, written.day).ok()
}

fn wrong_weekday(found: &Captures<'_>, date: Date, line: u32) -> Option<NoticeFault> {
    let beside = found.get(4)?.as_str();
    let says = Regex::new(WEEKDAY).ok()?.captures(beside)?;
    let said = says.get(1)?.as_str();
    let is = name(date.weekday());
    let same = said == is || (said == "天" && is == "日");
    (!same).then(|| {
        NoticeFault::at(line, Code::WrongWeekday)
            .on(date)
            .saying(["周", said].concat())
            .instead(["周", is].concat())
    })
}

const fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "一",
        Weekday::Tuesday => "二",
        Weekday::Wednesday => "三",
        Weekday::Thursday => "四",
        Weekday::Friday => "五",
        Weekday::Saturday => "六",
        Weekday::Sunday => "日",
    }
}
