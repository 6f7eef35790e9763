//! Issuing: what is prepared, approved, sent back, and what else happens to a licence.

use super::case::StaffRef;
use super::licence::FaceValue;
use crate::catalogue::TypeBody;
use crate::id::{LicenceId, PreparationId};
use crate::issuing::{PreparationState, Sheet};
use crate::licence::{LicenceEventKind, LicenceStatus};
use crate::problem::{FieldCode, FieldProblem};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Longest basis or number of a document, in characters.
pub const BASIS_MAX: usize = 200;
/// Longest reason, in characters.
pub const REASON_MAX: usize = 500;

/// Puts a first version up for approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PrepareIssue {
    /// 证照类型代码, as published in the catalogue.
    #[cfg_attr(feature = "openapi", schema(max_length = 21))]
    pub type_code: String,
    /// What the form says.
    pub sheet: Sheet,
}

/// Puts the next version of a licence up for approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PrepareVersion {
    /// 变更 or 延续.
    pub kind: LicenceEventKind,
    /// The revision of the licence that was read.
    pub revision: i64,
    /// What the form says.
    pub sheet: Sheet,
    /// When, on which ground and why.
    pub words: EventForm,
}

/// Enters an event that makes no version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EnterEvent {
    /// What happened.
    pub kind: LicenceEventKind,
    /// The revision of the licence that was read.
    pub revision: i64,
    /// When, on which ground and why.
    pub words: EventForm,
}

/// What is said about an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EventForm {
    /// The day from which it counts; not after today.
    pub on: Date,
    /// The legal basis or the number of the document.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub basis: String,
    /// Why.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub reason: String,
}

impl EventForm {
    /// What is wrong with it on `today`, under `/words`.
    pub fn check(&self, today: Date) -> Vec<FieldProblem> {
        let future = self.on > today;
        let future = future.then(|| FieldProblem::new("/words/on", FieldCode::InFuture));
        let basis = FieldProblem::of_required("/words/basis", &self.basis, 2..=BASIS_MAX);
        let reason = FieldProblem::of_optional("/words/reason", &self.reason, 2..=REASON_MAX);
        future.into_iter().chain(basis).chain(reason).collect()
    }
}

/// Approves a content, or refuses to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApproveContent {
    /// The digest of the content that was read: SM3 in 64 hexadecimal digits.
    #[cfg_attr(feature = "openapi", schema(min_length = 64, max_length = 64))]
    pub digest: String,
}

/// Sends a preparation back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SendContentBack {
    /// What has to be mended.
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub note: String,
}

/// A preparation in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreparationSummary {
    /// Opaque.
    pub id: PreparationId,
    /// 制发, 变更 or 延续.
    pub kind: LicenceEventKind,
    /// Where it stands.
    pub state: PreparationState,
    /// 证照类型代码.
    pub type_code: String,
    /// 证照类型名称.
    pub type_name: String,
    /// The hue of the type's band, 0-359.
    pub hue: u16,
    /// 证照编号, masked where it is a person's number.
    pub number: String,
    /// 持证主体, the leading one.
    pub holder_name: String,
    /// The licence that it makes or moves.
    pub licence: LicenceId,
    /// The version that it makes.
    pub version: u16,
    /// By whom.
    pub prepared_by: StaffRef,
    /// When.
    pub prepared_at: Timestamp,
}

/// A preparation with its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreparationDetail {
    /// As in a list.
    #[serde(flatten)]
    pub summary: PreparationSummary,
    /// 证照标识 that the version will bear.
    pub identifier: String,
    /// SM3 of the content, in 64 hexadecimal digits: what is approved.
    pub digest: String,
    /// The content as a form, with the holders' numbers in full: it has to be checked against the papers.
    pub sheet: Sheet,
    /// The face that it shows.
    pub face: Vec<FaceValue>,
    /// The face of the version before; empty for a first version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<FaceValue>,
    /// When, on which ground and why.
    pub words: EventForm,
    /// Why it was sent back.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What waits in an agency, for the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreparationCounts {
    /// 待审批.
    pub prepared: i64,
}

/// A licence's current version as a form: where its next one begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LicenceSheet {
    /// What a change names as the state that it was decided on.
    pub revision: i64,
    /// The stored status.
    pub status: LicenceStatus,
    /// 抵押.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pledged: bool,
    /// The content, with the holders' numbers in full.
    pub sheet: Sheet,
    /// The version of the type under which it was issued.
    pub body: TypeBody,
}
