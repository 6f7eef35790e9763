//! What was known on a given day: a table of every day, looked up without searching or allocating.

use jiff::civil::{Date, Weekday};
use thiserror::Error;

use super::{Calendar, DayKind, HolidayNotice, OverlayKind};

const SECONDS_PER_DAY: i64 = 86_400;

/// Why a day cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// The day lies outside the years of which anything is known.
    #[error("{date} is outside the calendar, which reaches from {from} to {through}")]
    Outside {
        /// The day asked for.
        date: Date,
        /// First day of the table.
        from: Date,
        /// Last day of the table.
        through: Date,
    },
    /// No year's arrangement had been published by then.
    #[error(
        "no holiday notice is known as of {as_of}: the first was published on {first}, ask for that day or a later one"
    )]
    NothingKnown {
        /// The day whose knowledge was asked for.
        as_of: Date,
        /// Publication of the oldest notice that is loaded.
        first: Date,
    },
    /// No notice is loaded at all, or one names a year that no date can have.
    #[error("the holiday calendar holds no usable notice")]
    Unusable,
}

/// The calendar as it was known on some day.
#[derive(Clone, Debug)]
pub struct KnownCalendar {
    version: Date,
    confirmed_through: Date,
    first: Date,
    last: Date,
    marks: Vec<Mark>,
    causes: Vec<Cause>,
}

/// A day's kind; the number is the place of its cause.
#[derive(Clone, Copy, Debug)]
enum Mark {
    Workday,
    Weekend,
    MakeUpWorkday(usize),
    Holiday(usize),
    StatutoryByRule(usize),
    RegionalHoliday(usize),
    RegionalWorkday(usize),
}

#[derive(Clone, Debug)]
struct Cause {
    name: String,
    source: String,
}

impl Calendar {
    /// The calendar as it was known at the end of `as_of`; without a day, everything that is loaded.
    pub fn as_of(&self, as_of: Option<Date>) -> Result<KnownCalendar, CalendarError> {
        let is_known = |published: Date| as_of.is_none_or(|day| published <= day);
        let mut notices: Vec<&HolidayNotice> = self
            .notices
            .iter()
            .filter(|notice| is_known(notice.published))
            .collect();
        notices.sort_by_key(|notice| notice.published);
        let years = || notices.iter().filter_map(|notice| notice.year);
        let (Some(first_year), Some(last_year)) = (years().min(), years().max()) else {
            return Err(self.nothing_known(as_of));
        };
        let rule_days = || self.statutory.iter().flat_map(|festival| &festival.days);
        let end_year = rule_days()
            .map(|day| day.year())
            .max()
            .unwrap_or(last_year)
            .max(last_year);

        let mut known = KnownCalendar::of_weekdays(first_year, last_year, end_year)?;
        for festival in &self.statutory {
            let cause = known.cause(&festival.festival, "");
            for day in festival.days.iter().filter(|day| day.year() > last_year) {
                known.put(*day, Mark::StatutoryByRule(cause));
            }
        }
        for notice in notices {
            known.put_notice(notice);
        }
        for day in self.overlay.iter().filter(|day| is_known(day.published)) {
            let cause = known.cause(&day.name, &day.source);
            known.version = known.version.max(day.published);
            known.put(
                day.date,
                match day.kind {
                    OverlayKind::Off => Mark::RegionalHoliday(cause),
                    OverlayKind::Work => Mark::RegionalWorkday(cause),
                },
            );
        }
        Ok(known)
    }

    fn nothing_known(&self, as_of: Option<Date>) -> CalendarError {
        let first = self
            .notices
            .iter()
            .filter(|notice| notice.year.is_some())
            .map(|notice| notice.published)
            .min();
        match (as_of, first) {
            (Some(as_of), Some(first)) => CalendarError::NothingKnown { as_of, first },
            _ => CalendarError::Unusable,
        }
    }
}

impl KnownCalendar {
    /// The publication day of the newest notice known: which version of the calendar this is.
    pub fn version(&self) -> Date {
        self.version
    }

    /// The last day of which no later notice can say otherwise in the ordinary course: 28 December.
    pub fn confirmed_through(&self) -> Date {
        self.confirmed_through
    }

