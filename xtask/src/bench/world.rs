//! The demonstration that is measured: made once for its size, copied for each run.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::Options;
use crate::{release, shell};

const MADE_FOR: &str = "made-for";

/// A demonstration that may be written to.
pub(crate) struct World {
    pub(crate) folder: PathBuf,
    database: String,
}

impl World {
    /// Copies the demonstration of this size, or makes it first.
    pub(crate) fn prepare(options: &Options) -> Result<Self> {
        let folder = shell::target("bench/run");
        let _ = fs::remove_dir_all(&folder);
        let database = if let Some(url) = &options.database_url {
            fs::create_dir_all(&folder)?;
            make(&folder, url, options)?;
            url.clone()
        } else {
            let kept = kept(options)?;
            shell::quietly(Command::new("cp").arg("-a").arg(&kept).arg(&folder))?;
            settle(&kept)?;
            String::from(IN_FOLDER)
        };
        Ok(Self { folder, database })
    }

    /// The server's program on this demonstration.
    pub(crate) fn mingzheng(&self) -> Command {
        mingzheng(&self.folder, &self.database)
    }
}

/// Has the copy on the disk before anything is measured, and the original leave the memory to it.
fn settle(original: &Path) -> Result<()> {
    shell::quietly(&mut Command::new("sync"))?;
    let mut input = OsString::from("if=");
    input.push(original.join("mingzheng.db"));
    let mut forget = Command::new("dd");
    shell::quietly(forget.arg(input).args(["iflag=nocache", "count=0"])).map(drop)
}

const IN_FOLDER: &str = "sqlite:mingzheng.db";

/// The folder of the demonstration as it was made, of this size and this schema.
fn kept(options: &Options) -> Result<PathBuf> {
    let size: Vec<String> = size(options).collect();
    let folder = shell::target(&format!("bench/world{}", size.concat()));
    let wanted = format!("{}, schema {}\n", size.join(" "), schema()?);
    if fs::read_to_string(folder.join(MADE_FOR)).is_ok_and(|made_for| made_for == wanted) {
        return Ok(folder);
    }
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    make(&folder, IN_FOLDER, options)?;
    fs::write(folder.join(MADE_FOR), wanted)?;
    Ok(folder)
}

fn make(folder: &Path, database: &str, options: &Options) -> Result<()> {
    let (licences, cases) = (options.licences, options.cases);
    shell::say(&format!(
        "making a demonstration of {licences} licences and {cases} cases"
    ));
    let mut demo = mingzheng(folder, database);
    shell::run(demo.arg("demo").args(size(options)))
}

/// Its size, as `mingzheng demo` is told.
fn size(options: &Options) -> impl Iterator<Item = String> {
    let sizes = [
        ("licences", Some(options.licences)),
        ("cases", Some(options.cases)),
        ("in-hand", options.in_hand),
    ];
    sizes
        .into_iter()
        .filter_map(|(name, size)| Some(format!("--{name}={}", size?)))
}

fn mingzheng(folder: &Path, database: &str) -> Command {
    let mut command = Command::new(release::program());
    command
        .current_dir(folder)
        .env("MINGZHENG__DATABASE__URL", database)
        // Where SQLite has them anyhow; PostgreSQL's are beside nothing.
        .env("MINGZHENG__KEYS__FILE", "mingzheng.keys.toml");
    command
}

/// A digest of the migrations: a database of another schema is of no use.
fn schema() -> Result<String> {
    let folder = shell::root().join("server/migrations/sqlite");
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .with_context(|| format!("{} cannot be read", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    paths.sort();
    let mut digest = Sha256::new();
    for path in paths {
        digest.update(fs::read(path)?);
    }
    Ok(URL_SAFE_NO_PAD.encode(digest.finalize()))
}
