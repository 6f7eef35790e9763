//! How does a file lie on the disk? Sealed part by part as it arrives, so that no plain byte is ever written and nobody
//! holds more than a part of it in memory.
//!
//! At its head stand an id of its own and the key's id; each part is bound to that id and to its place.

mod reader;

pub(super) use reader::{Reader, key};

use super::{Error, Result};
use crate::crypto::{ContentHash, CryptoError, Vault};
use crate::hex;
use crate::service::sealed::EVIDENCE_FILE;
use std::fs::File;
use std::io::{Read as _, Write};
use uuid::Uuid;

/// Bytes that are sealed together.
const PART: usize = 64 * 1024;
/// What sealing adds to a part: format, nonce and tag.
const SEAL: usize = 1 + 12 + 16;
const ID: usize = 16;

/// A file that is being sealed.
pub(super) struct Sealer {
    vault: Vault,
    id: Uuid,
    place: i64,
    pending: Vec<u8>,
    hash: ContentHash,
}

impl Sealer {
    /// Begins a file; what stands at its head.
    pub(super) fn begin(vault: &Vault) -> Result<(Self, Vec<u8>)> {
        let id = Uuid::from_u128(rand::random());
        let key_id = vault.active_key();
        let length = u8::try_from(key_id.len()).map_err(Error::fault)?;
        let head = [&id.as_bytes()[..], &[length], key_id.as_bytes()].concat();
        let sealer = Self {
            hash: vault.content_hash(EVIDENCE_FILE, key_id)?,
            vault: vault.clone(),
            id,
            place: 0,
            pending: Vec::with_capacity(2 * PART),
        };
        Ok((sealer, head))
    }

    /// Takes what arrived; what is ready to be written.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<Vec<u8>> {
        self.hash.update(bytes);
        let mut sealed = Vec::new();
        let mut rest = bytes;
        while self.pending.len() + rest.len() > PART {
            let (part, later) = rest.split_at(PART - self.pending.len());
            self.pending.extend_from_slice(part);
            sealed.extend(self.seal(false)?);
            rest = later;
        }
        self.pending.extend_from_slice(rest);
        Ok(sealed)
    }

    /// The last part.
    pub(super) fn finish(&mut self) -> Result<Vec<u8>> {
        self.seal(true)
    }

    fn seal(&mut self, last: bool) -> Result<Vec<u8>> {
        let sealed = self
            .vault
            .seal_file_part(self.id, self.place, last, &self.pending)?;
        self.place += 1;
        self.pending.clear();
        Ok(sealed.bytes)
    }

    /// The keyed hash of what arrived so far.
    pub(super) fn hash(&self) -> [u8; 32] {
        self.hash.finish()
    }

    /// What a file is called that holds what arrived.
    pub(super) fn name(&self) -> String {
        hex::write(&self.hash())
    }
}

/// A whole file with the name of its content.
pub(crate) fn seal(vault: &Vault, content: &[u8]) -> Result<(String, Vec<u8>)> {
    let (mut sealer, mut file) = Sealer::begin(vault)?;
    file.extend(sealer.push(content)?);
    file.extend(sealer.finish()?);
    Ok((sealer.name(), file))
}

/// Opens a file, which must hold the content that it is named by.
pub(super) fn open(vault: &Vault, file: &[u8], content_hash: &str) -> Result<Vec<u8>> {
    let (id, rest) = file.split_first_chunk::<ID>().ok_or_else(broken)?;
    let (length, rest) = rest.split_first().ok_or_else(broken)?;
    let (key_id, sealed) = rest
        .split_at_checked(usize::from(*length))
        .ok_or_else(broken)?;
    let key_id = std::str::from_utf8(key_id).map_err(|_| broken())?;
    let mut hash = vault.content_hash(EVIDENCE_FILE, key_id)?;
    let mut content = Vec::with_capacity(sealed.len());
    let mut parts = (0..).zip(sealed.chunks(PART + SEAL)).peekable();
    while let Some((place, part)) = parts.next() {
        let last = parts.peek().is_none();
        let opened = vault.open_file_part(Uuid::from_bytes(*id), place, last, (key_id, part))?;
        hash.update(&opened);
        content.extend_from_slice(&opened);
    }
    if hex::write(&hash.finish()) == content_hash {
        Ok(content)
    } else {
        Err(broken())
    }
}

fn broken() -> Error {
    let place = EVIDENCE_FILE;
    CryptoError::Broken { place }.into()
}

/// Seals a file's content under the key of today; the name of the new one. The old one must hold what it is named by.
pub(super) fn seal_anew(
    vault: &Vault,
    (old, name): (File, &str),
    new: &mut impl Write,
) -> Result<String> {
    let mut reader = Reader::open(vault, old)?;
    let mut hash = vault.content_hash(EVIDENCE_FILE, &reader.key_id)?;
    let (mut sealer, head) = Sealer::begin(vault)?;
    new.write_all(&head)?;
    let mut part = vec![0; PART];
    loop {
        let length = reader.read(&mut part)?;
        let content = part.get(..length).unwrap_or_default();
        if content.is_empty() {
            break;
        }
        hash.update(content);
        new.write_all(&sealer.push(content)?)?;
    }
    new.write_all(&sealer.finish()?)?;
    if hex::write(&hash.finish()) == name {
        Ok(sealer.name())
    } else {
        Err(broken())
    }
}

