//! A table to take home, as text or as a workbook.

use super::{Error, Result};
use crate::table::write::{Csv, WriteFault, Xlsx};

/// How the file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text, for every program.
    Csv,
    /// A workbook.
    Xlsx,
}

/// The file with these columns and rows.
pub(super) fn write<const N: usize>(
    headers: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
    format: Format,
) -> Result<Vec<u8>> {
    written(headers, rows, format).map_err(Error::fault)
}

fn written<const N: usize>(
    headers: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
    format: Format,
) -> std::result::Result<Vec<u8>, WriteFault> {
    match format {
        Format::Csv => {
            let mut csv = Csv::new(Vec::new(), headers)?;
            for row in rows {
                csv.row(row)?;
            }
            csv.finish()
        }
        Format::Xlsx => {
            let mut workbook = Xlsx::new(headers)?;
            for row in rows {
                workbook.row(row)?;
            }
            let mut file = Vec::new();
            workbook.finish(&mut file)?;
            Ok(file)
        }
    }
}
