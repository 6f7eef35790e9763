//! 协查: what the agency of a case asked another one, and what it answered.

use crate::id::{AgencyId, InquiryId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A question as it stands on the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InquiryView {
    /// Opaque.
    pub id: InquiryId,
    /// The case that it belongs to, as people quote it.
    pub case_number: String,
    /// Who asks.
    pub from: String,
    /// Who is asked.
    pub to: String,
    /// What is asked.
    pub words: String,
    /// By which day an answer is asked for; a service, no statutory date.
    pub answer_by: Date,
    /// How a new calendar moved that day, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<InquiryMove>,
    /// By whom it was asked.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Whether the day has passed without an answer.
    pub unanswered: bool,
    /// The answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<InquiryAnswer>,
}

/// That a new calendar moved the day by which an answer is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InquiryMove {
    /// When.
    pub at: Timestamp,
    /// The day that stood.
    pub from: Date,
    /// The day that stands instead.
    pub to: Date,
    /// The calendar that moved it.
    pub calendar_version: Date,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InquiryAnswer {
    /// The answer.
    pub words: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Asks another agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Inquire {
    /// Whom.
    pub to: AgencyId,
    /// What it is told and asked; it sees these words and the case number, not the case. 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub words: String,
    /// Within how many working days an answer is asked for, 1 to 20.
    pub working_days: u32,
}

/// Answers a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerInquiry {
    /// 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub words: String,
}
