//! Where somebody is logged in.

use crate::device::Device;
use crate::id::LogInId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One log-in that lasts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogInShown {
    /// Opaque; it opens nothing.
    pub id: LogInId,
    /// With what.
    pub device: Device,
    /// Since when.
    pub since: Timestamp,
    /// When it was last seen, to the minute.
    pub seen_at: Timestamp,
    /// Whether it is the one that asks.
    pub is_here: bool,
}

/// Everywhere that somebody is logged in, the last seen first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogIns {
    /// The log-ins.
    pub items: Vec<LogInShown>,
}

/// Ends several log-ins at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EndLogIns {
    /// Which.
    pub which: WhichLogIns,
}

/// Which log-ins shall end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WhichLogIns {
    /// All but the one that asks.
    Others,
    /// All.
    All,
}
