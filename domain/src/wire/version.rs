//! The versions of a licence, and the proof that one of them was sealed.

use super::case::StaffRef;
use super::licence::FaceValue;
use crate::licence::{LicenceEventKind, Trust};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One version of a licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionShown {
    /// 版本号, 1 first.
    pub version: u16,
    /// 证照标识 (ZZBS).
    pub identifier: String,
    /// 关联证照标识 (GLZZBS): the version before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predecessor: Option<String>,
    /// Whether another version has taken its place.
    pub superseded: bool,
    /// What made it.
    pub made_by: LicenceEventKind,
    /// 证照等级.
    pub trust: Trust,
    /// The version of the type under which it was issued.
    pub schema_version: u32,
    /// 证照有效期起始日期 (ZZYXQQSRQ).
    pub valid_from: Date,
    /// 证照有效期截止日期 (ZZYXQJZRQ); none means 长期.
    pub valid_to: Option<Date>,
    /// When it entered the library.
    pub created_at: Timestamp,
    /// 照面信息, masked where it is sensitive.
    pub face: Vec<FaceValue>,
    /// Who approved the content; told to the issuer's staff only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<StaffRef>,
    /// Its seal, once it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<SealShown>,
}

/// The seal on a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealShown {
    /// The seal's name.
    pub name: String,
    /// The unit whose seal it is.
    pub unit: String,
    /// When it was put on.
    pub sealed_at: Timestamp,
}

/// Everything that a reader needs to check a seal without trusting this system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealProof {
    /// The seal.
    pub seal: SealShown,
    /// The record that was sealed, to the byte (RFC 8785 JSON, UTF-8). It holds the holders' numbers in full.
    pub record: String,
    /// The signature: DER, in base64.
    pub signature: String,
    /// The certificates, the seal's own first: DER, in base64.
    pub chain: Vec<String>,
    /// The fingerprints (SM3, hexadecimal) of the roots that this deployment trusts.
    pub roots: Vec<String>,
}
