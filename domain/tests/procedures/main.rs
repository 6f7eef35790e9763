//! Procedures are data: the four cities' run as their articles say, a new one needs nothing but TOML, and one that can't
//! keep its clocks is refused.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot read its case has failed the test"
)]

mod cities;
mod laws;
mod new_one;
mod refused;

use domain::calendar::KnownCalendar;
use domain::deadline::{Due, due_if_any};
use domain::flow::{CaseEvent, Flow, Progress, Refusal};
use domain::rulebook::{Rulebook, embedded};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A clock of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    started: Timestamp,
    due: Due,
    met: Option<Timestamp>,
}

/// A case as the rules alone see it.
struct Case<'a> {
    rulebook: &'a Rulebook,
    calendar: &'a KnownCalendar,
    procedure: &'a str,
    /// The moment that the filing states, where a clock counts from one.
    stated: Timestamp,
    progress: Progress,
    clocks: BTreeMap<String, Run>,
}

impl<'a> Case<'a> {
    fn new(rulebook: &'a Rulebook, calendar: &'a KnownCalendar, procedure: &'a str) -> Self {
        Self {
            rulebook,
            calendar,
            procedure,
            stated: at("2026-11-20T09:00:00+08:00"),
            progress: Progress::FILED,
            clocks: BTreeMap::new(),
        }
    }

    fn flow(&self) -> Flow {
        self.rulebook.flow(self.procedure)
    }

    fn happen(&mut self, event: CaseEvent, now: Timestamp) -> Result<(), Refusal> {
        self.progress = self.flow().after(self.progress, event)?;
        for clock in self.rulebook.clocks_of(self.procedure) {
            let running = self.clocks.get(&clock.step);
            let unmet = running.is_some_and(|run| run.met.is_none());
            if event == CaseEvent::HandOn && clock.counts_anew() && unmet {
                let due = due_if_any(clock, now, self.calendar, self.rulebook.readings);
                let run = due.unwrap().map(|due| Run {
                    started: now,
                    due,
                    met: None,
                });
                self.clocks.insert(clock.step.clone(), run.unwrap());
            } else if clock.starts == domain::rulebook::Starts::Misdirected {
                // It counts from the receipt before, which the server keeps.
            } else if clock.is_started_by(event) {
                let stated = clock.starts == domain::rulebook::Starts::Stated;
                let from = if stated { self.stated } else { now };
                let due = due_if_any(clock, from, self.calendar, self.rulebook.readings);
                let run = due.unwrap().map(|due| Run {
                    started: from,
                    due,
                    met: None,
                });
                if let Some(run) = run {
                    let before = self.clocks.insert(clock.step.clone(), run);
                    assert_eq!(before, None, "{} started twice", clock.step);
                }
            } else if clock.is_met_by(event) {
                if let Some(run) = self.clocks.get_mut(&clock.step) {
                    run.met = run.met.or(Some(now));
                }
            } else if clock.is_spared_by(event)
                && self
                    .clocks
                    .get(&clock.step)
                    .is_some_and(|run| run.met.is_none())
            {
                self.clocks.remove(&clock.step);
            }
        }
        Ok(())
    }

    /// The due dates that stand, by step.
    fn dates(&self) -> Vec<(&str, Date)> {
        let clocks = self.clocks.iter();
        clocks
            .map(|(step, run)| (step.as_str(), run.due.due_date))
            .collect()
    }

    fn open(&self) -> Vec<&str> {
        let unmet = self.clocks.iter().filter(|(_, run)| run.met.is_none());
        unmet.map(|(step, _)| step.as_str()).collect()
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn calendar() -> KnownCalendar {
    domain::calendar::state_council()
        .unwrap()
        .as_of(None)
        .unwrap()
}

fn rulebook(city: &str) -> Rulebook {
    embedded(city).unwrap()
}
