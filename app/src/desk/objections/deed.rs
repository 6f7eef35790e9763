//! What can staff do to a case, with which key, and why not now?

use crate::desk::text::objections as text;
use domain::access::{Action, Actor, Record, Relation, Role, allowed};
use domain::flow::{CaseEvent, CaseState, Decide, Flow, Progress, Transfer};
use domain::id::StaffId;
use domain::objection::deciding::two_people;
use domain::objection::reviewing::other_people;
use domain::text::{Lang, refusal};
use domain::wire::case::CaseDetail;

/// Something that staff do to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Mark,
    Verify,
    Return,
    Propose,
    Approve,
    SendBack,
    Transfer,
    HandOn,
    Answer,
    Tell,
    EnterSupplement,
    EnterWithdrawal,
    Reopen,
    Disagree,
    Settle,
}

impl Deed {
    pub(super) const ALL: [Self; 15] = [
        Self::Mark,
        Self::Transfer,
        Self::Verify,
        Self::Propose,
        Self::Answer,
        Self::HandOn,
        Self::Return,
        Self::Approve,
        Self::SendBack,
        Self::Tell,
        Self::EnterSupplement,
        Self::EnterWithdrawal,
        Self::Reopen,
        Self::Disagree,
        Self::Settle,
    ];

    const fn action(self) -> Option<Action> {
        Action::of_step_for(self.event(), !self.is_by_hand())
    }

    /// Whether it is done only where the objector has no account.
    const fn is_by_hand(self) -> bool {
        matches!(
            self,
            Self::Tell | Self::EnterSupplement | Self::EnterWithdrawal
        )
    }

    const fn event(self) -> CaseEvent {
        match self {
            Self::Mark => CaseEvent::Mark,
            Self::Verify => CaseEvent::Verify,
            Self::Return => CaseEvent::Return,
            Self::Propose => CaseEvent::Propose,
            Self::Approve => CaseEvent::Approve,
            Self::SendBack => CaseEvent::SendBack,
            Self::Transfer => CaseEvent::Transfer,
            Self::HandOn => CaseEvent::HandOn,
            Self::Answer => CaseEvent::Answer,
            Self::Tell => CaseEvent::Notify,
            Self::EnterSupplement => CaseEvent::Supplement,
            Self::EnterWithdrawal => CaseEvent::Withdraw,
            Self::Reopen => CaseEvent::Reopen,
            Self::Disagree => CaseEvent::Disagree,
            Self::Settle => CaseEvent::Settle,
        }
    }

