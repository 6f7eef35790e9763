//! What whoever decides a case of a procedure has to look at, which reasons a rejection can have, and what remedy is left.
//!
//! The articles ask for 核实 (兰安 一百五十八, 庆证 二十二) and say neither what is looked at nor what is left to whom it
//! refuses: the points and the reasons are readings of ours, data that a city changes without code.

use serde::{Deserialize, Serialize};

use super::Ground;
#[cfg(feature = "files")]
use super::{Procedure, RulebookFault, check::is_id};
#[cfg(feature = "files")]
use std::collections::BTreeSet;

/// What a procedure says of deciding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Deciding {
    /// 核实要点, in the order in which they are answered.
    #[serde(default)]
    pub points: Vec<Point>,
    /// The reasons that a rejection chooses from; none where they are only written.
    #[serde(default)]
    pub reasons: Vec<String>,
    /// What remedy is left; empty where whoever decides has to write it.
    #[serde(default)]
    pub remedy: String,
    /// How the articles are read where they leave this open.
    #[serde(default)]
    pub reading: Option<String>,
}

/// 核实要点: one thing to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Point {
    /// Its name in code.
    pub id: String,
    /// On which grounds it is asked.
    pub grounds: Vec<Ground>,
    /// What is asked, in Chinese.
    pub ask: String,
}

impl Deciding {
    /// Where a procedure says nothing of it.
    pub const NONE: &'static Self = &Self {
        points: Vec::new(),
        reasons: Vec::new(),
        remedy: String::new(),
        reading: None,
    };

    /// What has to be answered of a case on this ground, in order.
    pub fn points_on(&self, ground: Ground) -> impl Iterator<Item = &Point> {
        self.points
            .iter()
            .filter(move |point| point.grounds.contains(&ground))
    }
}

/// Every point is asked on a ground that the procedure knows, and everything that people read says something.
#[cfg(feature = "files")]
pub(super) fn faults(procedure: &Procedure) -> Vec<RulebookFault> {
    let deciding = &procedure.deciding;
    let mut faults = Vec::new();
    let mut require = |holds: bool, field: String, reason: &str| {
        if !holds {
            faults.push(RulebookFault {
                key: format!("procedures {}.deciding.{field}", procedure.id),
                reason: reason.to_owned(),
            });
        }
    };
    let mut seen = BTreeSet::new();
    for point in &deciding.points {
        let of_point = |field: &str| format!("points {}.{field}", point.id);
        require(
            is_id(&point.id) && seen.insert(&point.id),
            of_point("id"),
            "must be words of a-z, joined by hyphens, and stand once",
        );
        let known = |ground| procedure.grounds.contains(ground);
        require(
            !point.grounds.is_empty() && point.grounds.iter().all(known),
            of_point("grounds"),
            "must be grounds of this procedure",
        );
        let says = !point.ask.trim().is_empty();
        require(says, of_point("ask"), "must not be empty");
    }
    let mut seen = BTreeSet::new();
    for reason in &deciding.reasons {
        let says = !reason.trim().is_empty() && seen.insert(reason);
        require(says, "reasons".to_owned(), "must say something, each once");
    }
    require(
        *deciding == Deciding::default() || deciding.reading.is_some(),
        "reading".to_owned(),
        "is missing: no article says what is looked at, so the file says how it is read",
    );
    faults
}
