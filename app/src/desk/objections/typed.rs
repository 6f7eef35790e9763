//! What is being typed about a case: a note, a decision. The tab keeps it, so that nothing is lost with a reload, another
//! case, another language or a session that has run out.

use super::deed::Deed;
use crate::browser::{recall_here, remember_here};
use crate::json::{self, FromJson, Record, Value};
use domain::id::{ObjectionId, StaffId};
use domain::objection::{Claim, Outcome, Proposal, Withheld};
use domain::wire::case::CaseDetail;
use leptos::prelude::*;
use serde::Serialize;

/// What is typed about a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Typed {
    /// The key of the deed whose form is open.
    form: String,
    note: String,
    outcome: Option<Outcome>,
    claims: Vec<Claim>,
    /// Whether each of them is corrected.
    taken: Vec<bool>,
    reasons: String,
    remedy: String,
    withheld: Option<Withheld>,
    /// To whom the case is passed on.
    to: String,
}

impl FromJson for Typed {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        Self {
            form: record.take("form"),
            note: record.take("note"),
            outcome: record.take("outcome"),
            claims: record.take("claims"),
            taken: record.take("taken"),
            reasons: record.take("reasons"),
            remedy: record.take("remedy"),
            withheld: record.take("withheld"),
            to: record.take("to"),
        }
    }
}

/// The form that is open and the note that is being written in it, beside the decision. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    pub(super) form: RwSignal<Option<Deed>>,
    pub(super) note: RwSignal<String>,
    pub(super) to: RwSignal<String>,
    pub(super) draft: Draft,
    place: StoredValue<String>,
}

impl Writing {
    /// Goes on with what this tab keeps of it. Where several people use one tab, each has their own.
    pub(super) fn of(case: ObjectionId, staff: Option<StaffId>) -> Self {
        let staff = staff.map(|staff| staff.to_string()).unwrap_or_default();
        let place = ["mz.desk.", &staff, ".", &case.to_string()].concat();
        let typed = recall_here(&place)
            .and_then(|text| json::read::<Typed>(&text).ok())
            .unwrap_or_default();
        let form = Deed::ALL.into_iter().find(|deed| deed.key() == typed.form);
        let writing = Self {
            form: RwSignal::new(form),
            note: RwSignal::new(typed.note),
            to: RwSignal::new(typed.to),
            draft: Draft {
                outcome: RwSignal::new(typed.outcome),
                corrections: RwSignal::new(typed.claims.into_iter().zip(typed.taken).collect()),
                reasons: RwSignal::new(typed.reasons),
                remedy: RwSignal::new(typed.remedy),
                withheld: RwSignal::new(typed.withheld),
                tried: RwSignal::new(false),
            },
            place: StoredValue::new(place),
        };
        Effect::new(move || writing.keep());
        writing
    }

    fn keep(self) {
        let draft = self.draft;
        let (claims, taken) = draft.corrections.get().into_iter().unzip();
        let typed = Typed {
            form: self.form.get().map_or("", Deed::key).to_owned(),
            note: self.note.get(),
            outcome: draft.outcome.get(),
            claims,
            taken,
            reasons: draft.reasons.get(),
            remedy: draft.remedy.get(),
            withheld: draft.withheld.get(),
            to: self.to.get(),
        };
        let text = if typed == Typed::default() {
            String::new()
        } else {
            json::write(&typed).unwrap_or_default()
        };
        self.place.with_value(|place| remember_here(place, &text));
    }

    /// It was sent: the tab keeps nothing of it, also where its screen has been left meanwhile.
    pub(super) fn sent(self, place: &str) {
        remember_here(place, "");
        self.form.try_set(None);
        self.note.try_set(String::new());
        self.to.try_set(String::new());
        self.draft.clear();
    }

    /// Under which name the tab keeps it.
    pub(super) fn place(self) -> String {
        self.place.get_value()
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
    /// Why it is not published, where it would be.
    pub(super) withheld: RwSignal<Option<Withheld>>,
    /// Whether somebody tried to send it: only then is what is missing called an error.
    pub(super) tried: RwSignal<bool>,
}

impl Draft {
    fn clear(self) {
        self.outcome.try_set(None);
        self.corrections.try_set(Vec::new());
        self.reasons.try_set(String::new());
        self.remedy.try_set(String::new());
        self.withheld.try_set(None);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_tab_keeps_comes_back_as_it_was() {
        let claim = |claimed: &str| Claim {
            key: "place".into(),
            claimed: claimed.into(),
        };
        let typed = Typed {
            form: Deed::Propose.key().into(),
            note: "请补充\n\"租赁合同\"".into(),
            outcome: Some(Outcome::PartlyUpheld),
            claims: vec![claim("纬三路 158 号"), claim("")],
            taken: vec![true, false],
            reasons: "档案有误".into(),
            remedy: String::new(),
            withheld: Some(Withheld::Unfit),
            to: "0197a5b0".into(),
        };
        for typed in [typed, Typed::default()] {
            assert_eq!(json::read(&json::write(&typed).unwrap()), Ok(typed));
        }
    }
}
