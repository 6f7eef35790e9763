//! Cases that another system brings, and what it is told of them.

use super::case::{ClockView, Decision};
use crate::flow::CaseState;
use crate::id::AgencyId;
use crate::objection::{CallerDocument, Claim, Complaint, Contact};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// 处置工单: what somebody told the hotline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FileWorkOrder {
    /// The hotline's own number of it.
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub work_order: String,
    /// When the agency in charge received it, from which the clocks run.
    pub received_at: Timestamp,
    /// The moment from which a clock counts that begins with something else.
    #[serde(default)]
    pub stated_at: Option<Timestamp>,
    /// A procedure of the rulebook that is open to the hotline.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub procedure: String,
    /// What is wrong with what; of a licence, its ground and the explanation.
    pub complaint: Complaint,
    /// Who called, and how they can be told.
    pub contact: Contact,
    /// By which number the caller was made sure of; needed where the caller has to be the licence's holder.
    #[serde(default)]
    pub document: Option<CallerDocument>,
    /// The number of the licence in question, or its identifier (证照标识).
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub licence_number: Option<String>,
    /// The fields of the licence in dispute.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 40))]
    pub claims: Vec<Claim>,
    /// The agency in charge, of a case about no licence; without it the one that manages the library.
    #[serde(default)]
    pub agency: Option<AgencyId>,
}

/// What an agency that uses licences or data says is wrong with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FileAgencyObjection {
    /// A procedure of the rulebook by which such agencies object.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub procedure: String,
    /// What is wrong with what; of a licence, its ground and the explanation.
    pub complaint: Complaint,
    /// Who at the agency is told the result, and how.
    pub contact: Contact,
    /// The number of the licence in question, or its identifier (证照标识).
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub licence_number: Option<String>,
    /// The fields of the licence in dispute.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 40))]
    pub claims: Vec<Claim>,
    /// The agency in charge, of a case about no licence; without it the one that manages the library.
    #[serde(default)]
    pub agency: Option<AgencyId>,
    /// When the error was found, where a clock counts from that (兰享 三十).
    #[serde(default)]
    pub stated_at: Option<Timestamp>,
}

/// A case as it is told to the system that brought it: nothing of the licence, and nobody's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FollowedCase {
    /// What people quote.
    pub case_number: String,
    /// The hotline's number, where it came with one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_order: Option<String>,
    /// Where it stands.
    pub state: CaseState,
    /// Who has to answer.
    pub issuer_name: String,
    /// When the agency that has to answer received it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Timestamp>,
    /// Its clocks, nearest first.
    pub clocks: Vec<ClockView>,
    /// What was decided, once the objector has been told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
}
