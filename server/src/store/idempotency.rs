//! Which requests took effect already, and with what result?

use super::{At, Id, StoreError, Tx, on};

mod sql {
    pub(super) const INSERT: &str = "\
        INSERT INTO idempotency (actor, key, route, digest, result_id, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (actor, key) DO NOTHING";
    pub(super) const FIND: &str = "\
        SELECT actor, key, route, digest, result_id, created_at FROM idempotency \
        WHERE actor = $1 AND key = $2";
}

pub(crate) const SQL: &[&str] = &[sql::INSERT, sql::FIND];

/// A request that took effect.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) actor: String,
    pub(crate) key: String,
    pub(crate) route: String,
    pub(crate) digest: Vec<u8>,
    pub(crate) result_id: Id,
    pub(crate) created_at: At,
}

/// Notes a request; false if its actor used the key before.
pub(crate) async fn insert(tx: &mut Tx, row: &Row) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(&row.actor)
        .bind(&row.key)
        .bind(&row.route)
        .bind(&row.digest)
        .bind(row.result_id)
        .bind(row.created_at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// The request that used this key.
pub(crate) async fn find(tx: &mut Tx, actor: &str, key: &str) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(actor)
        .bind(key)
        .fetch_optional(c)
        .await)?)
}
