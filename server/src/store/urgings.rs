//! 督办: what was asked of the agency of a case, and what it answered. Rows of `urging`; what was asked stays as it was.

use super::{At, Day, Id, StoreError, Tx, guarded, on};
use crate::crypto::Sealed;
use domain::id::UrgingId;

mod sql {
    pub(super) const INSERT: &str = "\
        INSERT INTO urging (holder_id, objection_id, id, issuer_id, answer_by, words_sealed, key_id, urged_by, urged_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    pub(super) const ANSWER: &str = "\
        UPDATE urging SET answer_sealed = $4, answer_key_id = $5, answered_by = $6, answered_at = $7 \
        WHERE holder_id = $1 AND objection_id = $2 AND id = $3 AND answered_at IS NULL";
    pub(super) const OF_CASE: &str = "\
        SELECT u.id, u.issuer_id, u.answer_by, u.words_sealed, u.key_id, u.urged_by, s.name AS urged_by_name, u.urged_at, \
            u.answer_sealed, u.answer_key_id, a.name AS answered_by_name, u.answered_at \
        FROM urging u JOIN staff s ON s.id = u.urged_by LEFT JOIN staff a ON a.id = u.answered_by \
        WHERE u.holder_id = $1 AND u.objection_id = $2 ORDER BY u.urged_at, u.id";
}

pub(crate) const SQL: &[&str] = &[sql::INSERT, sql::ANSWER, sql::OF_CASE];

/// What is asked.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) holder: Id,
    pub(crate) objection: Id,
    pub(crate) id: Id,
    pub(crate) issuer: Id,
    pub(crate) answer_by: Day,
    pub(crate) words: Sealed,
    pub(crate) by: Id,
    pub(crate) at: At,
}

/// What was asked, and its answer.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) issuer_id: Id,
    pub(crate) answer_by: Day,
    pub(crate) words_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) urged_by: Id,
    pub(crate) urged_by_name: String,
    pub(crate) urged_at: At,
    pub(crate) answer_sealed: Option<Vec<u8>>,
    pub(crate) answer_key_id: Option<String>,
    pub(crate) answered_by_name: Option<String>,
    pub(crate) answered_at: Option<At>,
}

/// Asks.
pub(crate) async fn insert(tx: &mut Tx, new: &New) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(new.holder)
        .bind(new.objection)
        .bind(new.id)
        .bind(new.issuer)
        .bind(new.answer_by)
        .bind(&new.words.bytes)
        .bind(&new.words.key_id)
        .bind(new.by)
        .bind(new.at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Answers; stale if somebody was faster.
pub(crate) async fn answer(
    tx: &mut Tx,
    (holder, objection, id): (Id, Id, UrgingId),
    words: &Sealed,
    (by, at): (Id, At),
) -> Result<(), StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::ANSWER)
        .bind(holder)
        .bind(objection)
        .bind(Id::from(id))
        .bind(&words.bytes)
        .bind(&words.key_id)
        .bind(by)
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    guarded(done)
}

/// What was asked of a case, oldest first.
pub(crate) async fn of_case(
    tx: &mut Tx,
    holder: Id,
    objection: Id,
) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_CASE)
        .bind(holder)
        .bind(objection)
        .fetch_all(c)
        .await)?)
}
