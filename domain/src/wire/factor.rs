//! What staff log in with beside a password.

use crate::id::PasskeyId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What somebody set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Factors {
    /// Since when an authenticator makes codes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totp_since: Option<Timestamp>,
    /// How many codes are left for the day on which it is lost.
    pub recovery_codes: u32,
    /// The devices with which one logs in without a password.
    pub passkeys: Vec<PasskeyShown>,
    /// Whether this address is one at which browsers know passkeys: a name, and not a number.
    pub can_have_passkeys: bool,
    /// Whether a second factor is required here.
    pub is_required: bool,
    /// Whether the log-in is so young that any of this may be changed.
    pub is_fresh: bool,
}

/// A passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasskeyShown {
    /// Opaque.
    pub id: PasskeyId,
    /// What its owner calls it.
    pub name: String,
    /// Since when.
    pub made_at: Timestamp,
    /// When somebody last logged in by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_at: Option<Timestamp>,
}

/// What a browser is asked to let a passkey sign, within five minutes and once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasskeyAsked {
    /// By which the answer is known.
    pub challenge: String,
    /// JSON for `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON` (`WebAuthn` 3), as a text.
    pub options: String,
}

/// A new passkey, as its browser made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPasskey {
    /// As asked.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub challenge: String,
    /// What its owner calls it: 1 to 30 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 30))]
    pub name: String,
    /// `PublicKeyCredential.toJSON()`, as a text.
    #[cfg_attr(feature = "openapi", schema(max_length = 16384))]
    pub credential: String,
}

/// What a passkey signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasskeyLogin {
    /// As asked.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub challenge: String,
    /// `PublicKeyCredential.toJSON()`, as a text.
    #[cfg_attr(feature = "openapi", schema(max_length = 16384))]
    pub credential: String,
}

/// An authenticator that shall be set up, which is shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TotpOffer {
    /// The key in base32, for typing it off.
    pub key: String,
    /// The same as an `otpauth:` address in a QR code, an SVG.
    pub picture: String,
}

/// What somebody types off an authenticator.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FactorCode {
    /// Six digits, or a code for the day on which the authenticator is lost.
    #[cfg_attr(feature = "openapi", schema(max_length = 32))]
    pub code: String,
}

/// Codes for the day on which the authenticator is lost, each good once; they are shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// The codes.
    pub codes: Vec<String>,
}

impl std::fmt::Debug for TotpOffer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TotpOffer").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for FactorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FactorCode").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for RecoveryCodes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecoveryCodes").finish_non_exhaustive()
    }
}
