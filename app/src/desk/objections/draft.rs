//! The decision that is being written: of each field in dispute, at each point, and in words.

use crate::json::{FromJson, Record, Value};
use domain::objection::rejecting::derived;
use domain::objection::{Claim, Outcome, PointCheck, PointFinding, Proposal, Rejection, Withheld};
use domain::wire::case::CaseDetail;
use leptos::prelude::*;
use serde::Serialize;

/// A field in dispute, and what is decided of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct FieldTyped {
    pub(super) key: String,
    /// [`UPHELD`], [`REJECTED`] or nothing yet.
    pub(super) choice: String,
    /// The value to write.
    pub(super) value: String,
    pub(super) reason: String,
    pub(super) words: String,
}

/// It is corrected.
pub(super) const UPHELD: &str = "upheld";
/// It stays as it is.
pub(super) const REJECTED: &str = "rejected";

/// A point, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct CheckTyped {
    pub(super) point: String,
    /// A name of [`FINDINGS`], or nothing yet.
    pub(super) finding: String,
    pub(super) word: String,
}

pub(super) const FINDINGS: [(PointFinding, &str); 3] = [
    (PointFinding::Matches, "matches"),
    (PointFinding::Differs, "differs"),
    (PointFinding::NotApplicable, "not-applicable"),
];

impl FromJson for FieldTyped {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        Self {
            key: record.take("key"),
            choice: record.take("choice"),
            value: record.take("value"),
            reason: record.take("reason"),
            words: record.take("words"),
        }
    }
}

impl FromJson for CheckTyped {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        Self {
            point: record.take("point"),
            finding: record.take("finding"),
            word: record.take("word"),
        }
    }
}

/// A text of one of many things that are typed, for the box that it is typed in.
pub(super) fn text_of<T: Clone + Send + Sync + 'static>(
    all: RwSignal<Vec<T>>,
    place: usize,
    text: fn(&mut T) -> &mut String,
) -> RwSignal<String> {
    let now = all.with_untracked(|all| all.get(place).cloned());
    let now = now.map_or_else(String::new, |mut one| std::mem::take(text(&mut one)));
    let signal = RwSignal::new(now);
    Effect::new(move || {
        let typed = signal.get();
        all.update(|all| {
            if let Some(one) = all.get_mut(place) {
                *text(one) = typed;
            }
        });
    });
    signal
}

/// The decision that is being written.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    /// Of a case without fields; nothing is chosen at first.
    pub(super) outcome: RwSignal<Option<Outcome>>,
    /// Every field in dispute.
    pub(super) fields: RwSignal<Vec<FieldTyped>>,
    /// Every point of the procedure.
    pub(super) checks: RwSignal<Vec<CheckTyped>>,
    /// Why a case without fields is refused.
    pub(super) reason: RwSignal<String>,
    pub(super) reasons: RwSignal<String>,
    pub(super) remedy: RwSignal<String>,
    /// Why it is not published, where it would be.
    pub(super) withheld: RwSignal<Option<Withheld>>,
    /// What makes it so.
    pub(super) withheld_why: RwSignal<String>,
    /// Whether somebody tried to send it: only then is what is missing called an error.
    pub(super) tried: RwSignal<bool>,
}

impl Draft {
    pub(super) fn clear(self) {
        self.outcome.try_set(None);
        self.fields.try_set(Vec::new());
        self.checks.try_set(Vec::new());
        self.reason.try_set(String::new());
        self.reasons.try_set(String::new());
        self.remedy.try_set(String::new());
        self.withheld.try_set(None);
        self.withheld_why.try_set(String::new());
        self.tried.try_set(false);
    }

    /// Why it is kept back, tracked; nothing where it isn't.
    pub(super) fn withheld_why(self) -> String {
        let why = self.withheld.get().map(|_| self.withheld_why.get());
        why.unwrap_or_default()
    }

