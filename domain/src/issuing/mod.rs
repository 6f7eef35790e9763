//! 制发: what is typed or imported about a licence, whether it can be issued, and the record that is made of it.
//!
//! - [`sheet`]: what a form, a row of a file or a system says; [`Sheet::check`] is the one check of all three,
//!   and `derived` what its face will say by itself while it is being written;
//! - [`holder`]: by which codes holders are known;
//! - [`record`]: the canonical record that is approved, sealed and kept;
//! - [`columns`] and [`collecting`]: what was issued elsewhere, as the rows of a file, and what becomes of each (存量归集).

pub mod collecting;
pub mod columns;
mod derived;
pub mod holder;
pub mod record;
pub mod sheet;

pub use holder::{
    CITIZEN_ID, CODE_TYPES, CREDIT_CODE, HOLDER_NAME_MAX, SheetHolder, canonical_code, is_person,
    lead_alike, listed_number, looks_like_a_persons, shown_code,
};
pub use record::{LicenceRecord, RecordHolder};
pub use sheet::{Checked, HOLDERS_MAX, NUMBER_MAX, Sheet};

use serde::{Deserialize, Serialize};

/// How a version came to wait for its seal (兰安 一百四十, 一百四十一).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// Somebody approved its content: the keeper or a standing authority may seal it.
    Approved,
    /// It was issued elsewhere and collected: only a standing authority may seal it.
    Collected,
}

/// Where a preparation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PreparationState {
    /// It waits for approval.
    Prepared,
    /// Approved: the version is in the library.
    Approved,
    /// Sent back by the approver.
    SentBack,
    /// Taken back by who prepared it.
    TakenBack,
}
#[cfg(test)]
mod tests;
