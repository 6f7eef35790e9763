//! Which days are working days, and since when was that known?
//!
//! [`Calendar`] is the data: what the State Council announced, by notice, with the day each notice was published.
//! [`KnownCalendar`] is what could be known of it on a given day, ready for counting; `Calendar::as_of` makes one.
//! Saturdays and Sundays are rest days, the days a notice names are off, and the weekend days that a notice makes
//! working days (调休) are working days. A region may overlay its own days.
//!
//! The next year's notice can reach back to 29 December, so a year is certain only to 28 December until the next
//! notice is out. Later days of the last announced year follow its notice; later years count weekdays less the
//! statutory days that 全国年节及纪念日放假办法 fixes by rule. Both are provisional. Outside the table is an error.

mod arranged;
mod day;
mod fault;
#[cfg(feature = "files")]
mod files;
mod known;
mod notice;
#[cfg(feature = "files")]
mod reading;

pub use arranged::{Arranged, ArrangementKind, DayDifference, differences};
pub use day::DayKind;
pub use fault::{NoticeFault, NoticeFaultCode};
#[cfg(feature = "files")]
pub use files::{CalendarFault, parse, state_council};
pub use known::{CalendarError, KnownCalendar};
pub use notice::{
    Arrangement, Calendar, HolidayNotice, OverlayDay, OverlayKind, StatutoryFestival,
};
#[cfg(feature = "files")]
pub use reading::{Given, Reading, read, read_source};
