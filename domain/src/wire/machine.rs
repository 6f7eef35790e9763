//! The keys of other systems.

use crate::access::KeyPurpose;
use crate::id::MachineKeyId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Gives a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GiveKey {
    /// 统一社会信用代码 of the agency to which it is given: what the key does is done in its name.
    #[cfg_attr(feature = "openapi", schema(max_length = 18))]
    pub agency_code: String,
    /// For what.
    pub purpose: KeyPurpose,
    /// Which system will have it, in 2 to 60 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub label: String,
}

/// A key that was given, with its secret, which is shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GivenKey {
    /// The key.
    pub key: MachineKey,
    /// To be sent as `Authorization: Bearer ...`.
    pub secret: String,
}

/// Whoever reads the secret in a log could act with it.
impl fmt::Debug for GivenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("GivenKey");
        shown.field("key", &self.key).finish_non_exhaustive()
    }
}

/// A key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MachineKey {
    /// Opaque.
    pub id: MachineKeyId,
    /// Whose it is.
    pub agency_name: String,
    /// For what.
    pub purpose: KeyPurpose,
    /// Which system has it.
    pub label: String,
    /// Who gave it.
    pub given_by: String,
    /// When.
    pub given_at: Timestamp,
    /// When it did something last, as the log has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
    /// Since when it opens nothing any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
}

/// Every key that was given, the last first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MachineKeys {
    /// The keys.
    pub items: Vec<MachineKey>,
}
