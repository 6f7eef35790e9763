//! Every stage on its day, each once, whatever the server did meanwhile.

use super::*;
use crate::calendar::state_council;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn calendar() -> KnownCalendar {
    state_council().unwrap().as_of(None).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// What a sweep at `now` says of a clock, as the server's sweep does: the stage that has it, if it is news.
fn sweep(
    calendar: &KnownCalendar,
    due: Timestamp,
    now: Timestamp,
    last: &mut Said,
) -> Option<Stage> {
    let windows = windows(calendar, now).unwrap();
    let window = windows
        .iter()
        .find(|window| window.has(due) && window.is_news_after(*last))?;
    *last = window.said;
    Some(window.stage)
}

#[test]
fn a_clock_over_a_weekend_is_told_of_before_on_and_each_working_day_past_its_date() {
    let calendar = calendar();
    // The end of Thursday 24 September 2026; the Mid-Autumn Festival follows, from Friday to Sunday.
    let due = at("2026-09-24T16:00:00Z");
    let mut last = Said::NOTHING;
    let said: Vec<_> = (20..=29)
        .filter_map(|day| {
            let noon = at(&format!("2026-09-{day}T04:00:00Z"));
            sweep(&calendar, due, noon, &mut last).map(|stage| (day, stage))
        })
        .collect();
    assert_eq!(
        said,
        [
            (23, Stage::DayBefore),
            (24, Stage::OnTheDay),
            (28, Stage::Overdue),
            (29, Stage::Overdue)
        ]
    );
}

#[test]
fn days_that_were_missed_are_not_told_of_later() {
    let calendar = calendar();
    let due = at("2026-09-16T16:00:00Z");
    let mut last = Said::NOTHING;
    let now = at("2026-09-23T04:00:00Z");
    let minutes = (0..3).map(|n| now.saturating_add(SignedDuration::from_mins(n)).unwrap());
    let said: Vec<_> = minutes
        .filter_map(|now| sweep(&calendar, due, now, &mut last))
        .collect();
    assert_eq!(said, [Stage::Overdue]);
}

#[test]
fn what_ran_out_unseen_is_not_called_due_today_on_a_rest_day() {
    let mut last = Said::NOTHING;
    // Friday is the Mid-Autumn Festival.
    let (due, now) = (at("2026-09-24T16:00:00Z"), at("2026-09-25T04:00:00Z"));
    assert_eq!(sweep(&calendar(), due, now, &mut last), None);
}

#[test]
fn of_what_is_owed_no_longer_nothing_is_news() {
    for window in windows(&calendar(), at("2026-09-23T04:00:00Z")).unwrap() {
        assert!(!window.is_news_after(Said::ALL));
        assert!(window.is_news_after(Said::NOTHING));
    }
}

#[test]
fn each_rung_is_one_role_and_only_the_supervisor_stands_outside_the_unit() {
    for role in Role::ALL {
        for own in [false, true] {
            let rungs = [Rung::Handler, Rung::UnitHead, Rung::Supervisor];
            let stands: Vec<_> = rungs
                .into_iter()
                .filter(|rung| rung.is(role, own))
                .collect();
            let expected: &[Rung] = match role {
                Role::Handler if own => &[Rung::Handler],
                Role::Approver if own => &[Rung::UnitHead],
                Role::Supervisor => &[Rung::Supervisor],
                _ => &[],
            };
            assert_eq!(stands, expected, "{role:?} {own}");
        }
    }
}

#[test]
fn the_ladder_counts_working_days_past_the_date() {
    let warnings = Warnings {
        overdue: vec![
            vec![Rung::Handler],
            vec![Rung::UnitHead],
            vec![Rung::Supervisor],
        ],
        ..Warnings::default()
    };
    let due = Date::constant(2026, 9, 24);
    for (today, rung) in [
        (24, Rung::Handler),
        (28, Rung::Handler),
        (29, Rung::UnitHead),
        (30, Rung::Supervisor),
    ] {
        let today = Date::constant(2026, 9, today);
        let told = told(&warnings, &calendar(), Stage::Overdue, (due, today)).unwrap();
        assert_eq!(told, [rung], "{today}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A clock due at any hour of 2026, and a job that runs at any hours around it, with any outages.
    #[test]
    fn each_stage_is_told_once_in_order_and_lateness_on_each_working_day_that_somebody_was_there(
        due in 24..8_000_i64,
        runs in proptest::collection::btree_set(-120..400_i64, 0..60),
    ) {
        let calendar = calendar();
        let start = at("2025-12-31T16:00:00Z");
        let hour = |hour: i64| start.saturating_add(SignedDuration::from_hours(hour)).unwrap();
        let (due_at, mut last) = (hour(due), Said::NOTHING);
        let mut said = Vec::new();
        for run in &runs {
            let now = hour((due + run).max(0));
            let before = last;
            if let Some(stage) = sweep(&calendar, due_at, now, &mut last) {
                said.push((stage, local_date(now)));
                prop_assert!(last > before);
            }
            prop_assert_eq!(sweep(&calendar, due_at, now, &mut last), None, "twice at one instant");
        }
        for stage in [Stage::DayBefore, Stage::OnTheDay] {
            prop_assert!(said.iter().filter(|(told, _)| *told == stage).count() <= 1);
        }
        let late: Vec<Date> = said.iter().filter(|(stage, _)| *stage == Stage::Overdue).map(|(_, day)| *day).collect();
        let there: BTreeSet<Date> = runs.iter().map(|run| hour((due + run).max(0)))
            .filter(|now| *now >= due_at)
            .map(local_date)
            .filter(|day| calendar.day(*day).unwrap().is_working())
            .collect();
        prop_assert_eq!(late, there.into_iter().collect::<Vec<_>>());
        let first_late = said.iter().position(|(stage, _)| *stage == Stage::Overdue).unwrap_or(said.len());
        prop_assert!(said.iter().skip(first_late).all(|(stage, _)| *stage == Stage::Overdue));
    }
}
