//! What a proposal must say, and that two different people decide.

use super::filing::{CLAIMED_MAX, Claim};
use super::rejecting::{Rejection, derived};
use super::verifying::{PointCheck, check_points};
use crate::id::StaffId;
use crate::licence::FaceValue;
use crate::problem::{FieldCode, FieldProblem};
use crate::rulebook::{Deciding, Ground};
use crate::validity::Validity;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Longest reasons, in characters.
pub const REASONS_MAX: usize = 2_000;
/// Shortest reasons, in characters; a rejection and a partial one must give them.
pub const REASONS_MIN: usize = 4;

/// How a case is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// 予以更正.
    Upheld,
    /// 部分更正.
    PartlyUpheld,
    /// 不予更正.
    Rejected,
}

/// Why an answer is not published where answers are (嘉网 二十七(二)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Withheld {
    /// 反映情况不属实.
    Untrue,
    /// 不宜公开.
    Unfit,
}

/// What the handler proposes and the approver approves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// The outcome. Of a case with fields in dispute it follows from them, and another one is refused.
    pub outcome: Outcome,
    /// The corrected values; the field's new value stands in `claimed`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 40))]
    pub corrections: Vec<Claim>,
    /// The fields that are not corrected, each with its reason; of a case without fields the one reason of a refusal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 40))]
    pub rejections: Vec<Rejection>,
    /// The reasons, told to the objector.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub reasons: String,
    /// What remedy is left, told to the objector; a rejection must say it. What the procedure says stands before it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub remedy: String,
    /// 核实要点, answered; not told to the objector.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 40))]
    pub checks: Vec<PointCheck>,
}

/// What a proposal is checked against.
#[derive(Clone, Copy, Debug)]
pub struct ProposalContext<'a> {
    /// The face of the version in dispute.
    pub face: &'a [FaceValue],
    /// The fields in dispute.
    pub claims: &'a [Claim],
    /// On which ground.
    pub ground: Ground,
    /// What the procedure says of deciding.
    pub deciding: &'a Deciding,
}

impl Proposal {
    /// Without the blanks around what was typed, and with what the procedure says: the remedy before what was written of it,
    /// and what was asked at each point.
    #[must_use]
    pub fn completed(&self, deciding: &Deciding) -> Self {
        let trimmed = |text: &String| text.trim().to_owned();
        let mut whole = self.clone();
        for correction in &mut whole.corrections {
            correction.claimed = trimmed(&correction.claimed);
        }
        for rejection in &mut whole.rejections {
            rejection.words = trimmed(&rejection.words);
        }
        for check in &mut whole.checks {
            let asked = deciding.points.iter().find(|one| one.id == check.point);
            check.ask = asked.map_or_else(String::new, |point| point.ask.clone());
            check.word = trimmed(&check.word);
        }
        whole.reasons = trimmed(&self.reasons);
        whole.remedy = self.remedy_with(deciding);
        whole
    }

    /// A rejection, also a partial one, tells the remedy that the procedure names.
    fn remedy_with(&self, deciding: &Deciding) -> String {
        let (own, said) = (self.remedy.trim(), deciding.remedy.as_str());
        if self.outcome == Outcome::Upheld || own.contains(said) {
            own.to_owned()
        } else if own.is_empty() {
            said.to_owned()
        } else {
            [said, "。\n", own].concat()
        }
    }

    /// What is wrong with it; empty when it can be put to the approver.
    pub fn check(&self, context: ProposalContext<'_>) -> Vec<FieldProblem> {
        let mut problems: Vec<FieldProblem> = self.check_outcome(context).into_iter().collect();
        problems.extend(
            (0..self.corrections.len()).filter_map(|place| self.check_correction(place, context)),
        );
        problems.extend(if context.claims.is_empty() {
            self.check_refusal(context.deciding)
        } else {
            self.check_rejections(context.claims, context.deciding)
        });
        let (reasons, remedy): (Check, Check) = match self.outcome {
            Outcome::Upheld => (FieldProblem::of_optional, FieldProblem::of_optional),
            Outcome::PartlyUpheld => (FieldProblem::of_required, FieldProblem::of_optional),
            Outcome::Rejected => (FieldProblem::of_required, FieldProblem::of_required),
        };
        problems.extend(reasons(
            "/reasons",
            &self.reasons,
            REASONS_MIN..=REASONS_MAX,
        ));
        problems.extend(remedy("/remedy", &self.remedy, REASONS_MIN..=REASONS_MAX));
        problems.extend(check_points(&self.checks, context.deciding, context.ground));
        problems
    }

