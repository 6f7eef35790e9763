//! Tables for people who open them in a spreadsheet: every text stays the text that it is.

mod csv;
mod xlsx;

pub use csv::Csv;
pub use xlsx::Xlsx;

use thiserror::Error;

/// Why a table can't be written.
#[derive(Debug, Error)]
pub enum WriteFault {
    /// A sheet has 1,048,576 rows.
    #[error("a sheet has no room for more than 1,048,576 rows: export CSV")]
    TooManyRows,
    /// A cell of a sheet has 32,767 characters.
    #[error(
        "line {line} has a text of more than 32,767 characters, which no sheet holds: export CSV"
    )]
    CellTooLong {
        /// Counted from 1, the header.
        line: u64,
    },
    /// The workbook can't be made.
    #[error("the workbook can't be made: {0}")]
    Workbook(rust_xlsxwriter::XlsxError),
    /// The file can't be written to where it shall lie.
    #[error("the file can't be written: {0}")]
    Io(#[from] std::io::Error),
}
