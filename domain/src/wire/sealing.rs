//! What waits for a seal, putting it, print-outs, and the summary of both.

use super::case::StaffRef;
use super::seal::SealSummary;
use crate::id::{AgencyId, LicenceId};
use crate::issuing::Way;
use crate::sealing::{Period, UseRefusal};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Most versions that are sealed by one request.
pub const SEALED_AT_ONCE: usize = 200;

/// A version that waits for the keeper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitingVersion {
    /// The licence.
    pub licence: LicenceId,
    /// 版本号.
    pub version: u16,
    /// 证照标识.
    pub identifier: String,
    /// 证照类型名称.
    pub type_name: String,
    /// The hue of the type's band, 0-359.
    pub hue: u16,
    /// 证照编号, masked where it is a person's number.
    pub number: String,
    /// 持证主体, the leading one.
    pub holder_name: String,
    /// How it came to wait.
    pub way: Way,
    /// Since when.
    pub since: Timestamp,
    /// Who approved the content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<StaffRef>,
}

/// What waits for a keeper, and which seals that one keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitingForSeal {
    /// The seals that the caller may put.
    pub seals: Vec<SealSummary>,
    /// What waits, the longest first; versions that a standing authority will take are left out.
    pub items: Vec<WaitingVersion>,
    /// Whether there are more.
    pub more: bool,
}

/// One version of a licence. It stands flat in [`SealRefused`], so that it can't forbid other fields beside its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionRef {
    /// The licence.
    pub licence: LicenceId,
    /// 版本号.
    pub version: u16,
}

/// Puts a seal on versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PutSeal {
    /// Which.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 200))]
    pub versions: Vec<VersionRef>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealPut {
    /// Those that bear the seal now.
    pub sealed: Vec<VersionRef>,
    /// Those that don't, and why.
    pub refused: Vec<SealRefused>,
}

/// Why a version wasn't sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealRefused {
    /// Which.
    #[serde(flatten)]
    pub version: VersionRef,
    /// Why.
    pub why: UseRefusal,
}

/// Says that a version was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordPrint {
    /// 版本号, the one that holds.
    pub version: u16,
}

/// That a print-out was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrintRecorded {
    /// When.
    pub at: Timestamp,
}

/// 电子印章签章和在线打印情况汇总表 (兰安 一百四十二).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealingReport {
    /// How regularly it is made.
    pub period: Period,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// A row for each issuer.
    pub rows: Vec<SealingRow>,
}

/// What one issuer sealed and printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealingRow {
    /// The issuer.
    pub agency: AgencyId,
    /// Its name.
    pub agency_name: String,
    /// Sealed by a keeper.
    pub by_keeper: i64,
    /// Sealed by a standing authority.
    pub by_authority: i64,
    /// Print-outs.
    pub prints: i64,
}
