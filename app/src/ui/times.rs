//! What day is it, and by which rules are days counted? What every piece with a date needs.

use domain::calendar::KnownCalendar;
use domain::deadline::{CHINA, Deadline, TimeLeft, compute, is_on_time, time_left};
use domain::rulebook::{Clock, Regulation};
use domain::text::deadline;
use domain::wire::case::ClockView;
use domain::wire::session::Rules;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;
use std::sync::Arc;

/// The server's time, and (once they have come) the rules. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Times {
    now: Timestamp,
    rules: Signal<Option<Arc<Rules>>>,
    known: StoredValue<Known>,
}

/// The calendars that were made for this screen, and who is told of a version that the rules don't know.
struct Known {
    calendars: Vec<(Date, Arc<KnownCalendar>)>,
    renew: Callback<Date>,
}

/// How a clock was counted: the clock of the rulebook, its regulation, and the days.
#[derive(Clone)]
pub struct Counted {
    /// What the rulebook says.
    pub clock: Clock,
    /// Who says it; none where it is our own promise.
    pub regulation: Option<Regulation>,
    /// The days.
    pub deadline: Deadline,
}

impl Counted {
    /// `《…办法》第一百五十八条`; nothing where it is our own promise.
    pub fn cited(&self) -> String {
        let regulation = self.regulation.as_ref();
        regulation.map_or_else(String::new, |regulation| {
            deadline::cited(&self.clock, regulation)
        })
    }
}

/// Local time of the whole product: UTC+8.
pub fn local(at: Timestamp) -> DateTime {
    CHINA.to_datetime(at)
}

impl Times {
    /// At the server's time, with rules that may come later.
    ///
    /// `renew` is called with the version of a calendar that the rules don't know: they may have got older than a date.
    pub fn new(now: Timestamp, rules: Signal<Option<Arc<Rules>>>, renew: Callback<Date>) -> Self {
        Self {
            now,
            rules,
            known: StoredValue::new(Known {
                calendars: Vec::new(),
                renew,
            }),
        }
    }

    /// When the screen was made.
    pub fn now(self) -> Timestamp {
        self.now
    }

    /// The local date.
    pub fn today(self) -> Date {
        local(self.now).date()
    }

    /// Whether a clock has run out unmet.
    pub fn is_late(self, clock: &ClockView) -> bool {
        !is_on_time(
            clock.met_at.unwrap_or(self.now),
            clock.due,
            clock.on_time_until,
        )
    }

    /// How many working days are left, or have passed since; nothing until the rules are here.
    pub fn left(self, clock: &ClockView) -> Option<TimeLeft> {
        let calendar = self.calendar(clock.calendar_version)?;
        time_left(self.now, clock.due, clock.due_date, &calendar).ok()
    }

    /// How a clock was counted; nothing until the rules are here.
    pub fn counted(self, view: &ClockView) -> Option<Counted> {
        let rules = self.rules.get()?;
        let clock = rules.rulebook.clock(&view.procedure, &view.step)?;
        let clock = clock.as_granted(view.extended).into_owned();
        let calendar = self.calendar(view.calendar_version)?;
        let deadline = compute(&clock, view.started_at, &calendar, rules.rulebook.readings).ok()?;
        let regulation = clock
            .regulation
            .as_deref()
            .and_then(|short| rules.rulebook.regulation(short))
            .cloned();
        Some(Counted {
            clock,
            regulation,
            deadline,
        })
    }

    /// The calendar as it was known in `version`; made once for all clocks on a screen.
    fn calendar(self, version: Date) -> Option<Arc<KnownCalendar>> {
        let rules = self.rules.get()?;
        let made = self.known.with_value(|known| {
            known
                .calendars
                .iter()
                .find(|(of, _)| *of == version)
                .map(|(_, calendar)| calendar.clone())
        });
        made.or_else(|| {
            let calendar = Arc::new(rules.calendar.as_of(Some(version)).ok()?);
            if calendar.version() != version {
                self.known.with_value(|known| known.renew.run(version));
                return Some(calendar);
            }
            self.known
                .update_value(|known| known.calendars.push((version, calendar.clone())));
            Some(calendar)
        })
    }
}
