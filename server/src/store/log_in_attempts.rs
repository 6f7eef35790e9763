//! Which log-ins were begun and not yet finished? Each is finished once at most.

use super::{At, StoreError, Tx, on};
use jiff::Timestamp;

mod sql {
    pub(super) const INSERT: &str =
        "INSERT INTO log_in_attempt (id_hash, expires_at) VALUES ($1, $2)";
    pub(super) const TAKE: &str =
        "DELETE FROM log_in_attempt WHERE id_hash = $1 RETURNING expires_at";
}

pub(crate) const SQL: &[&str] = &[sql::INSERT, sql::TAKE];

/// Adds one.
pub(crate) async fn insert(
    tx: &mut Tx,
    id_hash: &[u8],
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(id_hash)
        .bind(At(expires_at))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Takes one away; whether it was there and hadn't expired.
pub(crate) async fn take(tx: &mut Tx, id_hash: &[u8], now: Timestamp) -> Result<bool, StoreError> {
    let expires_at: Option<At> = on!(tx, |c| sqlx::query_scalar(sql::TAKE)
        .bind(id_hash)
        .fetch_optional(c)
        .await)?;
    Ok(expires_at.is_some_and(|at| now < at.0))
}
