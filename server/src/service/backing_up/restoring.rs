//! How is a backup laid down in a new place? Never over what is there.

use super::{FILES, Fault, Kind, Manifest, folders, tools};
use crate::store::{Db, copying};
use std::fs;
use std::io;
use std::path::Path;

/// Where a backup is laid down.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    /// The file of SQLite's database; none on PostgreSQL.
    pub file: Option<&'a Path>,
    /// The database's address.
    pub url: &'a str,
    /// The folder of files.
    pub files: &'a Path,
}

/// Lays the backup of a folder down.
pub async fn restore(from: &Path, target: Target<'_>) -> Result<Manifest, Fault> {
    let manifest = Manifest::read(from)?;
    let database = from.join(manifest.database.file());
    match (manifest.database, target.file) {
        (Kind::Sqlite, Some(file)) => {
            // A log that was left of another database would be played over this one.
            let taken = ["", "-wal", "-shm", "-journal"].iter().any(|end| {
                let mut name = file.as_os_str().to_owned();
                name.push(end);
                Path::new(&name).exists()
            });
            if taken {
                return Err(Fault::DatabaseTaken);
            }
            folders::new_folder(target.files)?;
            let folder = file.parent().filter(|path| !path.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new("."));
            folders::make_folder(folder)?;
            folders::copy(&database, file)?;
            folders::settle_folder(folder)?;
        }
        (Kind::Postgres, None) => {
            let db = Db::open(target.url).await?;
            if !copying::tables(&mut *db.read().await?).await?.is_empty() {
                return Err(Fault::DatabaseTaken);
            }
            folders::new_folder(target.files)?;
            tools::restore(target.url, &database).await?;
        }
        _ => return Err(Fault::OtherKind),
    }
    let (files, to) = (from.join(FILES), target.files.to_owned());
    let copied = tokio::task::spawn_blocking(move || copy_all(&files, &to));
    copied.await.map_err(io::Error::other)??;
    Ok(manifest)
}

fn copy_all(from: &Path, to: &Path) -> io::Result<()> {
    folders::make_folder(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_all(&entry.path(), &target)?;
        } else {
            folders::copy(&entry.path(), &target)?;
        }
    }
    folders::settle_folder(to)
}
