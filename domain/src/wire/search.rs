//! The search of the issuing desk, who used a licence, and what is done to many at once.

use super::issuing::EventForm;
use super::licence::{HolderShown, LicenceSummary};
use crate::id::{HolderId, LicenceId, PreparationId};
use crate::licence::{LicenceEventKind, LicenceStanding, LicenceStatus};
use crate::problem::ProblemCode;
use crate::searching::By;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most licences that one event is entered for at once.
pub const EVENTS_AT_ONCE: usize = 200;
/// Most preparations that are approved at once.
pub const APPROVALS_AT_ONCE: usize = 100;
/// Most days ahead in which an end of validity is looked for.
pub const EXPIRING_MAX: u16 = 3_650;
/// Days ahead that [`LicenceCounts::expiring`] looks.
pub const EXPIRING_SOON: u16 = 30;
/// A count doesn't go on after so many: it says 'at least'.
pub const COUNTED_AT_MOST: i64 = 1_000;
/// Most rows of an export.
pub const EXPORT_MAX: usize = 100_000;

/// Which licences of the own agency the search shows, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default)]
pub struct LicenceFilter {
    /// 证照标识, 证照编号 or the beginning of a holder's name. A holder's number doesn't belong into an address: see
    /// `search-by-number`.
    #[cfg_attr(feature = "openapi", param(max_length = 128))]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// What `q` is; without it what it looks like.
    #[cfg_attr(feature = "openapi", param(inline))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
    /// Whose: the opaque id that `search-by-number` answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<HolderId>,
    /// 证照类型代码.
    #[cfg_attr(feature = "openapi", param(max_length = 21))]
    #[serde(rename = "type", skip_serializing_if = "String::is_empty")]
    pub type_code: String,
    /// What they are today.
    #[cfg_attr(feature = "openapi", param(inline))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<LicenceStanding>,
    /// Valid ones that end within so many days from today.
    #[cfg_attr(feature = "openapi", param(maximum = 3650))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiring: Option<u16>,
    /// 异议标注.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub disputed: bool,
    /// 抵押.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub pledged: bool,
    /// Those whose current version waits for its seal.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unsealed: bool,
    /// The order; of a name always by name.
    #[cfg_attr(feature = "openapi", param(inline))]
    #[serde(skip_serializing_if = "SearchOrder::is_default")]
    pub order: SearchOrder,
}

/// Which comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SearchOrder {
    /// What entered the library last; of expired ones what ended last, of expiring ones what ends first.
    #[default]
    Newest,
    /// What ends first; without an end last.
    Ends,
    /// What ends last.
    EndsLast,
}

impl SearchOrder {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::Newest, Self::Ends, Self::EndsLast];

    /// As it stands in an address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Ends => "ends",
            Self::EndsLast => "ends-last",
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// Looks for the licences of a holder, or for a licence that bears such a number.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SearchByNumber {
    /// 持证主体代码, whole.
    #[cfg_attr(feature = "openapi", schema(max_length = 128))]
    pub number: String,
}

/// What bears a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundByNumber {
    /// The holder with this number, if the own agency issued anything to that one: list by `holder`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<HolderId>,
    /// Licences with this 证照编号.
    pub items: Vec<LicenceRow>,
}

/// A page of the search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LicencePage {
    /// The rows, in the order asked for.
    pub items: Vec<LicenceRow>,
    /// Hand this back as `cursor` for the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// How many the own agency has of each kind; told on the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<LicenceCounts>,
    /// Of which types the own agency may have any; told on the first page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<TypeNamed>,
    /// Whose licences these are, where it was asked for one holder's and there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<HolderShown>,
    /// As what `q` was understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
}

/// A type with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TypeNamed {
    /// 证照类型代码 (ZZLXDM).
    pub code: String,
    /// 证照类型名称 (ZZLXMC).
    pub name: String,
}

/// A licence in the search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LicenceRow {
    /// What every list shows.
    #[serde(flatten)]
    pub licence: LicenceSummary,
    /// What a change names as the state that it was decided on.
    pub revision: i64,
    /// 证照类型代码 (ZZLXDM).
    pub type_code: String,
    /// The stored status.
    pub status: LicenceStatus,
    /// Whether its current version waits for a seal.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unsealed: bool,
}

/// How many licences an agency has of each kind; counting stops at 1,000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LicenceCounts {
    /// 有效.
    pub valid: i64,
    /// 未生效.
    pub not_yet_valid: i64,
    /// 已过期.
    pub expired: i64,
    /// 暂扣.
    pub suspended: i64,
    /// 挂失.
    pub lost: i64,
    /// 已注销.
    pub cancelled: i64,
    /// 已撤销.
    pub withdrawn: i64,
    /// 已吊销.
    pub revoked: i64,
    /// Valid ones that end within 30 days.
    pub expiring: i64,
    /// 异议标注.
    pub disputed: i64,
    /// 抵押.
    pub pledged: i64,
    /// Versions that wait for a seal.
    pub unsealed: i64,
}

/// As what a list is taken home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ExportFormat {
    /// Comma-separated values, UTF-8.
    Csv,
    /// A workbook.
    Xlsx,
}

impl ExportFormat {
    /// As it stands in an address and at the end of a file's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// One event for many licences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EnterEvents {
    /// What happened.
    pub kind: LicenceEventKind,
    /// When, on which ground and why.
    pub words: EventForm,
    /// To which, each as it was read.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 200))]
    pub licences: Vec<LicenceAt>,
}

/// A licence as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LicenceAt {
    /// Which.
    pub licence: LicenceId,
    /// The revision that was read.
    pub revision: i64,
}

/// Approves many contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApproveContents {
    /// Which, each by the digest that was read.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 100))]
    pub preparations: Vec<PreparationAt>,
}

/// A preparation as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PreparationAt {
    /// Which.
    pub preparation: PreparationId,
    /// The digest of the content that was read.
    #[cfg_attr(feature = "openapi", schema(min_length = 64, max_length = 64))]
    pub digest: String,
}

/// What became of each of many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BatchResult {
    /// In the order asked for.
    pub items: Vec<BatchItem>,
}

/// What became of one of many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BatchItem {
    /// The licence, the preparation or the case.
    pub id: Uuid,
    /// Why it was refused; nothing where it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<ProblemCode>,
    /// What is special about the refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}
