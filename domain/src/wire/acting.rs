//! Acting for a company: whom one may act for, and the agents that a company's representative has named.

use crate::id::{HolderId, RepresentationId};
use crate::representation::{ActingAs, TermStanding};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A company that one may act for today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Company {
    /// The company as a holder.
    pub holder: HolderId,
    /// 持证主体 (CZZT).
    pub name: String,
    /// As what one acts for it.
    pub acting_as: ActingAs,
    /// The last day on which one may; none for its representative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// For whom one acts from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ActFor {
    /// The company; none is oneself.
    pub company: Option<HolderId>,
}

/// A company's agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgentShown {
    /// Opaque.
    pub id: RepresentationId,
    /// Their name.
    pub name: String,
    /// Their number, masked.
    pub number: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Option<Date>,
    /// The day on which it was ended early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<Date>,
    /// What that makes of it today.
    pub standing: TermStanding,
}

/// Names an agent. Both name and number have to be those of somebody whom the library knows.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NameAgent {
    /// Their name.
    #[cfg_attr(feature = "openapi", schema(max_length = 50))]
    pub name: String,
    /// Their 公民身份号码.
    #[cfg_attr(feature = "openapi", schema(max_length = 20))]
    pub number: String,
    /// The first day, today or later.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl std::fmt::Debug for NameAgent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NameAgent").finish_non_exhaustive()
    }
}
