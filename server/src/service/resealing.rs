//! How is the key that seals turned? What may change is sealed anew under the key of today, some rows at a time, while
//! servers work; begun again it goes on with what is left. Then it is counted what stands under which key.

use super::{Ctx, Result, System, indexing, sealed};
use crate::ports::seal_keys;
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::resealing::{self as rows, Column, Under};
use crate::store::{Db, Id, StoreError, contacts, holders};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Rows of one transaction.
const BATCH: i64 = 200;

const fn column(
    table: &'static str,
    sealed: &'static str,
    key: &'static str,
    place: &'static str,
) -> Column {
    Column {
        table,
        sealed,
        key,
        place,
    }
}

/// What may change. A version, a history and a file stay as they were made.
const COLUMNS: [Column; 11] = [
    column("holder", "number_sealed", "key_id", holders::NUMBER),
    column("contact", "address_sealed", "key_id", contacts::ADDRESS),
    column("seal", "handle", "handle_key_id", seal_keys::KEY),
    column("seal", "form_sealed", "key_id", sealed::SEAL_FORM),
    column(
        "preparation",
        "content_sealed",
        "key_id",
        sealed::PREPARATION,
    ),
    column(
        "preparation",
        "note_sealed",
        "note_key_id",
        sealed::PREPARATION_NOTE,
    ),
    column("draft", "body_sealed", "key_id", sealed::DRAFT),
    column("objection", "statement_sealed", "key_id", sealed::STATEMENT),
    column(
        "objection",
        "proposal_sealed",
        "proposal_key_id",
        sealed::PROPOSAL,
    ),
    column("evidence", "name_sealed", "key_id", sealed::EVIDENCE_NAME),
    column("text_template", "text_sealed", "key_id", sealed::TEMPLATE),
];

/// What stands under a key: tables and columns with their rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Sealed under each sealing key.
    pub sealed: BTreeMap<String, Vec<(String, i64)>>,
    /// Found by each index key.
    pub indexed: BTreeMap<String, Vec<(String, i64)>>,
}

/// Seals and indexes everything that may change under the keys of today; how many values.
pub async fn turn(ctx: &Ctx<System>, progress: impl Fn(&str, usize)) -> Result<usize> {
    let mut turned = 0;
    for column in COLUMNS {
        let count = turn_column(ctx, column).await?;
        progress(column.place, count);
        turned += count;
    }
    if indexing::is_due(ctx).await? {
        indexing::turn(ctx).await?;
    }
    Ok(turned)
}

async fn turn_column(ctx: &Ctx<System>, column: Column) -> Result<usize> {
    let vault = &ctx.app.vault;
    let (mut turned, mut after) = (0, Id(Uuid::nil()));
    loop {
        let mut read = ctx.app.db.read().await?;
        let page = (after, BATCH);
        let old = rows::older(&mut read, column, vault.active_key(), page).await?;
        drop(read);
        let Some(last) = old.last() else {
            return Ok(turned);
        };
        after = last.id;
        let mut anew = Vec::with_capacity(old.len());
        for row in old {
            let plain = vault.open(column.place, row.id.0, &row.key_id, &row.sealed)?;
            let sealed = vault.seal(column.place, row.id.0, &plain)?;
            anew.push((row, sealed));
        }
        turned += anew.len();
        let object = Object {
            kind: Kind::Deployment,
            ids: Vec::new(),
            holder: None,
        };
        let entry = ctx.entry(Action::Reseal, object);
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
pub async fn standing(db: &Db) -> Result<Standing> {
    Ok(rows::census(db).await?.into())
}

/// How many rows of the columns that may change aren't under the key of today.
pub async fn left(ctx: &Ctx<System>) -> Result<usize> {
    let mut left = 0;
    for column in COLUMNS {
        let mut read = ctx.app.db.read().await?;
        let page = (Id(Uuid::nil()), BATCH);
        let active = ctx.app.vault.active_key();
        left += rows::older(&mut read, column, active, page).await?.len();
    }
    Ok(left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::Vault;
    use crate::crypto::keys::Keyring;
    use crate::demo::Size;
    use crate::service::{examining, verifying};
    use crate::store::testing::Backend;
    use crate::testing::TestApp;
    use rstest::rstest;

    const SIZE: Size = Size {
        licences: 300,
        cases: 60,
    };

    #[rstest]
    #[tokio::test]
    async fn what_may_change_is_sealed_under_the_new_key_and_everything_opens_before_and_after(
        #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    ) {
        let Some(app) = TestApp::with_world(on, SIZE).await else {
            return;
        };
        let keys = Keyring {
            sealing: app.keys.sealing.with_new("s2"),
            index: app.keys.index.with_new("i2"),
        };
        let old = standing(&app.app.db).await.unwrap();
        let app = app.with_vault(Vault::new(&keys));
        let ctx = Ctx::of_system(&app.app);
        assert!(left(&ctx).await.unwrap() > 0);
        let turned = turn(&ctx, |_, _| ()).await.unwrap();
        assert!(turned > 200, "{turned}");
        assert_eq!(left(&ctx).await.unwrap(), 0);
        assert_eq!(turn(&ctx, |_, _| ()).await.unwrap(), 0, "begun again");
        let new = standing(&app.app.db).await.unwrap();
        assert_eq!(new.indexed.keys().collect::<Vec<_>>(), ["i2"]);
        let archives = &new.sealed["s1"];
        for column in COLUMNS {
            let name = format!("{}.{}", column.table, column.key);
            assert!(!archives.iter().any(|(one, _)| *one == name), "{name}");
        }
        let rows = |standing: &Standing| -> i64 {
            standing
                .sealed
                .values()
                .flatten()
                .map(|(_, rows)| rows)
                .sum()
        };
        assert_eq!(rows(&old), rows(&new), "none is gone");

        let library = verifying::verify(&app.app.db, &app.app.vault, |_| ()).await;
        assert_eq!(library.unwrap().broken, []);
        let places = examining::Places {
            rulebook: &app.app.rules.rulebook,
            files: &app.app.files,
        };
        let cases = examining::examine(&app.app.db, places, |_| ()).await;
        assert_eq!(cases.unwrap().broken, []);
        let person = app.accounts().await.persons[0].holder;
        app.citizen(person)
            .await
            .get("/objections")
            .await
            .succeeded();
    }
}