#[cfg(test)]
mod tests {
    use super::reader::u64_of;
    use super::*;
    use crate::crypto::keys::Keyring;
    use rstest::rstest;
    use std::io::{Seek as _, SeekFrom};

    fn vault() -> Vault {
        Vault::new(&Keyring::fresh())
    }

    fn on_disk(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.rewind().unwrap();
        file
    }

    fn content(length: usize) -> Vec<u8> {
        (0..=250).cycle().take(length).collect()
    }

    #[rstest]
    #[case(0)]
    #[case(1)]
    #[case(PART - 1)]
    #[case(PART)]
    #[case(PART + 1)]
    #[case(3 * PART)]
    fn what_arrives_in_any_pieces_is_opened_whole_and_shows_nothing_before(#[case] length: usize) {
        let (vault, content) = (vault(), content(length));
        let (mut sealer, mut file) = Sealer::begin(&vault).unwrap();
        for piece in content.chunks(10_007) {
            file.extend(sealer.push(piece).unwrap());
        }
        file.extend(sealer.finish().unwrap());
        assert_eq!(open(&vault, &file, &sealer.name()).unwrap(), content);
        let shown = |part: &[u8]| file.windows(part.len()).any(|window| window == part);
        let beginnings = content.chunks(20_000).filter_map(|piece| piece.get(..16));
        assert!(!beginnings.into_iter().any(shown));
    }

    #[test]
    fn a_file_is_read_part_by_part_from_any_place_and_not_once_it_was_changed() {
        let (vault, content) = (vault(), content(2 * PART + 77));
        let (_, mut file) = seal(&vault, &content).unwrap();
        let mut reader = Reader::open(&vault, on_disk(&file)).unwrap();
        let mut read = Vec::new();
        reader.read_to_end(&mut read).unwrap();
        assert_eq!(read, content);
        for (to, from) in [
            (SeekFrom::Start(5), 5),
            (SeekFrom::End(-90), content.len() - 90),
            (SeekFrom::Start(u64_of(PART) - 1), PART - 1),
        ] {
            reader.seek(to).unwrap();
            let mut read = Vec::new();
            reader.read_to_end(&mut read).unwrap();
            assert_eq!(read, content[from..]);
        }
        assert!(reader.seek(SeekFrom::Current(-i64::MAX)).is_err());
        *file.last_mut().unwrap() ^= 1;
        let mut reader = Reader::open(&vault, on_disk(&file)).unwrap();
        assert!(reader.read_to_end(&mut Vec::new()).is_err());
        let cut = Reader::open(&vault, on_disk(&file[..file.len() - 77 - SEAL])).unwrap();
        assert!(
            { cut }.read_to_end(&mut Vec::new()).is_err(),
            "its last part is gone"
        );
    }

    #[test]
    fn a_file_is_sealed_anew_under_another_key_and_not_if_it_holds_something_else() {
        let keys = Keyring::fresh();
        let old = Vault::new(&keys);
        let new = Vault::new(&Keyring {
            sealing: keys.sealing.with_new("s2"),
            index: keys.index,
        });
        for length in [0, 1, PART, 2 * PART + 77] {
            let content = content(length);
            let (name, file) = seal(&old, &content).unwrap();
            let mut anew = Vec::new();
            let renamed = seal_anew(&new, (on_disk(&file), &name), &mut anew).unwrap();
            assert_eq!(open(&new, &anew, &renamed).unwrap(), content);
            assert_eq!(key(&mut on_disk(&anew)).unwrap(), "s2");
            assert!(seal_anew(&new, (on_disk(&file), &renamed), &mut Vec::new()).is_err());
        }
    }

    #[test]
    fn a_content_has_one_name_under_a_key_and_no_plain_hash_is_it() {
        use sha2::{Digest, Sha256};
        let vault = vault();
        let name = |vault: &Vault| seal(vault, b"%PDF-1.7").unwrap().0;
        assert_eq!(name(&vault), name(&vault));
        assert_ne!(name(&vault), name(&super::tests::vault()));
        assert_ne!(name(&vault), hex::write(&Sha256::digest(b"%PDF-1.7")));
    }

    #[test]
    fn a_file_that_was_cut_mixed_up_changed_or_put_in_anothers_place_is_not_opened() {
        let vault = vault();
        let (name, file) = seal(&vault, &content(3 * PART)).unwrap();
        let head = file.len() - 3 * (PART + SEAL);
        let part = |place: usize| &file[head + place * (PART + SEAL)..][..PART + SEAL];
        let cut = [&file[..head], part(0), part(1)].concat();
        let mixed = [&file[..head], part(1), part(0), part(2)].concat();
        let mut changed = file.clone();
        changed[head + 100] ^= 1;
        let (_, other) = seal(&vault, b"another").unwrap();
        let foreign = seal(&super::tests::vault(), &content(3 * PART)).unwrap();
        for wrong in [&cut, &mixed, &changed, &other, &foreign.1] {
            assert!(open(&vault, wrong, &name).is_err());
        }
        for length in [0, 10, 16, 17, head, head + 5] {
            assert!(open(&vault, &file[..length], &name).is_err());
        }
    }
}
