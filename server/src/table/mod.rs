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
use std::sync::Arc;

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
    headers: Arc<[String]>,
    cells: Vec<String>,
}

impl Row {
    /// What stands under that header; nothing written is an empty text.
    pub fn get(&self, header: &str) -> Option<&str> {
        let place = self.headers.iter().position(|name| name == header)?;
        self.cells.get(place).map(String::as_str)
    }

    /// The cells in the order of the headers, as many as there are headers.
    pub fn cells(&self) -> &[String] {
        &self.cells
    }

    /// Each header with what stands under it.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let headers = self.headers.iter().map(String::as_str);
        headers.zip(self.cells.iter().map(String::as_str))
    }
}

/// A row, or why it could not be read.
pub type Outcome = Result<Row, RowFault>;

/// Where rows come from.
trait Rows: Send {
    fn next_row(&mut self) -> Result<Option<Outcome>, FileFault>;
}

/// A table that is being read. Its rows come by iterating; after a [`FileFault`] none comes.
pub struct Table {
    format: Format,
    headers: Arc<[String]>,
    rows: Box<dyn Rows>,
    after: u64,
    ended: bool,
}

impl Table {
    /// What the file turned out to be.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The names of the columns, none empty and none twice.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// Leaves out what begins in that line or before it, so that an import goes on where it stopped.
    #[must_use]
    pub fn after(mut self, line: u64) -> Self {
        self.after = line;
        self
    }

    fn next_wanted(&mut self) -> Result<Option<Outcome>, FileFault> {
        loop {
            let outcome = self.rows.next_row()?;
            let line = match &outcome {
                None => return Ok(None),
                Some(Ok(row)) => row.line,
                Some(Err(fault)) => fault.line,
            };
            if line > self.after {
                return Ok(outcome);
            }
        }
    }
}

impl Iterator for Table {
    type Item = Result<Outcome, FileFault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.next_wanted().transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

/// Opens the table in `source`, a file that somebody named `name`, and reads its header.
pub fn open<R: Read + Seek + Send + 'static>(
    mut source: R,
    name: &str,
) -> Result<Table, FileFault> {
    let format = format::of(&mut source, name)?;
    let (headers, rows): (_, Box<dyn Rows>) = match format {
        Format::Csv => {
            let rows = read::Csv::new(source)?;
            (rows.headers(), Box::new(rows))
        }
        Format::JsonLines => {
            let rows = read::JsonLines::new(source)?;
            (rows.headers(), Box::new(rows))
        }
        Format::Xlsx => {
            let rows = read::Xlsx::new(source)?;
            (rows.headers(), Box::new(rows))
        }
    };
    Ok(Table {
        format,
        headers,
        rows,
        after: 0,
        ended: false,
    })
}
