//! How is everything that a deployment keeps copied while it works, laid down in a new place, and compared?
//!
//! A backup is a folder: the database as it was at one moment (SQLite's file, or what `pg_dump` writes), the files that
//! its rows name, and a manifest with the sum of every table, which is written last. The keys are not in it: whoever has
//! both can read everything.
//!
//! - [`taking`] makes one, [`restoring`] lays it down and compares it, [`comparing`] compares it with what is there;
//! - `tools` runs PostgreSQL's own programs; [`fault`] says why something can't be done.

pub mod comparing;
mod fault;
mod folders;
pub mod restoring;
pub mod taking;
mod tools;

#[cfg(test)]
mod tests;

pub use fault::Fault;

use crate::store::{Db, Sum};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The shape of a backup.
const FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.json";
const FILES: &str = "files";

/// What is copied, or where a copy is laid down.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The database.
    pub db: &'a Db,
    /// Its address, with the password that PostgreSQL's programs need.
    pub url: &'a str,
    /// The folder of files.
    pub files: &'a Path,
}

/// What is in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    format: u32,
    /// When it was made.
    pub made_at: jiff::Timestamp,
    /// By which version of the program.
    pub program: String,
    /// Of which database.
    pub database: Kind,
    /// What each table holds.
    pub tables: BTreeMap<String, Sum>,
    /// How many files.
    pub files: u64,
    /// Files that were removed while the copy was made: drafts that had run out, imports that were done.
    pub gone: u64,
}

/// Which database a copy is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A file.
    Sqlite,
    /// The archive of `pg_dump`.
    Postgres,
}

impl Kind {
    fn of(db: &Db) -> Self {
        if db.is_sqlite() {
            Self::Sqlite
        } else {
            Self::Postgres
        }
    }

    /// The copy's name in its folder.
    const fn file(self) -> &'static str {
        match self {
            Self::Sqlite => "database.db",
            Self::Postgres => "database.dump",
        }
    }
}

impl Manifest {
    /// What the folder of a backup says is in it.
    pub fn read(folder: &Path) -> Result<Self, Fault> {
        let text = std::fs::read(folder.join(MANIFEST)).map_err(|_| Fault::NoBackup)?;
        let manifest: Self = serde_json::from_slice(&text).map_err(|_| Fault::NoBackup)?;
        if manifest.format == FORMAT {
            Ok(manifest)
        } else {
            Err(Fault::NoBackup)
        }
    }
}
