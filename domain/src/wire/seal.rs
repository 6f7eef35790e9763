//! The register of seals. What waits for one and how they are used is in [`super::sealing`].

use super::case::StaffRef;
use crate::id::{AgencyId, AuthorityId, SealId, StaffId};
use crate::sealing::{Covers, SealEvent, SealForm, SealState};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Longest note, in characters.
pub const NOTE_MAX: usize = 300;
/// Longest answer of an authority, in characters: six certificates are half of it.
pub const CERTIFICATES_MAX: usize = 20_000;

/// Asks for a seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestSeal {
    /// 电子印章印模采集表.
    pub form: SealForm,
    /// Who shall keep it (专管人员): a handler of the own agency.
    pub keeper: StaffId,
}

/// Lets something happen to a seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MoveSeal {
    /// The version of the seal that was read.
    pub version: i64,
    /// What happens.
    pub event: SealEvent,
    /// Why; needed to decline, suspend, resume and revoke.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 300))]
    pub note: String,
    /// To make under this deployment's own root: the last day on which it may be put.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// To make under an accredited authority: what it answered, as PEM, the seal's own certificate first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 20000))]
    pub certificate: Option<String>,
}

/// Asks for what an accredited authority needs to certify a seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AskForCertificate {
    /// The version of the seal that was read.
    pub version: i64,
}

/// What goes to the authority, and the seal as it stands then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CertificateRequest {
    /// PKCS#10, as PEM.
    pub request: String,
    /// The seal.
    pub seal: SealDetail,
}

/// As what somebody keeps a seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Keeping {
    /// 专管人员.
    Keeper,
    /// 代管人员.
    Deputy,
}

/// Hands a seal over, with the agreement of who asks (兰安 一百三十七).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HandSealOver {
    /// The version of the seal that was read.
    pub version: i64,
    /// As what.
    pub keeping: Keeping,
    /// To whom; nobody ends a deputyship.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<StaffId>,
    /// Why, and what was handed over.
    #[cfg_attr(feature = "openapi", schema(max_length = 300))]
    pub note: String,
}

/// A seal in the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealSummary {
    /// Opaque.
    pub id: SealId,
    /// 印章名称.
    pub name: String,
    /// The unit whose seal it is.
    pub agency: AgencyId,
    /// Its name.
    pub agency_name: String,
    /// Where it stands.
    pub state: SealState,
    /// Hand this back with a change.
    pub version: i64,
    /// 专管人员.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keeper: Option<StaffRef>,
    /// 代管人员.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy: Option<StaffRef>,
    /// From when it may be put.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Timestamp>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Timestamp>,
    /// When it was asked for.
    pub requested_at: Timestamp,
}

/// A seal with its form, its history and its standing authorities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealDetail {
    /// As in the register.
    #[serde(flatten)]
    pub summary: SealSummary,
    /// What it was asked with, the numbers of people masked.
    pub form: SealForm,
    /// Whether form and credit-code certificate differ.
    pub differs: bool,
    /// What happened, the oldest first.
    pub history: Vec<SealHistory>,
    /// The standing authorities, the newest first.
    pub authorities: Vec<AuthorityShown>,
    /// Who of its agency can keep it.
    pub candidates: Vec<StaffRef>,
}

/// What happened to a seal or who took it over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SealDeed {
    /// 申请.
    Requested,
    /// 核实确认.
    Confirmed,
    /// 不予制作.
    Declined,
    /// 申请证书: it has a key, and the request for a certificate went out.
    CertificateAsked,
    /// 制作.
    Made,
    /// 停用.
    Suspended,
    /// 恢复.
    Resumed,
    /// 废止.
    Revoked,
    /// 专管人员交接.
    KeeperChanged,
    /// 代管人员交接.
    DeputyChanged,
}

impl From<SealEvent> for SealDeed {
    fn from(event: SealEvent) -> Self {
        match event {
            SealEvent::Confirm => Self::Confirmed,
            SealEvent::Decline => Self::Declined,
            SealEvent::Make => Self::Made,
            SealEvent::Suspend => Self::Suspended,
            SealEvent::Resume => Self::Resumed,
            SealEvent::Revoke => Self::Revoked,
        }
    }
}

/// One line of a seal's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealHistory {
    /// When.
    pub at: Timestamp,
    /// What.
    pub deed: SealDeed,
    /// By whom; of a hand-over: who agreed.
    pub by: StaffRef,
    /// Who handed it over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<StaffRef>,
    /// Who took it over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<StaffRef>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Grants a standing authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GrantAuthority {
    /// 证照类型代码.
    #[cfg_attr(feature = "openapi", schema(max_length = 21))]
    pub type_code: String,
    /// Which versions.
    pub covers: Covers,
    /// From this day on.
    pub from: Date,
    /// Through this day.
    pub to: Date,
}

/// A standing authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuthorityShown {
    /// Opaque.
    pub id: AuthorityId,
    /// 证照类型代码.
    pub type_code: String,
    /// 证照类型名称.
    pub type_name: String,
    /// Which versions.
    pub covers: Covers,
    /// From this day on.
    pub from: Date,
    /// Through this day.
    pub to: Date,
    /// By whom.
    pub granted_by: StaffRef,
    /// When.
    pub granted_at: Timestamp,
    /// When somebody ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// How many versions were sealed by it.
    pub sealed: i64,
}
