//! Every procedure as a state machine: every state of every flow meets every event with a transition or a named refusal.
//!
//! 兰安 一百五十八, 庆证 二十二 and 庆数 三十三 order the duties: mark, pass on, verify, decide, tell. A return for supplement
//! does not stop the clock, and an unanswered one does not stop the case: it is then decided on what is there.

use super::{CaseEvent, CaseState, Decide, Flow, Handed, Progress, Refusal, Standing, Transfer};

impl Standing {
    /// Where an objection to a licence stands after `event`, or why it can't happen now.
    pub const fn after(self, event: CaseEvent) -> Result<Self, Refusal> {
        let now = Progress {
            standing: self,
            passed: false,
            handed: Handed::Never,
        };
        match Flow::LICENCE.after(now, event) {
            Ok(after) => Ok(after.standing),
            Err(refusal) => Err(refusal),
        }
    }
}

impl Flow {
    /// How far a case of this flow has come after `event`, or why it can't happen now.
    pub const fn after(self, now: Progress, event: CaseEvent) -> Result<Progress, Refusal> {
        use CaseState as S;
        if now.standing.state.is_finished() {
            return Err(Refusal::Finished);
        }
        if !self.has(event) {
            return Err(Refusal::NoSuchStep);
        }
        match now.standing.state {
            S::Filed => while_filed(now, event),
            S::Received | S::Marked | S::Verifying => self.while_handled(now, event),
            S::Returned => self.while_returned(now, event),
            S::Proposed => while_proposed(now, event),
            S::Decided | S::Notified | S::Closed | S::Withdrawn => once_decided(now, event),
        }
    }

    /// Whether the event is a step of this flow at all.
    pub const fn has(self, event: CaseEvent) -> bool {
        use CaseEvent as E;
        match event {
            E::Mark => self.mark,
            E::Transfer => !matches!(self.transfer, Transfer::Never),
            E::Propose | E::SendBack | E::Approve => matches!(self.decide, Decide::TwoPeople),
            E::Answer => matches!(self.decide, Decide::OnePerson),
            E::Receive
            | E::HandOn
            | E::Verify
            | E::Return
            | E::Supplement
            | E::Notify
            | E::Close
            | E::Withdraw => true,
        }
    }

    /// Whether everything has been done that comes before verifying and deciding.
    const fn ready(self, now: Progress) -> Result<(), Refusal> {
        if self.mark && !now.standing.marked {
            return Err(Refusal::MarkFirst);
        }
        match self.transfer {
            Transfer::Must if !now.passed => Err(Refusal::TransferFirst),
            Transfer::Must | Transfer::May | Transfer::Never => Ok(()),
        }
    }

    /// Passed on, the case begins anew with who has to answer; while it is with the objector it stays there.
    const fn transferred(self, now: Progress) -> Result<Progress, Refusal> {
        if now.passed {
            return Err(Refusal::AlreadyTransferred);
        }
        if self.mark && !now.standing.marked {
            return Err(Refusal::MarkFirst);
        }
        let state = match now.standing.state {
            CaseState::Returned => CaseState::Returned,
            _ if now.standing.marked => CaseState::Marked,
            _ => CaseState::Received,
        };
        Ok(Progress {
            passed: true,
            ..now.to(state)
        })
    }

    const fn while_handled(self, now: Progress, event: CaseEvent) -> Result<Progress, Refusal> {
        use CaseEvent as E;
        let verifying = matches!(now.standing.state, CaseState::Verifying);
        match event {
            E::Receive => Err(Refusal::AlreadyReceived),
            E::Mark if now.standing.marked => Err(Refusal::AlreadyMarked),
            E::Mark => Ok(now.marked(CaseState::Marked)),
            E::Transfer => self.transferred(now),
            E::HandOn if verifying => Err(Refusal::AlreadyVerifying),
            E::HandOn => now.handed_on(),
            E::Return => Ok(now.to(CaseState::Returned)),
            E::Withdraw => Ok(now.to(CaseState::Withdrawn)),
            E::Supplement => Err(Refusal::NotReturned),
            E::SendBack | E::Approve => Err(Refusal::NoProposal),
            E::Notify | E::Close => Err(Refusal::NotDecided),
            E::Verify | E::Propose | E::Answer => match (self.ready(now), event) {
                (Err(refusal), _) => Err(refusal),
                (Ok(()), E::Verify) if verifying => Err(Refusal::AlreadyVerifying),
                (Ok(()), E::Verify) => Ok(now.to(CaseState::Verifying)),
                (Ok(()), E::Propose) if !verifying => Err(Refusal::VerifyFirst),
                (Ok(()), E::Propose) => Ok(now.to(CaseState::Proposed)),
                (Ok(()), _) => Ok(now.to(CaseState::Decided)),
            },
        }
    }

