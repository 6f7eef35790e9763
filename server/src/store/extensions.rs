//! 延长: for which steps of a case more time was asked. Rows of `extension`; what was asked stays as it was, and it is answered
//! once.

use super::{At, Day, Id, StoreError, Tx, Word, guarded, on};
use crate::crypto::Sealed;
use domain::id::ExtensionId;
use domain::objection::Consent;

mod sql {
    pub(super) const INSERT: &str = "\
        INSERT INTO extension (holder_id, objection_id, id, step, started_at, agency_id, from_date, to_date, words_sealed, key_id, asked_by, asked_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    pub(super) const ANSWER: &str = "\
        UPDATE extension SET consent = $4, answer_sealed = $5, answer_key_id = $6, answered_by = $7, answered_at = $8, to_date = $9 \
        WHERE holder_id = $1 AND objection_id = $2 AND id = $3 AND answered_at IS NULL";
    pub(super) const OF_CASE: &str = "\
        SELECT e.id, e.step, e.started_at, g.name AS agency_name, e.from_date, e.to_date, e.words_sealed, e.key_id, e.asked_by, \
            s.name AS asked_by_name, e.asked_at, e.consent, e.answer_sealed, e.answer_key_id, a.name AS answered_by_name, e.answered_at \
        FROM extension e \
        JOIN agency g ON g.id = e.agency_id \
        JOIN staff s ON s.id = e.asked_by \
        LEFT JOIN staff a ON a.id = e.answered_by \
        WHERE e.holder_id = $1 AND e.objection_id = $2 ORDER BY e.asked_at, e.id";
}

pub(crate) const SQL: &[&str] = &[sql::INSERT, sql::ANSWER, sql::OF_CASE];

/// What is asked.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) holder: Id,
    pub(crate) objection: Id,
    pub(crate) id: Id,
    pub(crate) step: String,
    /// The beginning of the clock that is to run longer.
    pub(crate) started_at: At,
    pub(crate) agency: Id,
    pub(crate) from: Day,
    pub(crate) to: Day,
    pub(crate) words: Sealed,
    pub(crate) by: Id,
    pub(crate) at: At,
}

/// What is answered.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) consent: Consent,
    pub(crate) words: Sealed,
    pub(crate) by: Id,
    pub(crate) at: At,
    /// The date that was asked for, or the one that is granted.
    pub(crate) to: Day,
}

/// What was asked, and its answer.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) step: String,
    pub(crate) started_at: At,
    pub(crate) agency_name: String,
    pub(crate) from_date: Day,
    pub(crate) to_date: Day,
    pub(crate) words_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) asked_by: Id,
    pub(crate) asked_by_name: String,
    pub(crate) asked_at: At,
    pub(crate) consent: Option<Word<Consent>>,
    pub(crate) answer_sealed: Option<Vec<u8>>,
    pub(crate) answer_key_id: Option<String>,
    pub(crate) answered_by_name: Option<String>,
    pub(crate) answered_at: Option<At>,
}

/// Asks; a duplicate where it was asked for this run of the step before.
pub(crate) async fn insert(tx: &mut Tx, new: &New) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(new.holder)
        .bind(new.objection)
        .bind(new.id)
        .bind(&new.step)
        .bind(new.started_at)
        .bind(new.agency)
        .bind(new.from)
        .bind(new.to)
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
    (holder, objection, id): (Id, Id, ExtensionId),
    answer: &Answer,
) -> Result<(), StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::ANSWER)
        .bind(holder)
        .bind(objection)
        .bind(Id::from(id))
        .bind(Word(answer.consent))
        .bind(&answer.words.bytes)
        .bind(&answer.words.key_id)
        .bind(answer.by)
        .bind(answer.at)
        .bind(answer.to)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    guarded(done)
}

/// What was asked of a case, oldest first.
pub(crate) async fn of_case(
    tx: &mut Tx,
    (holder, objection): (Id, Id),
) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_CASE)
        .bind(holder)
        .bind(objection)
        .fetch_all(c)
        .await)?)
}
