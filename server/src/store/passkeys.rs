//! With which devices do staff log in without a password? Of each its public key is kept, and what was asked to be signed
//! until it comes back.

use super::{At, Id, StoreError, Tx, on};
use jiff::Timestamp;
use serde_json::Value;
use sqlx::types::Json;

mod sql {
    pub(super) const ASK: &str =
        "INSERT INTO passkey_challenge (id_hash, asked, expires_at) VALUES ($1, $2, $3)";
    pub(super) const TAKE: &str =
        "DELETE FROM passkey_challenge WHERE id_hash = $1 RETURNING asked, expires_at";
    pub(super) const INSERT: &str = "\
        INSERT INTO passkey (id, staff_id, credential_id, name, kept, made_at) VALUES ($1, $2, $3, $4, $5, $6)";
    pub(super) const OF_STAFF: &str = "\
        SELECT id, staff_id, credential_id, name, kept, made_at, used_at FROM passkey \
        WHERE staff_id = $1 ORDER BY made_at, id";
    pub(super) const FIND: &str = "\
        SELECT id, staff_id, credential_id, name, kept, made_at, used_at FROM passkey WHERE credential_id = $1";
    pub(super) const USE: &str = "UPDATE passkey SET kept = $2, used_at = $3 WHERE id = $1";
    pub(super) const REMOVE: &str = "DELETE FROM passkey WHERE id = $1 AND staff_id = $2";
    pub(super) const REMOVE_ALL: &str = "DELETE FROM passkey WHERE staff_id = $1";
}

pub(crate) const SQL: &[&str] = &[
    sql::ASK,
    sql::TAKE,
    sql::INSERT,
    sql::OF_STAFF,
    sql::FIND,
    sql::USE,
    sql::REMOVE,
    sql::REMOVE_ALL,
];

/// A passkey.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) staff_id: Id,
    /// What its device calls it.
    pub(crate) credential_id: Vec<u8>,
    /// What its owner calls it.
    pub(crate) name: String,
    /// Its public key and the count of its uses.
    #[sqlx(json)]
    pub(crate) kept: Value,
    pub(crate) made_at: At,
    pub(crate) used_at: Option<At>,
}

/// Notes what a browser is asked.
pub(crate) async fn ask(
    tx: &mut Tx,
    id_hash: &[u8],
    asked: &Value,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::ASK)
        .bind(id_hash)
        .bind(Json(asked))
        .bind(At(expires_at))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Takes away what was asked; nothing where it was taken before, or too late.
pub(crate) async fn take(
    tx: &mut Tx,
    id_hash: &[u8],
    now: Timestamp,
) -> Result<Option<Value>, StoreError> {
    let taken: Option<(Json<Value>, At)> = on!(tx, |c| sqlx::query_as(sql::TAKE)
        .bind(id_hash)
        .fetch_optional(c)
        .await)?;
    let in_time = taken.filter(|(_, until)| now < until.0);
    Ok(in_time.map(|(asked, _)| asked.0))
}

/// Adds a passkey; `Duplicate` where its device is there already.
pub(crate) async fn insert(tx: &mut Tx, row: &Row) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(row.id)
        .bind(row.staff_id)
        .bind(&row.credential_id)
        .bind(&row.name)
        .bind(Json(&row.kept))
        .bind(row.made_at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Somebody's passkeys, the oldest first.
pub(crate) async fn of_staff(tx: &mut Tx, staff: Id) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_STAFF)
        .bind(staff)
        .fetch_all(c)
        .await)?)
}

/// The passkey that a device names.
pub(crate) async fn find(tx: &mut Tx, credential_id: &[u8]) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(credential_id)
        .fetch_optional(c)
        .await)?)
}

/// Notes that it was used, with the count that its device gave.
pub(crate) async fn note_use(
    tx: &mut Tx,
    id: Id,
    kept: &Value,
    now: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::USE)
        .bind(id)
        .bind(Json(kept))
        .bind(At(now))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Removes one of somebody's; false where it isn't theirs.
pub(crate) async fn remove(tx: &mut Tx, staff: Id, id: Id) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::REMOVE)
        .bind(id)
        .bind(staff)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Removes all of somebody's; how many.
pub(crate) async fn remove_all(tx: &mut Tx, staff: Id) -> Result<u64, StoreError> {
    Ok(on!(tx, |c| sqlx::query(sql::REMOVE_ALL)
        .bind(staff)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}
