//! How is a table written as a workbook? One sheet, row by row through a temporary file, every cell a text.

use super::WriteFault;
use crate::table::cell::{is_formula, shield_text_cell};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::io::Write;

/// A workbook that is being written.
pub struct Xlsx {
    workbook: Workbook,
    /// What keeps a text a text when somebody edits its cell.
    quoted: Format,
    next: u32,
}

impl Xlsx {
    /// Begins a workbook with its header.
    pub fn new<S: AsRef<str>>(headers: impl IntoIterator<Item = S>) -> Result<Self, WriteFault> {
        let mut workbook = Workbook::new();
        workbook
            .add_worksheet_with_constant_memory()
            .map_err(WriteFault::Workbook)?;
        let mut xlsx = Self {
            workbook,
            quoted: Format::new().set_quote_prefix(),
            next: 0,
        };
        xlsx.row(headers)?;
        Ok(xlsx)
    }

    /// Writes a row.
    pub fn row<S: AsRef<str>>(
        &mut self,
        cells: impl IntoIterator<Item = S>,
    ) -> Result<(), WriteFault> {
        let line = u64::from(self.next) + 1;
        let sheet = self.workbook.worksheet_from_index(0);
        let sheet = sheet.map_err(WriteFault::Workbook)?;
        for (text, column) in cells.into_iter().zip(0..) {
            write(sheet, (self.next, column), text.as_ref(), &self.quoted).map_err(|error| {
                match error {
                    XlsxError::RowColumnLimitError => WriteFault::TooManyRows,
                    XlsxError::MaxStringLengthExceeded => WriteFault::CellTooLong { line },
                    other => WriteFault::Workbook(other),
                }
            })?;
        }
        self.next += 1;
        Ok(())
    }

    /// Packs the workbook and writes it.
    pub fn finish<W: Write + Send>(mut self, mut out: W) -> Result<(), WriteFault> {
        self.workbook
            .save_to_writer(&mut out)
            .map_err(WriteFault::Workbook)?;
        Ok(out.flush()?)
    }
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    quoted: &Format,
) -> Result<(), XlsxError> {
    if text.is_empty() {
        return Ok(());
    }
    let text = shield_text_cell(text);
    if is_formula(&text) {
        sheet.write_string_with_format(row, column, text, quoted)?;
    } else {
        sheet.write_string(row, column, text)?;
    }
    Ok(())
}
