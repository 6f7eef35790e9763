//! The working days around the moment that the demonstration is made for, so that its due dates are alive.

use domain::calendar::{CalendarError, KnownCalendar};
use domain::deadline::{CHINA, local_date};
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp, ToSpan};

/// Cases reach back this far, with room for what happened before them.
const DAYS_BACK: i64 = 400;
/// Due dates reach forward this far, the longest holidays in between.
const DAYS_AHEAD: i64 = 40;

/// Now, and the working days before and after.
pub(super) struct Office {
    pub(super) now: Timestamp,
    pub(super) today: Date,
    working: Vec<Date>,
    /// Place of today, or of the next working day where today is none.
    base: usize,
}

impl Office {
    pub(super) fn new(now: Timestamp, calendar: &KnownCalendar) -> Result<Self, CalendarError> {
        let today = local_date(now);
        let mut working = Vec::new();
        let mut date = today.saturating_sub(DAYS_BACK.days());
        let last = today.saturating_add(DAYS_AHEAD.days());
        while date <= last {
            if calendar.day(date)?.is_working() {
                working.push(date);
            }
            date = date.saturating_add(1.day());
        }
        let base = working.partition_point(|day| *day < today);
        Ok(Self {
            now,
            today,
            working,
            base,
        })
    }

    /// Today for 0, the next working day for 1, the last one for -1; on a rest day 0 is the next working day.
    pub(super) fn working_day(&self, offset: i64) -> Date {
        let place = i64::try_from(self.base).unwrap_or_default() + offset;
        self.at_place(usize::try_from(place).unwrap_or_default())
    }

    /// The `n`-th working day after `date`; `date` itself for 0.
    pub(super) fn after(&self, date: Date, n: usize) -> Date {
        if n == 0 {
            return date;
        }
        let next = self.working.partition_point(|day| *day <= date);
        self.at_place(next + n - 1)
    }

    /// An instant of a local day.
    pub(super) fn instant(&self, date: Date, minute: i64, second: i64) -> Timestamp {
        let midnight = CHINA
            .to_timestamp(date.to_datetime(Time::midnight()))
            .unwrap_or(self.now);
        midnight
            .saturating_add(SignedDuration::from_secs(minute * 60 + second))
            .unwrap_or(midnight)
    }

    fn at_place(&self, place: usize) -> Date {
        let day = self.working.get(place).or(self.working.last());
        day.copied().unwrap_or(self.today)
    }
}

#[cfg(test)]
pub(super) fn office_at(now: &str) -> Office {
    let calendar = domain::calendar::state_council().unwrap();
    Office::new(now.parse().unwrap(), &calendar.as_of(None).unwrap()).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn on_a_working_day_today_is_the_first_and_on_a_sunday_monday_is() {
        let monday = office_at("2026-11-23T10:00:00+08:00");
        assert_eq!(monday.working_day(0), date(2026, 11, 23));
        assert_eq!(monday.working_day(-1), date(2026, 11, 20));
        let sunday = office_at("2026-11-22T10:00:00+08:00");
        assert_eq!(sunday.working_day(0), date(2026, 11, 23));
        assert_eq!(sunday.working_day(-1), date(2026, 11, 20));
    }

    #[test]
    fn the_first_working_day_after_a_friday_is_monday() {
        let office = office_at("2026-11-23T10:00:00+08:00");
        assert_eq!(office.after(date(2026, 11, 20), 1), date(2026, 11, 23));
        assert_eq!(office.after(date(2026, 11, 20), 0), date(2026, 11, 20));
        let at = office.instant(date(2026, 11, 20), 9 * 60, 5);
        assert_eq!(at.to_string(), "2026-11-20T01:00:05Z");
    }
}
