//! How is a table written as CSV? RFC 4180, in UTF-8 with the byte order mark by which Excel knows it.

use super::WriteFault;
use crate::table::shield;
use std::io::Write;

/// A CSV file that is being written.
pub struct Csv<W: Write>(::csv::Writer<W>);

impl<W: Write> Csv<W> {
    /// Begins a file with its header.
    pub fn new<S: AsRef<str>>(
        mut out: W,
        headers: impl IntoIterator<Item = S>,
    ) -> Result<Self, WriteFault> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut builder = ::csv::WriterBuilder::new();
        builder.terminator(::csv::Terminator::CRLF).flexible(true);
        let mut csv = Self(builder.from_writer(out));
        csv.row(headers)?;
        Ok(csv)
    }

    /// Writes a row.
    pub fn row<S: AsRef<str>>(
        &mut self,
        cells: impl IntoIterator<Item = S>,
    ) -> Result<(), WriteFault> {
        let result = cells
            .into_iter()
            .try_for_each(|cell| self.0.write_field(shield(cell.as_ref()).as_bytes()))
            .and_then(|()| self.0.write_record(None::<&[u8]>));
        result.map_err(|error| WriteFault::Io(error.into()))
    }

    /// Writes what is still held, and gives back where it went.
    pub fn finish(self) -> Result<W, WriteFault> {
        self.0
            .into_inner()
            .map_err(|error| WriteFault::Io(error.into_error()))
    }
}
