//! 内部备注: what staff say to one another about a case; the objector never sees it, and it moves nothing.

use super::case::StaffRef;
use crate::id::{CaseNoteId, StaffId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// How long a note may be, in characters.
pub const NOTE: RangeInclusive<usize> = 2..=1000;
/// The most people that one note can call.
pub const MENTIONS_MAX: usize = 10;

/// One note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseNote {
    /// Opaque.
    pub id: CaseNoteId,
    /// When it was written.
    pub at: Timestamp,
    /// By whom.
    pub by: StaffRef,
    /// Where they work.
    pub agency_name: String,
    /// What it says.
    pub text: String,
    /// Whom it calls.
    pub mentioned: Vec<StaffRef>,
}

/// Somebody whom a note can call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseColleague {
    /// Opaque.
    pub id: StaffId,
    /// Their name.
    pub name: String,
    /// Where they work.
    pub agency_name: String,
}

/// The notes of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseNotes {
    /// The last first; no more than the last 500.
    pub items: Vec<CaseNote>,
    /// Whom the reader can call.
    pub colleagues: Vec<CaseColleague>,
}

/// A note to be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WriteNote {
    /// What it says, 2 to 1,000 characters.
    pub text: String,
    /// Whom it calls, up to ten; they get a message.
    #[serde(default)]
    pub mentions: Vec<StaffId>,
}
