//! How does a table come in from a file, and how does one go out?
//!
//! [`open`] finds out what a file is (CSV in UTF-8 or GB18030, JSON lines, XLSX) and gives its header and, one by one,
//! its rows. A row that can't be read is a [`RowFault`] and the rows after it come all the same; a file that can't be
//! read is a [`FileFault`]. No file makes the memory grow: a row holds at most [`ROW_LIMIT`] bytes. `write` makes CSV and
//! XLSX in which no text is taken for a formula, and what is read back is what was written.
//!
//! It knows neither the store nor the web, blocks, and never puts what a cell says into an error.

mod cell;
mod fault;
mod format;
mod headers;
mod read;
#[cfg(test)]
mod tests;
pub mod write;

use std::io::{Read, Seek};

pub use cell::{shield, unshield};
pub use fault::{FileFault, RowFault, What};
pub use format::Format;

/// How many bytes a row may have.
pub const ROW_LIMIT: usize = 1024 * 1024;
/// How many columns a table may have.
pub const COLUMN_LIMIT: usize = 200;

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it begins in the file, as a person counts: the first line, or the first row of a sheet, is 1.
    pub line: u64,
    /// The cells in the order of the headers, as many as there are headers; nothing written is an empty text.
    pub cells: Vec<String>,
}

/// A row, or why it could not be read.
pub type Outcome = Result<Row, RowFault>;

/// Where rows come from.
trait Rows: Send {
    fn headers(&self) -> &[String];

    fn next_row(&mut self) -> Result<Option<Outcome>, FileFault>;
}

/// A table that is being read. Its rows come by iterating; after a [`FileFault`] none comes.
pub struct Table {
    rows: Box<dyn Rows>,
    ended: bool,
}

impl Table {
    /// The names of the columns, none empty and none twice.
    pub fn headers(&self) -> &[String] {
        self.rows.headers()
    }
}

impl Iterator for Table {
    type Item = Result<Outcome, FileFault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.rows.next_row().transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

/// Opens the table in `source`, a file that somebody named `name`, and reads its header.
pub fn open<R: Read + Seek + Send + 'static>(
    mut source: R,
    name: &str,
) -> Result<Table, FileFault> {
    let rows: Box<dyn Rows> = match format::of(&mut source, name)? {
        Format::Csv => Box::new(read::Csv::new(source)?),
        Format::JsonLines => Box::new(read::JsonLines::new(source)?),
        Format::Xlsx => Box::new(read::Xlsx::new(source)?),
    };
    Ok(Table { rows, ended: false })
}
