//! How is a row read out of comma-separated text?
//!
//! csv-core writes a row into a buffer of ours that does not grow. A row that doesn't fit is left out to the next line
//! end, where reading begins anew: that is where it ends if it is only long, and as good a place as any other if a
//! quotation mark swallowed it.

use super::bytes::Bytes;
use super::encoding::Encoding;
use crate::table::{
    COLUMN_LIMIT, FileFault, Outcome, ROW_LIMIT, Row, RowFault, Rows, What, cell, headers,
};
use csv_core::{ReadRecordResult, Reader};
use std::io::{self, Read};

pub(in crate::table) struct Csv<R> {
    bytes: Bytes<R>,
    core: Reader,
    encoding: Encoding,
    record: Box<[u8]>,
    ends: Box<[usize]>,
    headers: Vec<String>,
}

impl<R: Read> Csv<R> {
    pub(in crate::table) fn new(source: R) -> Result<Self, FileFault> {
        let bytes = Bytes::new(source)?;
        let mut csv = Self {
            encoding: Encoding::guess(bytes.sample()),
            bytes,
            core: Reader::new(),
            record: vec![0; ROW_LIMIT].into(),
            ends: vec![0; COLUMN_LIMIT + 1].into(),
            headers: Vec::new(),
        };
        csv.headers = loop {
            let Some((line, record)) = csv.record()? else {
                return Err(FileFault::Empty);
            };
            if record == Err(What::TooManyCells { columns: 0 }) {
                return Err(FileFault::TooManyColumns);
            }
            let names = record
                .and_then(|columns| csv.cells(columns))
                .map_err(|what| FileFault::Header(RowFault { line, what }))?;
            if names.iter().any(|name| !name.is_empty()) {
                break headers::check(names)?;
            }
        };
        Ok(csv)
    }

    /// The next row, as the line in which it begins and the number of its cells.
    fn record(&mut self) -> io::Result<Option<(u64, Result<usize, What>)>> {
        self.bytes.skip_line_ends()?;
        let began = self.bytes.line();
        if self.bytes.chunk()?.is_empty() {
            return Ok(None);
        }
        let (mut filled, mut columns, mut is_wide) = (0, 0, false);
        loop {
            let chunk = self.bytes.chunk()?;
            let at_end = chunk.is_empty();
            // A line end closes every row but one with an open quotation mark.
            let input = if at_end { b"\n" } else { chunk };
            let output = self.record.get_mut(filled..).unwrap_or_default();
            let ends = self.ends.get_mut(columns..).unwrap_or_default();
            let (result, read, written, ended) = self.core.read_record(input, output, ends);
            if !at_end {
                self.bytes.consume(read);
            }
            filled += written;
            columns += ended;
            let what = match result {
                ReadRecordResult::Record if is_wide => What::TooManyCells {
                    columns: self.headers.len(),
                },
                ReadRecordResult::Record => return Ok(Some((began, Ok(columns)))),
                ReadRecordResult::InputEmpty if !at_end => continue,
                ReadRecordResult::OutputEndsFull => {
                    (is_wide, columns) = (true, 0);
                    continue;
                }
                ReadRecordResult::InputEmpty => What::QuoteNeverEnds {
                    last_line: self.bytes.last_line(began),
                },
                ReadRecordResult::OutputFull => {
                    self.bytes.skip_line()?;
                    What::TooLong {
                        last_line: self.bytes.last_line(began),
                    }
                }
                ReadRecordResult::End => return Ok(None),
            };
            self.core.reset();
            return Ok(Some((began, Err(what))));
        }
    }

    /// What the cells of the row say that was read last.
    fn cells(&self, columns: usize) -> Result<Vec<String>, What> {
        let mut start = 0;
        let mut cells = Vec::with_capacity(columns.max(self.headers.len()));
        for (end, column) in self.ends.iter().take(columns).zip(1..) {
            let bytes = self.record.get(start..*end).unwrap_or_default();
            start = *end;
            let text = self.encoding.decode(bytes).ok_or(What::Encoding {
                column,
                encoding: self.encoding.name(),
            })?;
            cells.push(cell::clean_shielded(&text).map_err(|_| What::Control { column })?);
        }
        Ok(cells)
    }

    /// The cells under their headers; `None` where all are empty.
    fn under_headers(&self, columns: usize) -> Result<Option<Vec<String>>, What> {
        let mut cells = self.cells(columns)?;
        if cells.iter().all(String::is_empty) {
            return Ok(None);
        }
        let columns = self.headers.len();
        if cells.iter().skip(columns).any(|text| !text.is_empty()) {
            return Err(What::TooManyCells { columns });
        }
        // Spreadsheets leave out the empty cells at the end of a row.
        cells.resize(columns, String::new());
        Ok(Some(cells))
    }
}

impl<R: Read + Send> Rows for Csv<R> {
    fn headers(&self) -> &[String] {
        &self.headers
    }

    fn next_row(&mut self) -> Result<Option<Outcome>, FileFault> {
        loop {
            let Some((line, record)) = self.record()? else {
                return Ok(None);
            };
            match record.and_then(|columns| self.under_headers(columns)) {
                Ok(None) => {}
                Ok(Some(cells)) => return Ok(Some(Ok(Row { line, cells }))),
                Err(what) => return Ok(Some(Err(RowFault { line, what }))),
            }
        }
    }
}
