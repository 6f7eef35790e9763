//! 随机抽查: samples of licences, what was found, and what the issuer answered.

use super::case::StaffRef;
use crate::id::{AgencyId, InspectionId, LicenceId};
use crate::inspection::{SampleEvent, SampleState};
use crate::licence::{LicenceStatus, Trust};
use crate::rulebook::Ground;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Which licences are drawn from; what is left out is not asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct SampleFilter {
    /// Of this issuer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<AgencyId>,
    /// Of this type.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 21))]
    pub type_code: Option<String>,
    /// Issued on this day or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_from: Option<Date>,
    /// Issued on this day or earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_to: Option<Date>,
    /// 证照等级 of the current version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trust: Option<Trust>,
    /// The stored status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<LicenceStatus>,
}

/// Draws a sample and gives it to an inspector.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DrawSample {
    /// How many licences.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 500))]
    pub wanted: u32,
    /// Which licences are drawn from.
    #[serde(default)]
    pub filter: SampleFilter,
    /// Sixteen hexadecimal digits, where the seed was drawn elsewhere and in public; else the server draws one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 16))]
    pub seed: Option<String>,
    /// Who looks at the licences: a supervisor or an auditor of the own agency.
    pub inspector: crate::id::StaffId,
}

/// What the inspector records about a licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "result", rename_all = "kebab-case", deny_unknown_fields)]
pub enum RecordFinding {
    /// Nothing was found.
    Conforms {
        /// As read.
        revision: i64,
    },
    /// Something was found: the issuer is asked to mend it.
    Finding {
        /// As read.
        revision: i64,
        /// What kind.
        ground: Ground,
        /// What; kept sealed.
        #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 500))]
        words: String,
        /// Working days to mend it.
        #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 30))]
        mend_days: u32,
    },
}

/// The issuer's answer to a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerFinding {
    /// As read.
    pub revision: i64,
    /// What was done; kept sealed.
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 500))]
    pub words: String,
}

/// The inspector's word on an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct JudgeAnswer {
    /// As read.
    pub revision: i64,
    /// Whether the finding is closed; else it is owed again, by the same date.
    pub close: bool,
    /// Why not, or what was seen; kept sealed.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub words: String,
}

/// How many licences of a sample stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SampleCounts {
    /// 待查.
    pub drawn: i64,
    /// 相符.
    pub conforms: i64,
    /// 待整改.
    pub found: i64,
    /// 待复核.
    pub answered: i64,
    /// 已办结.
    pub closed: i64,
    /// 待整改 although the date has passed.
    pub overdue: i64,
}

/// A sample in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InspectionSummary {
    /// Opaque.
    pub id: InspectionId,
    /// When it was drawn.
    pub drawn_at: Timestamp,
    /// By whom.
    pub drawn_by: StaffRef,
    /// Who looks at the licences.
    pub inspector: StaffRef,
    /// How many licences were asked for.
    pub wanted: i64,
    /// Out of how many.
    pub stock: i64,
    /// Where they stand; to an issuer's staff only their own that were looked at.
    pub counts: SampleCounts,
}

/// One sample with its licences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InspectionDetail {
    /// What the list shows.
    pub summary: InspectionSummary,
    /// The seed: sixteen hexadecimal digits.
    pub seed: String,
    /// Which licences were drawn from.
    pub filter: SampleFilter,
    /// The issuer's name, where the filter names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter_issuer: Option<String>,
    /// The last licence that was drawn from, in the order of their ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upper: Option<LicenceId>,
    /// SM3 over the ids that were drawn from, in their order, 16 bytes each: hexadecimal.
    pub stock_digest: String,
    /// The licences, in the order in which they were drawn.
    pub items: Vec<Sampled>,
    /// Whether the reader is its inspector.
    pub mine: bool,
}

/// A licence of a sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sampled {
    /// Which.
    pub licence: LicenceId,
    /// In which order it was drawn, 1 first.
    pub place: i64,
    /// Who issued it.
    pub issuer_name: String,
    /// Its type.
    pub type_name: String,
    /// 证照编号, masked where it is a person's number.
    pub number: String,
    /// The version that was current when it was drawn.
    pub version: u16,
    /// Where it stands.
    pub state: SampleState,
    /// Hand this back with the next step.
    pub revision: i64,
    /// What kind of finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
    /// Until when it has to be mended, a service target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_date: Option<Date>,
    /// Whether it is owed although that date has passed.
    pub overdue: bool,
    /// What was found, answered and judged, in this order.
    pub history: Vec<SampleHistory>,
}

/// One step of a licence of a sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SampleHistory {
    /// What happened.
    pub event: SampleEvent,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// Who and what a draw can name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DrawChoices {
    /// Who can be the inspector.
    pub inspectors: Vec<StaffRef>,
    /// The issuers.
    pub issuers: Vec<AgencyName>,
    /// The types.
    pub types: Vec<TypeRef>,
}

/// An agency by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgencyName {
    /// Which.
    pub id: AgencyId,
    /// Its name.
    pub name: String,
}

/// A type by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TypeRef {
    /// 证照类型代码.
    pub code: String,
    /// Its name.
    pub name: String,
}
