//! 存量归集 and 实时归集: licences that were issued elsewhere, as a file or as a message.

use crate::id::{ImportId, LicenceId};
use crate::issuing::collecting::RowOutcome;
use crate::licence::Trust;
use crate::problem::FieldCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Most rows of one message.
pub const BATCH_MAX: usize = 1_000;
/// Most bytes of a file.
pub const FILE_BYTES_MAX: usize = 200 * 1024 * 1024;

/// How rows came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ImportWay {
    /// By `mingzheng import`.
    Command,
    /// By a file from the desk.
    Desk,
    /// 实时归集: by a message from the issuer's system.
    Push,
}

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ImportState {
    /// A dry run goes on: nothing enters the library.
    Checking,
    /// The dry run is over; it waits for a word.
    Checked,
    /// Rows enter the library.
    Running,
    /// Every row was dealt with.
    Done,
    /// Somebody stopped it; what had entered stays.
    Cancelled,
    /// The file can't be read; `fault` says why.
    Failed,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowProblem {
    /// The column, such as `CZZTDM`; empty where it concerns the whole row.
    pub column: String,
    /// The same as a JSON pointer into the row, such as `/holders/0/code`.
    pub pointer: String,
    /// What is wrong.
    pub code: FieldCode,
    /// The bound that was broken, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// What stands there, masked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// What could stand there, or where in the row the fault lies.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

impl RowProblem {
    /// A problem of the row as a whole; where in it the fault lies, says `detail`.
    pub fn of_row(code: FieldCode, detail: String) -> Self {
        Self {
            column: String::new(),
            pointer: String::new(),
            code,
            limit: None,
            value: String::new(),
            detail,
        }
    }
}

/// A row that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefusedRow {
    /// Where it begins in the file, counted from 1, the header.
    pub line: u64,
    /// Everything that is wrong with it.
    pub problems: Vec<RowProblem>,
}

/// How many rows became what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportCounts {
    /// All that were dealt with.
    pub rows: i64,
    /// Licences that weren't here.
    pub new: i64,
    /// New versions, and other statuses.
    pub changed: i64,
    /// As they were here already.
    pub same: i64,
    /// Not taken.
    pub refused: i64,
}

/// An import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Import {
    /// Opaque.
    pub id: ImportId,
    /// The file's name.
    pub name: String,
    /// 证照类型代码.
    pub type_code: String,
    /// 证照等级 of rows that don't say theirs.
    pub trust: Trust,
    /// Where it stands.
    pub state: ImportState,
    /// What became of its rows; in a dry run what would.
    pub counts: ImportCounts,
    /// How many rows the file has, once they were counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
    /// Why the file can't be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// When it was handed in.
    pub created_at: Timestamp,
    /// When rows began to enter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
}

/// What became of one row of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowResult {
    /// Which row, counted from 0.
    pub place: u32,
    /// What became of it.
    pub outcome: RowOutcome,
    /// The licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<LicenceId>,
    /// 证照标识 of its current version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// What is wrong with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<RowProblem>,
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushResult {
    /// How many rows became what.
    pub counts: ImportCounts,
    /// One for each row, in their order.
    pub rows: Vec<RowResult>,
}
