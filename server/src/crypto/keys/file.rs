//! How is a key file read, made and replaced? Nobody but its owner may be able to read it.

use super::{KeySet, KeySetText, Keyring, KeysError};
use serde::Deserialize;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use zeroize::Zeroizing;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileText {
    sealing: KeySetText,
    index: KeySetText,
}

impl Keyring {
    /// Reads a key file, which nobody but its owner may be able to read.
    pub fn read(path: &Path) -> Result<Self, KeysError> {
        let place = path.display().to_string();
        let unreadable = |cause| KeysError::Unreadable {
            path: place.clone(),
            cause,
        };
        if is_open_to_others(path).map_err(unreadable)? {
            return Err(KeysError::Open(place));
        }
        let text = Zeroizing::new(std::fs::read_to_string(path).map_err(unreadable)?);
        // toml's own message would quote the line, and with it a key.
        let file: FileText = toml::from_str(&text).map_err(|error| KeysError::Wrong {
            place: place.clone(),
            what: format!(
                "不是有效的密钥文件。Not a key file with [sealing] and [index]: {}",
                error.message()
            ),
        })?;
        Ok(Self {
            sealing: KeySet::read(&place, "sealing", &file.sealing)?,
            index: KeySet::read(&place, "index", &file.index)?,
        })
    }

    /// Reads a key file, or makes one with new keys if there is none. For demonstrations.
    pub fn read_or_make(path: &Path) -> Result<Self, KeysError> {
        if path.exists() {
            return Self::read(path);
        }
        let keys = Self::fresh();
        keys.write(path).map_err(|cause| KeysError::Unwritable {
            path: path.display().to_string(),
            cause,
        })?;
        Ok(keys)
    }

    /// Writes a key file that nobody but its owner can read; never over another.
    fn write(&self, path: &Path) -> io::Result<()> {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        file.write_all(self.to_text().as_bytes())?;
        file.sync_all()
    }

    /// Puts these keys in the place of a key file, whole or not at all. It stays its owner's: root may turn the keys of a
    /// service that isn't root's.
    pub fn replace(&self, path: &Path) -> Result<(), KeysError> {
        let fresh = path.with_extension("new");
        let replaced = self
            .write(&fresh)
            .and_then(|()| give_to_owner_of(path, &fresh))
            .and_then(|()| std::fs::rename(&fresh, path));
        replaced.map_err(|cause| KeysError::Unwritable {
            path: fresh.display().to_string(),
            cause,
        })
    }

    fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::from(
            "# 明证的密钥。丢失后，数据库中加密的内容无法恢复；请与数据库分开备份。\n\
             # The keys of Mingzheng. Without them what is sealed in the database is lost; back them up apart from it.\n",
        ));
        for (name, set) in [("sealing", &self.sealing), ("index", &self.index)] {
            // Writing to a String can't fail.
            let _ = write!(
                text,
                "\n[{name}]\nactive = \"{}\"\n\n[{name}.keys]\n",
                set.active
            );
            for (id, key) in set.iter() {
                let _ = writeln!(text, "{id} = \"{}\"", &*key.hex());
            }
        }
        text
    }
}

#[cfg(unix)]
fn give_to_owner_of(old: &Path, fresh: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let (old, new) = (std::fs::metadata(old)?, std::fs::metadata(fresh)?);
    if (old.uid(), old.gid()) == (new.uid(), new.gid()) {
        return Ok(());
    }
    chown(fresh, Some(old.uid()), Some(old.gid()))
}

#[cfg(not(unix))]
fn give_to_owner_of(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(std::fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(path: &Path) -> io::Result<bool> {
    std::fs::metadata(path).map(|_| false)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{MetadataExt as _, chown};

    #[test]
    fn a_key_file_stays_its_owners_whoever_turns_the_keys() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.toml");
        let keys = Keyring::read_or_make(&path).unwrap();
        // Only root may give files away.
        let given = chown(&path, Some(65_534), Some(65_534)).is_ok();
        let owner = std::fs::metadata(&path).unwrap().uid();
        assert!(!given || owner == 65_534);
        keys.replace(&path).unwrap();
        let new = std::fs::metadata(&path).unwrap();
        assert_eq!((new.uid(), new.mode() & 0o777), (owner, 0o600));
    }
}
