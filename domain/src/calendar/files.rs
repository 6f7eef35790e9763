//! Reading the calendar from the project's data, or from a file that a deployment brings, and checking it.

use std::collections::BTreeSet;

use thiserror::Error;

use super::arranged::{LONGEST_HOLIDAY, is_weekend};
use super::{Arrangement, Calendar, HolidayNotice};

const STATE_COUNCIL: &str = include_str!("../../data/state-council-calendar.json");

/// What is wrong with a calendar file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}: {place}: {reason}")]
pub struct CalendarFault {
    /// The file.
    pub file: String,
    /// The notice, festival or line.
    pub place: String,
    /// What is wrong there.
    pub reason: String,
}

/// The State Council's calendar as this version of the program carries it.
pub fn state_council() -> Result<Calendar, CalendarFault> {
    parse("state-council-calendar.json", STATE_COUNCIL)
}

/// Reads a calendar from JSON and refuses what cannot be one.
pub fn parse(file: &str, text: &str) -> Result<Calendar, CalendarFault> {
    let fault = |(place, reason): (String, String)| CalendarFault {
        file: file.to_owned(),
        place,
        reason,
    };
    let calendar: Calendar =
        serde_json::from_str(text).map_err(|error| fault(unreadable(&error)))?;
    check_years(&calendar).map_err(fault)?;
    calendar
        .notices
        .iter()
        .try_for_each(check_notice)
        .map_err(fault)?;
    check_statutory(&calendar).map_err(fault)?;
    Ok(calendar)
}

type Fault = (String, String);

/// The JSON reader says the place at the end of its sentence; it goes before it here.
fn unreadable(error: &serde_json::Error) -> Fault {
    let place = format!("line {}, column {}", error.line(), error.column());
    let sentence = error.to_string();
    let reason = sentence.split(" at line ").next().unwrap_or_default();
    (place, reason.to_owned())
}

/// Years follow one another without a gap: a missing year would pass for ordinary weekdays.
fn check_years(calendar: &Calendar) -> Result<(), Fault> {
    let mut years: Vec<i16> = calendar
        .notices
        .iter()
        .filter_map(|notice| notice.year)
        .collect();
    years.sort_unstable();
    if years.is_empty() {
        return Err(("notices".to_owned(), "no notice arranges a year".to_owned()));
    }
    for pair in years.windows(2) {
        if let [earlier, later] = pair
            && *later != earlier + 1
        {
            return Err((
                "notices".to_owned(),
                format!("after {earlier} comes {later}; each year once, none left out"),
            ));
        }
    }
    Ok(())
}

fn check_notice(notice: &HolidayNotice) -> Result<(), Fault> {
    notice
        .arrangements
        .iter()
        .try_for_each(|arrangement| check_arrangement(notice, arrangement))
        .map_err(|(festival, reason)| (format!("{} {festival}", notice.number), reason))
}

fn check_arrangement(notice: &HolidayNotice, arrangement: &Arrangement) -> Result<(), Fault> {
    let fault = |reason: String| Err((arrangement.festival.clone(), reason));
    if let Some([from, through]) = arrangement.off {
        let length = through.duration_since(from).as_hours() / 24 + 1;
        if !(1..=LONGEST_HOLIDAY).contains(&length) {
            return fault(format!(
                "{from} to {through} is not a holiday of 1 to {LONGEST_HOLIDAY} days"
            ));
        }
        if notice.year.is_some_and(|year| through.year() != year) {
            return fault(format!(
                "{through} lies outside the year that this notice arranges"
            ));
        }
    }
    match arrangement.work.iter().find(|day| !is_weekend(**day)) {
        Some(day) => fault(format!(
            "{day} is made a working day, but is no Saturday or Sunday"
        )),
        None => Ok(()),
    }
}

/// A year whose festivals are not all there would be a guess.
fn check_statutory(calendar: &Calendar) -> Result<(), Fault> {
    let every_year: BTreeSet<i16> = calendar
        .statutory
        .iter()
        .flat_map(|festival| &festival.days)
        .map(|day| day.year())
        .collect();
    for festival in &calendar.statutory {
        let years: BTreeSet<i16> = festival.days.iter().map(|day| day.year()).collect();
        if let Some(missing) = every_year.difference(&years).next() {
            let place = format!("statutory {}", festival.festival);
            return Err((
                place,
                format!("has no day in {missing}, though other festivals have"),
            ));
        }
    }
    let (Some(first), Some(last)) = (every_year.first(), every_year.last()) else {
        return Ok(());
    };
    let last_arranged = calendar
        .notices
        .iter()
        .filter_map(|notice| notice.year)
        .max()
        .unwrap_or(*first);
    match (*first..=*last).find(|year| !every_year.contains(year)) {
        Some(gap) if gap > last_arranged => {
            Err(("statutory".to_owned(), format!("{gap} is left out")))
        }
        _ => Ok(()),
    }
}
