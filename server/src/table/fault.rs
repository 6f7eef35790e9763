//! What can be wrong with a file or with one of its rows, and what to do about it?
//!
//! No text here holds what a cell says: it may be about a person, and errors are logged.

use super::{COLUMN_LIMIT, Format};
use thiserror::Error;

/// Why a file can't be read any further.
#[derive(Debug, Error)]
pub enum FileFault {
    /// Nothing but blanks.
    #[error("the file is empty: its first line must name the columns")]
    Empty,
    /// Its name ends in nothing that we know.
    #[error("tables are read from .csv, .jsonl and .xlsx files: save it as one of these")]
    UnknownFormat,
    /// Its name says one thing and its content another.
    #[error("the name says {named}, the content says {held}: name the file for what it is")]
    Mismatch {
        /// What the name says.
        named: Format,
        /// What the content says.
        held: Format,
    },
    /// UTF-16, which Excel calls 'Unicode text'.
    #[error("the file is UTF-16 text: save it as 'CSV UTF-8'")]
    Utf16,
    /// An encrypted workbook or one of the old kind, which look the same from outside.
    #[error(
        "the workbook has a password or is of the old .xls kind: take the password off and save it as .xlsx"
    )]
    Locked,
    /// A column without a name.
    #[error("column {column} has no name in the header: name it or delete it")]
    EmptyHeader {
        /// Counted from 1.
        column: usize,
    },
    /// Two columns of one name.
    #[error("columns {first} and {column} have the same name in the header: rename or delete one")]
    DuplicateHeader {
        /// Counted from 1.
        first: usize,
        /// Counted from 1.
        column: usize,
    },
    /// More columns than [`COLUMN_LIMIT`].
    #[error("the header names more than {COLUMN_LIMIT} columns: delete those that aren't needed")]
    TooManyColumns,
    /// The header can't be read.
    #[error("the header can't be read: {0}")]
    Header(RowFault),
    /// No line of the first ones says which fields there are.
    #[error("none of the first lines is a JSON object: write one object on each line")]
    NoObject,
    /// It unpacks to much more than a table of its size.
    #[error(
        "the workbook unpacks to far more than it should: save the sheet alone in a new workbook, or as CSV"
    )]
    TooMuchInside,
    /// It isn't a workbook inside, or not a whole one.
    #[error("the workbook is broken ({0}): open it in a spreadsheet and save it again as .xlsx")]
    Broken(&'static str),
    /// The file can't be read from where it lies.
    #[error("the file can't be read: {0}")]
    Io(#[from] std::io::Error),
}

/// A row that can't be read. Those after it can.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {what}")]
pub struct RowFault {
    /// Where it begins, counted from 1.
    pub line: u64,
    /// What is wrong.
    pub what: What,
}

/// What is wrong with a row. Fields are named as the header names them.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum What {
    /// More bytes than [`super::ROW_LIMIT`].
    #[error(
        "the row is longer than 1 MiB and was left out to the end of line {last_line}: shorten it, or close its quotation mark"
    )]
    TooLong {
        /// The last line that was left out with it.
        last_line: u64,
    },
    /// A quotation mark that nothing closes.
    #[error(
        "a quotation mark is not closed and the lines to {last_line} were taken for its text: close it, or write it twice"
    )]
    QuoteNeverEnds {
        /// The last line of the file.
        last_line: u64,
    },
    /// Bytes that mean nothing in the file's encoding.
    #[error("column {column} is not valid {encoding}: save the whole file in one encoding")]
    Encoding {
        /// Counted from 1.
        column: usize,
        /// What the file is written in.
        encoding: &'static str,
    },
    /// NUL and its like.
    #[error("column {column} has a control character: delete it")]
    Control {
        /// Counted from 1.
        column: usize,
    },
    /// More cells than the header has names.
    #[error(
        "the row has more cells than the header's {columns}: put text that holds a comma in quotation marks"
    )]
    TooManyCells {
        /// How many the header names.
        columns: usize,
    },
    /// A line that is no JSON.
    #[error("the line is not JSON from character {column} on: mend it there")]
    NotJson {
        /// Counted from 1.
        column: usize,
    },
    /// A line that is JSON and no object.
    #[error("the line is not a JSON object: write {{\"field\": \"value\"}}")]
    NotAnObject,
    /// An object or list inside a field.
    #[error("the field {field} holds a list or an object: write a text, a number or null")]
    Nested {
        /// Its name.
        field: String,
    },
    /// One name twice in an object.
    #[error("the field {field} stands there twice: delete one")]
    DuplicateField {
        /// Its name.
        field: String,
    },
    /// A field that the first lines don't have. Its name is not told: it isn't known to be a name.
    #[error(
        "the row has a field that the first rows don't have: name every field in the first row"
    )]
    UnknownField,
    /// `#N/A` and its like.
    #[error("column {column} holds a spreadsheet error such as #N/A: mend its formula or empty it")]
    ErrorCell {
        /// Counted from 1.
        column: usize,
    },
    /// A number whose last digits the spreadsheet has rounded away: an identity number that was not kept as text.
    #[error(
        "column {column} holds a number of more than 15 digits, whose last digits the spreadsheet has lost: format the column as text and enter it again"
    )]
    LostDigits {
        /// Counted from 1.
        column: usize,
    },
}
