//! How is a row read out of a line of JSON?
//!
//! Numbers are taken as they are written: read as numbers, long ones would lose digits. The fields are those of the first
//! lines, as many as the buffer holds.

use super::bytes::Bytes;
use crate::table::{FileFault, Outcome, ROW_LIMIT, Row, RowFault, Rows, What, cell, headers};
use memchr::memchr2;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::io::{self, Read};

pub(in crate::table) struct JsonLines<R> {
    bytes: Bytes<R>,
    held: Vec<u8>,
    headers: Vec<String>,
    places: HashMap<String, usize>,
}

impl<R: Read> JsonLines<R> {
    pub(in crate::table) fn new(source: R) -> Result<Self, FileFault> {
        let bytes = Bytes::new(source)?;
        let names = fields(bytes.sample());
        if names.is_empty() {
            return Err(FileFault::NoObject);
        }
        let headers = headers::check(names)?;
        Ok(Self {
            bytes,
            held: Vec::new(),
            places: headers.iter().cloned().zip(0..).collect(),
            headers,
        })
    }

    /// Holds the next line, and says which it is.
    fn hold_line(&mut self) -> io::Result<Option<(u64, Result<(), What>)>> {
        self.held.clear();
        self.bytes.skip_line_ends()?;
        let began = self.bytes.line();
        loop {
            let chunk = self.bytes.chunk()?;
            let (found, length) = (memchr2(b'\n', b'\r', chunk), chunk.len());
            if length == 0 {
                let line = (!self.held.is_empty()).then_some((began, Ok(())));
                return Ok(line);
            }
            let count = found.unwrap_or(length);
            if self.held.len() + count > ROW_LIMIT {
                self.held = Vec::new();
                self.bytes.skip_line()?;
                let last_line = self.bytes.last_line(began);
                return Ok(Some((began, Err(What::TooLong { last_line }))));
            }
            self.held.extend(chunk.iter().take(count));
            self.bytes.consume(count);
            if found.is_some() {
                return Ok(Some((began, Ok(()))));
            }
        }
    }

    /// The fields of the line held under their headers; `None` where all are empty.
    fn cells(&self) -> Result<Option<Vec<String>>, What> {
        if self.held.trim_ascii().is_empty() {
            return Ok(None);
        }
        let mut cells = vec![String::new(); self.headers.len()];
        let mut seen = HashSet::new();
        for (name, value) in object(&self.held)?.0 {
            let place = self.places.get(name.trim()).ok_or(What::UnknownField)?;
            if !seen.insert(place) {
                return Err(What::DuplicateField { field: name });
            }
            if let Some(cell) = cells.get_mut(*place) {
                *cell = scalar(value, name, place + 1)?;
            }
        }
        Ok(cells.iter().any(|text| !text.is_empty()).then_some(cells))
    }
}

impl<R: Read + Send> Rows for JsonLines<R> {
    fn headers(&self) -> &[String] {
        &self.headers
    }

    fn next_row(&mut self) -> Result<Option<Outcome>, FileFault> {
        loop {
            let Some((line, held)) = self.hold_line()? else {
                return Ok(None);
            };
            match held.and_then(|()| self.cells()) {
                Ok(None) => {}
                Ok(Some(cells)) => return Ok(Some(Ok(Row { line, cells }))),
                Err(what) => return Ok(Some(Err(RowFault { line, what }))),
            }
        }
    }
}

/// The names of the fields in the lines of a sample, each once, in the order in which they come.
fn fields(sample: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let mut seen = HashSet::new();
    let lines = sample.split(|b| matches!(b, b'\n' | b'\r'));
    for (name, _) in lines.filter_map(|line| object(line).ok()).flat_map(|o| o.0) {
        let name = name.trim();
        if seen.insert(name.to_owned()) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The fields of an object as they stand there, twice if they stand there twice.
struct Object<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Object(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

fn object(line: &[u8]) -> Result<Object<'_>, What> {
    let text = std::str::from_utf8(line).map_err(|_| What::Encoding {
        column: 1,
        encoding: "UTF-8",
    })?;
    if text.contains('\0') {
        return Err(What::Control { column: 1 });
    }
    serde_json::from_str(text).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => What::NotAnObject,
        _ => What::NotJson {
            column: error.column(),
        },
    })
}

fn scalar(value: &RawValue, field: String, column: usize) -> Result<String, What> {
    let text = value.get();
    match text.bytes().next() {
        Some(b'{' | b'[') => Err(What::Nested { field }),
        Some(b'n') => Ok(String::new()),
        Some(b'"') => {
            let text: String = serde_json::from_str(text).map_err(|_| What::NotJson { column })?;
            cell::clean(&text).map_err(|_| What::Control { column })
        }
        _ => Ok(text.strip_suffix(".0").unwrap_or(text).to_owned()),
    }
}
