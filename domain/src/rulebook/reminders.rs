//! When is a holder reminded that a licence ends? (庆证 二十: a duty without a number; elsewhere a service.)
//!
//! The rulebook names the days. Each reminder is due from its day on until the licence has ended; of several that are due
//! at once only the last is sent, so that an outage makes no heap.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Basis;

/// The reminders before a licence's end, as a rulebook sets them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reminders {
    /// So many days before the last day of validity, the longest first.
    pub days: Vec<u16>,
    /// Whether an article asks for reminders at all.
    pub basis: Basis,
    /// Short name of the regulation.
    #[serde(default)]
    pub regulation: Option<String>,
    /// The article, in Chinese numerals.
    #[serde(default)]
    pub article: Option<String>,
    /// What is left open and how it is read.
    #[serde(default)]
    pub note: Option<String>,
}

/// The licences that are to have had `place` reminders: those that end on these days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReminderStage {
    /// 1 for the first reminder.
    pub place: u8,
    /// The earliest last day of validity.
    pub from: Date,
    /// The latest.
    pub to: Date,
}

impl Reminders {
    /// Whether the days are as they have to be: each a year at most and shorter than the one before.
    pub fn are_sound(&self) -> bool {
        let falling = self.days.windows(2).all(|pair| pair.first() > pair.last());
        let bounded = self.days.iter().all(|day| (1..=366).contains(day));
        falling && bounded && (1..=9).contains(&self.days.len())
    }

    /// The stages of `today`: no licence is in two, none that has ended is in any.
    pub fn stages(&self, today: Date) -> Vec<ReminderStage> {
        let ends = |days: u16| today.saturating_add(i64::from(days).days());
        let next = self.days.iter().skip(1).copied().map(Some).chain([None]);
        (1..)
            .zip(self.days.iter().copied().zip(next))
            .map(|(place, (days, next))| ReminderStage {
                place,
                from: next.map_or(today, |next| ends(next).saturating_add(1.day())),
                to: ends(days),
            })
            .collect()
    }

    /// How many of them are due or past for a licence with this last day.
    pub fn due(&self, valid_to: Date, today: Date) -> u8 {
        self.stages(today)
            .iter()
            .find(|stage| (stage.from..=stage.to).contains(&valid_to))
            .map_or(0, |stage| stage.place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: Date = Date::constant(2026, 11, 23);

    fn reminders(days: &[u16]) -> Reminders {
        Reminders {
            days: days.to_vec(),
            basis: Basis::Service,
            regulation: None,
            article: None,
            note: None,
        }
    }

    #[test]
    fn each_is_due_on_its_day_and_the_last_on_the_last_day_still() {
        let due = |left: i64| reminders(&[90, 30, 7]).due(TODAY.saturating_add(left.days()), TODAY);
        for (left, place) in [
            (91, 0),
            (90, 1),
            (31, 1),
            (30, 2),
            (8, 2),
            (7, 3),
            (0, 3),
            (-1, 0),
        ] {
            assert_eq!(due(left), place, "{left} days left");
        }
    }

    #[test]
    fn days_that_rise_repeat_or_are_none_are_not_sound() {
        assert!(reminders(&[90, 30, 7]).are_sound());
        for days in [&[][..], &[30, 90], &[30, 30], &[7, 0], &[367]] {
            assert!(!reminders(days).are_sound(), "{days:?}");
        }
    }

    proptest! {
        /// A job that runs on any days of a licence's last year, with any outages.
        #[test]
        fn every_reminder_comes_at_most_once_in_order_and_none_that_was_due_is_missed(
            runs in proptest::collection::btree_set(-370..5_i64, 0..40),
            days in proptest::collection::btree_set(1..=366_u16, 1..=4),
        ) {
            let days: Vec<u16> = days.into_iter().rev().collect();
            let reminders = reminders(&days);
            prop_assert!(reminders.are_sound());
            let mut sent = Vec::new();
            for run in &runs {
                // `run` is today, counted from the last day of validity.
                let due = reminders.due(TODAY.saturating_add((-run).days()), TODAY);
                if due > sent.last().copied().unwrap_or(0) {
                    sent.push(due);
                }
            }
            prop_assert!(sent.windows(2).all(|pair| pair[0] < pair[1]));
            let last_run = runs.iter().copied().filter(|run| *run <= 0).max();
            let due_by_then = days.iter().filter(|day| last_run.is_some_and(|run| run >= -i64::from(**day))).count();
            prop_assert_eq!(usize::from(sent.last().copied().unwrap_or(0)), due_by_then);
        }

        #[test]
        fn the_stages_of_a_day_part_all_days_up_to_the_longest(left in 0..400_i64) {
            let reminders = reminders(&[90, 30, 7]);
            let end = TODAY.saturating_add(left.days());
            let within = reminders.stages(TODAY).iter().filter(|stage| (stage.from..=stage.to).contains(&end)).count();
            prop_assert_eq!(within, usize::from(left <= 90));
        }
    }
}
