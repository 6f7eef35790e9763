//! Which rows are sealed under which key, and how is one sealed anew?
//!
//! The triggers of a history and of a record let nothing change but a value together with the key that it is under.

use super::{Db, Id, StoreError, Tx, on};
use crate::crypto::Sealed;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

mod sql {
    pub(super) const SQLITE_COLUMNS: &str = "\
        SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c \
        WHERE m.type = 'table' AND c.name LIKE '%key_id' ORDER BY 1, 2";
    pub(super) const POSTGRES_COLUMNS: &str = "\
        SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns \
        WHERE table_schema = 'public' AND column_name LIKE '%key_id' ORDER BY 1, 2";
    pub(super) const RENAME_EVIDENCE: &str =
        "UPDATE evidence SET content_hash = $2 WHERE content_hash = $1";
    pub(super) const RENAME_IMPORT: &str =
        "UPDATE import_run SET file_name = $2 WHERE file_name = $1";
}

pub(crate) const SQL: &[&str] = &[sql::RENAME_EVIDENCE, sql::RENAME_IMPORT];

/// A sealed column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub(crate) table: &'static str,
    pub(crate) sealed: &'static str,
    pub(crate) key: &'static str,
    /// What it is sealed for.
    pub(crate) place: &'static str,
    /// What its rows are known by, one or two ids; where the table is large, in the order of its primary key.
    pub(crate) ids: &'static [&'static str],
    /// And a number, where that is part of it.
    pub(crate) number: Option<&'static str>,
    /// The row that a value is bound to.
    pub(crate) bound: fn(&Known) -> Uuid,
}

/// What a row is known by.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Known {
    /// The first of its ids, or the only one.
    pub(crate) first: Id,
    /// The last of them.
    pub(crate) last: Id,
    pub(crate) number: i64,
}

/// A value under another key than that of today.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Older {
    #[sqlx(flatten)]
    pub(crate) known: Known,
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

impl Known {
    /// Before every row.
    pub(crate) const NONE: Self = Self {
        first: Id(Uuid::nil()),
        last: Id(Uuid::nil()),
        number: i64::MIN,
    };
}

impl Column {
    fn names(&self) -> Vec<&'static str> {
        self.ids.iter().copied().chain(self.number).collect()
    }

    /// The ids of a row, as many as it is known by.
    fn ids_of(&self, known: &Known) -> Vec<Id> {
        match self.ids {
            [_] => vec![known.last],
            _ => vec![known.first, known.last],
        }
    }

    /// So many values after the other ones of a statement.
    fn marks(&self, taken: usize) -> Vec<String> {
        let count = self.names().len();
        (1..=count)
            .map(|place| format!("${}", taken + place))
            .collect()
    }

    fn older(&self) -> String {
        let Self {
            table, sealed, key, ..
        } = self;
        let (first, last) = (self.ids.first(), self.ids.last());
        let (first, last) = (first.unwrap_or(&"id"), last.unwrap_or(&"id"));
        let number = self.number.unwrap_or("CAST(0 AS BIGINT)");
        let (names, marks) = (self.names().join(", "), self.marks(2).join(", "));
        format!(
            "SELECT {first} AS first, {last} AS last, {number} AS number, {key} AS key_id, {sealed} AS sealed FROM {table} \
            WHERE {key} <> $1 AND {sealed} IS NOT NULL AND ({names}) > ({marks}) ORDER BY {names} LIMIT $2"
        )
    }

    fn replace(&self) -> String {
        let Self {
            table, sealed, key, ..
        } = self;
        let (names, marks) = (self.names().join(", "), self.marks(4).join(", "));
        format!(
            "UPDATE {table} SET {sealed} = $1, {key} = $2 WHERE {key} = $3 AND {sealed} = $4 AND ({names}) = ({marks})"
        )
    }
}

/// Names a file anew in whatever rows name it.
pub(crate) async fn rename_file(tx: &mut Tx, old: &str, new: &str) -> Result<(), StoreError> {
    for statement in [sql::RENAME_EVIDENCE, sql::RENAME_IMPORT] {
        on!(&mut *tx, |c| sqlx::query(statement)
            .bind(old)
            .bind(new)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// Values under another key, after a row.
pub(crate) async fn older(
    tx: &mut Tx,
    column: Column,
    active: &str,
    (after, limit): (&Known, i64),
) -> Result<Vec<Older>, StoreError> {
    Ok(on!(tx, |c| {
        let mut query = sqlx::query_as(AssertSqlSafe(column.older()))
            .bind(active)
            .bind(limit);
        for id in column.ids_of(after) {
            query = query.bind(id);
        }
        if column.number.is_some() {
            query = query.bind(after.number);
        }
        query.fetch_all(c).await
    })?)
}

/// Puts a value under the key of today, unless somebody has changed it meanwhile.
pub(crate) async fn replace(
    tx: &mut Tx,
    column: Column,
    old: &Older,
    new: &Sealed,
) -> Result<(), StoreError> {
    on!(tx, |c| {
        let mut query = sqlx::query(AssertSqlSafe(column.replace()))
            .bind(&new.bytes)
            .bind(&new.key_id)
            .bind(&old.key_id)
            .bind(&old.sealed);
        for id in column.ids_of(&old.known) {
            query = query.bind(id);
        }
        if column.number.is_some() {
            query = query.bind(old.known.number);
        }
        query.execute(c).await.map(drop)
    })?;
    Ok(())
}

/// Every table and column that names a key.
pub(crate) async fn columns(tx: &mut Tx) -> Result<Vec<(String, String)>, StoreError> {
    Ok(match tx {
        Tx::Sqlite(c) => {
            sqlx::query_as(sql::SQLITE_COLUMNS)
                .fetch_all(&mut **c)
                .await?
        }
        Tx::PostgresAlone(c) => {
            sqlx::query_as(sql::POSTGRES_COLUMNS)
                .fetch_all(&mut **c)
                .await?
        }
        Tx::Postgres(c) => {
            sqlx::query_as(sql::POSTGRES_COLUMNS)
                .fetch_all(&mut **c)
                .await?
        }
    })
}

/// How many rows of every column are under which key.
pub(crate) async fn census(db: &Db) -> Result<Vec<Under>, StoreError> {
    let mut tx = db.snapshot().await?;
    let mut found = Vec::new();
    for (table, column) in columns(&mut tx).await? {
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
