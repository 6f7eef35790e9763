//! How is a backup made while the server works? The database first, as it is at one moment, then the files that its rows
//! name: they are written before their rows, so that none is missing but what was removed since.

use super::{FILES, FORMAT, Fault, Kind, MANIFEST, Manifest, Place, folders, tools};
use crate::service::files;
use crate::store::{Sum, Tx, copying};
use jiff::Timestamp;
use std::io;
use std::path::Path;

/// Makes a backup in a new folder.
pub async fn take(place: Place<'_>, to: &Path, now: Timestamp) -> Result<Manifest, Fault> {
    folders::new_folder(to)?;
    let kind = Kind::of(place.db);
    let (sums, names) = copy_database(place, kind, &to.join(kind.file())).await?;
    let (from, files) = (place.files.to_owned(), to.join(FILES));
    let copied = tokio::task::spawn_blocking(move || copy_files(&from, &files, &names));
    let (files, gone) = copied.await.map_err(io::Error::other)??;
    let manifest = Manifest {
        format: FORMAT,
        made_at: now,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        database: kind,
        tables: sums.into_iter().collect(),
        files,
        gone,
    };
    let path = to.join(MANIFEST);
    let text = serde_json::to_vec_pretty(&manifest).map_err(io::Error::from)?;
    std::fs::write(&path, text)?;
    folders::settle(&path)?;
    folders::settle_folder(to)?;
    Ok(manifest)
}

/// Copies the database; what its tables hold in the copy, and which files its rows name.
async fn copy_database(
    place: Place<'_>,
    kind: Kind,
    to: &Path,
) -> Result<(Vec<(String, Sum)>, Vec<String>), Fault> {
    match kind {
        Kind::Sqlite => {
            place.db.copy_to(&to.to_string_lossy()).await?;
            folders::settle(to)?;
            inside(&mut copying::open(to).await?).await
        }
        Kind::Postgres => {
            let mut tx = place.db.snapshot().await?;
            let snapshot = copying::export_snapshot(&mut tx).await?;
            tools::dump(place.url, &snapshot.unwrap_or_default(), to).await?;
            folders::settle(to)?;
            inside(&mut tx).await
        }
    }
}

async fn inside(tx: &mut Tx) -> Result<(Vec<(String, Sum)>, Vec<String>), Fault> {
    Ok((copying::sums(tx).await?, copying::files(tx).await?))
}

/// Copies the files of these names; how many were there, and how many not.
fn copy_files(from: &Path, to: &Path, names: &[String]) -> Result<(u64, u64), Fault> {
    folders::make_folder(to)?;
    let (mut copied, mut gone) = (0, 0);
    for name in names {
        let (source, target) = (files::path(from, name)?, files::path(to, name)?);
        let folder = target.parent().unwrap_or(to);
        folders::make_folder(folder)?;
        match folders::copy(&source, &target) {
            Ok(()) => copied += 1,
            Err(error) if error.kind() == io::ErrorKind::NotFound => gone += 1,
            Err(error) => return Err(error.into()),
        }
        folders::settle_folder(folder)?;
    }
    Ok((copied, gone))
}