    /// What is wrong with it where nothing is corrected here: it says what was found, and what is left to whom it refuses.
    pub fn check_without_face(&self, deciding: &Deciding, ground: Ground) -> Vec<FieldProblem> {
        let remedy: Check = match self.outcome {
            Outcome::Upheld | Outcome::PartlyUpheld => FieldProblem::of_optional,
            Outcome::Rejected => FieldProblem::of_required,
        };
        let corrects = (!self.corrections.is_empty())
            .then(|| FieldProblem::limited("/corrections", FieldCode::TooMany, 0));
        let told = [
            FieldProblem::of_required("/reasons", &self.reasons, REASONS_MIN..=REASONS_MAX),
            remedy("/remedy", &self.remedy, REASONS_MIN..=REASONS_MAX),
        ];
        corrects
            .into_iter()
            .chain(self.check_refusal(deciding))
            .chain(told.into_iter().flatten())
            .chain(check_points(&self.checks, deciding, ground))
            .collect()
    }

    /// A rejection corrects nothing, upholding corrects something, and the outcome is what follows from the fields.
    fn check_outcome(&self, context: ProposalContext<'_>) -> Option<FieldProblem> {
        let follows = derived(context.claims, &self.corrections);
        match (self.outcome, self.corrections.is_empty()) {
            (Outcome::Rejected, false) => {
                Some(FieldProblem::limited("/corrections", FieldCode::TooMany, 0))
            }
            (Outcome::Upheld | Outcome::PartlyUpheld, true) => {
                Some(FieldProblem::new("/corrections", FieldCode::Required))
            }
            (outcome, _) if follows.is_some_and(|follows| follows != outcome) => {
                Some(FieldProblem::new("/outcome", FieldCode::WrongForm))
            }
            _ => None,
        }
    }

    /// The first thing that is wrong with one correction.
    fn check_correction(&self, place: usize, context: ProposalContext<'_>) -> Option<FieldProblem> {
        let correction = self.corrections.get(place)?;
        let key = format!("/corrections/{place}/key");
        let value = format!("/corrections/{place}/claimed");
        let new = correction.claimed.trim();
        let has_its_key = |field: &&FaceValue| field.key == correction.key;
        let Some(field) = context.face.iter().find(has_its_key) else {
            return Some(FieldProblem::new(key, FieldCode::Unknown));
        };
        let mut earlier = self.corrections.iter().take(place);
        if new.is_empty() {
            Some(FieldProblem::new(value, FieldCode::Required))
        } else if new.chars().count() > CLAIMED_MAX {
            Some(FieldProblem::limited(
                value,
                FieldCode::TooLong,
                CLAIMED_MAX,
            ))
        } else if !says_a_validity_if_it_must(&correction.key, new) {
            Some(FieldProblem::new(value, FieldCode::WrongForm))
        } else if field.value.trim() == new {
            Some(FieldProblem::new(value, FieldCode::Unchanged))
        } else if earlier.any(|one| one.key == correction.key) {
            Some(FieldProblem::new(key, FieldCode::TooMany))
        } else {
            None
        }
    }
}

/// What may be wrong with a text at a place, given its bounds in characters.
type Check = fn(&str, &str, RangeInclusive<usize>) -> Option<FieldProblem>;

/// The licence's own dates follow these fields, so a correction of one must be readable as dates.
fn says_a_validity_if_it_must(key: &str, value: &str) -> bool {
    let unbounded = Validity {
        from: Date::MIN,
        to: None,
    };
    unbounded
        .after(key, value)
        .and_then(Validity::checked)
        .is_ok()
}

/// Whether `approver` may decide what `proposer` proposed: two people, never the same (嘉网 十七, 十八 in spirit;
/// for licence objections a service).
pub fn two_people(proposer: StaffId, approver: StaffId) -> bool {
    proposer != approver
}

#[cfg(test)]
mod tests;
