//! Whether messages reached their recipients outside of the app, and what the desk does about those that didn't.

use super::notice::NoticeKind;
use crate::delivery::{DeliveryFault, DeliveryState, Means, OtherWay};
use crate::id::{DeliveryId, ObjectionId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One message by one means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Delivery {
    /// Opaque.
    pub id: DeliveryId,
    /// What the message says.
    pub kind: NoticeKind,
    /// By what means.
    pub means: Means,
    /// How far it has come.
    pub state: DeliveryState,
    /// Since when.
    pub since: Timestamp,
    /// How often it was tried.
    pub tries: i64,
    /// Why the last try failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<DeliveryFault>,
    /// When it is tried next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_try: Option<Timestamp>,
    /// How its recipient was told instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<ToldView>,
    /// For writes.
    pub version: i64,
}

/// That somebody was told by other means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ToldView {
    /// How.
    pub way: OtherWay,
    /// When, as it was entered.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

/// A message that did not arrive: a task of the agency that it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Undelivered {
    /// The delivery.
    pub delivery: Delivery,
    /// The case that it tells of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objection: Option<ObjectionId>,
    /// What people quote of the case.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub case_number: String,
    /// The licence's type.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub type_name: String,
    /// Who was to be told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub holder_name: String,
    /// Whose task it is.
    pub issuer_name: String,
    /// Whether the caller may do it.
    #[serde(default)]
    pub mine: bool,
}

/// Enters that somebody was told by other means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// As read.
    pub version: i64,
    /// How.
    pub way: OtherWay,
    /// When; not before the message and not in the future.
    pub at: Timestamp,
}
