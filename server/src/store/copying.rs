//! How is a database copied while it is written to, and how do two copies compare, table by table?
//!
//! A table's sum doesn't depend on the order of its rows: each row as text is hashed, and the beginnings of the hashes are
//! added up. Both databases write their rows as text in a way of their own, so that copies of one kind compare.

use super::{StoreError, Tx, on};
use futures::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};
use std::path::Path;

mod sql {
    /// A copy of one moment; writers go on meanwhile.
    pub(super) const COPY: &str = "VACUUM INTO $1";
    pub(super) const SQLITE_TABLES: &str = "\
        SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
    pub(super) const POSTGRES_TABLES: &str = "\
        SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1";
    pub(super) const SQLITE_COLUMNS: &str = "SELECT name FROM pragma_table_info($1) ORDER BY cid";
    pub(super) const EXPORT: &str = "SELECT pg_export_snapshot()";
    pub(super) const FILES: &str = "\
        SELECT content_hash FROM evidence UNION SELECT file_name FROM import_run WHERE file_name IS NOT NULL ORDER BY 1";
}

pub(crate) const SQL: &[&str] = &[sql::FILES];

/// What a table holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// How many rows.
    pub rows: u64,
    /// The beginnings of their hashes, added up.
    pub sum: u64,
}

impl Sum {
    fn add(&mut self, row: &str) {
        let hash = Sha256::digest(row.as_bytes());
        let beginning = hash
            .first_chunk()
            .map_or(0, |bytes| u64::from_be_bytes(*bytes));
        self.rows += 1;
        self.sum = self.sum.wrapping_add(beginning);
    }
}

/// Writes a copy of SQLite's database as it is now into a file that isn't there yet.
pub(super) async fn copy(connection: &mut SqliteConnection, to: &str) -> Result<(), StoreError> {
    sqlx::query(sql::COPY).bind(to).execute(connection).await?;
    Ok(())
}

/// A copy, which nobody writes to.
pub(crate) async fn open(path: &Path) -> Result<Tx, StoreError> {
    let options = SqliteConnectOptions::new().filename(path);
    let options = options.read_only(true).immutable(true);
    let connection = SqliteConnection::connect_with(&options).await?;
    Ok(Tx::Sqlite(Box::new(connection)))
}

/// The name under which another program sees what this transaction sees; PostgreSQL's alone.
pub(crate) async fn export_snapshot(tx: &mut Tx) -> Result<Option<String>, StoreError> {
    match tx {
        Tx::Sqlite(_) => Ok(None),
        Tx::PostgresAlone(_) | Tx::Postgres(_) => {
            let name: String = on!(tx, |c| sqlx::query_scalar(sql::EXPORT).fetch_one(c).await)?;
            Ok(Some(name))
        }
    }
}

/// Every table with what it holds.
pub(crate) async fn sums(tx: &mut Tx) -> Result<Vec<(String, Sum)>, StoreError> {
    let mut sums = Vec::new();
    for table in tables(tx).await? {
        let rows = AssertSqlSafe(rows_of(tx, &table).await?);
        let mut sum = Sum::default();
        on!(&mut *tx, |c| {
            let mut found = sqlx::query_scalar::<_, String>(rows).fetch(c);
            while let Some(row) = found.try_next().await? {
                sum.add(&row);
            }
        });
        sums.push((table, sum));
    }
    Ok(sums)
}

/// Every table; none where nothing was ever set up.
pub(crate) async fn tables(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    let statement = match tx {
        Tx::Sqlite(_) => sql::SQLITE_TABLES,
        Tx::PostgresAlone(_) | Tx::Postgres(_) => sql::POSTGRES_TABLES,
    };
    Ok(on!(tx, |c| sqlx::query_scalar(statement)
        .fetch_all(c)
        .await)?)
}

/// The statement that reads each row of a table as one text. The names come from the database itself.
async fn rows_of(tx: &mut Tx, table: &str) -> Result<String, StoreError> {
    let Tx::Sqlite(connection) = tx else {
        return Ok(format!("SELECT CAST(t AS TEXT) FROM \"{table}\" t"));
    };
    let columns: Vec<String> = sqlx::query_scalar(sql::SQLITE_COLUMNS)
        .bind(table)
        .fetch_all(&mut **connection)
        .await?;
    let quoted: Vec<String> = columns
        .iter()
        .map(|column| format!("quote(\"{column}\")"))
        .collect();
    Ok(format!(
        "SELECT {} FROM \"{table}\"",
        quoted.join(" || '|' || ")
    ))
}

/// The files that rows name.
pub(crate) async fn files(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::FILES)
        .fetch_all(c)
        .await)?)
}
