//! How does a file lie on the disk? Sealed part by part as it arrives, so that no plain byte is ever written and nobody
//! holds more than a part of it in memory.
//!
//! At its head stand an id of its own and the key's id; each part is bound to that id and to its place.

use super::{Error, Result};
use crate::crypto::{ContentHash, CryptoError, Vault};
use crate::hex;
use crate::service::sealed::EVIDENCE_FILE;
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
    let broken = || CryptoError::Broken {
        place: EVIDENCE_FILE,
    };
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
        Err(broken().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::keys::Keyring;
    use rstest::rstest;

    fn vault() -> Vault {
        Vault::new(&Keyring::fresh())
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
