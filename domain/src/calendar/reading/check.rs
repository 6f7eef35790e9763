//! May what was read be loaded? The days agree with one another, with the week, with the statute and with the calendar.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::clause::length_of;
use super::{Found, Given};
use crate::calendar::{
    ArrangementKind, Calendar, KnownCalendar, NoticeFault, NoticeFaultCode as Code,
    arranged::{FESTIVALS, LONGEST_HOLIDAY, is_weekend},
};

pub(super) fn check(
    given: Given<'_>,
    found: &[Found],
    calendar: &Calendar,
    known: &KnownCalendar,
) -> Vec<NoticeFault> {
    if found.is_empty() {
        return vec![NoticeFault::at(0, Code::NothingFound)];
    }
    let mut faults = Vec::new();
    for one in found {
        faults.extend(span(given.year, one));
        faults.extend(work(given, one, known));
    }
    faults.extend(twice(found));
    if given.kind == ArrangementKind::Year {
        faults.extend(year(given.year, calendar));
        faults.extend(festivals(found));
        faults.extend(statutory(given.year, found, calendar));
    }
    faults
}

fn span(year: i16, found: &Found) -> Option<NoticeFault> {
    let [from, through] = found.arrangement.off?;
    let fault = |code| NoticeFault::at(found.line, code).on(from);
    let length = length_of(from, through);
    if length < 1 {
        return Some(fault(Code::Backwards).on(through));
    }
    if length > LONGEST_HOLIDAY {
        return Some(fault(Code::TooLong).saying(length.to_string()));
    }
    let outside = [from, through].into_iter().find(|day| !is_of(year, *day))?;
    Some(fault(Code::OutsideYear).on(outside))
}

/// A year's arrangement reaches back to 29 December at most (no notice since 2001 has gone further).
fn is_of(year: i16, day: Date) -> bool {
    day.year() == year || (day.year() == year - 1 && day.month() == 12 && day.day() >= 29)
}

/// Only a rest day can be made a working day: a weekend, or in a change one that is off so far.
fn work(given: Given<'_>, found: &Found, known: &KnownCalendar) -> Vec<NoticeFault> {
    let rests = |day: Date| match given.kind {
        ArrangementKind::Year => is_weekend(day),
        _ => is_weekend(day) || known.day(day).is_ok_and(|kind| !kind.is_working()),
    };
    let wrong = found.arrangement.work.iter().filter_map(|day| {
        let code = if !is_of(given.year, *day) {
            Code::OutsideYear
        } else if !rests(*day) {
            Code::WorkedAnyway
        } else {
            return None;
        };
        Some(NoticeFault::at(found.line, code).on(*day))
    });
    wrong.collect()
}

fn twice(found: &[Found]) -> Vec<NoticeFault> {
    let mut seen: BTreeMap<Date, &str> = BTreeMap::new();
    let mut faults = Vec::new();
    for one in found {
        let arrangement = &one.arrangement;
        // A span that runs backwards or on and on is told as such.
        let off = arrangement.days_off().take(62);
        for day in off.chain(arrangement.work.iter().copied()) {
            if let Some(other) = seen.insert(day, &arrangement.festival) {
                faults.push(NoticeFault::at(one.line, Code::Twice).on(day).saying(other));
            }
        }
    }
    faults
}

fn year(year: i16, calendar: &Calendar) -> Option<NoticeFault> {
    let last = calendar.last_year()?;
    let fault = |code| NoticeFault::at(0, code).saying(year.to_string());
    if year <= last {
        Some(fault(Code::YearTaken))
    } else if year > last + 1 {
        Some(fault(Code::YearGap).instead((last + 1).to_string()))
    } else {
        None
    }
}

fn festivals(found: &[Found]) -> Vec<NoticeFault> {
    let is_there = |stem: &str| {
        found
            .iter()
            .any(|one| one.arrangement.festival.contains(stem) && one.arrangement.off.is_some())
    };
    FESTIVALS
        .into_iter()
        .filter(|(stem, _)| !is_there(stem))
        .map(|(_, name)| NoticeFault::at(0, Code::MissingFestival).saying(name))
        .collect()
}

/// The days that 全国年节及纪念日放假办法 2 fixes are off in every notice; where one isn't, a date is wrong.
fn statutory(year: i16, found: &[Found], calendar: &Calendar) -> Vec<NoticeFault> {
    let is_off = |day: Date| {
        let mut spans = found.iter().filter_map(|one| one.arrangement.off);
        spans.any(|[from, through]| from <= day && day <= through)
    };
    let mut faults = Vec::new();
    for festival in &calendar.statutory {
        let days = festival.days.iter().filter(|day| day.year() == year);
        for day in days.filter(|day| !is_off(**day)) {
            let fault = NoticeFault::at(0, Code::StatutoryWorked).on(*day);
            faults.push(fault.saying(&festival.festival));
        }
    }
    faults
}