    /// First and last day of the table.
    pub fn reach(&self) -> (Date, Date) {
        (self.first, self.last)
    }

    /// What kind of day `date` is.
    pub fn day(&self, date: Date) -> Result<DayKind<&str>, CalendarError> {
        Ok(match self.mark(date)? {
            Mark::Workday => DayKind::Workday,
            Mark::Weekend => DayKind::Weekend,
            Mark::MakeUpWorkday(cause) => {
                let (festival, notice) = self.cause_of(cause);
                DayKind::MakeUpWorkday { festival, notice }
            }
            Mark::Holiday(cause) => {
                let (name, notice) = self.cause_of(cause);
                DayKind::Holiday { name, notice }
            }
            Mark::StatutoryByRule(cause) => DayKind::StatutoryByRule {
                name: self.cause_of(cause).0,
            },
            Mark::RegionalHoliday(cause) => {
                let (name, source) = self.cause_of(cause);
                DayKind::RegionalHoliday { name, source }
            }
            Mark::RegionalWorkday(cause) => {
                let (name, source) = self.cause_of(cause);
                DayKind::RegionalWorkday { name, source }
            }
        })
    }

    /// How many working days lie after `after` up to and including `through`.
    pub fn working_days_between(&self, after: Date, through: Date) -> Result<u32, CalendarError> {
        let mut date = after;
        let mut count = 0;
        while date < through {
            date = date.tomorrow().map_err(|_| self.outside(through))?;
            count += u32::from(self.day(date)?.is_working());
        }
        Ok(count)
    }

    /// Monday to Friday worked, from the first year to the last; certain while years are arranged.
    fn of_weekdays(first_year: i16, arranged: i16, last_year: i16) -> Result<Self, CalendarError> {
        let on =
            |year, month, day| Date::new(year, month, day).map_err(|_| CalendarError::Unusable);
        let (first, last) = (on(first_year, 1, 1)?, on(last_year, 12, 31)?);
        let mut marks = Vec::new();
        let mut date = first;
        loop {
            let rest = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
            marks.push(if rest { Mark::Weekend } else { Mark::Workday });
            if date >= last {
                break;
            }
            date = date.tomorrow().map_err(|_| CalendarError::Unusable)?;
        }
        let confirmed_through = on(arranged, 12, 28)?;
        Ok(Self {
            version: Date::MIN,
            confirmed_through,
            first,
            last,
            marks,
            causes: Vec::new(),
        })
    }

    fn put_notice(&mut self, notice: &HolidayNotice) {
        self.version = self.version.max(notice.published);
        for arrangement in &notice.arrangements {
            let cause = self.cause(&arrangement.festival, &notice.number);
            if let Some([from, through]) = arrangement.off {
                let mut date = Ok(from);
                while let Ok(off) = date
                    && off <= through.min(self.last)
                {
                    self.put(off, Mark::Holiday(cause));
                    date = off.tomorrow();
                }
            }
            for &worked in &arrangement.work {
                self.put(worked, Mark::MakeUpWorkday(cause));
            }
        }
    }

    fn put(&mut self, date: Date, mark: Mark) {
        if let Some(place) = self.place(date).and_then(|place| self.marks.get_mut(place)) {
            *place = mark;
        }
    }

    fn cause(&mut self, name: &str, source: &str) -> usize {
        self.causes.push(Cause {
            name: name.to_owned(),
            source: source.to_owned(),
        });
        self.causes.len() - 1
    }

    fn cause_of(&self, cause: usize) -> (&str, &str) {
        self.causes
            .get(cause)
            .map_or(("", ""), |cause| (&cause.name, &cause.source))
    }

    fn place(&self, date: Date) -> Option<usize> {
        let days = date.duration_since(self.first).as_secs() / SECONDS_PER_DAY;
        if date < self.first {
            None
        } else {
            usize::try_from(days).ok()
        }
    }

    fn mark(&self, date: Date) -> Result<Mark, CalendarError> {
        self.place(date)
            .and_then(|place| self.marks.get(place))
            .copied()
            .ok_or_else(|| self.outside(date))
    }

    fn outside(&self, date: Date) -> CalendarError {
        CalendarError::Outside {
            date,
            from: self.first,
            through: self.last,
        }
    }
}
