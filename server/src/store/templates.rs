//! 文书模板: which texts does an agency keep for what it says often? Rows of `text_template`; one that is withdrawn stays.

use super::{At, Id, StoreError, Tx, Word, guarded, on};
use crate::crypto::Sealed;
use domain::objection::templates::TemplatePurpose;

mod sql {
    pub(super) const INSERT: &str = "\
        INSERT INTO text_template (id, agency_id, procedure, purpose, name, text_sealed, key_id, version, changed_by, changed_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9)";
    pub(super) const CHANGE: &str = "\
        UPDATE text_template SET version = version + 1, name = $4, text_sealed = $5, key_id = $6, changed_by = $7, changed_at = $8 \
        WHERE agency_id = $1 AND id = $2 AND version = $3 AND withdrawn_at IS NULL";
    pub(super) const WITHDRAW: &str = "\
        UPDATE text_template SET version = version + 1, changed_by = $4, changed_at = $5, withdrawn_at = $5 \
        WHERE agency_id = $1 AND id = $2 AND version = $3 AND withdrawn_at IS NULL";
    pub(super) const OF_AGENCY: &str = "\
        SELECT t.id, t.version, t.procedure, t.purpose, t.name, t.text_sealed, t.key_id, t.changed_at, s.name AS changed_by_name \
        FROM text_template t JOIN staff s ON s.id = t.changed_by \
        WHERE t.agency_id = $1 AND t.withdrawn_at IS NULL ORDER BY t.procedure, t.purpose, t.name, t.id LIMIT 500";
}

pub(crate) const SQL: &[&str] = &[sql::INSERT, sql::CHANGE, sql::WITHDRAW, sql::OF_AGENCY];

/// A text that is made.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) id: Id,
    pub(crate) agency: Id,
    pub(crate) procedure: String,
    pub(crate) purpose: TemplatePurpose,
    pub(crate) name: String,
    pub(crate) text: Sealed,
    pub(crate) by: Id,
    pub(crate) at: At,
}

/// A text as it stands.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) version: i64,
    pub(crate) procedure: String,
    pub(crate) purpose: Word<TemplatePurpose>,
    pub(crate) name: String,
    pub(crate) text_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) changed_at: At,
    pub(crate) changed_by_name: String,
}

/// Which text of which agency, as it was read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Read {
    pub(crate) agency: Id,
    pub(crate) id: Id,
    pub(crate) version: i64,
}

/// Adds a text.
pub(crate) async fn insert(tx: &mut Tx, new: &New) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(new.id)
        .bind(new.agency)
        .bind(&new.procedure)
        .bind(Word(new.purpose))
        .bind(&new.name)
        .bind(&new.text.bytes)
        .bind(&new.text.key_id)
        .bind(new.by)
        .bind(new.at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Changes one; stale if somebody was faster.
pub(crate) async fn change(
    tx: &mut Tx,
    read: Read,
    (name, text): (&str, &Sealed),
    (by, at): (Id, At),
) -> Result<(), StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::CHANGE)
        .bind(read.agency)
        .bind(read.id)
        .bind(read.version)
        .bind(name)
        .bind(&text.bytes)
        .bind(&text.key_id)
        .bind(by)
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    guarded(done)
}

/// Withdraws one; stale if somebody was faster.
pub(crate) async fn withdraw(
    tx: &mut Tx,
    read: Read,
    (by, at): (Id, At),
) -> Result<(), StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::WITHDRAW)
        .bind(read.agency)
        .bind(read.id)
        .bind(read.version)
        .bind(by)
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    guarded(done)
}

/// What an agency keeps and has not withdrawn.
pub(crate) async fn of_agency(tx: &mut Tx, agency: Id) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_AGENCY)
        .bind(agency)
        .fetch_all(c)
        .await)?)
}
