//! Which months lie between two days, and when does one begin and end?

use super::{Error, Result, day};
use crate::store::quality::Span;
use jiff::ToSpan as _;
use jiff::civil::Date;

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
