//! What stands in the next row of a sheet?

use super::number;
use super::strings::{Gather, Strings};
use super::styles::Styles;
use super::xml::{Xml, attribute, unescape};
use crate::table::{COLUMN_LIMIT, FileFault, ROW_LIMIT, What, cell};
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::io::Read;

/// As many rows as a sheet of Excel has.
const ROWS_LIMIT: u64 = 1_048_576;

/// How the cells of a sheet are to be understood.
pub(super) struct Meaning {
    pub(super) strings: Strings,
    pub(super) styles: Styles,
    pub(super) is_1904: bool,
}

/// A row: its number, and the cells that hold something with their columns, counted from 0.
#[derive(Default)]
pub(super) struct SheetRow {
    pub(super) line: u64,
    pub(super) cells: Vec<(usize, String)>,
    pub(super) fault: Option<What>,
    size: usize,
}

/// A cell while its content comes.
#[derive(Default)]
struct Cell {
    column: usize,
    kind: String,
    style: usize,
    text: String,
    gather: Gather,
}

pub(super) struct Sheet<S> {
    pub(super) xml: Xml<S>,
    pub(super) meaning: Meaning,
    line: u64,
    has_ended: bool,
}

impl<S: Read> Sheet<S> {
    pub(super) fn new(xml: Xml<S>, meaning: Meaning) -> Self {
        Self {
            xml,
            meaning,
            line: 0,
            has_ended: false,
        }
    }

    pub(super) fn next_row(&mut self) -> Result<Option<SheetRow>, FileFault> {
        let (mut row, mut open) = (SheetRow::default(), None);
        let mut next_column = 0;
        loop {
            let event = self.xml.next()?;
            match &event {
                Event::Start(element) if element.local_name().as_ref() == "row" => {
                    self.line = line_of(element).unwrap_or(self.line + 1);
                    row.line = self.line;
                }
                Event::Start(element) if element.local_name().as_ref() == "c" => {
                    let cell = Cell::begin(element, next_column);
                    next_column = cell.column + 1;
                    open = Some(cell);
                }
                Event::End(element) if element.local_name().as_ref() == "c" => {
                    if let Some(cell) = open.take() {
                        row.take(&cell, &self.meaning)?;
                    }
                }
                Event::End(element) if element.local_name().as_ref() == "row" => {
                    if row.line > ROWS_LIMIT {
                        return Err(FileFault::TooMuchInside);
                    }
                    return Ok(Some(row));
                }
                Event::End(element) if element.local_name().as_ref() == "sheetData" => {
                    self.has_ended = true;
                }
                // To the end, where the checksum is compared.
                Event::Eof if self.has_ended => return Ok(None),
                Event::Eof => return Err(FileFault::Broken("the sheet has no end")),
                event => {
                    if let Some(cell) = &mut open
                        && cell.text.len() <= ROW_LIMIT
                    {
                        cell.gather.take(event, &mut cell.text)?;
                    }
                }
            }
        }
    }
}

fn line_of(row: &BytesStart<'_>) -> Option<u64> {
    attribute(row, "r")?.parse().ok()
}

impl Cell {
    fn begin(element: &BytesStart<'_>, next_column: usize) -> Self {
        let mut cell = Self {
            column: next_column,
            ..Self::default()
        };
        let mut attributes = element.attributes();
        for one in attributes.with_checks(false).flatten() {
            match one.key.as_ref() {
                "r" => cell.column = column_of(&one.value).unwrap_or(next_column),
                "s" => cell.style = one.value.parse().unwrap_or(0),
                "t" => cell.kind.push_str(&one.value),
                _ => {}
            }
        }
        cell
    }
}

/// The column of a cell that is called `BC12`, counted from 0.
fn column_of(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let digit = |letter: u8| usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    letters
        .fold(0, |sum, letter| sum * 26 + digit(letter))
        .checked_sub(1)
}

impl SheetRow {
    fn take(&mut self, cell: &Cell, meaning: &Meaning) -> Result<(), FileFault> {
        if self.fault.is_some() || (cell.text.is_empty() && cell.kind != "s") {
            return Ok(());
        }
        let too_long = What::TooLong {
            last_line: self.line,
        };
        match said(cell, meaning)? {
            Ok(text) if text.is_empty() => {}
            Ok(text) if self.size + text.len() > ROW_LIMIT => self.fault = Some(too_long),
            Ok(_) if self.cells.len() > COLUMN_LIMIT => {
                self.fault = Some(What::TooManyCells {
                    columns: COLUMN_LIMIT,
                });
            }
            Ok(text) => {
                self.size += text.len();
                self.cells.push((cell.column, text));
            }
            Err(what) => self.fault = Some(what),
        }
        Ok(())
    }
}

/// What a cell says, by its kind and its style.
fn said(cell: &Cell, meaning: &Meaning) -> Result<Result<String, What>, FileFault> {
    let column = cell.column + 1;
    let text: Cow<'_, str> = match cell.kind.as_str() {
        "s" => {
            let place = cell.text.trim().parse().ok();
            let text = place.and_then(|place| meaning.strings.get(place));
            Cow::Borrowed(text.ok_or(FileFault::Broken("a text is missing"))?)
        }
        "inlineStr" | "str" => unescape(&cell.text),
        "b" if cell.text.trim() == "1" => Cow::Borrowed("true"),
        "b" => Cow::Borrowed("false"),
        "e" => return Ok(Err(What::ErrorCell { column })),
        "d" => Cow::Borrowed(cell.text.trim_end_matches("T00:00:00")),
        _ => {
            let is_date = meaning.styles.is_date(cell.style);
            let date = is_date.then(|| number::moment(&cell.text, meaning.is_1904));
            return Ok(match date.flatten() {
                Some(date) => Ok(date),
                None => number::plain(&cell.text).map_err(|_| What::LostDigits { column }),
            });
        }
    };
    Ok(cell::clean_shielded(&text).map_err(|_| What::Control { column }))
}