    /// As it would be proposed, tracked; nothing until an outcome is chosen, where it doesn't follow from fields.
    pub(super) fn proposal(self) -> Option<Proposal> {
        let fields = self.fields.get();
        let claims: Vec<Claim> = fields.iter().map(correction).collect();
        let corrections = fields.iter().filter(|one| one.choice == UPHELD);
        let corrections: Vec<Claim> = corrections.map(correction).collect();
        let outcome = derived(&claims, &corrections).or_else(|| self.outcome.get())?;
        Some(Proposal {
            outcome,
            corrections,
            rejections: self.rejections(&fields, outcome),
            reasons: self.reasons.get(),
            remedy: self.remedy.get(),
            checks: self
                .checks
                .with(|all| all.iter().filter_map(check).collect()),
        })
    }

    fn rejections(self, fields: &[FieldTyped], outcome: Outcome) -> Vec<Rejection> {
        let reason = self.reason.get();
        if fields.is_empty() && outcome == Outcome::Rejected && !reason.is_empty() {
            return vec![Rejection {
                key: String::new(),
                reason,
                words: String::new(),
            }];
        }
        let rejected = fields.iter().filter(|one| one.choice == REJECTED);
        let rejection = |one: &FieldTyped| Rejection {
            key: one.key.clone(),
            reason: one.reason.clone(),
            words: one.words.clone(),
        };
        rejected.map(rejection).collect()
    }

    /// Starts from what was proposed before, or from the claims.
    pub(super) fn prefill(self, case: &CaseDetail) {
        let begun = !self.fields.with_untracked(Vec::is_empty)
            || !self.checks.with_untracked(Vec::is_empty);
        if begun {
            return;
        }
        let Some(desk) = &case.desk else { return };
        let before = desk.proposal.as_ref().map(|view| &view.proposal);
        let fields = case.disputed.iter();
        let fields = fields.map(|field| typed_before(&field.key, &field.claimed, before));
        self.fields.set(fields.collect());
        let checks = desk.deciding.points_on(case.ground).map(|point| {
            let found = desk.checks.iter().find(|check| check.point == point.id);
            CheckTyped {
                point: point.id.clone(),
                finding: found.map_or("", |check| name_of(check.finding)).to_owned(),
                word: found.map_or_else(String::new, |check| check.word.clone()),
            }
        });
        self.checks.set(checks.collect());
        if let Some(before) = before {
            self.outcome.set(Some(before.outcome));
            let reason = before.rejections.iter().find(|one| one.key.is_empty());
            self.reason
                .set(reason.map_or_else(String::new, |one| one.reason.clone()));
            self.reasons.set(before.reasons.clone());
            self.remedy.set(before.remedy.clone());
        }
    }
}

fn correction(field: &FieldTyped) -> Claim {
    Claim {
        key: field.key.clone(),
        claimed: field.value.clone(),
    }
}

fn check(typed: &CheckTyped) -> Option<PointCheck> {
    let (finding, _) = FINDINGS.iter().find(|(_, name)| *name == typed.finding)?;
    Some(PointCheck {
        point: typed.point.clone(),
        ask: String::new(),
        finding: *finding,
        word: typed.word.clone(),
    })
}

fn name_of(finding: PointFinding) -> &'static str {
    let named = FINDINGS.iter().find(|(known, _)| *known == finding);
    named.map_or("", |(_, name)| name)
}

/// A field as it was proposed before, or as it is claimed and nothing is decided of it.
fn typed_before(key: &str, claimed: &str, before: Option<&Proposal>) -> FieldTyped {
    let mut field = FieldTyped {
        key: key.to_owned(),
        value: claimed.to_owned(),
        ..FieldTyped::default()
    };
    let Some(before) = before else { return field };
    if let Some(one) = before.corrections.iter().find(|one| one.key == key) {
        UPHELD.clone_into(&mut field.choice);
        field.value.clone_from(&one.claimed);
    } else if let Some(one) = before.rejections.iter().find(|one| one.key == key) {
        REJECTED.clone_into(&mut field.choice);
        field.reason.clone_from(&one.reason);
        field.words.clone_from(&one.words);
    }
    field
}
