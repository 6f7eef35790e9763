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
            reviewing: false,
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
        match (self.has(event), now.standing.state) {
            (_, S::Withdrawn) | (false, S::Closed) => return Err(Refusal::Finished),
            (false, _) => return Err(Refusal::NoSuchStep),
            (true, _) => {}
        }
        match now.standing.state {
            S::Filed => while_filed(now, event),
            S::Received | S::Marked | S::Verifying => self.while_handled(now, event),
            S::Returned => self.while_returned(now, event),
            S::Proposed => while_proposed(now, event),
            S::Closed | S::Withdrawn => once_closed(now, event),
            S::ReviewRequested => while_reviewed(now, event),
            S::Conferring => while_conferring(now, event),
            S::Decided | S::Reviewed | S::Notified => self.once_decided(now, event),
        }
    }

    /// How far a case has come to which all of this has happened since it was filed; the place of the first event that
    /// couldn't happen, with its refusal.
    pub fn replay(
        self,
        events: impl IntoIterator<Item = CaseEvent>,
    ) -> Result<Progress, (usize, Refusal)> {
        let mut now = Progress::FILED;
        for (place, event) in events.into_iter().enumerate() {
            now = self.after(now, event).map_err(|refusal| (place, refusal))?;
        }
        Ok(now)
    }

    /// Whether the event is a step of this flow at all.
    pub const fn has(self, event: CaseEvent) -> bool {
        use CaseEvent as E;
        match event {
            E::Mark => self.mark,
            E::Transfer => !matches!(self.transfer, Transfer::Never),
            // It takes two departments to disagree.
            E::Disagree | E::Settle => self.confer && !matches!(self.transfer, Transfer::Never),
            E::Propose | E::SendBack | E::Approve => matches!(self.decide, Decide::TwoPeople),
            E::Answer => matches!(self.decide, Decide::OnePerson),
            // Whoever answers alone has nobody else who could review it.
            E::AskReview => self.review_days.is_some() && matches!(self.decide, Decide::TwoPeople),
            E::HandOn
            | E::Verify
            | E::Return
            | E::Supplement
            | E::Notify
            | E::Withdraw
            | E::Reopen => !self.goes_by_itself(),
            E::Receive | E::Close => true,
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
            E::Reopen | E::AskReview => Err(Refusal::NotClosed),
            E::Disagree => disagreed(now),
            E::Settle => Err(Refusal::NotConferring),
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
            E::Reopen | E::AskReview => Err(Refusal::NotClosed),
            E::Disagree => disagreed(now),
            E::Settle => Err(Refusal::NotConferring),
        }
    }

    const fn once_decided(self, now: Progress, event: CaseEvent) -> Result<Progress, Refusal> {
        let told = matches!(now.standing.state, CaseState::Notified);
        match event {
            CaseEvent::Notify if told => Err(Refusal::AlreadyNotified),
            CaseEvent::Notify => Ok(now.to(CaseState::Notified)),
            CaseEvent::Close if told || !self.has(CaseEvent::Notify) => {
                Ok(now.to(CaseState::Closed))
            }
            CaseEvent::Close => Err(Refusal::NotNotified),
            CaseEvent::Reopen | CaseEvent::AskReview => Err(Refusal::NotClosed),
            CaseEvent::Disagree if matches!(now.standing.state, CaseState::Decided) => {
                disagreed(now)
            }
            CaseEvent::Settle => Err(Refusal::NotConferring),
            _ => Err(Refusal::AlreadyDecided),
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
        E::SendBack if now.reviewing => Ok(now.to(CaseState::ReviewRequested)),
        E::SendBack => Ok(now.to(CaseState::Verifying)),
        E::Approve if now.reviewing => Ok(now.to(CaseState::Reviewed)),
        E::Approve => Ok(now.to(CaseState::Decided)),
        E::Withdraw if now.reviewing => Err(Refusal::InReview),
        E::Withdraw => Ok(now.to(CaseState::Withdrawn)),
        E::Receive => Err(Refusal::AlreadyReceived),
        E::Mark => Err(Refusal::AlreadyMarked),
        E::Transfer | E::HandOn | E::Verify | E::Return | E::Propose | E::Answer => {
            Err(Refusal::ProposalWaiting)
        }
        E::Supplement => Err(Refusal::NotReturned),
        E::Notify | E::Close => Err(Refusal::NotDecided),
        E::Reopen | E::AskReview => Err(Refusal::NotClosed),
        E::Disagree => Err(Refusal::ProposalWaiting),
        E::Settle => Err(Refusal::NotConferring),
    }
}

/// Once it was passed on, either department can say that it doesn't agree with the other.
const fn disagreed(now: Progress) -> Result<Progress, Refusal> {
    if now.passed {
        Ok(now.to(CaseState::Conferring))
    } else {
        Err(Refusal::TransferFirst)
    }
}

/// What the managing body says goes back to who has to answer.
const fn while_conferring(now: Progress, event: CaseEvent) -> Result<Progress, Refusal> {
    match event {
        CaseEvent::Settle => Ok(now.to(CaseState::Verifying)),
        CaseEvent::Withdraw => Ok(now.to(CaseState::Withdrawn)),
        _ => Err(Refusal::Conferring),
    }
}

/// 复核: what was verified is there already, so that others propose at once. Nobody can take the decision away by
/// withdrawing.
const fn while_reviewed(now: Progress, event: CaseEvent) -> Result<Progress, Refusal> {
    use CaseEvent as E;
    match event {
        E::Propose => Ok(now.to(CaseState::Proposed)),
        E::Receive => Err(Refusal::AlreadyReceived),
        E::Mark => Err(Refusal::AlreadyMarked),
        E::Supplement => Err(Refusal::NotReturned),
        E::SendBack | E::Approve => Err(Refusal::NoProposal),
        E::Notify | E::Close => Err(Refusal::NotDecided),
        E::Transfer
        | E::HandOn
        | E::Verify
        | E::Return
        | E::Answer
        | E::Withdraw
        | E::Reopen
        | E::AskReview
        | E::Disagree => Err(Refusal::InReview),
        E::Settle => Err(Refusal::NotConferring),
    }
}

/// A closed case is taken up again by who decided it, or once by other people for its objector; what was reviewed stays.
const fn once_closed(now: Progress, event: CaseEvent) -> Result<Progress, Refusal> {
    match event {
        CaseEvent::Reopen | CaseEvent::AskReview if now.reviewing => Err(Refusal::AlreadyReviewed),
        CaseEvent::Reopen => Ok(now.to(CaseState::Verifying)),
        CaseEvent::AskReview => Ok(Progress {
            reviewing: true,
            ..now.to(CaseState::ReviewRequested)
        }),
        _ => Err(Refusal::Finished),
    }
}

/// The laws of every flow.
#[cfg(test)]
mod laws;

#[cfg(test)]
mod tests;
