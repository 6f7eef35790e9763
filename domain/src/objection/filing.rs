//! What a filing must say, checked while it is typed and again before it is accepted.

use crate::licence::FaceValue;
use crate::problem::{FieldCode, FieldProblem};
use crate::rulebook::Ground;
use serde::{Deserialize, Serialize};

/// Longest value that can be claimed for one field, in characters.
pub const CLAIMED_MAX: usize = 200;
/// Longest explanation, in characters.
pub const EXPLANATION_MAX: usize = 2_000;
/// Shortest explanation, in characters.
pub const EXPLANATION_MIN: usize = 4;
/// Most files of evidence.
pub const EVIDENCE_MAX: usize = 5;
/// Largest file of evidence, in bytes.
pub const EVIDENCE_BYTES_MAX: usize = 10 * 1024 * 1024;
/// Longest side of a picture, in pixels: no telephone takes more.
pub const EVIDENCE_SIDE_MAX: u32 = 10_000;
/// Most pixels of a picture: what telephones take at their finest, in a fifth of a gigabyte once decoded.
pub const EVIDENCE_PIXELS_MAX: u64 = 50_000_000;
/// Days after which an unfinished draft and its evidence are deleted.
pub const DRAFT_DAYS: i64 = 30;

/// One field in dispute: the value shown and the value claimed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The key of the field in the licence's face.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub key: String,
    /// What the objector says it should be; up to [`CLAIMED_MAX`] characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub claimed: String,
}

/// What has been written so far; everything may still be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DraftBody {
    /// The fields in dispute.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 40))]
    pub claims: Vec<Claim>,
    /// The ground.
    #[serde(default)]
    pub ground: Option<Ground>,
    /// Why, in the objector's words.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub explanation: String,
}

/// What a draft is checked against.
#[derive(Clone, Copy, Debug)]
pub struct FilingContext<'a> {
    /// The face of the licence in question.
    pub face: &'a [FaceValue],
    /// The grounds that the procedure knows (兰安 一百五十八, 庆证 二十二).
    pub grounds: &'a [Ground],
}

impl DraftBody {
    /// What is wrong with what stands there, though it may be unfinished: kept on each save.
    pub fn check_while_writing(&self, context: FilingContext<'_>) -> Vec<FieldProblem> {
        let face = context.face;
        let mut problems = Vec::new();
        if self.claims.len() > face.len() {
            problems.push(FieldProblem::limited(
                "/claims",
                FieldCode::TooMany,
                face.len(),
            ));
        }
        for (index, claim) in self.claims.iter().enumerate() {
            if !face.iter().any(|field| field.key == claim.key) {
                problems.push(FieldProblem::new(
                    format!("/claims/{index}/key"),
                    FieldCode::Unknown,
                ));
            }
            if claim.claimed.chars().count() > CLAIMED_MAX {
                let pointer = format!("/claims/{index}/claimed");
                problems.push(FieldProblem::limited(
                    pointer,
                    FieldCode::TooLong,
                    CLAIMED_MAX,
                ));
            }
        }
        if self
            .ground
            .is_some_and(|ground| !context.grounds.contains(&ground))
        {
            problems.push(FieldProblem::new("/ground", FieldCode::Unknown));
        }
        if self.explanation.chars().count() > EXPLANATION_MAX {
            problems.push(FieldProblem::limited(
                "/explanation",
                FieldCode::TooLong,
                EXPLANATION_MAX,
            ));
        }
        problems
    }

