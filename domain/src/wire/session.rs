//! Logging in, who one is, and the rules that the browser explains with.

use crate::access::Actor;
use crate::calendar::Calendar;
use crate::id::HolderId;
use crate::rulebook::Rulebook;
use crate::second_factor::{Owed, ProvenBy};
use crate::wire::acting::Company;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Who is logged in, and what deployment this is. The first call of both apps; it needs no log-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// The server's time, so that a wrong clock in the browser changes no count of days.
    pub now: Timestamp,
    /// Whether this is a demonstration; every page then says so.
    pub demonstration: bool,
    /// The address at which citizens log in with the identity provider, where one is set up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_in_at: Option<String>,
    /// The address at which a citizen goes on who has logged out here, to log out at the provider too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_out_at: Option<String>,
    /// A log-in ends after so many minutes without a request; what a browser keeps of one must not outlive it.
    pub idle_minutes: u32,
    /// Who is logged in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<Who>,
}

/// Somebody who is logged in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Who {
    /// For the access table.
    pub actor: Actor,
    /// Their name.
    pub name: String,
    /// The agency's name, for staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency_name: Option<String>,
    /// Staff have to change the first password before anything else.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub must_change_password: bool,
    /// What the log-in of staff owes beside the password before anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owes: Option<Owed>,
    /// With what the proof can be given that is owed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proofs: Vec<ProvenBy>,
    /// Unread messages.
    pub unread: i64,
    /// The companies that this citizen may act for; the actor is the one that is acted for now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub companies: Vec<Company>,
}

impl Who {
    /// Whether this is a citizen, who has licences, and none of the staff.
    pub const fn is_holder(&self) -> bool {
        matches!(self.actor, Actor::Holder { .. })
    }

    /// The company that this citizen acts for now.
    pub fn company(&self) -> Option<&Company> {
        let Actor::Holder { holder } = &self.actor else {
            return None;
        };
        self.companies
            .iter()
            .find(|company| company.holder == *holder)
    }
}

/// A citizen logs in with what the identity provider handed back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CitizenLogin {
    /// One use, short-lived; the demonstration provider hands out the holder's opaque id.
    #[cfg_attr(feature = "openapi", schema(max_length = 512))]
    pub ticket: String,
}

/// Staff log in by password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffLogin {
    /// The account's name.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub username: String,
    /// The password.
    #[cfg_attr(feature = "openapi", schema(max_length = 256))]
    pub password: String,
}

/// Changes one's own password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The one that holds.
    #[cfg_attr(feature = "openapi", schema(max_length = 256))]
    pub current: String,
    /// The one that shall hold: at least 8 characters, letters and digits, not containing the user name (兰安 一百二十六).
    #[cfg_attr(feature = "openapi", schema(min_length = 8, max_length = 256))]
    pub new: String,
}

/// A person of the demonstration whom a visitor can be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DemoPerson {
    /// The holder; doubles as the ticket of the demonstration provider.
    pub holder: HolderId,
    /// An invented name.
    pub name: String,
    /// What there is to see, in one line of Chinese.
    pub about: String,
}

/// An account of the demonstration's staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DemoStaff {
    /// The account's name.
    pub username: String,
    /// The demonstration's password, the same for all.
    pub password: String,
    /// An invented name.
    pub name: String,
    /// The agency's name.
    pub agency_name: String,
    /// As what.
    pub role: crate::access::Role,
}

/// Who one can be in the demonstration; a problem `not-found` anywhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DemoAccounts {
    /// A handful of citizens.
    pub persons: Vec<DemoPerson>,
    /// Staff.
    pub staff: Vec<DemoStaff>,
}

/// What the browser computes with: the same rules and calendar as the server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rules {
    /// The deployment's rulebook, with the procedures and clocks that the screens need.
    pub rulebook: Rulebook,
    /// The working-day calendar as known today.
    pub calendar: Calendar,
}

impl std::fmt::Debug for StaffLogin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StaffLogin")
            .field("username", &self.username)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ChangePassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ChangePassword").finish_non_exhaustive()
    }
}
