//! How is the key of the blind indexes turned while the server runs? Numbers are looked for under every key, and those
//! that are still found by an older one are given an index under the key of today, some at a time.

use super::{Ctx, Error, Result, System};
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::holders::{self, Indexed};
use crate::store::{Id, StoreError};
use uuid::Uuid;

/// Holders of one transaction.
const BATCH: i64 = 200;

/// Whether anybody is found by an older key.
pub(crate) async fn is_due(ctx: &Ctx<System>) -> Result<bool> {
    Ok(!older(ctx, Id(Uuid::nil()), 1).await?.is_empty())
}

/// Gives everybody an index under the key of today.
pub(crate) async fn turn(ctx: &Ctx<System>) -> Result<()> {
    let turned = turn_all(ctx).await?;
    tracing::info!(turned, "holders are found by the key of today");
    Ok(())
}

async fn turn_all(ctx: &Ctx<System>) -> Result<usize> {
    let (mut turned, mut after) = (0, Id(Uuid::nil()));
    loop {
        let rows = older(ctx, after, BATCH).await?;
        let Some(last) = rows.last() else {
            return Ok(turned);
        };
        after = last.id;
        turned += reindex(ctx, &rows).await?;
    }
}

async fn older(ctx: &Ctx<System>, after: Id, limit: i64) -> Result<Vec<Indexed>> {
    let key = ctx.app.vault.active_index_key();
    let mut read = ctx.app.db.read().await?;
    Ok(holders::indexed_by_another(&mut read, key, after, limit).await?)
}

async fn reindex(ctx: &Ctx<System>, rows: &[Indexed]) -> Result<usize> {
    let vault = &ctx.app.vault;
    let mut indexes = Vec::with_capacity(rows.len());
    for row in rows {
        match vault.open_text(holders::NUMBER, row.id.0, &row.key_id, &row.number_sealed) {
            Ok(number) => indexes.push((row.id, vault.index(&number))),
            // It stays with its old index, which works; the others must not wait for it.
            Err(error) => tracing::error!(%error, holder = %row.id.0, "a number can't be indexed"),
        }
    }
    let count = indexes.len();
    let object = Object {
        kind: Kind::Deployment,
        ids: Vec::new(),
        holder: None,
    };
    let entry = ctx.entry(Action::SetUp, object);
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                for (id, index) in &indexes {
                    holders::set_index(tx, *id, &index.bytes, &index.key_id).await?;
                }
                audit::record(tx, &entry).await?;
                Ok::<_, StoreError>(())
            })
        })
        .await
        .map_err(Error::from)?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::Vault;
    use crate::crypto::keys::Keyring;
    use crate::store::testing::Backend;
    use crate::testing::TestApp;
    use rstest::rstest;

    const NUMBER: &str = "990100199001010015";

    #[rstest]
    #[tokio::test]
    async fn holders_are_found_while_the_key_is_turned_and_by_the_new_one_alone_afterwards(
        #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    ) {
        let Some(app) = TestApp::new(on).await else {
            return;
        };
        let holder = app.holder("李雷", NUMBER).await;
        let keys = Keyring {
            sealing: app.keys.sealing.clone(),
            index: app.keys.index.with_new("i2"),
        };
        let app = app.with_vault(Vault::new(&keys));
        app.citizen(holder).await.get("/licences").await.succeeded();

        let ctx = Ctx::of_system(&app.app);
        assert!(is_due(&ctx).await.unwrap());
        assert_eq!(turn_all(&ctx).await.unwrap(), 1);
        assert!(!is_due(&ctx).await.unwrap());
        let index = app.app.vault.index(NUMBER);
        assert_eq!(index.key_id, "i2");
        let mut read = app.app.db.read().await.unwrap();
        let found = holders::find_by_number(&mut read, &index.bytes, "i2").await;
        assert_eq!(found.unwrap(), Some(holder));
        drop(read);
        app.citizen(holder).await.get("/licences").await.succeeded();
    }
}
