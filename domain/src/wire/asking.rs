//! What an objector asks for on the wire: files a case, adds to it, withdraws, wants a review.

use crate::objection::Complaint;
use serde::{Deserialize, Serialize};

/// Files a case about a data set or a web page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FileComplaint {
    /// A procedure of the rulebook that is open to the app.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub procedure: String,
    /// What is wrong with what.
    pub complaint: Complaint,
}

/// The objector's answer to a return for supplement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Supplement {
    /// The version that was read.
    pub version: i64,
    /// In words, 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub text: String,
}

/// The objector withdraws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// The version that was read.
    pub version: i64,
}

/// The objector asks for 复核.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AskReview {
    /// The version that was read.
    pub version: i64,
    /// Why, 4 to 2,000 characters.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub text: String,
}
