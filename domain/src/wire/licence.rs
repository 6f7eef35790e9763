//! Licences as the citizen's app and the desk see them.

use crate::id::LicenceId;
pub use crate::licence::FaceValue;
use crate::licence::{LicenceEventKind, LicenceStanding, LicenceStatus, Trust};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A licence in a list, or on top of its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LicenceSummary {
    /// Opaque.
    pub id: LicenceId,
    /// 证照类型名称 (ZZLXMC).
    pub type_name: String,
    /// The hue of the type's band, 0-359.
    pub hue: u16,
    /// 证照编号 (ZZBH), masked where it is a person's number.
    pub number: String,
    /// 持证主体 (CZZT).
    pub holder_name: String,
    /// 证照颁发机构 (ZZBFJG).
    pub issuer_name: String,
    /// What it is today.
    pub standing: LicenceStanding,
    /// 证照有效期起始日期 (ZZYXQQSRQ).
    pub valid_from: Date,
    /// 证照有效期截止日期 (ZZYXQJZRQ); none means 长期.
    pub valid_to: Option<Date>,
    /// 抵押: it is pledged; its validity is not touched.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pledged: bool,
    /// 异议标注: it is in dispute; its validity is not touched.
    pub disputed: bool,
    /// The current version, 1 first.
    pub version: u16,
}

/// A licence's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LicenceDetail {
    /// What the card shows.
    #[serde(flatten)]
    pub summary: LicenceSummary,
    /// 证照标识 (ZZBS).
    pub identifier: String,
    /// How many events there have been: what a change names as the state that it was decided on.
    pub revision: i64,
    /// 证照类型代码 (ZZLXDM).
    pub type_code: String,
    /// 证照等级 of the current version.
    pub trust: Trust,
    /// 持证主体, all of them, with their codes masked where they are a person's.
    pub holders: Vec<HolderShown>,
    /// The stored status; `standing` is computed from it and from the dates.
    pub status: LicenceStatus,
    /// 证照颁发日期 (ZZBFRQ).
    pub issued_on: Date,
    /// 照面信息 of the current version, in the order of the type's schema.
    pub face: Vec<FaceValue>,
    /// What happened to it, oldest first.
    pub history: Vec<LicenceHistory>,
    /// Whether the reader may object to it: its leading holder may.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_object: bool,
    /// The holder's unfinished draft of an objection to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<crate::id::DraftId>,
    /// The holder's open objection to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_objection: Option<crate::id::ObjectionId>,
}

/// One holder of a licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HolderShown {
    /// 持证主体 (CZZT).
    pub name: String,
    /// 持证主体代码类型代码 (CZZTDMLXDM).
    pub code_type: String,
    /// 持证主体代码 (CZZTDM), masked where it is a person's.
    pub code: String,
}

/// Something that happened to a licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LicenceHistory {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: LicenceEventKind,
    /// The day from which it counts.
    pub on: Date,
    /// The version that it made, or that it happened to.
    pub version: u16,
    /// By whom: an agency's name.
    pub by: String,
    /// The legal basis or the number of the document.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}
