//! The draft of an objection, which lives on the server from the first keystroke, and its evidence.

use crate::id::{DraftId, EvidenceId, LicenceId};
use crate::objection::DraftBody;
use crate::rulebook::Ground;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Opens a draft for a licence, or returns the one that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenDraft {
    /// One of the holder's own.
    pub licence: LicenceId,
    /// The id of the draft if it is a new one, chosen by who began to write before the server could be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<DraftId>,
}

/// Saves what has been written so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SaveDraft {
    /// The version that was read.
    pub version: i64,
    /// Everything written so far.
    pub body: DraftBody,
}

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Draft {
    /// Opaque.
    pub id: DraftId,
    /// The licence in question.
    pub licence: LicenceId,
    /// Goes up with each save.
    pub version: i64,
    /// What has been written.
    pub body: DraftBody,
    /// The grounds to choose from: those of the rulebook.
    pub grounds: Vec<Ground>,
    /// Files uploaded so far.
    pub evidence: Vec<Evidence>,
    /// When it was saved last.
    pub saved_at: Timestamp,
    /// On this local date it is deleted if it was not filed.
    pub deleted_on: Date,
}

/// A file of evidence; its content is at `/api/v1/evidence/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// Opaque.
    pub id: EvidenceId,
    /// As the objector named it, cleaned.
    pub name: String,
    /// `image/png`, `image/jpeg` or `application/pdf`, by content.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
}

/// Files the draft as an objection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FileObjection {
    /// The draft.
    pub draft: DraftId,
    /// The version that the objector saw when checking the answers.
    pub version: i64,
}