    /// What it is called on its button.
    pub(super) const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Mark => text::mark(lang),
            Self::Verify => text::verify(lang),
            Self::Return => text::return_case(lang),
            Self::Propose => text::propose(lang),
            Self::Approve => text::approve(lang),
            Self::SendBack => text::send_back(lang),
            Self::Transfer => text::transfer(lang),
            Self::HandOn => text::hand_on(lang),
            Self::Answer => text::answer(lang),
            Self::Tell => text::tell(lang),
            Self::EnterSupplement => text::enter_supplement(lang),
            Self::EnterWithdrawal => text::enter_withdrawal(lang),
            Self::Reopen => text::reopen(lang),
            Self::Disagree => text::disagree(lang),
            Self::Settle => text::settle(lang),
        }
    }

    /// What a line says when it is done.
    pub(super) const fn done(self, lang: Lang) -> &'static str {
        match self {
            Self::Mark => text::marked(lang),
            Self::Verify => text::verifying(lang),
            Self::Return => text::returned(lang),
            Self::Propose => text::proposed(lang),
            Self::Approve => text::approved(lang),
            Self::SendBack => text::sent_back(lang),
            Self::Transfer => text::transferred(lang),
            Self::HandOn => text::handed_on(lang),
            Self::Answer => text::answered(lang),
            Self::Tell => text::told(lang),
            Self::EnterSupplement => text::supplement_entered(lang),
            Self::EnterWithdrawal => text::withdrawal_entered(lang),
            Self::Reopen => text::reopened(lang),
            Self::Disagree => text::disagreed(lang),
            Self::Settle => text::settled(lang),
        }
    }

    /// The key that does it.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Mark => "m",
            Self::Verify => "v",
            Self::Return => "r",
            Self::Propose => "a",
            Self::Approve => "y",
            Self::SendBack => "b",
            Self::Transfer => "t",
            Self::HandOn => "o",
            Self::Answer => "w",
            Self::Tell => "i",
            Self::EnterSupplement => "u",
            Self::EnterWithdrawal => "x",
            Self::Reopen => "z",
            Self::Disagree => "d",
            Self::Settle => "s",
        }
    }

    /// Whether it opens a form first.
    pub(super) const fn needs_form(self) -> bool {
        !matches!(self, Self::Mark | Self::Verify | Self::Approve)
    }

    /// What the procedure asks for next; nothing while the case is with the objector, or done.
    pub(super) const fn due(flow: Flow, now: Progress) -> Option<Self> {
        if flow.goes_by_itself() {
            return None;
        }
        let waits = matches!(
            now.standing.state,
            CaseState::Received | CaseState::Returned
        );
        if flow.mark && !now.standing.marked && waits {
            return Some(Self::Mark);
        }
        let alone = matches!(flow.decide, Decide::OnePerson);
        match now.standing.state {
            CaseState::Received | CaseState::Marked => match flow.transfer {
                Transfer::Must if !now.passed => Some(Self::Transfer),
                _ if alone => Some(Self::Answer),
                _ => Some(Self::Verify),
            },
            CaseState::Verifying if alone => Some(Self::Answer),
            CaseState::Verifying | CaseState::ReviewRequested => Some(Self::Propose),
            CaseState::Proposed => Some(Self::Approve),
            CaseState::Conferring => Some(Self::Settle),
            _ => None,
        }
    }

    /// What is due of a case: of one that is decided, that an objector without an account is told.
    pub(super) fn due_of(case: &CaseDetail) -> Option<Self> {
        let by_hand = case.summary.state == CaseState::Decided && is_told_by_hand(case);
        if by_hand {
            Some(Self::Tell)
        } else {
            Self::due(case.flow, case.progress())
        }
    }

    /// Whether this actor's role ever does this to this case.
    pub(super) fn is_for(self, actor: &Actor, case: &CaseDetail) -> bool {
        // A case that runs isn't reopened: nobody has to learn why not.
        let fits = match self {
            Self::Reopen => case.summary.state == CaseState::Closed,
            Self::Settle => case.summary.state == CaseState::Conferring,
            _ => !self.is_by_hand() || is_told_by_hand(case),
        };
        let by_hand = !case.flow.goes_by_itself();
        let has = by_hand && case.flow.has(self.event()) && fits;
        let open = |action| actor.may_in_case(action, record(case), case.partner);
        has && self.action().is_some_and(open)
    }

    /// Why it can't be done now.
    pub(super) fn why_not(
        self,
        actor: &Actor,
        case: &CaseDetail,
        lang: Lang,
    ) -> Option<&'static str> {
        if !self.is_for(actor, case) {
            return Some(self.whose(actor, case, lang));
        }
        if let Err(refused) = case.flow.after(case.progress(), self.event()) {
            return Some(refusal::sentence(refused, lang));
        }
        let reviews = matches!(self, Self::Propose | Self::Approve | Self::SendBack);
        if reviews && took_part(actor, case) {
            return Some(text::took_part(lang));
        }
        let own = self == Self::Approve
            && staff(actor)
                .zip(proposer(case))
                .is_some_and(|(me, them)| !two_people(them, me));
        own.then(|| text::two_people(lang))
    }

    fn whose(self, actor: &Actor, case: &CaseDetail, lang: Lang) -> &'static str {
        if self == Self::Settle {
            text::managing_does(lang)
        } else if actor.relation(record(case)) == Relation::Other {
            text::other_agency_does(lang)
        } else if self
            .action()
            .is_some_and(|action| allowed(Role::Handler, Relation::OwnAgency, action))
        {
            text::handler_does(lang)
        } else {
            text::approver_does(lang)
        }
    }
}

/// Whether the objector has no account and is told by whoever can reach them.
pub(super) fn is_told_by_hand(case: &CaseDetail) -> bool {
    case.holder.0 == case.summary.id.0
}

/// Whose record it is, for the access table.
pub(super) fn record(case: &CaseDetail) -> Record {
    Record {
        holder: case.holder,
        issuer: case.issuer,
    }
}

/// Who of the staff it is.
pub(super) fn staff(actor: &Actor) -> Option<StaffId> {
    match actor {
        Actor::Staff { staff, .. } => Some(*staff),
        Actor::Holder { .. } => None,
    }
}

/// Whether they proposed or approved what is being reviewed.
fn took_part(actor: &Actor, case: &CaseDetail) -> bool {
    let before = case
        .desk
        .iter()
        .flat_map(|desk| desk.took_part.iter().copied());
    staff(actor).is_some_and(|me| !other_people(before, me))
}

fn proposer(case: &CaseDetail) -> Option<StaffId> {
    let proposal = case.desk.as_ref()?.proposal.as_ref()?;
    Some(proposal.by.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_procedure_asks_for_next_is_possible_next() {
        for flow in Flow::all() {
            let (mut seen, mut next) = (vec![Progress::FILED], 0);
            while let Some(&now) = seen.get(next) {
                next += 1;
                if let Some(deed) = Deed::due(flow, now) {
                    let done = flow.after(now, deed.event());
                    assert!(done.is_ok(), "{flow:?} {now:?} {deed:?}");
                }
                let after = CaseEvent::ALL.into_iter();
                for after in after.filter_map(|event| flow.after(now, event).ok()) {
                    if !seen.contains(&after) {
                        seen.push(after);
                    }
                }
            }
        }
    }

    #[test]
    fn no_key_does_two_things() {
        let keys: std::collections::HashSet<_> = Deed::ALL.map(Deed::key).into();
        assert_eq!(keys.len(), Deed::ALL.len());
    }
}
