//! How is the key that seals turned? Every sealed value of the database is sealed anew under the key of today, some rows at a
//! time, while servers work, and every file; begun again it goes on with what is left. Then it is counted what stands under
//! which key.
//!
//! - `columns`: what is sealed, and what it is bound to

mod columns;
mod files;
#[cfg(test)]
mod tests;

use super::{Ctx, Error, Result, System, indexing};
use crate::store::audit::{self, Action, Entry, Kind, Object};
use crate::store::resealing::{self as rows, Column, Known, Under};
use crate::store::{Db, StoreError};
use columns::COLUMNS;
use std::collections::BTreeMap;
use std::path::Path;

/// Rows of one transaction.
const BATCH: i64 = 200;
/// What files are counted as.
const FILES: &str = "files";

/// What stands under a key: tables and columns with their rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Sealed under each sealing key.
    pub sealed: BTreeMap<String, Vec<(String, i64)>>,
    /// Found by each index key.
    pub indexed: BTreeMap<String, Vec<(String, i64)>>,
}

/// Seals and indexes everything under the keys of today; how many values.
pub async fn turn(ctx: &Ctx<System>, progress: impl Fn(&str, usize)) -> Result<usize> {
    let mut turned = 0;
    for column in COLUMNS {
        let count = turn_column(ctx, column).await?;
        progress(column.place, count);
        turned += count;
    }
    let count = files::turn(ctx).await?;
    progress(FILES, count);
    if indexing::is_due(ctx).await? {
        indexing::turn(ctx).await?;
    }
    Ok(turned + count)
}

async fn turn_column(ctx: &Ctx<System>, column: Column) -> Result<usize> {
    let vault = &ctx.app.vault;
    let (mut turned, mut after) = (0, Known::NONE);
    loop {
        let mut read = ctx.app.db.read().await?;
        let page = (&after, BATCH);
        let old = rows::older(&mut read, column, vault.active_key(), page).await?;
        drop(read);
        let Some(last) = old.last() else {
            return Ok(turned);
        };
        after = last.known.clone();
        let mut anew = Vec::with_capacity(old.len());
        for row in old {
            let bound = (column.bound)(&row.known);
            let plain = vault.open(column.place, bound, &row.key_id, &row.sealed)?;
            let sealed = vault.seal(column.place, bound, &plain)?;
            anew.push((row, sealed));
        }
        turned += anew.len();
        let entry = entry(ctx);
        let written = ctx.app.db.write(move |tx| {
            Box::pin(async move {
                for (old, new) in &anew {
                    rows::replace(tx, column, old, new).await?;
                }
                audit::record(tx, &entry).await?;
                Ok::<_, StoreError>(())
            })
        });
        written.await?;
    }
}

/// The record of a part that was sealed anew.
fn entry(ctx: &Ctx<System>) -> Entry {
    let object = Object {
        kind: Kind::Deployment,
        ids: Vec::new(),
        holder: None,
    };
    ctx.entry(Action::Reseal, object)
}

impl From<Vec<Under>> for Standing {
    fn from(found: Vec<Under>) -> Self {
        let mut standing = Self::default();
        for one in found {
            let by = if one.column == "index_key_id" {
                &mut standing.indexed
            } else {
                &mut standing.sealed
            };
            let name = format!("{}.{}", one.table, one.column);
            by.entry(one.key_id).or_default().push((name, one.rows));
        }
        standing
    }
}

/// Counts what stands under which key.
pub async fn standing(db: &Db, folder: &Path) -> Result<Standing> {
    let mut standing = Standing::from(rows::census(db).await?);
    for (key, names) in files::by_key(db, folder).await? {
        let count = i64::try_from(names.len()).map_err(Error::fault)?;
        let under = standing.sealed.entry(key).or_default();
        under.push((FILES.to_owned(), count));
    }
    Ok(standing)
}

/// How many values and files aren't under the key of today; of each column a batch at most is counted.
pub async fn left(ctx: &Ctx<System>) -> Result<usize> {
    let mut left = files::older(ctx).await?.len();
    for column in COLUMNS {
        let mut read = ctx.app.db.read().await?;
        let page = (&Known::NONE, BATCH);
        let active = ctx.app.vault.active_key();
        left += rows::older(&mut read, column, active, page).await?.len();
    }
    Ok(left)
}
