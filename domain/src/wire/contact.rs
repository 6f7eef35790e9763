//! Where somebody wants to be told besides the app.

use crate::delivery::Means;
use serde::{Deserialize, Serialize};

/// One means and the own address for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnAddress {
    /// By what means.
    pub means: Means,
    /// The confirmed address, masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Whether messages go there.
    #[serde(default)]
    pub wanted: bool,
    /// The address that a code was sent to and that isn't confirmed yet, masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<String>,
}

/// Every means that this deployment offers the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contacts {
    /// The means; none where the deployment tells people in the app alone.
    pub items: Vec<OwnAddress>,
}

/// An address to be proved by a code that is sent to it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAddress {
    /// E-mail address or mobile number.
    #[cfg_attr(feature = "openapi", schema(max_length = 320))]
    pub address: String,
}

/// The code that was sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddressCode {
    /// Six digits.
    #[cfg_attr(feature = "openapi", schema(max_length = 32))]
    pub code: String,
}

/// Whether messages shall go to a confirmed address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// Yes or no.
    pub wanted: bool,
}
