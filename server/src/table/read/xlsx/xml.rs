//! What comes next in a part of a workbook?

use super::package::{Stopped, Unpacking};
use crate::table::FileFault;
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::io::{self, BufReader, ErrorKind, Read};

/// No part of a workbook nests deeper than a dozen.
const DEPTH_LIMIT: u32 = 64;

pub(super) struct Xml<S> {
    reader: Reader<BufReader<Unpacking<S>>>,
    buffer: Vec<u8>,
    depth: u32,
}

impl<S: Read> Xml<S> {
    pub(super) fn new(source: Unpacking<S>) -> Self {
        let mut reader = Reader::from_reader(BufReader::with_capacity(64 * 1024, source));
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
        }
    }

    pub(super) fn source(&self) -> &Unpacking<S> {
        self.reader.get_ref().get_ref()
    }

    pub(super) fn next(&mut self) -> Result<Event<'_>, FileFault> {
        self.buffer.clear();
        self.reader.get_mut().get_mut().begin_event();
        let event = self.reader.read_event_into(&mut self.buffer);
        let event = event.map_err(|error| fault_of(&error))?;
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if self.depth > DEPTH_LIMIT {
            return Err(FileFault::TooMuchInside);
        }
        Ok(event)
    }
}

fn fault_of(error: &quick_xml::Error) -> FileFault {
    let quick_xml::Error::Io(error) = error else {
        return FileFault::Broken("not well-formed");
    };
    match error.get_ref().and_then(|inner| inner.downcast_ref()) {
        Some(Stopped::TooMuch) => return FileFault::TooMuchInside,
        Some(Stopped::Checksum) => return FileFault::Broken("a wrong size or checksum"),
        None => {}
    }
    match error.kind() {
        ErrorKind::InvalidInput | ErrorKind::InvalidData | ErrorKind::UnexpectedEof => {
            FileFault::Broken("packed wrongly")
        }
        kind => FileFault::Io(io::Error::from(kind)),
    }
}

/// The value of an attribute, whatever the prefix of its name.
pub(super) fn attribute<'a>(element: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let mut attributes = element.attributes();
    attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .map(|attribute| attribute.value)
}

/// [`attribute`] with its entities resolved.
pub(super) fn text_attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let raw = attribute(element, name)?;
    let text = quick_xml::escape::unescape(&raw).ok()?;
    Some(text.into_owned())
}

/// Adds the text that an event holds.
pub(super) fn push_text(event: &Event<'_>, text: &mut String) -> Result<(), FileFault> {
    match event {
        Event::Text(part) => text.push_str(part),
        Event::CData(part) => text.push_str(part),
        Event::GeneralRef(name) => {
            let known = resolve_xml_entity(name);
            let letter = name.resolve_char_ref().ok().flatten();
            match (known, letter) {
                (Some(part), _) => text.push_str(part),
                (None, Some(letter)) => text.push(letter),
                (None, None) => return Err(FileFault::Broken("an unknown entity")),
            }
        }
        _ => {}
    }
    Ok(())
}

/// A text in which spreadsheets write `_x000D_` for what XML can't hold, and `_x005F_` for an underscore before it.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(place) = rest.find("_x") {
        let (before, found) = rest.split_at(place);
        out.push_str(before);
        let letter = found.get(..7).and_then(escaped);
        let length = if letter.is_some() { 7 } else { 1 };
        out.push(letter.unwrap_or('_'));
        rest = found.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn escaped(code: &str) -> Option<char> {
    let digits = code.strip_prefix("_x")?.strip_suffix('_')?;
    let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
    char::from_u32(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheets_escape_is_read_back() {
        assert_eq!(unescape("a_x000D_b_x005F_x0041_"), "a\rb_x0041_");
        assert_eq!(unescape("_x00_x证照_x000G_"), "_x00_x证照_x000G_");
    }
}