    /// What is wrong with it as a filing; empty when it can be filed.
    pub fn check_for_filing(&self, context: FilingContext<'_>) -> Vec<FieldProblem> {
        let face = context.face;
        let mut problems = self.check_while_writing(context);
        if self.claims.is_empty() {
            problems.push(FieldProblem::new("/claims", FieldCode::Required));
        }
        for (index, claim) in self.claims.iter().enumerate() {
            let pointer = format!("/claims/{index}/claimed");
            let claimed = claim.claimed.trim();
            let shown = face.iter().find(|field| field.key == claim.key);
            if claimed.is_empty() {
                problems.push(FieldProblem::new(pointer, FieldCode::Required));
            } else if shown.is_some_and(|field| field.value.trim() == claimed) {
                problems.push(FieldProblem::new(pointer, FieldCode::Unchanged));
            }
            if self
                .claims
                .iter()
                .take(index)
                .any(|earlier| earlier.key == claim.key)
            {
                problems.push(FieldProblem::new(
                    format!("/claims/{index}/key"),
                    FieldCode::TooMany,
                ));
            }
        }
        if self.ground.is_none() {
            problems.push(FieldProblem::new("/ground", FieldCode::Required));
        }
        let words = self.explanation.trim().chars().count();
        if words == 0 {
            problems.push(FieldProblem::new("/explanation", FieldCode::Required));
        } else if words < EXPLANATION_MIN {
            problems.push(FieldProblem::limited(
                "/explanation",
                FieldCode::TooShort,
                EXPLANATION_MIN,
            ));
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face() -> Vec<FaceValue> {
        ["name", "address"]
            .map(|key| FaceValue {
                key: key.into(),
                label: key.into(),
                value: format!("{key} as shown"),
                sensitive: false,
            })
            .into()
    }

    fn context(face: &[FaceValue]) -> FilingContext<'_> {
        FilingContext {
            face,
            grounds: &[Ground::Accuracy, Ground::Timeliness],
        }
    }

    fn complete() -> DraftBody {
        DraftBody {
            claims: vec![Claim {
                key: "address".into(),
                claimed: "兰州新区 纬一路 8 号".into(),
            }],
            ground: Some(Ground::Accuracy),
            explanation: "门牌号写错了".into(),
        }
    }

    #[test]
    fn a_complete_draft_can_be_filed() {
        assert_eq!(complete().check_for_filing(context(&face())), []);
    }

    #[test]
    fn an_empty_draft_may_be_saved_but_not_filed() {
        let draft = DraftBody::default();
        assert_eq!(draft.check_while_writing(context(&face())), []);
        let pointers: Vec<_> = draft
            .check_for_filing(context(&face()))
            .into_iter()
            .map(|p| p.pointer)
            .collect();
        assert_eq!(pointers, ["/claims", "/ground", "/explanation"]);
    }

    #[test]
    fn a_claim_that_changes_nothing_or_names_an_unknown_field_is_refused() {
        let mut draft = complete();
        draft.claims = vec![
            Claim {
                key: "address".into(),
                claimed: " address as shown ".into(),
            },
            Claim {
                key: "colour".into(),
                claimed: "red".into(),
            },
        ];
        let problems = draft.check_for_filing(context(&face()));
        assert!(problems.contains(&FieldProblem::new(
            "/claims/0/claimed",
            FieldCode::Unchanged
        )));
        assert!(problems.contains(&FieldProblem::new("/claims/1/key", FieldCode::Unknown)));
    }

    #[test]
    fn lengths_are_counted_in_characters_not_in_bytes() {
        let mut draft = complete();
        draft.explanation = "字".repeat(EXPLANATION_MAX);
        assert_eq!(draft.check_for_filing(context(&face())), []);
        draft.explanation.push('字');
        assert_eq!(
            draft
                .check_for_filing(context(&face()))
                .first()
                .unwrap()
                .code,
            FieldCode::TooLong
        );
    }

    #[test]
    fn a_ground_that_the_procedure_does_not_know_is_refused_on_each_save() {
        for ground in [Ground::Completeness, Ground::Privacy] {
            let draft = DraftBody {
                ground: Some(ground),
                ..complete()
            };
            let wrong = [FieldProblem::new("/ground", FieldCode::Unknown)];
            assert_eq!(draft.check_while_writing(context(&face())), wrong);
            assert_eq!(draft.check_for_filing(context(&face())), wrong);
        }
    }
}
