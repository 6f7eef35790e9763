//! How is a value sealed and opened? [`index`] says what it is found by.

mod index;

pub use index::BlindIndex;

use super::keys::{self, Key, Keyring};
use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use hmac::{Hmac, Mac as _};
use rand::Rng;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The first byte of every ciphertext: which way it was made.
const FORMAT: u8 = 1;
const NONCE_BYTES: usize = 12;
/// So that what names a content is no key that seals.
const CONTENT_PURPOSE: &[u8] = b"mingzheng/evidence.content/v1\0";
/// A ciphertext as it stands in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The key that opens it.
    pub key_id: String,
    /// Format, nonce, ciphertext and tag.
    pub bytes: Vec<u8>,
}

/// Why something can't be sealed or opened. It never says what was in it.
#[derive(Debug, thiserror::Error)]
pub enum CryptoError {
    /// No such key.
    #[error("{place} is sealed with the key {key_id:?}, which isn't among ours")]
    UnknownKey {
        /// Table and column.
        place: &'static str,
        /// The key's id.
        key_id: String,
    },
    /// Another key, another row, or changed bytes.
    #[error("{place} can't be opened: it was changed, moved or sealed with another key")]
    Broken {
        /// Table and column.
        place: &'static str,
    },
    /// It opened, but isn't what should be there.
    #[error("{place} doesn't hold what it should")]
    WrongContent {
        /// Table and column.
        place: &'static str,
    },
    /// A key of a seal can't be written down or used.
    #[error("the key of a seal can't be used")]
    Unusable,
}

/// Seals, opens and indexes. Cheap to clone; neither printed nor serialised.
#[derive(Clone)]
pub struct Vault(Arc<Keys>);

struct Keys {
    sealing: BTreeMap<String, Sealing>,
    active_sealing: String,
    index: BTreeMap<String, Key>,
    active_index: Key,
    active_index_id: String,
}

/// What one sealing key does.
struct Sealing {
    cipher: Aes256GcmSiv,
    content: Key,
}

impl Sealing {
    fn new(key: &Key) -> Self {
        Self {
            cipher: Aes256GcmSiv::new(key.bytes().into()),
            content: key.derive(CONTENT_PURPOSE),
        }
    }
}

/// What a content is named by while it passes: a keyed hash, so that nobody without the key can ask whether a content
/// that they guess is there.
#[derive(Clone)]
pub struct ContentHash(Hmac<Sha256>);

impl ContentHash {
    /// Takes what passes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of what has passed.
    pub fn finish(&self) -> [u8; 32] {
        self.0.clone().finalize().into_bytes().into()
    }
}

impl Vault {
    /// A vault with these keys.
    pub fn new(keyring: &Keyring) -> Self {
        let sealing = keyring
            .sealing
            .iter()
            .map(|(id, key)| (id.to_owned(), Sealing::new(key)))
            .collect();
        let index = keyring.index.iter();
        Self(Arc::new(Keys {
            sealing,
            active_sealing: keyring.sealing.active().to_owned(),
            index: index
                .map(|(id, key)| (id.to_owned(), key.clone()))
                .collect(),
            active_index: keyring.index.active_key().clone(),
            active_index_id: keyring.index.active().to_owned(),
        }))
    }

