//! What is this database: a demonstration or not, of which rulebook, under which keys?

use super::{StoreError, Tx, on};

mod sql {
    pub(super) const ALL: &str = "SELECT name, value FROM deployment ORDER BY name";
    pub(super) const INSERT: &str = "INSERT INTO deployment (name, value) VALUES ($1, $2)";
}

pub(crate) const SQL: &[&str] = &[sql::ALL, sql::INSERT];

/// Every fact with its name.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<(String, String)>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::ALL).fetch_all(c).await)?)
}

/// Notes a fact; `Duplicate` if it is known already.
pub(crate) async fn insert(tx: &mut Tx, name: &str, value: &str) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(name)
        .bind(value)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}
