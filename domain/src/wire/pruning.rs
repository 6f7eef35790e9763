//! 操作记录的清理: old records that two people let go, and cases whose records stay.

use crate::id::{ObjectionId, PruningId};
use crate::rulebook::{RecordClass, RetentionRule};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Asks that old records of one kind may go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AskPruning {
    /// Which kind.
    pub class: RecordClass,
    /// Why, in 4 to 200 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub reason: String,
}

/// Grants or declines what another person asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DecidePruning {
    /// Whether they may go.
    pub granted: bool,
}

/// Holds the records of a case, or lets them age again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HoldRecords {
    /// The number of the case.
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub case_number: String,
    /// Whether they are held.
    pub held: bool,
    /// For which court or inquiry, or why no longer, in 4 to 200 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub reason: String,
}

/// How long records are kept here, what was let go, and what is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Retention {
    /// What the rulebook says of each kind.
    pub rules: Vec<RetentionRule>,
    /// What would go if it were permitted today.
    pub due: Vec<DueRecords>,
    /// What was asked, the last first; at most 200.
    pub prunings: Vec<PruningView>,
    /// Cases whose records are held.
    pub held: Vec<HeldRecords>,
}

/// No more than so many records are counted.
pub const COUNTED: i64 = 10_000;

/// Old records of one kind that nothing holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DueRecords {
    /// Which kind.
    pub class: RecordClass,
    /// From before this.
    pub before: Timestamp,
    /// How many; at most 10,000 are counted.
    pub records: i64,
    /// Whether there are more.
    pub has_more: bool,
    /// The oldest that was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_at: Option<Timestamp>,
}

/// That old records may go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PruningView {
    /// Opaque; the command that carries it out is given it.
    pub id: PruningId,
    /// Whether the reader asked for it, who can't decide it then.
    pub is_own: bool,
    /// Which kind.
    pub class: RecordClass,
    /// Records from before this.
    pub before: Timestamp,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: Timestamp,
    /// Who decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<Timestamp>,
    /// How.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted: Option<bool>,
    /// When it is void, if nobody has begun to use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void_at: Option<Timestamp>,
    /// When it was carried out to the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// How many records went.
    pub removed: i64,
    /// The oldest of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_at: Option<Timestamp>,
    /// The youngest of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_at: Option<Timestamp>,
    /// What stands for all of them in their order: the end of a chain of SHA-256 over the lines of the archive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
}

/// A case whose records are held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeldRecords {
    /// The case.
    pub objection: ObjectionId,
    /// Its number.
    pub case_number: String,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub held_by: String,
    /// Since when.
    pub held_at: Timestamp,
}
