//! Which months lie between two days, and when does one begin and end?

use super::{Error, Result, day};
use crate::store::quality::Span;
use domain::problem::ProblemCode;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// Years of which somebody may ask for a month: those that both databases and the calendar's arithmetic can hold.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=2999;

/// The month of the day that is asked for, by its first day; this one without it.
pub(super) fn asked(month: Option<Date>, today: Date) -> Result<Date> {
    let day = month.unwrap_or(today);
    if YEARS.contains(&day.year()) {
        Ok(day.first_of_month())
    } else {
        Err(Error::explained(ProblemCode::Malformed, "month"))
    }
}

/// The months from that of one day to that of another, by their first days.
pub(super) fn from_to(from: Date, to: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(from.first_of_month()), |month| {
        month.checked_add(1.month()).ok()
    })
    .take_while(move |month| *month <= to)
}

/// A month's days and the instants at which they begin.
pub(super) fn span(month: Date) -> Result<Span> {
    let to = month.checked_add(1.month()).map_err(Error::fault)?;
    let eve = month.yesterday().map_err(Error::fault)?;
    let last = to.yesterday().map_err(Error::fault)?;
    Ok(Span {
        from: month,
        to,
        begins: day::end_of(eve),
        ends: day::end_of(last),
    })
}
