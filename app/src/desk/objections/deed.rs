//! What can staff do to a case, with which key, and why not now?

use crate::desk::text::objections as text;
use domain::access::{Action, Actor, Record, Relation, Role, allowed};
use domain::id::StaffId;
use domain::objection::deciding::two_people;
use domain::objection::{CaseEvent, CaseState, Standing};
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
}

impl Deed {
    pub(super) const ALL: [Self; 6] = [
        Self::Mark,
        Self::Verify,
        Self::Propose,
        Self::Return,
        Self::Approve,
        Self::SendBack,
    ];

    const fn action(self) -> Action {
        match self {
            Self::Mark => Action::Mark,
            Self::Verify => Action::Verify,
            Self::Return => Action::Return,
            Self::Propose => Action::Propose,
            Self::Approve => Action::Approve,
            Self::SendBack => Action::SendBack,
        }
    }

    const fn event(self) -> CaseEvent {
        match self {
            Self::Mark => CaseEvent::Mark,
            Self::Verify => CaseEvent::Verify,
            Self::Return => CaseEvent::Return,
            Self::Propose => CaseEvent::Propose,
            Self::Approve => CaseEvent::Approve,
            Self::SendBack => CaseEvent::SendBack,
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
        }
    }

    /// Whether it opens a form first.
    pub(super) const fn needs_form(self) -> bool {
        matches!(self, Self::Return | Self::Propose | Self::SendBack)
    }

    /// What the procedure asks for next; nothing while the case is with the objector, or done.
    pub(super) const fn due(standing: Standing) -> Option<Self> {
        match standing.state {
            CaseState::Received | CaseState::Returned if !standing.marked => Some(Self::Mark),
            CaseState::Received | CaseState::Marked => Some(Self::Verify),
            CaseState::Verifying => Some(Self::Propose),
            CaseState::Proposed => Some(Self::Approve),
            _ => None,
        }
    }

    /// Whether this actor's role ever does this to this case.
    pub(super) fn is_for(self, actor: &Actor, case: &CaseDetail) -> bool {
        actor.may(self.action(), record(case))
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
        if let Err(refused) = standing(case).after(self.event()) {
            return Some(refusal::sentence(refused, lang));
        }
        let own = self == Self::Approve
            && staff(actor)
                .zip(proposer(case))
                .is_some_and(|(me, them)| !two_people(them, me));
        own.then(|| text::two_people(lang))
    }

    fn whose(self, actor: &Actor, case: &CaseDetail, lang: Lang) -> &'static str {
        if actor.relation(record(case)) == Relation::Other {
            text::other_agency_does(lang)
        } else if allowed(Role::Handler, Relation::OwnAgency, self.action()) {
            text::handler_does(lang)
        } else {
            text::approver_does(lang)
        }
    }
}

/// Where a case stands, for the machine.
pub(super) fn standing(case: &CaseDetail) -> Standing {
    Standing {
        state: case.summary.state,
        marked: case.summary.marked,
    }
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

fn proposer(case: &CaseDetail) -> Option<StaffId> {
    let proposal = case.desk.as_ref()?.proposal.as_ref()?;
    Some(proposal.by.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_procedure_asks_for_next_is_possible_next() {
        for state in CaseState::ALL {
            for marked in [false, true] {
                let standing = Standing { state, marked };
                // A received case with a mark does not occur; whatever is asked for must still be possible where it does.
                if let Some(deed) = Deed::due(standing).filter(|_| {
                    standing
                        != Standing {
                            state: CaseState::Marked,
                            marked: false,
                        }
                }) {
                    let possible = standing.after(deed.event()).is_ok();
                    let odd =
                        !marked && matches!(state, CaseState::Verifying | CaseState::Proposed);
                    assert!(possible || odd, "{standing:?} {deed:?}");
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
