//! What a proposal must say, and that two different people decide.

use super::filing::{CLAIMED_MAX, Claim};
use crate::id::StaffId;
use crate::licence::FaceValue;
use crate::problem::{FieldCode, FieldProblem};
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
    /// The outcome.
    pub outcome: Outcome,
    /// The corrected values; the field's new value stands in `claimed`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 40))]
    pub corrections: Vec<Claim>,
    /// The reasons, told to the objector.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub reasons: String,
    /// What remedy is left, told to the objector; a rejection must say it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub remedy: String,
}

/// What a proposal is checked against.
#[derive(Clone, Copy, Debug)]
pub struct ProposalContext<'a> {
    /// The face of the version in dispute.
    pub face: &'a [FaceValue],
    /// The fields in dispute.
    pub claims: &'a [Claim],
}

impl Proposal {
    /// What is wrong with it; empty when it can be put to the approver.
    pub fn check(&self, context: ProposalContext<'_>) -> Vec<FieldProblem> {
        let mut problems: Vec<FieldProblem> = self.check_outcome(context).into_iter().collect();
        problems.extend(
            (0..self.corrections.len()).filter_map(|place| self.check_correction(place, context)),
        );
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
        problems
    }

    /// What is wrong with it where nothing is corrected here: it says what was found, and what is left to whom it refuses.
    pub fn check_without_face(&self) -> Vec<FieldProblem> {
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
            .chain(told.into_iter().flatten())
            .collect()
    }

    /// A rejection corrects nothing, a partial one something, and upholding every field in dispute.
    fn check_outcome(&self, context: ProposalContext<'_>) -> Option<FieldProblem> {
        let corrects = |claim: &Claim| self.corrections.iter().any(|one| one.key == claim.key);
        match (self.outcome, self.corrections.is_empty()) {
            (Outcome::Rejected, false) => {
                Some(FieldProblem::limited("/corrections", FieldCode::TooMany, 0))
            }
            (Outcome::Upheld | Outcome::PartlyUpheld, true) => {
                Some(FieldProblem::new("/corrections", FieldCode::Required))
            }
            (Outcome::Upheld, false) if !context.claims.iter().all(corrects) => {
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
mod tests {
    use super::*;

    fn check(proposal: &Proposal) -> Vec<(String, FieldCode)> {
        let face = ["name", "address", "valid_to"].map(|key| FaceValue {
            key: key.into(),
            label: key.into(),
            value: "shown".into(),
            sensitive: false,
        });
        let claims = ["name", "address"].map(|key| Claim {
            key: key.into(),
            claimed: "claimed".into(),
        });
        proposal
            .check(ProposalContext {
                face: &face,
                claims: &claims,
            })
            .into_iter()
            .map(|problem| (problem.pointer, problem.code))
            .collect()
    }

    fn proposal(
        outcome: Outcome,
        corrections: &[(&str, &str)],
        reasons: &str,
        remedy: &str,
    ) -> Proposal {
        let corrections = corrections
            .iter()
            .map(|(key, value)| Claim {
                key: (*key).into(),
                claimed: (*value).into(),
            })
            .collect();
        Proposal {
            outcome,
            corrections,
            reasons: reasons.into(),
            remedy: remedy.into(),
        }
    }

    #[test]
    fn upholding_carries_a_correction_of_every_field_in_dispute() {
        let whole = proposal(Outcome::Upheld, &[("name", "a"), ("address", "b")], "", "");
        assert_eq!(check(&whole), []);
        let part = proposal(Outcome::Upheld, &[("name", "a")], "", "");
        assert_eq!(check(&part), [("/outcome".into(), FieldCode::WrongForm)]);
        let none = proposal(Outcome::Upheld, &[], "", "");
        assert_eq!(check(&none), [("/corrections".into(), FieldCode::Required)]);
    }

    #[test]
    fn a_rejection_gives_reasons_and_the_remedy_and_corrects_nothing() {
        assert_eq!(
            check(&proposal(
                Outcome::Rejected,
                &[],
                "登记材料一致",
                "可申请复核"
            )),
            []
        );
        let bare = check(&proposal(Outcome::Rejected, &[("name", "a")], "", ""));
        assert!(bare.contains(&("/corrections".into(), FieldCode::TooMany)));
        assert!(bare.contains(&("/reasons".into(), FieldCode::Required)));
        assert!(bare.contains(&("/remedy".into(), FieldCode::Required)));
    }

    #[test]
    fn what_is_answered_without_a_correction_says_what_was_found_and_a_refusal_what_is_left() {
        let wrong = |proposal: &Proposal| -> Vec<(String, FieldCode)> {
            let problems = proposal.check_without_face().into_iter();
            problems.map(|one| (one.pointer, one.code)).collect()
        };
        assert_eq!(wrong(&proposal(Outcome::Upheld, &[], "页面已更正", "")), []);
        let bare = [
            ("/reasons".into(), FieldCode::Required),
            ("/remedy".into(), FieldCode::Required),
        ];
        assert_eq!(wrong(&proposal(Outcome::Rejected, &[], "", "")), bare);
        let corrects = proposal(Outcome::Upheld, &[("name", "a")], "已经更正", "");
        assert_eq!(
            wrong(&corrects),
            [("/corrections".into(), FieldCode::TooMany)]
        );
    }

    #[test]
    fn a_corrected_validity_must_be_readable_as_days() {
        let corrected = |value| {
            let corrections = [("valid_to", value)];
            check(&proposal(
                Outcome::PartlyUpheld,
                &corrections,
                "部分属实",
                "",
            ))
        };
        assert_eq!(corrected("2029年3月4日"), []);
        assert_eq!(corrected("长期"), []);
        let wrong = [("/corrections/0/claimed".into(), FieldCode::WrongForm)];
        assert_eq!(corrected("后年三月"), wrong);
    }

    #[test]
    fn a_correction_must_change_a_field_that_the_licence_has() {
        let problems = check(&proposal(
            Outcome::PartlyUpheld,
            &[("name", "shown"), ("colour", "red")],
            "部分属实",
            "",
        ));
        assert!(problems.contains(&("/corrections/0/claimed".into(), FieldCode::Unchanged)));
        assert!(problems.contains(&("/corrections/1/key".into(), FieldCode::Unknown)));
    }
}
