use super::*;
use std::collections::HashSet;

fn every_standing() -> impl Iterator<Item = Standing> {
    CaseState::ALL
        .into_iter()
        .flat_map(|state| [false, true].map(|marked| Standing { state, marked }))
}

fn reachable() -> HashSet<Standing> {
    let mut seen = HashSet::from([Standing::FILED]);
    let mut open = vec![Standing::FILED];
    while let Some(standing) = open.pop() {
        for event in CaseEvent::ALL {
            if let Ok(next) = standing.after(event)
                && seen.insert(next)
            {
                open.push(next);
            }
        }
    }
    seen
}

#[test]
fn every_standing_meets_every_event_with_a_transition_or_a_named_refusal() {
    let mut transitions = 0;
    for standing in every_standing() {
        for event in CaseEvent::ALL {
            match standing.after(event) {
                Ok(next) => {
                    transitions += 1;
                    // Handing on changes who has to act, and no standing.
                    let moves = event != CaseEvent::HandOn;
                    assert_eq!(next != standing, moves, "{event:?} in {standing:?}");
                    assert!(
                        next.marked || !standing.marked,
                        "{event:?} took the mark away"
                    );
                }
                Err(refusal) => assert!(!refusal.to_string().is_empty()),
            }
        }
    }
    assert!(transitions > 20);
}

#[test]
fn every_state_can_be_reached_and_every_unfinished_one_can_be_left() {
    let reached = reachable();
    // A licence's flow as such has neither a review nor departments that confer.
    let reviews = |state| {
        matches!(
            state,
            CaseState::ReviewRequested | CaseState::Reviewed | CaseState::Conferring
        )
    };
    for state in CaseState::ALL.into_iter().filter(|state| !reviews(*state)) {
        assert!(
            reached.iter().any(|s| s.state == state),
            "{state:?} is out of reach"
        );
    }
    for standing in reached {
        let leaves = CaseEvent::ALL
            .into_iter()
            .any(|event| standing.after(event).is_ok());
        assert_eq!(
            leaves,
            standing.state != CaseState::Withdrawn,
            "{standing:?}"
        );
    }
}

#[test]
fn no_case_is_proposed_or_decided_without_the_mark() {
    for standing in reachable() {
        use CaseState as S;
        if matches!(
            standing.state,
            S::Marked | S::Verifying | S::Proposed | S::Decided | S::Notified | S::Closed
        ) {
            assert!(standing.marked, "{standing:?}");
        }
    }
}

#[test]
fn a_return_for_supplement_never_blocks_the_mark_or_the_decision() {
    let returned = Standing {
        state: CaseState::Returned,
        marked: false,
    };
    let marked = returned.after(CaseEvent::Mark).unwrap();
    assert_eq!(marked.state, CaseState::Returned);
    assert_eq!(
        marked.after(CaseEvent::Verify).unwrap().state,
        CaseState::Verifying
    );
    assert_eq!(
        marked.after(CaseEvent::Supplement).unwrap().state,
        CaseState::Verifying
    );
    assert_eq!(
        returned.after(CaseEvent::Supplement).unwrap().state,
        CaseState::Received
    );
}

#[test]
fn a_decided_case_can_no_longer_be_withdrawn() {
    let decided = Standing {
        state: CaseState::Decided,
        marked: true,
    };
    assert_eq!(
        decided.after(CaseEvent::Withdraw),
        Err(Refusal::AlreadyDecided)
    );
}

#[test]
fn a_closed_case_goes_back_to_verification_and_is_decided_and_told_again() {
    let closed = Standing {
        state: CaseState::Closed,
        marked: true,
    };
    let again = closed.after(CaseEvent::Reopen).unwrap();
    assert_eq!(again.state, CaseState::Verifying);
    assert!(again.marked, "what was marked is in dispute again");
    for standing in every_standing() {
        let reopens = standing.after(CaseEvent::Reopen).is_ok();
        assert_eq!(reopens, standing.state == CaseState::Closed, "{standing:?}");
    }
}

#[test]
fn a_history_leads_to_where_its_events_lead_one_by_one() {
    use CaseEvent as E;
    let happened = [E::Receive, E::Mark, E::Verify, E::Propose, E::Approve];
    let progress = Flow::LICENCE.replay(happened).unwrap();
    assert_eq!(progress.standing.state, CaseState::Decided);
    assert!(progress.standing.marked);
    assert_eq!(
        Flow::LICENCE.replay([E::Receive, E::Mark, E::Approve]),
        Err((2, Refusal::NoProposal)),
        "a decision without a proposal is named by its place"
    );
}
