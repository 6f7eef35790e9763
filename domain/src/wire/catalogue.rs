//! 证照目录: what everybody may read of it, and what the desk compiles, reviews and publishes.

use super::case::StaffRef;
use crate::catalogue::{Candidate, Class, EntryEvent, HolderCategory, Level, TypeBody, TypeState};
use crate::id::AgencyId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Longest note of a review, in characters.
pub const NOTE_MAX: usize = 500;
/// Most agencies that issue a type beside the one that compiled it.
pub const ISSUERS_MAX: usize = 200;

/// A type in the public list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TypeSummary {
    /// 证照类型代码.
    pub code: String,
    /// 证照类型名称.
    pub name: String,
    /// The hue of the type's band, 0-359.
    pub hue: u16,
    /// 目录类别.
    pub class: Class,
    /// 持证主体类别.
    pub holders: HolderCategory,
    /// 发证单位: the agency that compiled it.
    pub issuer_name: String,
    /// 已发布, 已暂停 or 已废止.
    pub state: TypeState,
    /// The version in force.
    pub version: u32,
}

/// A type as it is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TypeDetail {
    /// As in a list.
    #[serde(flatten)]
    pub summary: TypeSummary,
    /// 证照定义机构.
    pub definer: String,
    /// 证照定义机构级别.
    pub definer_level: Level,
    /// Everything that the version in force says.
    pub body: TypeBody,
    /// 发证单位, the one that compiled it first.
    pub issuers: Vec<AgencyRef>,
    /// Every version that was ever published, the newest first.
    pub versions: Vec<TypeVersionRef>,
}

/// An agency by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgencyRef {
    /// Opaque.
    pub id: AgencyId,
    /// Its name.
    pub name: String,
}

/// A version in a list of versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TypeVersionRef {
    /// Its number, from 1.
    pub version: u32,
    /// 证照类型名称 under it.
    pub name: String,
    /// When it was published.
    pub published_at: Timestamp,
}

/// One published version of a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TypeVersion {
    /// 证照类型代码.
    pub code: String,
    /// Its number, from 1.
    pub version: u32,
    /// Whether licences are issued under it now, rather than under a later one.
    pub in_force: bool,
    /// When it was published.
    pub published_at: Timestamp,
    /// Everything that it says.
    pub body: TypeBody,
}

/// Which types the public list is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogueQuery {
    /// Part of a name, of a code or of the issuer's name.
    pub q: Option<String>,
    /// Only those that this agency issues.
    pub issuer: Option<AgencyId>,
    /// Only those that such a holder can have.
    pub holders: Option<HolderCategory>,
}

/// An entry in the desk's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntrySummary {
    /// 证照类型代码.
    pub code: String,
    /// 证照类型名称, of the version on its way before the one in force.
    pub name: String,
    /// The hue of the type's band, 0-359.
    pub hue: u16,
    /// Who compiles it.
    pub compiler: AgencyRef,
    /// Whether licences are issued under it.
    pub state: TypeState,
    /// The version in force; none where none was published yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<u32>,
    /// Where the version on its way stands, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidate: Option<Candidate>,
    /// Counts the events; guards every change.
    pub revision: i64,
    /// When something last happened to it.
    pub changed_at: Timestamp,
}

/// An entry with everything that is said and has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryDetail {
    /// As in a list.
    #[serde(flatten)]
    pub summary: EntrySummary,
    /// What the version in force says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<TypeBody>,
    /// What the version on its way says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<TypeBody>,
    /// Who issues it beside the agency that compiled it.
    pub issuers: Vec<AgencyRef>,
    /// What the caller may do to it now.
    pub may: Vec<EntryEvent>,
    /// What happened, the latest first.
    pub history: Vec<EntryHistory>,
}

/// One thing that happened to an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryHistory {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: EntryEvent,
    /// To which version.
    pub version: u32,
    /// By whom; none where the catalogue was set up with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<StaffRef>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Begins a new type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CompileType {
    /// 证照类型代码: the credit code of who defines it and three digits. Empty: the next one of the own agency.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 21))]
    pub code: String,
    /// What it says so far.
    pub body: TypeBody,
}

/// Saves the version on its way, or begins the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SaveType {
    /// The revision that was read.
    pub revision: i64,
    /// What it says so far.
    pub body: TypeBody,
}

/// Submits, returns, publishes, suspends, resumes or withdraws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TurnType {
    /// What shall happen.
    pub event: EntryEvent,
    /// The revision that was read.
    pub revision: i64,
    /// Why; required for 退回, 暂停 and 废止.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub note: String,
}

/// Names who issues a type beside the agency that compiled it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NameIssuers {
    /// The revision that was read.
    pub revision: i64,
    /// All of them.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub agencies: Vec<AgencyId>,
}
