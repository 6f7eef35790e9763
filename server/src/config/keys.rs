//! Where are the keys that seal what people write?

use super::given::Given;
use super::sqlite_path;
use crate::crypto::keys::{KeySet, KeySetText, Keyring, KeysError};
use std::path::{Path, PathBuf};

/// Where keys come from.
pub enum KeySource {
    /// From this file.
    File(PathBuf),
    /// From this file beside the database, if it is a demonstration's.
    Beside(PathBuf),
    /// From the configuration itself.
    Given(Box<Keyring>),
    /// From nowhere.
    None,
}

/// What a key is for.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum KeyKind {
    /// For ciphertexts.
    Sealing,
    /// For blind indexes.
    Index,
}

impl KeySource {
    /// Adds a new key to the file and uses it from now on: its id, and which file. None where there is no file.
    pub fn add(&self, kind: KeyKind) -> Option<Result<(String, &Path), KeysError>> {
        let (Self::File(path) | Self::Beside(path)) = self else {
            return None;
        };
        Some(Keyring::read(path).and_then(|mut keys| {
            let (set, letter) = match kind {
                KeyKind::Sealing => (&mut keys.sealing, 's'),
                KeyKind::Index => (&mut keys.index, 'i'),
            };
            let id = set.next_id(letter);
            *set = set.with_new(&id);
            keys.replace(path)?;
            Ok((id, path.as_path()))
        }))
    }
}

pub(super) fn keys(given: &mut Given, database_url: Option<&str>) -> Option<KeySource> {
    let sealing = key_set(given, "sealing");
    let index = key_set(given, "index");
    let file = given.read_optional("keys.file", |path| Ok(PathBuf::from(path)));
    match (file, sealing, index) {
        (None, Some(sealing), Some(index)) => {
            Some(KeySource::Given(Box::new(Keyring { sealing, index })))
        }
        (Some(file), None, None) => Some(KeySource::File(file)),
        (None, None, None) => {
            let beside = database_url.and_then(sqlite_path);
            Some(beside.map_or(KeySource::None, |path| {
                KeySource::Beside(path.with_extension("keys.toml"))
            }))
        }
        (Some(_), _, _) => {
            given.fault("keys.file", "已在配置中直接给出密钥，二者只能取一。Keys are given in the configuration too; use one of the two");
            None
        }
        (None, _, _) => {
            given.fault(
                "keys",
                "keys.sealing 和 keys.index 须同时给出。Give both keys.sealing and keys.index",
            );
            None
        }
    }
}

fn key_set(given: &mut Given, name: &'static str) -> Option<KeySet> {
    let keys = given.take_below(&["keys", name, "keys"]);
    let active = given.take(&["keys", name, "active"]);
    if keys.is_empty() && active.is_none() {
        return None;
    }
    let text = KeySetText {
        active: active.unwrap_or_default(),
        keys,
    };
    match KeySet::read("keys", name, &text) {
        Ok(set) => Some(set),
        Err(KeysError::Wrong { what, .. }) => {
            given.fault("keys", &what);
            None
        }
        Err(other) => {
            given.fault("keys", &other.to_string());
            None
        }
    }
}
