//! Where do keys come from, and how is it noticed that they are the wrong ones?
//!
//! A key file holds two sets: `sealing` keys for ciphertexts and `index` keys for blind indexes. Each set names the key
//! that is used from now on; the others still open what they sealed, so that keys can be turned.

mod file;

use std::collections::BTreeMap;
use std::io;

use crate::hex;
use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use serde::Deserialize;
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

const KEY_BYTES: usize = 32;
const HASH_BLOCK: usize = 64;
const FINGERPRINT_LABEL: &[u8] = b"mingzheng/key-fingerprint/v1";
const LONGEST_ID: usize = 16;

/// One secret key.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; KEY_BYTES]>);

/// The keys of one purpose.
#[derive(Clone)]
pub struct KeySet {
    active: String,
    active_key: Key,
    keys: BTreeMap<String, Key>,
}

/// All keys of a deployment.
#[derive(Clone)]
pub struct Keyring {
    /// For ciphertexts.
    pub sealing: KeySet,
    /// For blind indexes.
    pub index: KeySet,
}

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The file can't be read.
    #[error("密钥文件 {path} 无法读取。The key file {path} can't be read: {cause}")]
    Unreadable {
        /// Which file.
        path: String,
        /// Why.
        cause: io::Error,
    },
    /// The file can't be made.
    #[error("密钥文件 {path} 无法写入。The key file {path} can't be written: {cause}")]
    Unwritable {
        /// Which file.
        path: String,
        /// Why.
        cause: io::Error,
    },
    /// Others than its owner can read it.
    #[error(
        "密钥文件 {0} 可被他人读取，请执行 chmod 600。The key file {0} can be read by others; chmod 600 it"
    )]
    Open(String),
    /// Something in it is wrong; never its content.
    #[error("{place}: {what}")]
    Wrong {
        /// The file, or the environment.
        place: String,
        /// What.
        what: String,
    },
}

/// A set as text: in a file, or collected from the environment.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeySetText {
    /// The key that is used from now on.
    pub active: String,
    /// Keys by id, 64 hexadecimal digits each.
    pub keys: BTreeMap<String, String>,
}

impl Drop for KeySetText {
    fn drop(&mut self) {
        self.keys.values_mut().for_each(Zeroize::zeroize);
    }
}

impl Key {
    /// A new one from the system's randomness.
    pub fn random() -> Self {
        let mut bytes = Zeroizing::new([0; KEY_BYTES]);
        rand::rng().fill_bytes(&mut *bytes);
        Self(bytes)
    }

    fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = Zeroizing::new([0; KEY_BYTES]);
        if text.len() != 2 * KEY_BYTES || !text.is_ascii() {
            return None;
        }
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    fn hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::write(self.0.as_slice()))
    }

    /// The secret bytes.
    pub(super) fn bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    /// Another key for another purpose.
    pub(super) fn derive(&self, purpose: &[u8]) -> Self {
        Self(Zeroizing::new(mac(self, &[purpose])))
    }

    /// Tells keys apart without telling anything about them.
    pub fn fingerprint(&self) -> String {
        let mac = mac(self, &[FINGERPRINT_LABEL]);
        hex::write(mac.get(..8).unwrap_or_default())
    }
}

impl KeySet {
    /// Reads a set; `place` and `name` are for the complaint.
    pub fn read(place: &str, name: &str, text: &KeySetText) -> Result<Self, KeysError> {
        let wrong = |what: String| KeysError::Wrong {
            place: place.to_owned(),
            what,
        };
        let mut keys = BTreeMap::new();
        for (id, digits) in &text.keys {
            if !is_key_id(id) {
                return Err(wrong(format!(
                    "{name}.keys.{id}: 密钥编号只能是 1 至 {LONGEST_ID} 位小写字母、数字或连字符。A key's id is 1 to {LONGEST_ID} of a-z, 0-9 and -"
                )));
            }
            let key = Key::from_hex(digits).ok_or_else(|| {
                wrong(format!(
                    "{name}.keys.{id}: 密钥应为 64 位十六进制数字(openssl rand -hex 32)。A key is 64 hexadecimal digits, as `openssl rand -hex 32` makes"
                ))
            })?;
            keys.insert(id.clone(), key);
        }
        let Some(active_key) = keys.get(&text.active).cloned() else {
            return Err(wrong(format!(
                "{name}.active: 没有编号为“{0}”的密钥。There is no key {0:?} in {name}.keys",
                text.active
            )));
        };
        Ok(Self {
            active: text.active.clone(),
            active_key,
            keys,
        })
    }

    fn fresh(id: &str) -> Self {
        let key = Key::random();
        Self {
            active: id.to_owned(),
            active_key: key.clone(),
            keys: BTreeMap::from([(id.to_owned(), key)]),
        }
    }

    /// With a new key in front of the others.
    #[must_use]
    pub fn with_new(&self, id: &str) -> Self {
        let key = Key::random();
        let mut keys = self.keys.clone();
        keys.insert(id.to_owned(), key.clone());
        Self {
            active: id.to_owned(),
            active_key: key,
            keys,
        }
    }

    /// The first of the ids with this letter and a number that no key has.
    pub fn next_id(&self, letter: char) -> String {
        let ids = (1_u32..).map(|number| format!("{letter}{number}"));
        let mut free = ids.skip_while(|id| self.keys.contains_key(id));
        free.next().unwrap_or_default()
    }

    /// The id of the key that is used from now on.
    pub fn active(&self) -> &str {
        &self.active
    }

    /// The key that is used from now on.
    pub fn active_key(&self) -> &Key {
        &self.active_key
    }

    /// Every key with its id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Key)> {
        self.keys.iter().map(|(id, key)| (id.as_str(), key))
    }
}

impl Keyring {
    /// New keys, for a demonstration or a test.
    pub fn fresh() -> Self {
        Self {
            sealing: KeySet::fresh("s1"),
            index: KeySet::fresh("i1"),
        }
    }
}

/// HMAC-SHA-256 over the parts one after another.
pub(super) fn mac(key: &Key, parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = keyed(key);
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// HMAC-SHA-256 that hasn't seen anything yet.
pub(super) fn keyed(key: &Key) -> Hmac<Sha256> {
    // HMAC fills a key up to the hash's block with zeros; doing so here leaves nothing that can fail.
    let mut block = Zeroizing::new([0_u8; HASH_BLOCK]);
    for (to, from) in block.iter_mut().zip(key.bytes()) {
        *to = *from;
    }
    KeyInit::new((&*block).into())
}

fn is_key_id(id: &str) -> bool {
    (1..=LONGEST_ID).contains(&id.len())
        && id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
