//! What is said of each field that is not corrected: a reason that the procedure offers, and words where they are needed.

use super::deciding::{Outcome, Proposal, REASONS_MAX, REASONS_MIN};
use super::filing::Claim;
use crate::problem::{FieldCode, FieldProblem};
use crate::rulebook::Deciding;
use serde::{Deserialize, Serialize};

/// Why a field is not corrected, or a case about none is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rejection {
    /// The field in dispute; empty in a case without fields.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub key: String,
    /// One of the reasons that the procedure offers, in its words.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub reason: String,
    /// What else is to be said of this field; may be left out.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub words: String,
}

/// What follows for the case from what was found of each field in dispute; it is not chosen. Nothing follows where none is
/// in dispute.
pub fn derived(claims: &[Claim], corrections: &[Claim]) -> Option<Outcome> {
    let corrects = |claim: &&Claim| corrections.iter().any(|one| one.key == claim.key);
    match claims.iter().filter(corrects).count() {
        _ if claims.is_empty() => None,
        0 => Some(Outcome::Rejected),
        all if all == claims.len() => Some(Outcome::Upheld),
        _ => Some(Outcome::PartlyUpheld),
    }
}

impl Proposal {
    /// What is wrong with its rejections: every field in dispute that isn't corrected has one, and no other. A field that
    /// is missing is named by its key.
    pub(super) fn check_rejections(
        &self,
        claims: &[Claim],
        deciding: &Deciding,
    ) -> Vec<FieldProblem> {
        let corrects = |key: &str| self.corrections.iter().any(|one| one.key == key);
        let rejects = |key: &str| self.rejections.iter().any(|one| one.key == key);
        let open = claims.iter().map(|claim| claim.key.as_str());
        let open: Vec<&str> = open.filter(|key| !corrects(key)).collect();
        let missing = open.iter().filter(|key| !rejects(key));
        let missing = missing
            .map(|key| FieldProblem::new(["/rejections/", key].concat(), FieldCode::Required));
        let wrong = (0..self.rejections.len()).filter_map(|place| {
            let key = &self.rejections.get(place)?.key;
            if open.contains(&key.as_str()) {
                return self.check_rejection(place, deciding);
            }
            let pointer = format!("/rejections/{place}/key");
            Some(FieldProblem::new(pointer, FieldCode::Unknown))
        });
        missing.chain(wrong).collect()
    }

    /// What is wrong with the reason of a case that has no fields: a refusal has one, where the procedure offers any.
    pub(super) fn check_refusal(&self, deciding: &Deciding) -> Vec<FieldProblem> {
        let most = usize::from(self.outcome == Outcome::Rejected);
        let least = most.min(deciding.reasons.len());
        let number = FieldProblem::of_count("/rejections", self.rejections.len(), least..=most);
        let wrong = (0..self.rejections.len()).filter_map(|place| {
            let whole = self.rejections.get(place)?.key.is_empty();
            if whole {
                return self.check_rejection(place, deciding);
            }
            let pointer = format!("/rejections/{place}/key");
            Some(FieldProblem::new(pointer, FieldCode::Unknown))
        });
        number.into_iter().chain(wrong).collect()
    }

    /// The first thing that is wrong with one rejection.
    fn check_rejection(&self, place: usize, deciding: &Deciding) -> Option<FieldProblem> {
        let rejection = self.rejections.get(place)?;
        let at = |field: &str| format!("/rejections/{place}/{field}");
        let mut earlier = self.rejections.iter().take(place);
        if earlier.any(|one| one.key == rejection.key) {
            return Some(FieldProblem::new(at("key"), FieldCode::Repeated));
        }
        let offered = &deciding.reasons;
        match rejection.reason.as_str() {
            "" if !offered.is_empty() => {
                return Some(FieldProblem::new(at("reason"), FieldCode::Required));
            }
            "" => {}
            reason if !offered.iter().any(|one| one == reason) => {
                return Some(FieldProblem::new(at("reason"), FieldCode::Unknown));
            }
            _ => {}
        }
        FieldProblem::of_optional(&at("words"), &rejection.words, REASONS_MIN..=REASONS_MAX)
    }
}
