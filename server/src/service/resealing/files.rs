//! How do files come under the key of today? Each is written anew beside the old one and then named by its rows. The old one
//! stays for who is reading it, until the sweep of files that no row names.

use super::super::{Ctx, Error, Result, System, files, sealed_file};
use super::entry;
use crate::store::resealing as rows;
use crate::store::{Db, StoreError, copying};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Files of one transaction.
const BATCH: usize = 50;

/// Brings what lies under another key under that of today; how many files.
pub(super) async fn turn(ctx: &Ctx<System>) -> Result<usize> {
    let old = older(ctx).await?;
    for names in old.chunks(BATCH) {
        let mut renamed = Vec::with_capacity(names.len());
        for old in names {
            let new = files::seal_anew(&ctx.app, old).await?;
            renamed.push((old.clone(), new));
        }
        let entry = entry(ctx);
        let written = ctx.app.db.write(move |tx| {
            Box::pin(async move {
                for (old, new) in &renamed {
                    rows::rename_file(tx, old, new).await?;
                }
                crate::store::audit::record(tx, &entry).await?;
                Ok::<_, StoreError>(())
            })
        });
        written.await?;
    }
    Ok(old.len())
}

/// What lies under another key than that of today.
pub(super) async fn older(ctx: &Ctx<System>) -> Result<Vec<String>> {
    let mut all = by_key(&ctx.app.db, &ctx.app.files).await?;
    all.remove(ctx.app.vault.active_key());
    Ok(all.into_values().flatten().collect())
}

/// The names of files by the key that each lies under. What is missing is for who examines.
pub(super) async fn by_key(db: &Db, folder: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let names = copying::files(&mut *db.read().await?).await?;
    let folder = folder.to_owned();
    let read = move || {
        let mut by_key: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for name in names {
            match std::fs::File::open(files::path(&folder, &name)?) {
                Ok(mut file) => {
                    let key = sealed_file::key(&mut file)?;
                    by_key.entry(key).or_default().push(name);
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(by_key)
    };
    tokio::task::spawn_blocking(read)
        .await
        .map_err(Error::fault)?
}