    const fn while_returned(self, now: Progress, event: CaseEvent) -> Result<Progress, Refusal> {
        use CaseEvent as E;
        match event {
            E::Receive => Err(Refusal::AlreadyReceived),
            E::Mark if now.standing.marked => Err(Refusal::AlreadyMarked),
            E::Mark => Ok(now.marked(CaseState::Returned)),
            E::Transfer => self.transferred(now),
            E::Supplement | E::Verify | E::Propose | E::Answer => match (self.ready(now), event) {
                (Ok(()), E::Supplement | E::Verify) => Ok(now.to(CaseState::Verifying)),
                (Ok(()), E::Answer) => Ok(now.to(CaseState::Decided)),
                (Ok(()), _) => Err(Refusal::VerifyFirst),
                (Err(_), E::Supplement) if now.standing.marked => Ok(now.to(CaseState::Marked)),
                (Err(_), E::Supplement) => Ok(now.to(CaseState::Received)),
                (Err(refusal), _) => Err(refusal),
            },
            E::Withdraw => Ok(now.to(CaseState::Withdrawn)),
            // Handed on it isn't either while it is with the objector: this agency has asked.
            E::Return | E::HandOn => Err(Refusal::AlreadyReturned),
            E::SendBack | E::Approve => Err(Refusal::NoProposal),
            E::Notify | E::Close => Err(Refusal::NotDecided),
        }
    }
}

impl Progress {
    /// Handed on, it is received anew by the agency that it should have come to: only while nobody has begun to verify it,
    /// and before it was passed on by who knows whose it is. What was marked stays marked.
    const fn handed_on(self) -> Result<Self, Refusal> {
        if self.passed {
            return Err(Refusal::AlreadyTransferred);
        }
        match self.handed.again() {
            Some(handed) => Ok(Self { handed, ..self }),
            None => Err(Refusal::HandedOnTwice),
        }
    }

    const fn to(self, state: CaseState) -> Self {
        Self {
            standing: Standing {
                state,
                ..self.standing
            },
            ..self
        }
    }

    const fn marked(self, state: CaseState) -> Self {
        Self {
            standing: Standing {
                state,
                marked: true,
            },
            ..self
        }
    }
}

const fn while_filed(now: Progress, event: CaseEvent) -> Result<Progress, Refusal> {
    match event {
        CaseEvent::Receive => Ok(now.to(CaseState::Received)),
        CaseEvent::Withdraw => Ok(now.to(CaseState::Withdrawn)),
        _ => Err(Refusal::NotReceived),
    }
}

const fn while_proposed(now: Progress, event: CaseEvent) -> Result<Progress, Refusal> {
    use CaseEvent as E;
    match event {
        E::SendBack => Ok(now.to(CaseState::Verifying)),
        E::Approve => Ok(now.to(CaseState::Decided)),
        E::Withdraw => Ok(now.to(CaseState::Withdrawn)),
        E::Receive => Err(Refusal::AlreadyReceived),
        E::Mark => Err(Refusal::AlreadyMarked),
        E::Transfer | E::HandOn | E::Verify | E::Return | E::Propose | E::Answer => {
            Err(Refusal::ProposalWaiting)
        }
        E::Supplement => Err(Refusal::NotReturned),
        E::Notify | E::Close => Err(Refusal::NotDecided),
    }
}

const fn once_decided(now: Progress, event: CaseEvent) -> Result<Progress, Refusal> {
    let told = matches!(now.standing.state, CaseState::Notified);
    match event {
        CaseEvent::Notify if told => Err(Refusal::AlreadyNotified),
        CaseEvent::Notify => Ok(now.to(CaseState::Notified)),
        CaseEvent::Close if told => Ok(now.to(CaseState::Closed)),
        CaseEvent::Close => Err(Refusal::NotNotified),
        _ => Err(Refusal::AlreadyDecided),
    }
}

/// The laws of every flow.
#[cfg(test)]
mod laws;

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
