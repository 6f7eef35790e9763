//! Whose records don't age, because of which case?

use super::{At, Id, StoreError, Tx, on};
use crate::crypto::Sealed;

mod sql {
    pub(super) const NUMBERED: &str = "SELECT id FROM objection WHERE case_number = $1";
    pub(super) const INSERT: &str = "\
        INSERT INTO record_hold (id, objection_id, holder_id, licence_id, reason_sealed, key_id, held_by, held_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    pub(super) const LIFT: &str = "\
        UPDATE record_hold SET lifted_by = $2, lifted_at = $3 WHERE objection_id = $1 AND lifted_at IS NULL";
    pub(super) const ALL: &str = "\
        SELECT h.id, h.objection_id, h.reason_sealed, h.key_id, h.held_at AS since, o.case_number, s.name AS by_name \
        FROM record_hold h JOIN objection o ON o.id = h.objection_id JOIN staff s ON s.id = h.held_by \
        WHERE h.lifted_at IS NULL ORDER BY h.held_at DESC, h.id";
}

pub(crate) const SQL: &[&str] = &[sql::NUMBERED, sql::INSERT, sql::LIFT, sql::ALL];

/// Whose records are held, because of which case and of what it is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hold {
    pub(crate) id: Id,
    pub(crate) objection: Id,
    pub(crate) holder: Id,
    pub(crate) licence: Option<Id>,
}

/// A case whose records are held.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Held {
    pub(crate) id: Id,
    pub(crate) objection_id: Id,
    pub(crate) reason_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) since: At,
    pub(crate) case_number: String,
    pub(crate) by_name: String,
}

/// The case of this number.
pub(crate) async fn numbered(tx: &mut Tx, number: &str) -> Result<Option<Id>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::NUMBERED)
        .bind(number)
        .fetch_optional(c)
        .await)?)
}

/// Holds the records of a holder because of a case, and those that name it.
pub(crate) async fn insert(
    tx: &mut Tx,
    hold: Hold,
    reason: &Sealed,
    (by, at): (Id, At),
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(hold.id)
        .bind(hold.objection)
        .bind(hold.holder)
        .bind(hold.licence)
        .bind(&reason.bytes)
        .bind(&reason.key_id)
        .bind(by)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Lets the records of a case age again; false if they weren't held.
pub(crate) async fn lift(
    tx: &mut Tx,
    objection: Id,
    (by, at): (Id, At),
) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::LIFT)
        .bind(objection)
        .bind(by)
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done > 0)
}

/// What is held now.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<Held>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::ALL).fetch_all(c).await)?)
}
