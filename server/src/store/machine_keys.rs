//! Which other systems have a key, for what, and does it open anything still?

use super::{At, Id, StoreError, Tx, Word, on};
use domain::access::KeyPurpose;

mod sql {
    pub(super) const INSERT: &str = "\
        INSERT INTO machine_key (id, agency_id, purpose, label, secret_digest, given_by, given_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    pub(super) const FIND: &str = "\
        SELECT agency_id, purpose, secret_digest FROM machine_key WHERE id = $1 AND ended_at IS NULL";
    pub(super) const ALL: &str = "\
        SELECT k.id, k.purpose, k.label, k.given_at, k.ended_at, a.name AS agency_name, s.name AS given_by_name, \
            (SELECT MAX(u.at) FROM audit u WHERE u.actor_kind = 'machine' AND u.actor_id = k.id) AS last_used_at \
        FROM machine_key k JOIN agency a ON a.id = k.agency_id JOIN staff s ON s.id = k.given_by \
        ORDER BY k.given_at DESC, k.id DESC LIMIT 500";
    pub(super) const END: &str = "\
        UPDATE machine_key SET ended_by = $2, ended_at = $3 WHERE id = $1 AND ended_at IS NULL";
}

pub(crate) const SQL: &[&str] = &[sql::INSERT, sql::FIND, sql::ALL, sql::END];

/// A key that is given.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) id: Id,
    pub(crate) agency: Id,
    pub(crate) purpose: KeyPurpose,
    pub(crate) label: String,
    pub(crate) secret_digest: Vec<u8>,
    pub(crate) by: Id,
    pub(crate) at: At,
}

/// A key that opens something.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Found {
    pub(crate) agency_id: Id,
    pub(crate) purpose: Word<KeyPurpose>,
    pub(crate) secret_digest: Vec<u8>,
}

/// A key in the list of all.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Listed {
    pub(crate) id: Id,
    pub(crate) purpose: Word<KeyPurpose>,
    pub(crate) label: String,
    pub(crate) given_at: At,
    pub(crate) ended_at: Option<At>,
    pub(crate) agency_name: String,
    pub(crate) given_by_name: String,
    pub(crate) last_used_at: Option<At>,
}

/// Adds a key.
pub(crate) async fn insert(tx: &mut Tx, new: &New) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(new.id)
        .bind(new.agency)
        .bind(Word(new.purpose))
        .bind(&new.label)
        .bind(&new.secret_digest)
        .bind(new.by)
        .bind(new.at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// A key that has not ended.
pub(crate) async fn find(tx: &mut Tx, id: Id) -> Result<Option<Found>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(id)
        .fetch_optional(c)
        .await)?)
}

/// Every key that was given, the last first.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<Listed>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::ALL).fetch_all(c).await)?)
}

/// Ends a key; false if there is none that opens anything.
pub(crate) async fn end(tx: &mut Tx, id: Id, (by, at): (Id, At)) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::END)
        .bind(id)
        .bind(by)
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}
