//! The objection procedure as a state machine: every state meets every event with a transition or a named refusal.
//!
//! 兰安 一百五十八 and 庆证 二十二 order the duties: mark, verify, decide, tell. A return for supplement does not
//! stop the clock, and an unanswered one does not stop the case: it is then decided on what is there.

use super::{CaseEvent, CaseState, Refusal, Standing};

impl Standing {
    /// Where the case stands after `event`, or why it can't happen now.
    pub const fn after(self, event: CaseEvent) -> Result<Self, Refusal> {
        use CaseState as S;
        match self.state {
            S::Closed | S::Withdrawn => Err(Refusal::Finished),
            S::Filed => self.while_filed(event),
            S::Received | S::Marked | S::Verifying => self.while_handled(event),
            S::Returned => self.while_returned(event),
            S::Proposed => self.while_proposed(event),
            S::Decided | S::Notified => self.once_decided(event),
        }
    }

    const fn to(self, state: CaseState) -> Self {
        Self {
            state,
            marked: self.marked,
        }
    }

    const fn while_filed(self, event: CaseEvent) -> Result<Self, Refusal> {
        match event {
            CaseEvent::Receive => Ok(self.to(CaseState::Received)),
            CaseEvent::Withdraw => Ok(self.to(CaseState::Withdrawn)),
            _ => Err(Refusal::NotReceived),
        }
    }

    const fn while_handled(self, event: CaseEvent) -> Result<Self, Refusal> {
        use CaseEvent as E;
        match event {
            E::Receive => Err(Refusal::AlreadyReceived),
            E::Mark if self.marked => Err(Refusal::AlreadyMarked),
            E::Mark => Ok(Self {
                state: CaseState::Marked,
                marked: true,
            }),
            E::Return => Ok(self.to(CaseState::Returned)),
            E::Withdraw => Ok(self.to(CaseState::Withdrawn)),
            E::Supplement => Err(Refusal::NotReturned),
            E::SendBack | E::Approve => Err(Refusal::NoProposal),
            E::Notify | E::Close => Err(Refusal::NotDecided),
            E::Verify | E::Propose if !self.marked => Err(Refusal::MarkFirst),
            E::Verify => match self.state {
                CaseState::Verifying => Err(Refusal::AlreadyVerifying),
                _ => Ok(self.to(CaseState::Verifying)),
            },
            E::Propose => match self.state {
                CaseState::Verifying => Ok(self.to(CaseState::Proposed)),
                _ => Err(Refusal::VerifyFirst),
            },
        }
    }

    const fn while_returned(self, event: CaseEvent) -> Result<Self, Refusal> {
        use CaseEvent as E;
        match event {
            E::Receive => Err(Refusal::AlreadyReceived),
            E::Mark if self.marked => Err(Refusal::AlreadyMarked),
            E::Mark => Ok(Self {
                state: CaseState::Returned,
                marked: true,
            }),
            E::Supplement | E::Verify if self.marked => Ok(self.to(CaseState::Verifying)),
            E::Supplement => Ok(self.to(CaseState::Received)),
            E::Propose if self.marked => Err(Refusal::VerifyFirst),
            E::Verify | E::Propose => Err(Refusal::MarkFirst),
            E::Withdraw => Ok(self.to(CaseState::Withdrawn)),
            E::Return => Err(Refusal::AlreadyReturned),
            E::SendBack | E::Approve => Err(Refusal::NoProposal),
            E::Notify | E::Close => Err(Refusal::NotDecided),
        }
    }

    const fn while_proposed(self, event: CaseEvent) -> Result<Self, Refusal> {
        use CaseEvent as E;
        match event {
            E::SendBack => Ok(self.to(CaseState::Verifying)),
            E::Approve => Ok(self.to(CaseState::Decided)),
            E::Withdraw => Ok(self.to(CaseState::Withdrawn)),
            E::Receive => Err(Refusal::AlreadyReceived),
            E::Mark => Err(Refusal::AlreadyMarked),
            E::Verify | E::Return | E::Propose => Err(Refusal::ProposalWaiting),
            E::Supplement => Err(Refusal::NotReturned),
            E::Notify | E::Close => Err(Refusal::NotDecided),
        }
    }

    const fn once_decided(self, event: CaseEvent) -> Result<Self, Refusal> {
        let told = matches!(self.state, CaseState::Notified);
        match event {
            CaseEvent::Notify if told => Err(Refusal::AlreadyNotified),
            CaseEvent::Notify => Ok(self.to(CaseState::Notified)),
            CaseEvent::Close if told => Ok(self.to(CaseState::Closed)),
            CaseEvent::Close => Err(Refusal::NotNotified),
            _ => Err(Refusal::AlreadyDecided),
        }
    }
}

#[cfg(test)]
mod tests {
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
                        assert_ne!(next, standing, "{event:?} changed nothing in {standing:?}");
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
        for state in CaseState::ALL {
            assert!(
                reached.iter().any(|s| s.state == state),
                "{state:?} is out of reach"
            );
        }
        for standing in reached {
            let leaves = CaseEvent::ALL
                .into_iter()
                .any(|event| standing.after(event).is_ok());
            assert_eq!(leaves, !standing.state.is_finished(), "{standing:?}");
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
}
