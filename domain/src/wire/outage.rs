//! 补办: an issuer's outages and what they held up.

use super::case::ClockView;
use crate::id::{HeldUpId, LicenceId, ObjectionId, OutageId, PreparationId};
use crate::licence::LicenceEventKind;
use crate::outage::{HeldUp, ItemState, OutagePhase};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Longest cause, measure or sentence, in characters.
pub const WORDS_MAX: usize = 500;
/// Most items of one outage.
pub const ITEMS_MAX: i64 = 1_000;

/// Declares that 不可抗力 keeps the agency from its work; the managing body is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeclareOutage {
    /// When it began.
    pub began_at: Timestamp,
    /// What happened.
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 500))]
    pub cause: String,
    /// 应急措施: what is done about it meanwhile.
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 500))]
    pub measures: String,
}

/// Says that an outage is over; the clock runs from then, and the managing body is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EndOutage {
    /// As read.
    pub version: i64,
    /// 故障排除: when it ended.
    pub ended_at: Timestamp,
}

/// Lists something that was held up. Whenever that is, it is due with everything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ListHeldUp {
    /// What.
    pub what: HeldUp,
    /// For whom or of which licence; kept sealed.
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 500))]
    pub words: String,
}

/// Settles an item: by what was entered, or by why it fell away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "by", rename_all = "kebab-case", deny_unknown_fields)]
pub enum SettleHeldUp {
    /// A preparation of the own agency that was approved since the outage began.
    Preparation {
        /// Which.
        preparation: PreparationId,
    },
    /// An event that the own agency entered since the outage began.
    Event {
        /// Of which licence.
        licence: LicenceId,
        /// Its place in the licence's history.
        seq: i64,
    },
    /// Nothing has to be made good any more.
    FellAway {
        /// Why.
        #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 500))]
        words: String,
    },
}

/// An outage in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutageSummary {
    /// Opaque.
    pub id: OutageId,
    /// Whose.
    pub agency_name: String,
    /// When it began.
    pub began_at: Timestamp,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// Where it stands.
    pub phase: OutagePhase,
    /// How much waits.
    pub waiting: i64,
    /// How much was held up.
    pub items: i64,
    /// The clock of its case, once there is one: something waits, or waited, after the end. None where the rulebook sets
    /// none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockView>,
    /// Whether something waits although the clock has run out.
    pub overdue: bool,
}

/// The case of what an outage held up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutageCase {
    /// Opaque.
    pub id: ObjectionId,
    /// What people quote.
    pub case_number: String,
}

/// One outage with everything that it held up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutageDetail {
    /// What the list shows.
    pub summary: OutageSummary,
    /// Hand this back when it ends.
    pub version: i64,
    /// What happened.
    pub cause: String,
    /// 应急措施.
    pub measures: String,
    /// Who declared it.
    pub declared_by: String,
    /// When.
    pub declared_at: Timestamp,
    /// Its case, the last where something was listed after all was made good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<OutageCase>,
    /// When its end was entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_entered_at: Option<Timestamp>,
    /// What was held up, what waits first.
    pub items: Vec<HeldUpItem>,
    /// What the agency has entered since it began and could link, the last first; to its own staff only.
    pub entered: Vec<EnteredSince>,
    /// Whether the reader may declare, list and settle here.
    pub mine: bool,
}

/// Something that was held up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeldUpItem {
    /// Opaque.
    pub id: HeldUpId,
    /// What.
    pub what: HeldUp,
    /// For whom or of which licence; to the agency's own staff only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// What became of it.
    pub state: ItemState,
    /// When that was noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled_at: Option<Timestamp>,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled_by: Option<String>,
    /// Why it fell away; to the agency's own staff only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// What was entered instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linked: Option<EnteredSince>,
}

/// Something that was entered into the library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnteredSince {
    /// Of which licence.
    pub licence: LicenceId,
    /// Its place in the licence's history.
    pub seq: i64,
    /// What happened.
    pub kind: LicenceEventKind,
    /// When it was entered.
    pub at: Timestamp,
    /// The licence's type.
    pub type_name: String,
    /// 证照编号, masked where it is a person's number.
    pub number: String,
}
