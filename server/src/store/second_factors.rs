//! Which authenticators have staff, and which codes for the day on which one is lost?

use super::{At, Id, StoreError, Tx, guarded, on};
use crate::crypto::Sealed;
use domain::second_factor::ProvenBy;
use jiff::Timestamp;

/// Where the key of an authenticator stands.
pub(crate) const KEY: &str = "staff_totp.key_sealed";

mod sql {
    pub(super) const FIND: &str = "\
        SELECT key_sealed, key_id, confirmed_at, \
            (SELECT COUNT(*) FROM recovery_code r WHERE r.staff_id = t.staff_id) AS codes \
        FROM staff_totp t WHERE staff_id = $1";
    pub(super) const COUNT: &str = "\
        SELECT (SELECT COUNT(*) FROM staff_totp t WHERE t.staff_id = $1 AND t.confirmed_at IS NOT NULL) AS codes, \
            (SELECT COUNT(*) FROM passkey p WHERE p.staff_id = $1) AS passkeys";
    pub(super) const OFFER: &str = "\
        INSERT INTO staff_totp (staff_id, key_sealed, key_id, last_step, made_at) VALUES ($1, $2, $3, 0, $4) \
        ON CONFLICT (staff_id) DO UPDATE SET key_sealed = $2, key_id = $3, made_at = $4 \
        WHERE staff_totp.confirmed_at IS NULL";
    pub(super) const CONFIRM: &str = "\
        UPDATE staff_totp SET confirmed_at = $2, last_step = $3 \
        WHERE staff_id = $1 AND confirmed_at IS NULL AND key_sealed = $4";
    pub(super) const USE_STEP: &str = "\
        UPDATE staff_totp SET last_step = $2 WHERE staff_id = $1 AND last_step < $2 AND confirmed_at IS NOT NULL";
    pub(super) const ADD_CODE: &str =
        "INSERT INTO recovery_code (staff_id, code_hash) VALUES ($1, $2)";
    pub(super) const USE_CODE: &str =
        "DELETE FROM recovery_code WHERE staff_id = $1 AND code_hash = $2";
    pub(super) const REMOVE_CODES: &str = "DELETE FROM recovery_code WHERE staff_id = $1";
    pub(super) const REMOVE: &str =
        "DELETE FROM staff_totp WHERE staff_id = $1 AND confirmed_at IS NOT NULL";
}

pub(crate) const SQL: &[&str] = &[
    sql::FIND,
    sql::COUNT,
    sql::OFFER,
    sql::CONFIRM,
    sql::USE_STEP,
    sql::ADD_CODE,
    sql::USE_CODE,
    sql::REMOVE_CODES,
    sql::REMOVE,
];

/// Somebody's authenticator.
#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) key_sealed: Vec<u8>,
    pub(crate) key_id: String,
    /// When a code of it came back; until then it counts for nothing.
    pub(crate) confirmed_at: Option<At>,
    /// How many recovery codes are left.
    pub(crate) codes: i64,
}

/// Somebody's authenticator, offered or set up.
pub(crate) async fn find(tx: &mut Tx, staff: Id) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(staff)
        .fetch_optional(c)
        .await)?)
}

/// Whether somebody set up any second factor.
pub(crate) async fn has_any(tx: &mut Tx, staff: Id) -> Result<bool, StoreError> {
    Ok(!proofs(tx, staff).await?.is_empty())
}

/// With what somebody can prove it.
pub(crate) async fn proofs(tx: &mut Tx, staff: Id) -> Result<Vec<ProvenBy>, StoreError> {
    let (codes, passkeys): (i64, i64) = on!(tx, |c| sqlx::query_as(sql::COUNT)
        .bind(staff)
        .fetch_one(c)
        .await)?;
    let kinds = [(ProvenBy::Code, codes), (ProvenBy::Passkey, passkeys)];
    let there = kinds.into_iter().filter(|(_, count)| *count > 0);
    Ok(there.map(|(proof, _)| proof).collect())
}

/// Offers an authenticator, in place of one that was offered before; stale where one is set up.
pub(crate) async fn offer(
    tx: &mut Tx,
    staff: Id,
    key: &Sealed,
    now: Timestamp,
) -> Result<(), StoreError> {
    guarded(on!(tx, |c| sqlx::query(sql::OFFER)
        .bind(staff)
        .bind(&key.bytes)
        .bind(&key.key_id)
        .bind(At(now))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}

/// Sets up the one that was offered with this key; stale where that is another one by now.
pub(crate) async fn confirm(
    tx: &mut Tx,
    staff: Id,
    (key, step): (&[u8], i64),
    now: Timestamp,
) -> Result<(), StoreError> {
    guarded(on!(tx, |c| sqlx::query(sql::CONFIRM)
        .bind(staff)
        .bind(At(now))
        .bind(step)
        .bind(key)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}

/// Uses a step of the clock; false where it or a later one was used.
pub(crate) async fn use_step(tx: &mut Tx, staff: Id, step: i64) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::USE_STEP)
        .bind(staff)
        .bind(step)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Keeps these recovery codes in place of all others.
pub(crate) async fn keep_codes(
    tx: &mut Tx,
    staff: Id,
    hashes: &[Vec<u8>],
) -> Result<(), StoreError> {
    remove_codes(tx, staff).await?;
    for hash in hashes {
        on!(tx, |c| sqlx::query(sql::ADD_CODE)
            .bind(staff)
            .bind(hash)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// Uses a recovery code; false where there is none.
pub(crate) async fn use_code(tx: &mut Tx, staff: Id, hash: &[u8]) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::USE_CODE)
        .bind(staff)
        .bind(hash)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Removes somebody's authenticator and their recovery codes; false where none was set up.
pub(crate) async fn remove(tx: &mut Tx, staff: Id) -> Result<bool, StoreError> {
    remove_codes(tx, staff).await?;
    let done = on!(tx, |c| sqlx::query(sql::REMOVE)
        .bind(staff)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

async fn remove_codes(tx: &mut Tx, staff: Id) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::REMOVE_CODES)
        .bind(staff)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}
