//! The accounts of staff.

use crate::access::Role;
use crate::id::{AgencyId, StaffId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Makes an account for one person (兰安 一百二十五: 一人一用户).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// What the person logs in with: 3 to 32 of a-z, 0-9 and hyphens.
    #[cfg_attr(feature = "openapi", schema(max_length = 32))]
    pub username: String,
    /// The person's own name, in 2 to 30 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 30))]
    pub name: String,
    /// Where the person works.
    pub agency: AgencyId,
    /// As what; never a holder.
    pub role: Role,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffAccount {
    /// Opaque.
    pub id: StaffId,
    /// What the person logs in with.
    pub username: String,
    /// The person's own name.
    pub name: String,
    /// Where the person works.
    pub agency_name: String,
    /// As what.
    pub role: Role,
    /// When it was made.
    pub made_at: Timestamp,
    /// Whether the password that was given has still to be changed.
    pub has_initial_password: bool,
    /// Whether its owner set up a second factor.
    pub has_second_factor: bool,
    /// When somebody was last seen under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<Timestamp>,
    /// Since when it opens nothing any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
}

/// Every account, those that open something first, and where people may work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffAccounts {
    /// The accounts.
    pub items: Vec<StaffAccount>,
    /// The agencies.
    pub agencies: Vec<AgencyChoice>,
}

/// An agency to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgencyChoice {
    /// Opaque.
    pub id: AgencyId,
    /// Its name.
    pub name: String,
}

/// An account with the password that was given it, which is shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GivenAccount {
    /// The account.
    pub account: StaffAccount,
    /// To be changed at the first log-in (兰安 八十), within three days.
    pub password: String,
}

impl std::fmt::Debug for GivenAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GivenAccount")
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}
