use super::{Case, at, new_one, rulebook};
use domain::calendar::KnownCalendar;
use domain::deadline::due_if_any;
use domain::flow::{CaseEvent, CaseState};
use domain::rulebook::{Clock, EMBEDDED, Rulebook, parse};
use jiff::{SignedDuration, civil::Date};
use proptest::prelude::*;
use std::sync::LazyLock;

/// What was known of the working days at three times, the earliest first.
static CALENDARS: LazyLock<[KnownCalendar; 3]> = LazyLock::new(|| {
    let known = |day| {
        domain::calendar::state_council()
            .unwrap()
            .as_of(day)
            .unwrap()
    };
    [
        known(Some(Date::constant(2024, 12, 1))),
        known(Some(Date::constant(2025, 12, 1))),
        known(None),
    ]
});

/// Something that somebody or something does to a case.
#[derive(Clone, Copy, Debug)]
enum Touch {
    Event(CaseEvent),
    /// A clock is prolonged, by consent (嘉平 六).
    Extend(prop::sample::Index),
    /// A calendar comes into force.
    Calendar(usize),
}

fn touch() -> impl Strategy<Value = Touch> {
    prop_oneof![
        6 => prop::sample::select(&CaseEvent::ALL[..]).prop_map(Touch::Event),
        2 => any::<prop::sample::Index>().prop_map(Touch::Extend),
        1 => (0..3_usize).prop_map(Touch::Calendar),
    ]
}

/// One whose clocks may be prolonged while a case runs, as those of 嘉平 六 may.
fn with_extensions() -> Rulebook {
    let text = new_one::CITY
        .replacen(
            "step = \"pass-on\"\n",
            "step = \"pass-on\"\nextension = { to = 7, consent = \"管理部门\" }\n",
            1,
        )
        .replacen(
            "step = \"answer\"\n",
            "step = \"answer\"\nextension = { to = 96, consent = \"管理部门\" }\n",
            1,
        );
    parse("somewhere.toml", &text).unwrap()
}

fn every_rulebook() -> Vec<Rulebook> {
    let embedded = EMBEDDED.iter().map(|(city, _)| rulebook(city));
    embedded
        .chain([new_one::city(), with_extensions()])
        .collect()
}

/// The rule by which a clock of a case runs now: once it is prolonged, the longer one.
fn rule(case: &Case<'_>, step: &str) -> Clock {
    let clock = case.rulebook.clock(case.procedure, step).unwrap();
    match clock.extended() {
        Some(longer) if case.prolonged.contains(step) => longer,
        _ => clock.clone(),
    }
}

proptest! {
    /// Any procedure of any city, any calendar that was ever known, any sequence of touches and any time between them.
    #[test]
    fn no_touch_moves_a_due_date_but_handing_on_an_approved_extension_or_a_new_calendar(
        city in 0..6_usize,
        which in any::<prop::sample::Index>(),
        known in 0..3_usize,
        touches in prop::collection::vec((touch(), 0..4_000_i64), 0..40),
    ) {
        let rulebook = every_rulebook().swap_remove(city);
        let offered: Vec<_> = rulebook.procedures.iter().filter(|one| one.offered).collect();
        let procedure = offered[which.index(offered.len())].id.clone();
        let mut case = Case::new(&rulebook, &CALENDARS[known], &procedure);
        let mut now = at("2026-01-05T08:00:00+08:00");
        for (touch, minutes) in touches {
            now = now.saturating_add(SignedDuration::from_mins(minutes)).unwrap();
            let before = (case.progress, case.clocks.clone());
            let did = match touch {
                Touch::Event(event) => case.happen(event, now).is_ok(),
                Touch::Extend(which) => {
                    let steps: Vec<String> = case.clocks.keys().cloned().collect();
                    !steps.is_empty() && case.prolong(&steps[which.index(steps.len())])
                }
                Touch::Calendar(version) => {
                    case.count_by(&CALENDARS[version]);
                    true
                }
            };
            if !did {
                prop_assert_eq!(&before, &(case.progress, case.clocks.clone()), "a refusal changed something");
                continue;
            }
            for (step, was) in &before.1 {
                let touched = |event| matches!(touch, Touch::Event(one) if one == event);
                if touched(CaseEvent::Reopen) && rule(&case, step).is_started_by(CaseEvent::Reopen) {
                    continue;
                }
                // Handing a misdirected case on is the one touch by which what is unmet counts anew, from then.
                if touched(CaseEvent::HandOn) && rule(&case, step).counts_anew() && was.met.is_none() {
                    prop_assert_eq!(case.clocks[step].started, now);
                    continue;
                }
                let Some(is) = case.clocks.get(step) else {
                    let clock = rulebook.clock(&procedure, step).unwrap();
                    let spared = matches!(touch, Touch::Event(event) if clock.is_spared_by(event));
                    prop_assert!(spared && was.met.is_none() && now < was.due.due, "{} vanished", step);
                    continue;
                };
                prop_assert_eq!(is.started, was.started, "{} started anew", step);
                prop_assert!(was.met.is_none() || is.met == was.met, "{} was met twice", step);
                if is.due != was.due {
                    prop_assert!(was.met.is_none() && was.spared.is_none(), "{} moved once it was settled", step);
                    let moves = match touch {
                        Touch::Event(_) => false,
                        Touch::Extend(_) => is.due.due > was.due.due && case.prolonged.contains(step),
                        Touch::Calendar(_) => true,
                    };
                    prop_assert!(moves, "{} moved by {:?}", step, touch);
                }
            }
            for (step, run) in case.clocks.iter().filter(|(_, run)| run.met.is_none() && run.spared.is_none()) {
                let again = due_if_any(&rule(&case, step), run.started, case.calendar, rulebook.readings).unwrap();
                prop_assert_eq!(Some(run.due), again, "{}", step);
            }
        }
        if case.progress.standing.state == CaseState::Closed {
            prop_assert!(case.open().is_empty(), "{:?}", case.open());
        }
    }
}

#[test]
fn a_clock_is_prolonged_once_and_only_while_it_runs() {
    let (rulebook, calendar) = (with_extensions(), &CALENDARS[2]);
    let mut case = Case::new(&rulebook, calendar, "data-doubt");
    case.happen(CaseEvent::Receive, at("2026-11-23T10:00:00+08:00"))
        .unwrap();
    let short = case.clocks["pass-on"].due.due_date;
    assert!(case.prolong("pass-on"));
    let long = case.clocks["pass-on"].due.due_date;
    assert_eq!(
        (short, long),
        (Date::constant(2026, 11, 24), Date::constant(2026, 12, 2))
    );
    assert!(!case.prolong("pass-on"), "once");
    assert!(!case.prolong("announce"), "it may not be prolonged");
    case.happen(CaseEvent::Transfer, at("2026-11-23T11:00:00+08:00"))
        .unwrap();
    case.happen(CaseEvent::Answer, at("2026-11-23T12:00:00+08:00"))
        .unwrap();
    case.happen(CaseEvent::Notify, at("2026-11-23T13:00:00+08:00"))
        .unwrap();
    assert!(!case.prolong("answer"), "it is met");
}
