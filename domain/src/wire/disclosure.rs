//! 办理情况公开: what is disclosed of cases, and how it comes to be.

use crate::disclosure::DisclosureState;
use crate::objection::Outcome;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Proposes words for everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProposeDisclosure {
    /// 0 for the first words, else the version that was read.
    pub version: i64,
    /// What it was about, in 4 to 2,000 characters that name nobody.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub question: String,
    /// What was answered, likewise.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub answer: String,
}

/// Withholds them, or takes down what was public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WithholdDisclosure {
    /// The version that was read.
    pub version: i64,
    /// Why: untrue, or unfit to be public. Kept, and not public.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub why: String,
}

/// What the desk sees of a disclosure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DisclosureView {
    /// Where it stands.
    pub state: DisclosureState,
    /// Goes up with each step.
    pub version: i64,
    /// What it was about.
    pub question: String,
    /// What was answered.
    pub answer: String,
    /// Who proposed the words.
    pub proposed_by: String,
    /// When.
    pub proposed_at: Timestamp,
    /// Who released or withheld them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<Timestamp>,
    /// Why they are withheld.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// What everybody may read of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DisclosedCase {
    /// Opaque, and not the case's.
    pub id: Uuid,
    /// 受理日期.
    pub received_on: Date,
    /// 答复日期.
    pub answered_on: Date,
    /// 答复部门.
    pub agency_name: String,
    /// What kind of licence it was about.
    pub type_name: String,
    /// How it was decided.
    pub outcome: Outcome,
    /// What it was about.
    pub question: String,
    /// 答复内容.
    pub answer: String,
}

/// What is disclosed, the last answered first, with a month's statistics.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Disclosed {
    /// The cases.
    pub items: Vec<DisclosedCase>,
    /// Hand this back as `cursor` for the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The first day of the month that the statistics are of.
    pub month: Date,
    /// By department.
    pub by_agency: Vec<DisclosedCount>,
    /// By month, of all departments, oldest first; `name` is the month's first day.
    pub by_month: Vec<DisclosedCount>,
}

/// How many cases a department, or a month, had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DisclosedCount {
    /// Of what.
    pub name: String,
    /// Received.
    pub received: i64,
    /// Answers that were given.
    pub answered: i64,
    /// Statutory deadlines to answer that were met.
    pub on_time: i64,
    /// Those that ended, met or not.
    pub ended: i64,
}
