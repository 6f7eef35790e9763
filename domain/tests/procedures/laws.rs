use super::{Case, at, new_one, rulebook};
use domain::deadline::due_if_any;
use domain::flow::{CaseEvent, CaseState};
use domain::rulebook::{EMBEDDED, Rulebook};
use jiff::{SignedDuration, civil::Date};
use proptest::prelude::*;

fn every_rulebook() -> Vec<Rulebook> {
    let embedded = EMBEDDED.iter().map(|(city, _)| rulebook(city));
    embedded.chain([new_one::city()]).collect()
}

proptest! {
    /// Any procedure of any city, any calendar that was ever known, any sequence of events and any time between them.
    #[test]
    fn no_touch_of_a_case_but_handing_it_on_moves_a_due_date_and_every_clock_starts_once_and_is_settled_by_the_end(
        city in 0..5_usize,
        which in any::<prop::sample::Index>(),
        known in prop::sample::select(vec![None, Some(Date::constant(2024, 12, 1)), Some(Date::constant(2025, 12, 1))]),
        events in prop::collection::vec((0..CaseEvent::ALL.len(), 0..4_000_i64), 0..40),
    ) {
        let rulebook = every_rulebook().swap_remove(city);
        let offered: Vec<_> = rulebook.procedures.iter().filter(|one| one.offered).collect();
        let procedure = offered[which.index(offered.len())].id.clone();
        let calendar = domain::calendar::state_council().unwrap().as_of(known).unwrap();
        let mut case = Case::new(&rulebook, &calendar, &procedure);
        let mut now = at("2026-01-05T08:00:00+08:00");
        for (event, minutes) in events {
            now = now.saturating_add(SignedDuration::from_mins(minutes)).unwrap();
            let before = (case.progress, case.clocks.clone());
            let event = CaseEvent::ALL[event];
            if case.happen(event, now).is_err() {
                prop_assert_eq!(&before, &(case.progress, case.clocks.clone()), "a refusal changed something");
                continue;
            }
            for (step, run) in &before.1 {
                // Handing a misdirected case on is the one touch by which what is unmet counts anew, from then.
                let clock = rulebook.clock(&procedure, step).unwrap();
                if event == CaseEvent::HandOn && clock.counts_anew() && run.met.is_none() {
                    prop_assert_eq!(case.clocks[step].started, now);
                    continue;
                }
                if let Some(after) = case.clocks.get(step) {
                    prop_assert_eq!((after.started, after.due), (run.started, run.due), "{} moved", step);
                    prop_assert!(run.met.is_none() || after.met == run.met, "{} was met twice", step);
                } else {
                    let clock = rulebook.clock(&procedure, step).unwrap();
                    prop_assert!(clock.is_spared_by(event) && run.met.is_none(), "{} vanished", step);
                }
            }
            for (step, run) in &case.clocks {
                let clock = rulebook.clock(&procedure, step).unwrap();
                let again = due_if_any(clock, run.started, &calendar, rulebook.readings).unwrap();
                prop_assert_eq!(Some(run.due), again);
            }
        }
        if case.progress.standing.state == CaseState::Closed {
            prop_assert!(case.open().is_empty(), "{:?}", case.open());
        }
    }
}
