//! 督办: what was asked of the agency of a case, and what it answered.

use crate::id::{AgencyId, UrgingId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// 督办: what was asked of the agency, and what it answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UrgingView {
    /// Opaque.
    pub id: UrgingId,
    /// The agency that was asked, for the access table.
    pub issuer: AgencyId,
    /// What was asked.
    pub words: String,
    /// By which day an answer is asked for; no statutory date.
    pub answer_by: Date,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Whether the day has passed without an answer.
    pub unanswered: bool,
    /// The answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<UrgingAnswer>,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UrgingAnswer {
    /// The answer.
    pub words: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// 督办: asks the agency of a case for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Urge {
    /// 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub words: String,
    /// By which day, from today to sixty days on.
    pub answer_by: Date,
}

/// Answers what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerUrging {
    /// 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub words: String,
}
