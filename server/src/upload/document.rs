//! A document may hold pages and nothing that acts.
//!
//! Two readers look, for a document can be made so that each program sees another: one takes every name in the bytes as
//! they stand, the other the objects that a viewer finds, by the table of the document and by what stands in the file.

use super::Fault;
use lopdf::{DecompressError, Document, Error, LoadOptions, Object};
use memchr::memchr_iter;
use memchr::memmem::{Finder, FinderRev};
use std::cell::Cell;

/// Bytes that one table of objects may unpack to; a program writes a few hundred objects into each.
const TABLE_MOST: usize = 2 * 1024 * 1024;
/// Bytes that all of them may unpack to.
const TABLES_MOST: usize = 48 * 1024 * 1024;
/// Bytes of the longest name that is looked for, each written as `#xx`.
const NAME_MOST: usize = 64;
/// The last record of a ZIP file stands within so many bytes of its end.
const ZIP_END: usize = 22 + 65_535;

/// Names that bring something to act, to send or to carry, long enough to stand by chance in no bytes.
const ACTING: &[(&str, &str)] = &[
    ("JavaScript", "script"),
    ("Launch", "launch"),
    ("EmbeddedFile", "embedded-file"),
    ("EmbeddedFiles", "embedded-file"),
    ("RichMedia", "rich-media"),
    ("SubmitForm", "submit-form"),
    ("ImportData", "import-data"),
    ("Encrypt", "encrypted"),
];
/// The same, too short to be looked for in bytes.
const ACTING_SHORT: &[(&str, &str)] = &[
    ("JS", "script"),
    ("EF", "embedded-file"),
    ("GoToE", "embedded-file"),
    ("XFA", "script"),
];

/// Refuses what isn't whole and what isn't harmless.
pub(super) fn harmless(bytes: &[u8]) -> Result<(), Fault> {
    ends(bytes)?;
    hides_nothing(bytes)?;
    names(bytes)?;
    let written = loaded(bytes, false)?;
    // A document without a page is none.
    if written.get_pages().is_empty() {
        return Err(Fault::Damaged);
    }
    acts_not(&written)?;
    match loaded(bytes, true) {
        Ok(found) => acts_not(&found),
        // What no reader finds by looking is no danger; what bursts its limits is.
        Err(Fault::Damaged) => Ok(()),
        Err(fault) => Err(fault),
    }
}

/// After its end nothing stands but white space.
fn ends(bytes: &[u8]) -> Result<(), Fault> {
    let end = FinderRev::new(b"%%EOF").rfind(bytes);
    let rest = end.and_then(|end| bytes.get(end + 5..));
    let rest = rest.ok_or(Fault::Damaged)?;
    let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
    if rest.iter().all(blank) {
        Ok(())
    } else {
        Err(Fault::Unsafe("other-format"))
    }
}

/// Formats that are known by what stands elsewhere than at the beginning.
fn hides_nothing(bytes: &[u8]) -> Result<(), Fault> {
    let at = |place: usize, mark: &[u8]| bytes.get(place..).is_some_and(|it| it.starts_with(mark));
    let last = bytes.get(bytes.len().saturating_sub(ZIP_END)..);
    let last = last.unwrap_or_default();
    let is_zip = FinderRev::new(b"PK\x05\x06").rfind(last).is_some();
    let is_rar = Finder::new(b"Rar!\x1a\x07").find(bytes).is_some();
    let is_7z = Finder::new(b"7z\xbc\xaf\x27\x1c").find(bytes).is_some();
    let is_disc = at(0x8001, b"CD001") || at(0x8801, b"CD001") || at(0x9001, b"CD001");
    if is_zip || is_rar || is_7z || is_disc || at(257, b"ustar") {
        return Err(Fault::Unsafe("other-format"));
    }
    Ok(())
}

/// The names that stand in the bytes, with their escapes read.
fn names(bytes: &[u8]) -> Result<(), Fault> {
    for slash in memchr_iter(b'/', bytes) {
        let name = name(bytes.get(slash + 1..).unwrap_or_default());
        refused(&name, ACTING)?;
    }
    Ok(())
}

fn name(rest: &[u8]) -> Vec<u8> {
    let mut name = Vec::new();
    let mut rest = rest.get(..NAME_MOST).unwrap_or(rest);
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = after.get(..2).filter(|_| byte == b'#');
        let escaped = escaped.and_then(|digits| std::str::from_utf8(digits).ok());
        let escaped = escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match escaped {
            Some(meant) => {
                name.push(meant);
                rest = after.get(2..).unwrap_or_default();
            }
            None if byte.is_ascii_whitespace() || b"()<>[]{}/%\0".contains(&byte) => break,
            None => {
                name.push(byte);
                rest = after;
            }
        }
    }
    name
}

fn refused(name: &[u8], acting: &[(&str, &'static str)]) -> Result<(), Fault> {
    let found = acting.iter().find(|(it, _)| it.as_bytes() == name);
    found.map_or(Ok(()), |(_, what)| Err(Fault::Unsafe(what)))
}

thread_local! {
    /// What the tables of objects of the document that is being read have left. The reader takes no closure.
    static LEFT: Cell<usize> = const { Cell::new(0) };
}

/// The document, read as its own table says or by looking for its objects.
fn loaded(bytes: &[u8], by_looking: bool) -> Result<Document, Fault> {
    LEFT.set(TABLES_MOST);
    let options = LoadOptions {
        filter: Some(within_limits),
        max_decompressed_size: Some(TABLE_MOST),
        force_reconstruct: by_looking,
        ..LoadOptions::default()
    };
    let document = Document::load_mem_with_options(bytes, options);
    if LEFT.get() == 0 {
        return Err(Fault::Unsafe("bomb"));
    }
    document.map_err(|error| match error {
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => Fault::Unsafe("bomb"),
        _ => Fault::Damaged,
    })
}

/// Leaves out tables of objects once all of them together are too large.
fn within_limits(id: (u32, u16), object: &mut Object) -> Option<((u32, u16), Object)> {
    if let Object::Stream(stream) = object
        && stream.dict.has_type(b"ObjStm")
    {
        let length = stream
            .decompressed_content_with_limit(TABLE_MOST)
            .map_or(0, |unpacked| unpacked.len());
        LEFT.set(LEFT.get().saturating_sub(length));
        if LEFT.get() == 0 {
            return None;
        }
    }
    Some((id, object.clone()))
}

/// No object, however deep, has a name that acts.
fn acts_not(document: &Document) -> Result<(), Fault> {
    let mut left: Vec<&Object> = document.objects.values().collect();
    let mut dictionaries = vec![&document.trailer];
    loop {
        while let Some(dictionary) = dictionaries.pop() {
            for (key, value) in dictionary {
                refused(key, ACTING)?;
                refused(key, ACTING_SHORT)?;
                left.push(value);
            }
        }
        match left.pop() {
            Some(Object::Name(name)) => {
                refused(name, ACTING)?;
                refused(name, ACTING_SHORT)?;
            }
            Some(Object::Array(items)) => left.extend(items),
            Some(Object::Dictionary(dictionary)) => dictionaries.push(dictionary),
            Some(Object::Stream(stream)) => dictionaries.push(&stream.dict),
            Some(_) => {}
            None => return Ok(()),
        }
    }
}
