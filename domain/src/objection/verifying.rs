//! 核实要点: what was found at each point that the procedure asks on the ground of the case. No proposal goes to the
//! approver before every point is answered.

use crate::problem::{FieldCode, FieldProblem};
use crate::rulebook::{Deciding, Ground};
use serde::{Deserialize, Serialize};

/// Longest word on a point, in characters.
pub const WORD_MAX: usize = 200;

/// What was found at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PointFinding {
    /// 相符.
    Matches,
    /// 不符.
    Differs,
    /// 不适用.
    NotApplicable,
}

/// One point, answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PointCheck {
    /// The point's name in the procedure.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub point: String,
    /// What was asked, as the procedure said it then; filled in by the server.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub ask: String,
    /// What was found.
    pub finding: PointFinding,
    /// With what it was compared, or why not: 1 to 200 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub word: String,
}

impl PointFinding {
    /// Every finding.
    pub const ALL: [Self; 3] = [Self::Matches, Self::Differs, Self::NotApplicable];
}

/// What is wrong with the answers: each point of the ground once, none that isn't asked, each with a word. A point that is
/// missing is named by its name.
pub fn check_points(
    checks: &[PointCheck],
    deciding: &Deciding,
    ground: Ground,
) -> Vec<FieldProblem> {
    let unanswered = |id: &str| !checks.iter().any(|check| check.point == id);
    let missing = deciding
        .points_on(ground)
        .filter(|point| unanswered(&point.id))
        .map(|point| FieldProblem::new(["/checks/", &point.id].concat(), FieldCode::Required));
    let wrong = checks.iter().enumerate().filter_map(|(place, check)| {
        let at = |field: &str| format!("/checks/{place}/{field}");
        let asked = deciding
            .points_on(ground)
            .any(|point| point.id == check.point);
        let mut earlier = checks.iter().take(place);
        if !asked {
            return Some(FieldProblem::new(at("point"), FieldCode::Unknown));
        }
        if earlier.any(|one| one.point == check.point) {
            return Some(FieldProblem::new(at("point"), FieldCode::Repeated));
        }
        FieldProblem::of_required(&at("word"), &check.word, 1..=WORD_MAX)
    });
    missing.chain(wrong).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::Point;

    fn deciding() -> Deciding {
        let point = |id: &str, grounds: &[Ground]| Point {
            id: id.into(),
            grounds: grounds.into(),
            ask: "与登记档案比对".into(),
        };
        Deciding {
            points: vec![
                point("register", &[Ground::Accuracy, Ground::Timeliness]),
                point("changes", &[Ground::Timeliness]),
            ],
            ..Deciding::default()
        }
    }

    fn answered(point: &str, word: &str) -> PointCheck {
        PointCheck {
            point: point.into(),
            ask: String::new(),
            finding: PointFinding::Matches,
            word: word.into(),
        }
    }

    fn wrong(checks: &[PointCheck], ground: Ground) -> Vec<(String, FieldCode)> {
        let problems = check_points(checks, &deciding(), ground).into_iter();
        problems.map(|one| (one.pointer, one.code)).collect()
    }

    #[test]
    fn every_point_of_the_ground_is_answered_and_a_missing_one_is_named() {
        let register = answered("register", "档案第3页");
        assert_eq!(wrong(std::slice::from_ref(&register), Ground::Accuracy), []);
        assert_eq!(
            wrong(&[register], Ground::Timeliness),
            [("/checks/changes".into(), FieldCode::Required)]
        );
        assert_eq!(wrong(&[], Ground::Completeness), []);
    }

    #[test]
    fn a_point_is_answered_once_with_a_word_and_only_where_it_is_asked() {
        let checks = [
            answered("register", " "),
            answered("register", "档案"),
            answered("changes", "无变更"),
        ];
        assert_eq!(
            wrong(&checks, Ground::Accuracy),
            [
                ("/checks/0/word".into(), FieldCode::Required),
                ("/checks/1/point".into(), FieldCode::Repeated),
                ("/checks/2/point".into(), FieldCode::Unknown),
            ]
        );
    }
}
