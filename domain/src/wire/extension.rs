//! 延长: more time for a step, asked for and granted or refused.

use crate::id::ExtensionId;
use crate::objection::Consent;
use crate::rulebook::Spoken;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// That more time was asked for a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExtensionView {
    /// Opaque.
    pub id: ExtensionId,
    /// For which step.
    pub step: String,
    /// What people call the step.
    pub name: Spoken,
    /// The date that stood.
    pub from: Date,
    /// The date that was asked for; once granted, the one that stands instead.
    pub to: Date,
    /// Why; empty to the objector.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who asked: to the objector the agency.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<ExtensionAnswer>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExtensionAnswer {
    /// Granted or refused.
    pub consent: Consent,
    /// With these words; empty to the objector.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// By whom; empty to the objector.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Asks for more time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AskExtension {
    /// For which step of the case's procedure.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub step: String,
    /// Why, in 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub words: String,
}

/// Grants it or refuses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DecideExtension {
    /// Which.
    pub consent: Consent,
    /// Why, in 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub words: String,
}
