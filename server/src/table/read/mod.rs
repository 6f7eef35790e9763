//! One reader for each format.
//!
//! Text comes through [`bytes`], which counts lines and holds one buffer; a workbook through [`xlsx`], which unpacks as
//! it reads.

mod bytes;
mod csv;
mod encoding;
mod json_lines;
mod xlsx;

pub(super) use csv::Csv;
pub(super) use json_lines::JsonLines;
pub(super) use xlsx::Xlsx;
