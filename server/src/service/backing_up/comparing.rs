//! Is what is there what a backup holds?

use super::{FILES, Fault, Kind, Manifest, Place};
use crate::store::{Sum, copying};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

/// Something that is there and in the backup, but not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A table: what the backup holds of it, and what is there.
    Table(String, Sum, Sum),
    /// A file that is missing or another one.
    File(String),
}

/// Everything that differs from the backup of a folder.
pub async fn compare(folder: &Path, place: Place<'_>) -> Result<Vec<Difference>, Fault> {
    let manifest = Manifest::read(folder)?;
    if manifest.database != Kind::of(place.db) {
        return Err(Fault::OtherKind);
    }
    let mut tx = place.db.snapshot().await?;
    let sums = copying::sums(&mut tx).await?;
    let mut there: BTreeMap<String, Sum> = sums.into_iter().collect();
    let names: BTreeSet<String> = manifest
        .tables
        .keys()
        .chain(there.keys())
        .cloned()
        .collect();
    let mut differences = Vec::new();
    for name in names {
        let kept = manifest.tables.get(&name).copied().unwrap_or_default();
        let found = there.remove(&name).unwrap_or_default();
        if kept != found {
            differences.push(Difference::Table(name, kept, found));
        }
    }
    let (kept, files) = (folder.join(FILES), place.files.to_owned());
    let other = tokio::task::spawn_blocking(move || other_files(&kept, &files));
    let other = other.await.map_err(io::Error::other)??;
    differences.extend(other.into_iter().map(Difference::File));
    Ok(differences)
}

/// The backup's files that are missing there, or have another content.
fn other_files(kept: &Path, there: &Path) -> io::Result<Vec<String>> {
    let mut other = Vec::new();
    for entry in fs::read_dir(kept)? {
        let entry = entry?;
        let path = there.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            other.extend(other_files(&entry.path(), &path)?);
        } else if fs::read(&path).ok() != Some(fs::read(entry.path())?) {
            other.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(other)
}
