//! 协查: what the agency of a case asked another one. Rows of `inquiry`; what was asked stays as it was.

use super::inquiry_moves::{self, Moved};
use super::{At, Day, Id, StoreError, Tx, guarded, on};
use crate::crypto::Sealed;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

mod sql {
    /// Questions with everybody's name and the number of the case.
    macro_rules! inquiries {
        ($which:literal) => {
            concat!(
                "SELECT q.holder_id, q.objection_id, q.id, q.agency_id, o.case_number, f.name AS from_name, t.name AS to_name, \
                    q.answer_by, (SELECT COUNT(*) FROM inquiry_move m WHERE m.inquiry_id = q.id) AS moved, \
                    q.words_sealed, q.key_id, q.asked_by, s.name AS asked_by_name, q.asked_at, \
                    q.answer_sealed, q.answer_key_id, a.name AS answered_by_name, q.answered_at \
                FROM inquiry q \
                JOIN objection o ON o.holder_id = q.holder_id AND o.id = q.objection_id \
                JOIN agency f ON f.id = q.asker_id \
                JOIN agency t ON t.id = q.agency_id \
                JOIN staff s ON s.id = q.asked_by \
                LEFT JOIN staff a ON a.id = q.answered_by ",
                $which
            )
        };
    }

    pub(super) const INSERT: &str = "\
        INSERT INTO inquiry (holder_id, objection_id, id, asker_id, agency_id, working_days, answer_by, due_at, words_sealed, key_id, asked_by, asked_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    pub(super) const ANSWER: &str = "\
        UPDATE inquiry SET answer_sealed = $2, answer_key_id = $3, answered_by = $4, answered_at = $5 \
        WHERE id = $1 AND answered_at IS NULL";
    pub(super) const OF_CASE: &str =
        inquiries!("WHERE q.holder_id = $1 AND q.objection_id = $2 ORDER BY q.asked_at, q.id");
    pub(super) const FIND: &str = inquiries!("WHERE q.id = $1");
    pub(super) const OF_AGENCY: &str = inquiries!(
        "WHERE q.agency_id = $1 AND (CAST($4 AS TEXT) = '' OR (q.asked_at, q.id) < ($2, $3)) \
        ORDER BY q.asked_at DESC, q.id DESC LIMIT $5"
    );
    pub(super) const LATE: &str = inquiries!(
        "WHERE q.answered_at IS NULL AND q.late_at IS NULL AND q.due_at <= $1 ORDER BY q.due_at LIMIT $2"
    );
    pub(super) const TOLD_LATE: &str =
        "UPDATE inquiry SET late_at = $2 WHERE id = $1 AND answered_at IS NULL AND late_at IS NULL";
}

pub(crate) const SQL: &[&str] = &[
    sql::INSERT,
    sql::ANSWER,
    sql::OF_CASE,
    sql::FIND,
    sql::OF_AGENCY,
    sql::LATE,
    sql::TOLD_LATE,
];

/// What is asked.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) holder: Id,
    pub(crate) objection: Id,
    pub(crate) id: Id,
    pub(crate) asker: Id,
    pub(crate) agency: Id,
    pub(crate) working_days: i64,
    pub(crate) answer_by: Day,
    pub(crate) due_at: At,
    pub(crate) words: Sealed,
    pub(crate) by: Id,
    pub(crate) at: At,
}

/// What was asked, and its answer.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) holder_id: Id,
    pub(crate) objection_id: Id,
    pub(crate) id: Id,
    pub(crate) agency_id: Id,
    pub(crate) case_number: String,
    pub(crate) from_name: String,
    pub(crate) to_name: String,
    pub(crate) answer_by: Day,
    /// How often a new calendar moved that day.
    pub(crate) moved: i64,
    #[sqlx(skip)]
    pub(crate) moves: Vec<Moved>,
    pub(crate) words_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) asked_by: Id,
    pub(crate) asked_by_name: String,
    pub(crate) asked_at: At,
    pub(crate) answer_sealed: Option<Vec<u8>>,
    pub(crate) answer_key_id: Option<String>,
    pub(crate) answered_by_name: Option<String>,
    pub(crate) answered_at: Option<At>,
}

/// Where a list goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct After {
    pub(crate) at: Timestamp,
    pub(crate) id: uuid::Uuid,
}

/// Asks.
pub(crate) async fn insert(tx: &mut Tx, new: &New) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(new.holder)
        .bind(new.objection)
        .bind(new.id)
        .bind(new.asker)
        .bind(new.agency)
        .bind(new.working_days)
        .bind(new.answer_by)
        .bind(new.due_at)
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
    id: Id,
    words: &Sealed,
    (by, at): (Id, At),
) -> Result<(), StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::ANSWER)
        .bind(id)
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
    let rows = on!(tx, |c| sqlx::query_as(sql::OF_CASE)
        .bind(holder)
        .bind(objection)
        .fetch_all(c)
        .await)?;
    with_moves(tx, rows).await
}

/// With how their days were moved; few were.
async fn with_moves(tx: &mut Tx, mut rows: Vec<Row>) -> Result<Vec<Row>, StoreError> {
    for row in rows.iter_mut().filter(|row| row.moved > 0) {
        row.moves = inquiry_moves::of_inquiry(tx, row.id).await?;
    }
    Ok(rows)
}

/// One question.
pub(crate) async fn find(tx: &mut Tx, id: Id) -> Result<Option<Row>, StoreError> {
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(id)
        .fetch_optional(c)
        .await)?;
    let found = with_moves(tx, row.into_iter().collect()).await?;
    Ok(found.into_iter().next())
}

/// What an agency was asked, the last first.
pub(crate) async fn of_agency(
    tx: &mut Tx,
    agency: Id,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<Row>, StoreError> {
    let (begin, at, id) = match after {
        Some(after) => ("after", after.at, after.id),
        None => ("", Timestamp::UNIX_EPOCH, uuid::Uuid::nil()),
    };
    let rows = on!(tx, |c| sqlx::query_as(sql::OF_AGENCY)
        .bind(agency)
        .bind(At(at))
        .bind(Id(id))
        .bind(begin)
        .bind(limit)
        .fetch_all(c)
        .await)?;
    with_moves(tx, rows).await
}

/// Whose day has passed without an answer and of which nobody was told so.
pub(crate) async fn late(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::LATE)
        .bind(At(now))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Notes that the asker is told; nothing where it was answered meanwhile.
pub(crate) async fn told_late(tx: &mut Tx, id: Id, now: Timestamp) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::TOLD_LATE)
        .bind(id)
        .bind(At(now))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}
