//! What does a notice arrange, as it was pasted, and may it be loaded?
//!
//! The text of a 国务院办公厅 notice as it stands on the page, or JSON: a notice as the project's file holds it, or a list of
//! days with `name`, `date` and `isOffDay`, as public calendars have it. Nothing is guessed: a line that names days and
//! can't be understood is a fault, and what is read is checked ([`check`]) before anybody approves it.

mod check;
mod clause;
mod days;
mod json;
mod line;

use super::{Arrangement, ArrangementKind, Calendar, CalendarError, KnownCalendar, NoticeFault};

/// What somebody wants to load.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// As what.
    pub kind: ArrangementKind,
    /// The year of its days.
    pub year: i16,
    /// Its text.
    pub text: &'a str,
}

/// What was read of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What it arranges.
    pub arrangements: Vec<Arrangement>,
    /// What is wrong with it; it can be loaded where nothing is.
    pub faults: Vec<NoticeFault>,
}

/// What a line arranges.
#[derive(Clone, Debug)]
struct Found {
    line: u32,
    arrangement: Arrangement,
}

/// Reads an arrangement and checks whether it fits `calendar`, which it shall be laid over.
pub fn read(given: Given<'_>, calendar: &Calendar) -> Result<Reading, CalendarError> {
    let known = calendar.as_of(None)?;
    let (found, mut faults) = parse(given, &known);
    faults.extend(check::check(given, &found, calendar, &known));
    Ok(reading(found, faults))
}

/// Reads another source of the same arrangement, to be compared with it; it isn't asked whether it is whole.
pub fn read_source(given: Given<'_>, calendar: &Calendar) -> Result<Reading, CalendarError> {
    let known = calendar.as_of(None)?;
    let (found, mut faults) = parse(given, &known);
    if found.is_empty() {
        faults.push(NoticeFault::at(0, super::NoticeFaultCode::NothingFound));
    }
    Ok(reading(found, faults))
}

fn parse(given: Given<'_>, known: &KnownCalendar) -> (Vec<Found>, Vec<NoticeFault>) {
    if given.text.trim_start().starts_with('{') {
        json::parse(given)
    } else {
        line::parse(given, known)
    }
}

fn reading(found: Vec<Found>, mut faults: Vec<NoticeFault>) -> Reading {
    faults.sort_by_key(|fault| fault.line);
    Reading {
        arrangements: found.into_iter().map(|found| found.arrangement).collect(),
        faults,
    }
}
