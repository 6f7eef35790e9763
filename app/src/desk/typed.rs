//! What is being typed about each case: a note, a decision. It outlives the screen, so that nothing is lost.

use super::deed::Deed;
use domain::id::ObjectionId;
use domain::objection::{Claim, Outcome, Proposal};
use domain::wire::case::CaseDetail;
use leptos::prelude::*;

/// What is typed about a case. It outlives the screen: another case, another language, a log-in that has run out.
#[derive(Clone)]
pub(super) struct Typed {
    case: ObjectionId,
    pub(super) form: ArcRwSignal<Option<Deed>>,
    pub(super) note: ArcRwSignal<String>,
    outcome: ArcRwSignal<Option<Outcome>>,
    corrections: ArcRwSignal<Vec<(Claim, bool)>>,
    reasons: ArcRwSignal<String>,
    remedy: ArcRwSignal<String>,
}

/// What is typed about each case since this page was opened.
pub(super) type AllTyped = StoredValue<Vec<Typed>>;

impl Typed {
    /// Of this case; empty at first.
    pub(super) fn of(case: ObjectionId, all: AllTyped) -> Self {
        if let Some(known) =
            all.with_value(|all| all.iter().find(|typed| typed.case == case).cloned())
        {
            return known;
        }
        let typed = Self {
            case,
            form: ArcRwSignal::default(),
            note: ArcRwSignal::default(),
            outcome: ArcRwSignal::default(),
            corrections: ArcRwSignal::default(),
            reasons: ArcRwSignal::default(),
            remedy: ArcRwSignal::default(),
        };
        all.update_value(|all| all.push(typed.clone()));
        typed
    }
}

/// The decision that is being written.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    /// Nothing is chosen at first.
    pub(super) outcome: RwSignal<Option<Outcome>>,
    /// Every field in dispute with the value to write, and whether it is corrected.
    pub(super) corrections: RwSignal<Vec<(Claim, bool)>>,
    pub(super) reasons: RwSignal<String>,
    pub(super) remedy: RwSignal<String>,
    /// Whether somebody tried to send it: only then is what is missing called an error.
    pub(super) tried: RwSignal<bool>,
}

impl Draft {
    pub(super) fn new(typed: &Typed) -> Self {
        Self {
            outcome: typed.outcome.clone().into(),
            corrections: typed.corrections.clone().into(),
            reasons: typed.reasons.clone().into(),
            remedy: typed.remedy.clone().into(),
            tried: RwSignal::new(false),
        }
    }

    pub(super) fn clear(self) {
        self.outcome.try_set(None);
        self.corrections.try_set(Vec::new());
        self.reasons.try_set(String::new());
        self.remedy.try_set(String::new());
        self.tried.try_set(false);
    }

    /// As it would be proposed, tracked; nothing until an outcome is chosen.
    pub(super) fn proposal(self) -> Option<Proposal> {
        let outcome = self.outcome.get()?;
        let corrections = self.corrections.with(|all| {
            let taken = all
                .iter()
                .filter(|(_, taken)| *taken || outcome == Outcome::Upheld);
            taken.map(|(claim, _)| claim.clone()).collect()
        });
        Some(Proposal {
            outcome,
            corrections: if outcome == Outcome::Rejected {
                Vec::new()
            } else {
                corrections
            },
            reasons: self.reasons.get(),
            remedy: self.remedy.get(),
        })
    }

    /// Starts from what was proposed before, or from the claims.
    pub(super) fn prefill(self, case: &CaseDetail) {
        if !self.corrections.with_untracked(Vec::is_empty) {
            return;
        }
        let before = case
            .desk
            .as_ref()
            .and_then(|desk| desk.proposal.as_ref())
            .map(|view| &view.proposal);
        let claims = case.disputed.iter().map(|field| {
            let proposed = before.and_then(|before| {
                before
                    .corrections
                    .iter()
                    .find(|claim| claim.key == field.key)
            });
            let claimed = proposed
                .map_or(&field.claimed, |claim| &claim.claimed)
                .clone();
            (
                Claim {
                    key: field.key.clone(),
                    claimed,
                },
                before.is_none() || proposed.is_some(),
            )
        });
        self.corrections.set(claims.collect());
        if let Some(before) = before {
            self.outcome.set(Some(before.outcome));
            self.reasons.set(before.reasons.clone());
            self.remedy.set(before.remedy.clone());
        }
    }
}
