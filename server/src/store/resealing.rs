//! Which rows are sealed under which key, and how is one that may change sealed anew?
//!
//! Histories and records are never changed, not even by another key: they stay under the key that sealed them.

use super::{Db, Id, StoreError, Tx, on};
use crate::crypto::Sealed;
use sqlx::AssertSqlSafe;

mod sql {
    pub(super) const SQLITE_COLUMNS: &str = "\
        SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c \
        WHERE m.type = 'table' AND c.name LIKE '%key_id' ORDER BY 1, 2";
    pub(super) const POSTGRES_COLUMNS: &str = "\
        SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns \
        WHERE table_schema = 'public' AND column_name LIKE '%key_id' ORDER BY 1, 2";
}

/// A sealed column of rows that may change, each bound to its id.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub(crate) table: &'static str,
    pub(crate) sealed: &'static str,
    pub(crate) key: &'static str,
    /// What it is sealed for.
    pub(crate) place: &'static str,
}

/// A value under another key than that of today.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Older {
    pub(crate) id: Id,
    pub(crate) key_id: String,
    pub(crate) sealed: Vec<u8>,
}

/// How many rows of a column are under a key.
#[derive(Clone, Debug)]
pub(crate) struct Under {
    pub(crate) table: String,
    pub(crate) column: String,
    pub(crate) key_id: String,
    pub(crate) rows: i64,
}

/// Values under another key, after an id.
pub(crate) async fn older(
    tx: &mut Tx,
    column: Column,
    active: &str,
    (after, limit): (Id, i64),
) -> Result<Vec<Older>, StoreError> {
    let Column {
        table, sealed, key, ..
    } = column;
    let sql = format!(
        "SELECT id, {key} AS key_id, {sealed} AS sealed FROM {table} \
        WHERE {key} <> $1 AND {sealed} IS NOT NULL AND id > $2 ORDER BY id LIMIT $3"
    );
    Ok(on!(tx, |c| sqlx::query_as(AssertSqlSafe(sql))
        .bind(active)
        .bind(after)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Puts a value under the key of today, unless somebody has changed it meanwhile.
pub(crate) async fn replace(
    tx: &mut Tx,
    column: Column,
    old: &Older,
    new: &Sealed,
) -> Result<(), StoreError> {
    let Column {
        table, sealed, key, ..
    } = column;
    let sql = format!(
        "UPDATE {table} SET {sealed} = $1, {key} = $2 WHERE id = $3 AND {key} = $4 AND {sealed} = $5"
    );
    on!(tx, |c| sqlx::query(AssertSqlSafe(sql))
        .bind(&new.bytes)
        .bind(&new.key_id)
        .bind(old.id)
        .bind(&old.key_id)
        .bind(&old.sealed)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// How many rows of every column are under which key.
pub(crate) async fn census(db: &Db) -> Result<Vec<Under>, StoreError> {
    let mut tx = db.snapshot().await?;
    let columns: Vec<(String, String)> = match &mut tx {
        Tx::Sqlite(c) => {
            sqlx::query_as(sql::SQLITE_COLUMNS)
                .fetch_all(&mut **c)
                .await?
        }
        Tx::PostgresRead(c) => {
            sqlx::query_as(sql::POSTGRES_COLUMNS)
                .fetch_all(&mut **c)
                .await?
        }
        Tx::Postgres(c) => {
            sqlx::query_as(sql::POSTGRES_COLUMNS)
                .fetch_all(&mut **c)
                .await?
        }
    };
    let mut found = Vec::new();
    for (table, column) in columns {
        let sql = format!(
            "SELECT {column}, COUNT(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY {column} ORDER BY {column}"
        );
        let rows: Vec<(String, i64)> = on!(&mut tx, |c| sqlx::query_as(AssertSqlSafe(sql))
            .fetch_all(c)
            .await)?;
        found.extend(rows.into_iter().map(|(key_id, rows)| Under {
            table: table.clone(),
            column: column.clone(),
            key_id,
            rows,
        }));
    }
    Ok(found)
}
