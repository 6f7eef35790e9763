use super::*;
use crate::flow::Subject;
use std::collections::HashSet;

fn reachable(flow: Flow) -> HashSet<Progress> {
    let mut seen = HashSet::from([Progress::FILED]);
    let mut open = vec![Progress::FILED];
    while let Some(now) = open.pop() {
        for event in CaseEvent::ALL {
            if let Ok(next) = flow.after(now, event)
                && seen.insert(next)
            {
                open.push(next);
            }
        }
    }
    seen
}

fn every_progress() -> impl Iterator<Item = Progress> {
    let bools = [false, true];
    CaseState::ALL
        .into_iter()
        .flat_map(move |state| bools.map(|marked| Standing { state, marked }))
        .flat_map(move |standing| bools.map(|passed| (standing, passed)))
        .flat_map(|(standing, passed)| {
            Handed::ALL.map(|handed| Progress {
                standing,
                passed,
                handed,
            })
        })
}

#[test]
fn every_flow_meets_every_event_with_a_change_or_a_named_refusal_and_forgets_neither_mark_nor_transfer()
 {
    for flow in Flow::all() {
        for now in every_progress() {
            for event in CaseEvent::ALL {
                match flow.after(now, event) {
                    Ok(next) => {
                        assert_ne!(next, now, "{event:?} changed nothing in {now:?}");
                        assert!(next.standing.marked || !now.standing.marked);
                        assert!(next.passed || !now.passed);
                        assert!(next.handed >= now.handed);
                        assert!(flow.has(event));
                    }
                    Err(refusal) => assert!(!refusal.to_string().is_empty()),
                }
            }
        }
    }
}

#[test]
fn every_case_of_every_flow_can_be_closed_from_wherever_it_is_and_ends_only_closed_or_withdrawn() {
    for flow in Flow::all() {
        for now in reachable(flow) {
            let mut seen = HashSet::from([now]);
            let mut open = vec![now];
            while let Some(at) = open.pop() {
                let after = CaseEvent::ALL
                    .into_iter()
                    .filter_map(|event| flow.after(at, event).ok());
                open.extend(after.filter(|next| seen.insert(*next)));
            }
            let closes = seen.iter().any(|at| at.standing.state == CaseState::Closed);
            let withdrawn = now.standing.state == CaseState::Withdrawn;
            assert_ne!(closes, withdrawn, "{flow:?} {now:?}");
        }
    }
}

#[test]
fn nothing_is_decided_before_it_was_marked_and_passed_on_where_the_flow_asks_for_it() {
    for flow in Flow::all() {
        for now in reachable(flow) {
            let decided = !now.standing.state.is_undecided()
                && now.standing.state != CaseState::Withdrawn
                || now.standing.state == CaseState::Proposed;
            if decided {
                assert!(now.standing.marked || !flow.mark, "{flow:?} {now:?}");
                assert!(
                    now.passed || flow.transfer != Transfer::Must,
                    "{flow:?} {now:?}"
                );
            }
            assert!(!now.standing.marked || flow.mark);
            assert!(!now.passed || flow.transfer != Transfer::Never);
        }
    }
}

#[test]
fn one_person_never_approves_alone_and_a_single_answer_waits_for_nobody() {
    for flow in Flow::all() {
        let states: HashSet<_> = reachable(flow)
            .iter()
            .map(|now| now.standing.state)
            .collect();
        let two = flow.decide == Decide::TwoPeople;
        assert_eq!(states.contains(&CaseState::Proposed), two, "{flow:?}");
        let alone = reachable(flow).into_iter().any(|now| {
            flow.after(now, CaseEvent::Answer).is_ok()
                || now.standing.state != CaseState::Proposed
                    && flow.after(now, CaseEvent::Approve).is_ok()
        });
        assert_eq!(alone, !two, "{flow:?}");
    }
}

#[test]
fn a_transfer_happens_once_also_while_the_objector_is_asked() {
    let flow = Flow {
        subject: Subject::DataSet,
        transfer: Transfer::May,
        ..Flow::LICENCE
    };
    let now = Progress {
        standing: Standing {
            state: CaseState::Returned,
            marked: true,
        },
        passed: false,
        handed: Handed::Never,
    };
    let passed = flow.after(now, CaseEvent::Transfer).unwrap();
    assert_eq!(passed.standing, now.standing);
    assert_eq!(
        flow.after(passed, CaseEvent::Transfer),
        Err(Refusal::AlreadyTransferred)
    );
}

#[test]
fn a_case_is_handed_on_before_anybody_verifies_it_and_twice_at_most() {
    for flow in Flow::all() {
        for now in reachable(flow) {
            let handed = flow.after(now, CaseEvent::HandOn);
            let early = matches!(now.standing.state, CaseState::Received | CaseState::Marked);
            let may = early && !now.passed && now.handed != Handed::Twice;
            assert_eq!(handed.is_ok(), may, "{flow:?} {now:?}");
            if let Ok(after) = handed {
                assert_eq!(after.standing, now.standing);
                assert!(after.handed > now.handed);
            }
        }
    }
}

#[test]
fn passing_on_stays_possible_after_a_case_was_handed_on_and_not_the_other_way_round() {
    let flow = Flow {
        subject: Subject::DataSet,
        transfer: Transfer::May,
        mark: false,
        ..Flow::LICENCE
    };
    let received = flow.after(Progress::FILED, CaseEvent::Receive).unwrap();
    let handed = flow.after(received, CaseEvent::HandOn).unwrap();
    let passed = flow.after(handed, CaseEvent::Transfer).unwrap();
    assert_eq!(
        flow.after(passed, CaseEvent::HandOn),
        Err(Refusal::AlreadyTransferred)
    );
}
