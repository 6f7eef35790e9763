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
        .flat_map(move |(standing, passed)| bools.map(|reviewing| (standing, passed, reviewing)))
        .flat_map(|(standing, passed, reviewing)| {
            Handed::ALL.map(|handed| Progress {
                standing,
                passed,
                reviewing,
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
                        assert!(next.reviewing || !now.reviewing);
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
        reviewing: false,
        handed: Handed::Never,
    };
    let passed = flow.after(now, CaseEvent::Transfer).unwrap();
    assert_eq!(passed.standing, now.standing);
    assert_eq!(
        flow.after(passed, CaseEvent::Transfer),
        Err(Refusal::AlreadyTransferred)
    );
}

/// 复核 (a service): asked once, of what is closed, and nothing but a proposal and a decision of two people follows.
#[test]
fn a_review_is_asked_once_where_the_flow_has_it_and_ends_reviewed_told_and_closed() {
    for flow in Flow::all() {
        let offers = flow.review_days.is_some() && flow.decide == Decide::TwoPeople;
        for now in reachable(flow) {
            let state = now.standing.state;
            let asks = flow.after(now, CaseEvent::AskReview);
            let may = offers && state == CaseState::Closed && !now.reviewing;
            assert_eq!(asks.is_ok(), may, "{flow:?} {now:?}");
            if let Ok(asked) = asks {
                assert_eq!(asked.standing.state, CaseState::ReviewRequested);
                let course = [
                    (CaseEvent::Propose, CaseState::Proposed),
                    (CaseEvent::SendBack, CaseState::ReviewRequested),
                    (CaseEvent::Propose, CaseState::Proposed),
                    (CaseEvent::Approve, CaseState::Reviewed),
                    (CaseEvent::Notify, CaseState::Notified),
                    (CaseEvent::Close, CaseState::Closed),
                ];
                let end = course.into_iter().fold(asked, |at, (event, state)| {
                    let next = flow.after(at, event).unwrap();
                    assert_eq!(next.standing.state, state);
                    next
                });
                for event in [CaseEvent::Reopen, CaseEvent::AskReview] {
                    assert_eq!(flow.after(end, event), Err(Refusal::AlreadyReviewed));
                }
            }
            let reviewed = matches!(state, CaseState::ReviewRequested | CaseState::Reviewed);
            assert!(now.reviewing || !reviewed, "{flow:?} {now:?}");
            let decided = state == CaseState::Decided || state == CaseState::Verifying;
            assert!(!(now.reviewing && decided), "{flow:?} {now:?}");
            // Who asked for a review can't take the decision away by withdrawing.
            if now.reviewing {
                assert!(flow.after(now, CaseEvent::Withdraw).is_err());
            }
        }
    }
}

#[test]
fn a_case_is_handed_on_before_anybody_verifies_it_and_twice_at_most() {
    for flow in Flow::all() {
        for now in reachable(flow) {
            let handed = flow.after(now, CaseEvent::HandOn);
            let early = matches!(now.standing.state, CaseState::Received | CaseState::Marked);
            let first = !now.passed && now.handed != Handed::Twice;
            let may = flow.has(CaseEvent::HandOn) && early && first;
            assert_eq!(handed.is_ok(), may, "{flow:?} {now:?}");
            if let Ok(after) = handed {
                assert_eq!(after.standing, now.standing);
                assert!(after.handed > now.handed);
            }
        }
    }
}

#[test]
fn only_a_closed_case_that_was_not_reviewed_is_reopened() {
    for flow in Flow::all() {
        for now in reachable(flow) {
            let reopens = flow.after(now, CaseEvent::Reopen).is_ok();
            let closed = now.standing.state == CaseState::Closed && !now.reviewing;
            let may = flow.has(CaseEvent::Reopen) && closed;
            assert_eq!(reopens, may, "{flow:?} {now:?}");
        }
    }
}

/// 兰享 三十: either department takes it up, the managing body alone ends it, and verification goes on.
#[test]
fn departments_confer_only_about_what_was_passed_on_and_nothing_but_a_result_or_a_withdrawal_ends_it()
 {
    for flow in Flow::all() {
        let offers = flow.confer && flow.transfer != Transfer::Never;
        for now in reachable(flow) {
            use CaseState as S;
            let disagrees = flow.after(now, CaseEvent::Disagree);
            let open = matches!(
                now.standing.state,
                S::Received | S::Marked | S::Verifying | S::Returned | S::Decided
            );
            let may = offers && now.passed && open && !now.reviewing;
            assert_eq!(disagrees.is_ok(), may, "{flow:?} {now:?}");
            if now.standing.state != S::Conferring {
                assert!(flow.after(now, CaseEvent::Settle).is_err());
                continue;
            }
            for event in CaseEvent::ALL {
                let after = flow.after(now, event).map(|next| next.standing.state);
                let expected = match event {
                    CaseEvent::Settle => Ok(S::Verifying),
                    CaseEvent::Withdraw => Ok(S::Withdrawn),
                    event if flow.has(event) => Err(Refusal::Conferring),
                    _ => Err(Refusal::NoSuchStep),
                };
                assert_eq!(after, expected, "{flow:?} {event:?}");
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

/// 补办: nobody objects, so nobody is asked, told or handed anything on; nothing else can ever happen to it.
#[test]
fn a_case_about_an_outage_is_received_made_good_and_closed_and_knows_no_other_course() {
    use CaseEvent as E;
    let course = [
        (E::Receive, CaseState::Received),
        (E::Answer, CaseState::Decided),
        (E::Close, CaseState::Closed),
    ];
    let mut now = Progress::FILED;
    for (next, state) in course {
        for event in E::ALL {
            assert_eq!(
                Flow::OUTAGE.after(now, event).is_ok(),
                event == next,
                "{event:?} in {now:?}"
            );
        }
        now = Flow::OUTAGE.after(now, next).unwrap();
        assert_eq!(now.standing.state, state);
    }
    assert_eq!(reachable(Flow::OUTAGE).len(), 4);
    let by_itself = Flow::all().filter(|flow| flow.goes_by_itself());
    assert_eq!(by_itself.collect::<Vec<_>>(), [Flow::OUTAGE]);
}
