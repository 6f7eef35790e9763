//! Which formats of a workbook show a number as a date?

use super::xml::{Xml, attribute, text_attribute};
use crate::table::FileFault;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashSet;
use std::io::Read;

/// For each style of a cell, whether it shows dates.
#[derive(Default)]
pub(super) struct Styles(Vec<bool>);

impl Styles {
    pub(super) fn is_date(&self, style: usize) -> bool {
        self.0.get(style).copied().unwrap_or(false)
    }

    pub(super) fn read<S: Read>(xml: &mut Xml<S>) -> Result<Self, FileFault> {
        let (mut own, mut styles, mut of_cells) = (HashSet::new(), Vec::new(), false);
        loop {
            match xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "numFmt" => {
                        let code = text_attribute(&element, "formatCode");
                        let is_date = code.is_some_and(|code| shows_date(&code));
                        own.extend(number(&element).filter(|_| is_date));
                    }
                    "cellXfs" => of_cells = true,
                    "xf" if of_cells => {
                        let format = number(&element).unwrap_or(0);
                        styles.push(own.contains(&format) || is_date_by_standard(format));
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "cellXfs" => {
                    return Ok(Self(styles));
                }
                Event::Eof => return Ok(Self(styles)),
                _ => {}
            }
        }
    }
}

fn number(element: &BytesStart<'_>) -> Option<u32> {
    attribute(element, "numFmtId")?.parse().ok()
}

/// The formats that every spreadsheet knows, with those of East Asia (27-36, 50-58).
fn is_date_by_standard(format: u32) -> bool {
    matches!(format, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a format of one's own has a year, month, day, hour, minute or second outside of its quoted parts.
fn shows_date(code: &str) -> bool {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter.to_ascii_lowercase() {
            '"' => {
                letters.by_ref().find(|c| *c == '"');
            }
            '[' => {
                letters.by_ref().find(|c| *c == ']');
            }
            '\\' | '_' | '*' => {
                letters.next();
            }
            'y' | 'm' | 'd' | 'h' | 's' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_known_by_their_format() {
        for code in [
            "yyyy-mm-dd",
            "yyyy\"年\"m\"月\"d\"日\"",
            "[$-804]yyyy/m/d;@",
            "h:mm",
        ] {
            assert!(shows_date(code), "{code}");
        }
        for code in [
            "General", "0.00", "[Red]0", "\"day\"0", "@", "#,##0\\d", "0_d",
        ] {
            assert!(!shows_date(code), "{code}");
        }
    }
}