    /// Seals `plain` for one column (`table.column`) of one row; nowhere else it can be opened.
    pub fn seal(
        &self,
        place: &'static str,
        row: Uuid,
        plain: &[u8],
    ) -> Result<Sealed, CryptoError> {
        let key_id = self.0.active_sealing.clone();
        let cipher = &self.sealing(place, &key_id)?.cipher;
        let mut nonce = [0_u8; NONCE_BYTES];
        rand::rng().fill_bytes(&mut nonce);
        let payload = Payload {
            msg: plain,
            aad: &bound_to(place, row, &key_id),
        };
        let ciphertext = cipher
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| CryptoError::WrongContent { place })?;
        let bytes = [&[FORMAT][..], &nonce, &ciphertext].concat();
        Ok(Sealed { key_id, bytes })
    }

    /// Opens what [`Self::seal`] made for the same place and row.
    pub fn open(
        &self,
        place: &'static str,
        row: Uuid,
        key_id: &str,
        bytes: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        let broken = || CryptoError::Broken { place };
        let (format, rest) = bytes.split_first().ok_or_else(broken)?;
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE_BYTES>().ok_or_else(broken)?;
        if *format != FORMAT {
            return Err(broken());
        }
        let payload = Payload {
            msg: ciphertext,
            aad: &bound_to(place, row, key_id),
        };
        self.sealing(place, key_id)?
            .cipher
            .decrypt(&Nonce::from(*nonce), payload)
            .map(Zeroizing::new)
            .map_err(|_| broken())
    }

    /// Seals a value as JSON.
    pub fn seal_json(
        &self,
        place: &'static str,
        row: Uuid,
        value: &impl Serialize,
    ) -> Result<Sealed, CryptoError> {
        let json = serde_json::to_vec(value).map_err(|_| CryptoError::WrongContent { place })?;
        self.seal(place, row, &Zeroizing::new(json))
    }

    /// Opens a value that was sealed as JSON.
    pub fn open_json<T: DeserializeOwned>(
        &self,
        place: &'static str,
        row: Uuid,
        key_id: &str,
        bytes: &[u8],
    ) -> Result<T, CryptoError> {
        let json = self.open(place, row, key_id, bytes)?;
        serde_json::from_slice(&json).map_err(|_| CryptoError::WrongContent { place })
    }

    /// Opens a text.
    pub fn open_text(
        &self,
        place: &'static str,
        row: Uuid,
        key_id: &str,
        bytes: &[u8],
    ) -> Result<String, CryptoError> {
        let text = self.open(place, row, key_id, bytes)?;
        std::str::from_utf8(&text)
            .map(ToOwned::to_owned)
            .map_err(|_| CryptoError::WrongContent { place })
    }

    /// The id of the key that seals from now on.
    pub fn active_key(&self) -> &str {
        &self.0.active_sealing
    }

    /// Begins to name a content under one of the sealing keys.
    pub fn content_hash(
        &self,
        place: &'static str,
        key_id: &str,
    ) -> Result<ContentHash, CryptoError> {
        let sealing = self.sealing(place, key_id)?;
        Ok(ContentHash(keys::keyed(&sealing.content)))
    }

    fn sealing(&self, place: &'static str, key_id: &str) -> Result<&Sealing, CryptoError> {
        let known = self.0.sealing.get(key_id);
        known.ok_or_else(|| CryptoError::UnknownKey {
            place,
            key_id: key_id.to_owned(),
        })
    }
}

/// The additional data that ties a ciphertext to its place.
fn bound_to(place: &str, row: Uuid, key_id: &str) -> Vec<u8> {
    [
        place.as_bytes(),
        b"|",
        row.as_bytes(),
        b"|",
        key_id.as_bytes(),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::keys::{KeySet, KeySetText};

    const PLACE: &str = "holder.number";
    const ROW: Uuid = Uuid::from_u128(7);

    fn vault() -> Vault {
        Vault::new(&Keyring::fresh())
    }

    #[test]
    fn what_was_sealed_opens_in_its_place() {
        let vault = vault();
        let sealed = vault.seal(PLACE, ROW, b"secret").unwrap();
        let opened = vault
            .open(PLACE, ROW, &sealed.key_id, &sealed.bytes)
            .unwrap();
        assert_eq!(&**opened, b"secret");
        assert!(!sealed.bytes.windows(6).any(|part| part == b"secret"));
    }

    #[test]
    fn a_ciphertext_opens_in_no_other_row_column_or_vault() {
        let ours = vault();
        let Sealed { key_id, bytes } = ours.seal(PLACE, ROW, b"secret").unwrap();
        assert!(
            ours.open(PLACE, Uuid::from_u128(8), &key_id, &bytes)
                .is_err()
        );
        assert!(ours.open("holder.name", ROW, &key_id, &bytes).is_err());
        assert!(ours.open(PLACE, ROW, "s9", &bytes).is_err());
        assert!(vault().open(PLACE, ROW, &key_id, &bytes).is_err());
    }

    #[test]
    fn a_changed_or_cut_ciphertext_does_not_open() {
        let vault = vault();
        let Sealed { key_id, bytes } = vault.seal(PLACE, ROW, b"secret").unwrap();
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            assert!(
                vault.open(PLACE, ROW, &key_id, &changed).is_err(),
                "{place}"
            );
            assert!(
                vault.open(PLACE, ROW, &key_id, &bytes[..place]).is_err(),
                "{place}"
            );
        }
    }

    #[test]
    fn after_turning_keys_the_old_one_still_opens_and_the_new_one_seals() {
        let text = |active: &str, ids: &[&str]| KeySetText {
            active: active.to_owned(),
            keys: ids
                .iter()
                .map(|id| ((*id).to_owned(), id.repeat(32).replace('s', "a")))
                .collect(),
        };
        let ring = |sealing: &KeySetText| Keyring {
            sealing: KeySet::read("test", "sealing", sealing).unwrap(),
            index: Keyring::fresh().index,
        };
        let old = Vault::new(&ring(&text("s1", &["s1"])));
        let turned = Vault::new(&ring(&text("s2", &["s1", "s2"])));
        let before = old.seal(PLACE, ROW, b"secret").unwrap();
        let opened = turned
            .open(PLACE, ROW, &before.key_id, &before.bytes)
            .unwrap();
        assert_eq!(&**opened, b"secret");
        assert_eq!(turned.seal(PLACE, ROW, b"secret").unwrap().key_id, "s2");
    }
}
