//! Who read a licence, as its holder and its issuer are told.

use super::case::StaffRef;
use crate::access::KeyPurpose;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Somebody read a licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LicenceUse {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: UsedBy,
    /// What was done.
    pub what: UseKind,
    /// 事项, where an agency asked for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_item: Option<String>,
}

/// Who read a licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum UsedBy {
    /// Who asks.
    Yourself,
    /// A holder of the licence.
    Holder,
    /// Somebody of an agency.
    Agency {
        /// Which.
        agency: String,
        /// Who; told to that agency's own staff only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        staff: Option<StaffRef>,
    },
    /// Another system of an agency, with a key.
    Machine {
        /// Whose system it is.
        agency: String,
        /// What its key is for.
        purpose: KeyPurpose,
    },
    /// Somebody who was shown it, and is not known.
    Anyone,
    /// The server itself.
    System,
}

/// In which way a licence was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum UseKind {
    /// In a list.
    Listed,
    /// Its page.
    Read,
    /// With its sensitive values in full.
    Revealed,
    /// In a list that was taken home.
    Exported,
    /// With an objection to it.
    Case,
    /// 出示后被查验: by a code that a holder showed.
    Checked,
}
