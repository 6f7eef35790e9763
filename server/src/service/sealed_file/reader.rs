//! How is a sealed file read part by part, from any place, and under which key does it lie? For what doesn't fit into memory.

use super::{ID, PART, SEAL, broken};
use crate::crypto::Vault;
use crate::service::Result;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use uuid::Uuid;
use zeroize::Zeroizing;

/// A sealed file that is read part by part, from any place: for what doesn't fit into memory.
pub(in crate::service) struct Reader {
    vault: Vault,
    file: File,
    id: Uuid,
    pub(super) key_id: String,
    /// Where the first part begins.
    head: u64,
    /// How long the content is.
    length: u64,
    position: u64,
    /// The part that was opened last, and its place.
    part: Option<(u64, Zeroizing<Vec<u8>>)>,
}

/// Under which key a file lies.
pub(in crate::service) fn key(file: &mut File) -> Result<String> {
    Ok(head(file)?.1)
}

/// The id and the key that stand at a file's head.
fn head(file: &mut File) -> Result<(Uuid, String)> {
    let (mut id, mut length) = ([0; ID], [0; 1]);
    file.read_exact(&mut id)?;
    file.read_exact(&mut length)?;
    let mut key_id = vec![0; usize::from(length[0])];
    file.read_exact(&mut key_id)?;
    let key_id = String::from_utf8(key_id).map_err(|_| broken())?;
    Ok((Uuid::from_bytes(id), key_id))
}

impl Reader {
    /// Reads the head of a file.
    pub(in crate::service) fn open(vault: &Vault, mut file: File) -> Result<Self> {
        let (id, key_id) = head(&mut file)?;
        let head = file.stream_position()?;
        let sealed = file.metadata()?.len().saturating_sub(head);
        let parts = sealed.div_ceil(u64_of(PART + SEAL));
        let length = sealed.checked_sub(parts * u64_of(SEAL));
        Ok(Self {
            vault: vault.clone(),
            file,
            id,
            key_id,
            head,
            length: length.ok_or_else(broken)?,
            position: 0,
            part: None,
        })
    }

    fn part(&mut self, place: u64) -> io::Result<&[u8]> {
        if self.part.as_ref().is_none_or(|(held, _)| *held != place) {
            self.part = Some((place, self.open_part(place)?));
        }
        Ok(self.part.as_ref().map_or(&[], |(_, part)| part.as_slice()))
    }

    fn open_part(&mut self, place: u64) -> io::Result<Zeroizing<Vec<u8>>> {
        let size = u64_of(PART + SEAL);
        self.file.seek(SeekFrom::Start(self.head + place * size))?;
        let mut sealed = Vec::with_capacity(PART + SEAL);
        (&self.file).take(size).read_to_end(&mut sealed)?;
        let last = (place + 1) * u64_of(PART) >= self.length;
        let place = i64::try_from(place).map_err(io::Error::other)?;
        self.vault
            .open_file_part(self.id, place, last, (&self.key_id, &sealed))
            .map_err(io::Error::other)
    }
}

impl Read for Reader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.length {
            return Ok(0);
        }
        let (place, within) = (self.position / u64_of(PART), self.position % u64_of(PART));
        let within = usize::try_from(within).map_err(io::Error::other)?;
        let part = self.part(place)?.get(within..).unwrap_or_default();
        let length = part.len().min(into.len());
        for (to, from) in into.iter_mut().zip(part) {
            *to = *from;
        }
        self.position += u64_of(length);
        Ok(length)
    }
}

impl Seek for Reader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
        };
        let before = || io::Error::new(io::ErrorKind::InvalidInput, "before the beginning");
        self.position = position.ok_or_else(before)?;
        Ok(self.position)
    }
}

pub(super) fn u64_of(size: usize) -> u64 {
    u64::try_from(size).unwrap_or(u64::MAX)
}
