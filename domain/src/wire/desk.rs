//! The desk: what only the agency's staff see of a case, and what they do to it.

use super::case::StaffRef;
use super::disclosure::DisclosureView;
use super::inquiry::InquiryView;
use super::licence::FaceValue;
use super::urging::UrgingView;
use crate::id::{AgencyId, LicenceId, StaffId};
use crate::objection::{
    Claim, Complaint, Contact, Outcome, PointCheck, Proposal, Rejection, Withheld,
};
use crate::rulebook::Deciding;
use crate::rulebook::{Channel, Objector};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What only the desk sees of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskView {
    /// The objector's name.
    pub holder_name: String,
    /// The objector's number, masked; empty where it is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub holder_number: String,
    /// How somebody without an account can be told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reach: String,
    /// How many others say the same of the licence, and are told with the objector.
    #[serde(default)]
    pub fellows: u16,
    /// The face of the version in dispute, of a case about a licence.
    pub face: Vec<FaceValue>,
    /// Who took it up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<StaffRef>,
    /// What waits for approval, or was sent back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<ProposalView>,
    /// The procedure of the rulebook.
    #[serde(default)]
    pub procedure: String,
    /// What the procedure says of deciding it.
    pub deciding: Deciding,
    /// 核实要点 as they were answered last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<PointCheck>,
    /// In a review: who proposed or approved before, and takes no part in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub took_part: Vec<StaffId>,
    /// 督办, oldest first.
    pub urgings: Vec<UrgingView>,
    /// 协查, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inquiries: Vec<InquiryView>,
    /// 办理公开: what is disclosed of it, or waits to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<DisclosureView>,
}

/// Takes a case home whole, as a signed file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExportCase {
    /// For which court or audit, in 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub reason: String,
    /// With names and sensitive values in full.
    pub full: bool,
}

/// A proposal that waits for approval, or was sent back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProposalView {
    /// What is proposed.
    pub proposal: Proposal,
    /// By whom.
    pub by: StaffRef,
    /// When.
    pub at: Timestamp,
}

/// Puts a proposal to the approver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Propose {
    /// The version that was read.
    pub version: i64,
    /// What is proposed.
    pub proposal: Proposal,
}

/// A step that needs words: return for supplement (told to the objector) or send back (told to the colleague).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WithNote {
    /// The version that was read.
    pub version: i64,
    /// 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub note: String,
}

/// Passes a case on to the agency that has to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PassOn {
    /// The version that was read.
    pub version: i64,
    /// To whom.
    pub to: AgencyId,
    /// What the other agency should know: 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub note: String,
}

/// Hands a case on that came to the wrong agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HandOn {
    /// The version that was read.
    pub version: i64,
    /// To whom.
    pub to: AgencyId,
    /// Why it is theirs, told to them and to the objector: 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub note: String,
}

/// Answers a case alone, where the procedure asks for nobody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerCase {
    /// The version that was read.
    pub version: i64,
    /// How it is decided.
    pub outcome: Outcome,
    /// What was found and done, told to the objector: 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub reasons: String,
    /// What remedy is left; a refusal must say it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub remedy: String,
    /// The reason of a refusal, where the procedure offers any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 1))]
    pub rejections: Vec<Rejection>,
    /// 核实要点, answered, where the procedure asks for any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 40))]
    pub checks: Vec<PointCheck>,
    /// Why it is not published, where the procedure publishes answers.
    #[serde(default)]
    pub withheld: Option<Withheld>,
    /// What makes it so, in 4 to 2,000 characters; needed where it is withheld, kept with the case and not public.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub withheld_why: String,
}

/// Registers a case that came in by hotline, letter or another department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RegisterCase {
    /// A procedure of the rulebook that is offered.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub procedure: String,
    /// As what they object.
    pub objector: Objector,
    /// By which way it came; not the app.
    pub channel: Channel,
    /// What is wrong with what; of a licence, its ground and the explanation.
    pub complaint: Complaint,
    /// The licence in question, of the own agency.
    #[serde(default)]
    pub licence: Option<LicenceId>,
    /// The fields of the licence in dispute.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 40))]
    pub claims: Vec<Claim>,
    /// Who objects, and how they can be told; not needed of a licence's holder, who has an account.
    #[serde(default)]
    pub contact: Option<Contact>,
    /// The hotline's number of the work order; needed if it came by hotline.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub work_order: String,
    /// When the agency received it, from which the clocks run.
    pub received_at: Timestamp,
    /// The moment from which a clock counts that begins with something else, such as the finding of the error.
    #[serde(default)]
    pub stated_at: Option<Timestamp>,
}
