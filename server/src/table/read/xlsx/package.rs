//! How is a part of a workbook unpacked without trusting what the archive says of itself?
//!
//! The directory of the archive tells only where a part lies. What is unpacked is counted as it comes out, over all
//! parts, and reading stops where there is more of it than a table can need; a part that doesn't have the size and the
//! checksum that the directory promised is broken.

use super::xml::Xml;
use crate::table::FileFault;
use flate2::Crc;
use flate2::read::DeflateDecoder;
use std::collections::HashMap;
use std::io::{self, Read, Seek, SeekFrom, Take};
use thiserror::Error;
use zip::{CompressionMethod, ZipArchive};

const PARTS_LIMIT: u64 = 2_000;
const UNPACKED_LIMIT: u64 = 512 * 1024 * 1024;
/// Above [`RATIO_FROM`], how many times its packed size a workbook may unpack to.
const RATIO_LIMIT: u64 = 100;
const RATIO_FROM: u64 = 16 * 1024 * 1024;
/// How much may be unpacked for one element or one text.
const EVENT_LIMIT: u64 = 2 * 1024 * 1024;

#[derive(Debug, Clone, Copy)]
struct Entry {
    start: u64,
    packed: u64,
    is_deflated: bool,
    size: u64,
    crc: u32,
}

/// How much was unpacked, of all parts together.
#[derive(Debug, Clone, Copy)]
struct Spent {
    unpacked: u64,
    packed: u64,
}

impl Spent {
    fn is_too_much(self) -> bool {
        self.unpacked > UNPACKED_LIMIT
            || (self.unpacked > RATIO_FROM && self.unpacked / RATIO_LIMIT > self.packed)
    }
}

/// What unpacking stops for.
#[derive(Debug, Error)]
pub(super) enum Stopped {
    #[error("too much inside")]
    TooMuch,
    #[error("wrong checksum")]
    Checksum,
}

/// The archive that a workbook is.
pub(super) struct Package<R> {
    source: R,
    entries: HashMap<String, Entry>,
    spent: Spent,
}

impl<R: Read + Seek> Package<R> {
    pub(super) fn open(mut source: R) -> Result<Self, FileFault> {
        let packed = source.seek(SeekFrom::End(0))?;
        match parts_claimed(&mut source, packed)? {
            None => return Err(FileFault::Broken("no archive")),
            Some(count) if count > PARTS_LIMIT => return Err(FileFault::TooMuchInside),
            Some(_) => {}
        }
        let broken = |_| FileFault::Broken("no archive");
        let mut archive = ZipArchive::new(source).map_err(broken)?;
        let mut entries = HashMap::new();
        for place in 0..archive.len() {
            let file = archive.by_index_raw(place).map_err(broken)?;
            if file.encrypted() {
                return Err(FileFault::Locked);
            }
            let is_deflated = file.compression() == CompressionMethod::Deflated;
            let (true, Some(start), Ok(name)) = (
                is_deflated || file.compression() == CompressionMethod::Stored,
                file.data_start(),
                file.name(),
            ) else {
                continue;
            };
            let entry = Entry {
                start,
                packed: file.compressed_size(),
                is_deflated,
                size: file.size(),
                crc: file.crc32(),
            };
            entries.insert(key(&name), entry);
        }
        Ok(Self {
            source: archive.into_inner(),
            entries,
            spent: Spent {
                unpacked: 0,
                packed,
            },
        })
    }

    /// Reads of a part what `read` wants.
    pub(super) fn with<'a, T>(
        &'a mut self,
        name: &str,
        read: impl FnOnce(&mut Xml<&'a mut R>) -> Result<T, FileFault>,
    ) -> Result<T, FileFault> {
        let entry = self.find(name)?;
        let mut xml = Xml::new(Unpacking::new(&mut self.source, entry, self.spent)?);
        let result = read(&mut xml)?;
        self.spent = xml.source().spent;
        Ok(result)
    }

    /// The last part that is read of the workbook.
    pub(super) fn into_part(self, name: &str) -> Result<Xml<R>, FileFault> {
        let entry = self.find(name)?;
        Ok(Xml::new(Unpacking::new(self.source, entry, self.spent)?))
    }

    fn find(&self, name: &str) -> Result<Entry, FileFault> {
        let entry = self.entries.get(&key(name)).copied();
        entry.ok_or(FileFault::Broken("a part is missing"))
    }
}

/// How many parts the end of the archive claims at most, looked at before the directory of so many is held. An end in
/// 64 bits is for archives larger than any workbook that is read here.
fn parts_claimed<R: Read + Seek>(source: &mut R, length: u64) -> io::Result<Option<u64>> {
    const LONGEST_END: u64 = 22 + 65_535;
    let mut tail = Vec::new();
    source.seek(SeekFrom::Start(length.saturating_sub(LONGEST_END)))?;
    source.by_ref().take(LONGEST_END).read_to_end(&mut tail)?;
    let claims = memchr::memmem::find_iter(&tail, b"PK\x05\x06").filter_map(|place| {
        let before = place.checked_sub(20).and_then(|at| tail.get(at..at + 4));
        if before == Some(b"PK\x06\x07") {
            return Some(u64::MAX);
        }
        let count = tail.get(place + 10..place + 12)?.try_into().ok()?;
        Some(u64::from(u16::from_le_bytes(count)))
    });
    Ok(claims.max())
}

fn key(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_ascii_lowercase()
}

enum Packing<S> {
    Stored(Take<S>),
    Deflated(Box<DeflateDecoder<Take<S>>>),
}

/// A part while it is unpacked.
pub(super) struct Unpacking<S> {
    packing: Packing<S>,
    entry: Entry,
    spent: Spent,
    crc: Crc,
    size: u64,
    event: u64,
}

impl<S: Read + Seek> Unpacking<S> {
    fn new(mut source: S, entry: Entry, spent: Spent) -> io::Result<Self> {
        source.seek(SeekFrom::Start(entry.start))?;
        let packed = source.take(entry.packed);
        let packing = if entry.is_deflated {
            Packing::Deflated(Box::new(DeflateDecoder::new(packed)))
        } else {
            Packing::Stored(packed)
        };
        Ok(Self {
            packing,
            entry,
            spent,
            crc: Crc::new(),
            size: 0,
            event: 0,
        })
    }
}

impl<S> Unpacking<S> {
    /// A new element or text begins.
    pub(super) fn begin_event(&mut self) {
        self.event = 0;
    }
}

impl<S: Read> Read for Unpacking<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.packing {
            Packing::Stored(source) => source.read(buffer)?,
            Packing::Deflated(source) => source.read(buffer)?,
        };
        self.crc.update(buffer.get(..read).unwrap_or_default());
        let count = u64::try_from(read).unwrap_or(u64::MAX);
        self.size += count;
        self.spent.unpacked += count;
        self.event += count;
        if self.event > EVENT_LIMIT || self.spent.is_too_much() {
            return Err(io::Error::other(Stopped::TooMuch));
        }
        let is_over = read == 0 && !buffer.is_empty();
        let is_true = self.size == self.entry.size && self.crc.sum() == self.entry.crc;
        if self.size > self.entry.size || (is_over && !is_true) {
            return Err(io::Error::other(Stopped::Checksum));
        }
        Ok(read)
    }
}
