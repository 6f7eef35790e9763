//! What kind of file is it, by its name and by its content?

use super::FileFault;
use std::fmt;
use std::io::{Read, Seek, SeekFrom};

/// What tables are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, in UTF-8 or GB18030.
    Csv,
    /// One JSON object on each line.
    JsonLines,
    /// A workbook of Excel 2007 or later.
    Xlsx,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Csv => "CSV",
            Self::JsonLines => "JSON lines",
            Self::Xlsx => "XLSX",
        })
    }
}

impl Format {
    fn named(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            // Content tells the old kind from the new one.
            "xlsx" | "xls" => Some(Self::Xlsx),
            _ => None,
        }
    }

    fn held(head: &[u8]) -> Result<Self, FileFault> {
        const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
        if head.starts_with(OLE) {
            return Err(FileFault::Locked);
        }
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            return Ok(Self::Xlsx);
        }
        if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
            return Err(FileFault::Utf16);
        }
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        match text.trim_ascii_start().first() {
            Some(b'{' | b'[') => Ok(Self::JsonLines),
            _ => Ok(Self::Csv),
        }
    }
}

/// The format on which the name and the first bytes agree. `source` stands at its beginning afterwards.
pub(super) fn of<R: Read + Seek>(source: &mut R, name: &str) -> Result<Format, FileFault> {
    let named = Format::named(name).ok_or(FileFault::UnknownFormat)?;
    let mut first = Vec::new();
    source.seek(SeekFrom::Start(0))?;
    source.by_ref().take(4096).read_to_end(&mut first)?;
    source.seek(SeekFrom::Start(0))?;
    if first.is_empty() {
        return Err(FileFault::Empty);
    }
    let held = Format::held(&first)?;
    if named == held {
        Ok(named)
    } else {
        Err(FileFault::Mismatch { named, held })
    }
}
