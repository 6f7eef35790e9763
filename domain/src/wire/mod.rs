//! What travels between the browser and the server: requests and answers of `/api/v1`.
//!
//! Dates are local (UTC+8) `YYYY-MM-DD`, instants RFC 3339 in UTC. Field names of licence data follow
//! GB/T 36903 as practised where a standard name exists; the doc comment of each field gives the short name.

pub mod acting;
pub mod asking;
pub mod board;
pub mod calendar;
pub mod case;
pub mod case_note;
pub mod catalogue;
pub mod contact;
pub mod delivery;
pub mod desk;
pub mod device;
pub mod disclosure;
pub mod draft;
pub mod extension;
pub mod factor;
pub mod importing;
pub mod inquiry;
pub mod inspection;
pub mod issuing;
pub mod licence;
pub mod machine;
pub mod notice;
pub mod outage;
pub mod outside;
pub mod pruning;
pub mod quality;
pub mod queue;
pub mod representative;
pub mod seal;
pub mod sealing;
pub mod search;
pub mod session;
pub mod showing;
pub mod staff;
pub mod template;
pub mod urging;
pub mod uses;
pub mod version;

use serde::{Deserialize, Serialize};

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The rows, in the order of the list.
    pub items: Vec<T>,
    /// Hand this back as `cursor` for the next page; none at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// The version that the caller has seen; a write on another one is refused with `stale-version`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// As read.
    pub version: i64,
}
