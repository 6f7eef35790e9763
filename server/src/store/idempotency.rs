//! Which requests took effect already, and with what result?

use super::{At, Id, StoreError, Tx, on, portions};
use sqlx::QueryBuilder;
use std::collections::HashSet;

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

/// Notes requests; for each the earlier one, if its actor used the key before, be it among these.
pub(crate) async fn claim(tx: &mut Tx, rows: &[&Row]) -> Result<Vec<Option<Row>>, StoreError> {
    let mut new: HashSet<(String, String)> = HashSet::new();
    for part in portions(rows) {
        let noted: Vec<(String, String)> = on!(tx, |c| {
            let mut query = QueryBuilder::new(
                "INSERT INTO idempotency (actor, key, route, digest, result_id, created_at) ",
            );
            query.push_values(part, |mut values, row| {
                values
                    .push_bind(row.actor.clone())
                    .push_bind(row.key.clone())
                    .push_bind(row.route.clone())
                    .push_bind(row.digest.clone())
                    .push_bind(row.result_id)
                    .push_bind(row.created_at);
            });
            query.push(" ON CONFLICT (actor, key) DO NOTHING RETURNING actor, key");
            query.build_query_as().fetch_all(c).await
        })?;
        new.extend(noted);
    }
    let mut earlier = Vec::with_capacity(rows.len());
    for row in rows {
        let is_new = new.remove(&(row.actor.clone(), row.key.clone()));
        earlier.push(if is_new {
            None
        } else {
            let first = find(tx, &row.actor, &row.key).await?;
            Some(first.ok_or(StoreError::Stale)?)
        });
    }
    Ok(earlier)
}

/// The request that used this key.
pub(crate) async fn find(tx: &mut Tx, actor: &str, key: &str) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(actor)
        .bind(key)
        .fetch_optional(c)
        .await)?)
}
