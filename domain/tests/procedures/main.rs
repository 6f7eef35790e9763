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
use domain::deadline::{Due, due_if_any, is_on_time, recount};
use domain::flow::{CaseEvent, Flow, Progress, Refusal};
use domain::rulebook::{Clock, Rulebook, embedded};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A clock of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    started: Timestamp,
    due: Due,
    met: Option<Timestamp>,
    /// When it fell away, after it had run out.
    spared: Option<Timestamp>,
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
    /// Steps whose clocks were prolonged.
    prolonged: BTreeSet<String>,
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
            prolonged: BTreeSet::new(),
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
                    spared: None,
                });
                self.clocks.insert(clock.step.clone(), run.unwrap());
                self.prolonged.remove(&clock.step);
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
                    spared: None,
                });
                if let Some(run) = run {
                    let before = self.clocks.insert(clock.step.clone(), run);
                    let again = clock.starts == domain::rulebook::Starts::Reopened;
                    assert!(before.is_none() || again, "{} started twice", clock.step);
                }
            } else if clock.is_met_by(event) {
                if let Some(run) = self.running(&clock.step) {
                    run.met = Some(now);
                }
            } else if clock.is_spared_by(event)
                && let Some(run) = self.running(&clock.step)
            {
                if is_on_time(now, run.due.due, None) {
                    self.clocks.remove(&clock.step);
                } else {
                    run.spared = Some(now);
                }
            }
        }
        Ok(())
    }

    fn running(&mut self, step: &str) -> Option<&mut Run> {
        let run = self.clocks.get_mut(step);
        run.filter(|run| run.met.is_none() && run.spared.is_none())
    }

    /// Prolongs a clock that runs, once, where the rulebook allows it (嘉平 六).
    fn prolong(&mut self, step: &str) -> bool {
        let (rulebook, calendar) = (self.rulebook, self.calendar);
        let clock = rulebook.clock(self.procedure, step);
        let Some(longer) = clock.and_then(Clock::extended) else {
            return false;
        };
        if self.prolonged.contains(step) {
            return false;
        }
        let Some(run) = self.running(step) else {
            return false;
        };
        let due = due_if_any(&longer, run.started, calendar, rulebook.readings);
        run.due = due.unwrap().unwrap();
        self.prolonged.insert(step.to_owned())
    }

    /// Counts what runs again by another calendar.
    fn count_by(&mut self, calendar: &'a KnownCalendar) {
        self.calendar = calendar;
        for (step, run) in &mut self.clocks {
            let clock = self.rulebook.clock(self.procedure, step).unwrap();
            let longer = clock.extended().filter(|_| self.prolonged.contains(step));
            let clock = longer.as_ref().unwrap_or(clock);
            if run.met.is_none() && run.spared.is_none() {
                let readings = self.rulebook.readings;
                let counted = recount(clock, run.started, run.due, calendar, readings);
                run.due = counted.unwrap().due;
            }
        }
    }

    /// The due dates that stand, by step.
    fn dates(&self) -> Vec<(&str, Date)> {
        let clocks = self.clocks.iter();
        clocks
            .map(|(step, run)| (step.as_str(), run.due.due_date))
            .collect()
    }

    fn open(&self) -> Vec<&str> {
        let unmet = self
            .clocks
            .iter()
            .filter(|(_, run)| run.met.is_none() && run.spared.is_none());
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
