//! How has a new calendar moved the day by which another agency is asked to answer? Rows of `inquiry_move`: the history of a
//! question that is not answered yet.

use super::{At, Day, Id, StoreError, Tx, on};

mod sql {
    pub(super) const UNANSWERED: &str = "\
        SELECT holder_id, objection_id, id, agency_id, asked_by, asked_at, working_days, answer_by FROM inquiry \
        WHERE answered_at IS NULL AND working_days IS NOT NULL ORDER BY id";
    pub(super) const REDATE: &str = "\
        UPDATE inquiry SET answer_by = $3, due_at = $4, late_at = NULL WHERE id = $1 AND answer_by = $2 AND answered_at IS NULL";
    pub(super) const INSERT: &str = "\
        INSERT INTO inquiry_move (inquiry_id, to_version, at, from_date, to_date) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (inquiry_id, to_version) DO NOTHING";
    pub(super) const OF_INQUIRY: &str = "\
        SELECT at, from_date, to_date, to_version FROM inquiry_move WHERE inquiry_id = $1 ORDER BY at, to_version";
}

pub(crate) const SQL: &[&str] = &[sql::UNANSWERED, sql::REDATE, sql::INSERT, sql::OF_INQUIRY];

/// A question that waits, and from when over how many working days it is counted.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct Unanswered {
    pub(crate) holder_id: Id,
    pub(crate) objection_id: Id,
    pub(crate) id: Id,
    /// Who is asked.
    pub(crate) agency_id: Id,
    pub(crate) asked_by: Id,
    pub(crate) asked_at: At,
    pub(crate) working_days: i64,
    pub(crate) answer_by: Day,
}

/// The day that it has by a new calendar.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Move {
    pub(crate) inquiry: Id,
    pub(crate) version: Day,
    pub(crate) at: At,
    pub(crate) from: Day,
    pub(crate) to: Day,
    pub(crate) due_at: At,
}

/// That it was moved.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct Moved {
    pub(crate) at: At,
    pub(crate) from_date: Day,
    pub(crate) to_date: Day,
    pub(crate) to_version: Day,
}

/// Every question that waits for its answer.
pub(crate) async fn unanswered(tx: &mut Tx) -> Result<Vec<Unanswered>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::UNANSWERED)
        .fetch_all(c)
        .await)?)
}

/// Gives it its new day and keeps the old one; false if it was answered or moved meanwhile. Whoever asked is told anew that
/// the day has passed.
pub(crate) async fn move_to(tx: &mut Tx, to: Move) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::REDATE)
        .bind(to.inquiry)
        .bind(to.from)
        .bind(to.to)
        .bind(to.due_at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if done != 1 {
        return Ok(false);
    }
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(to.inquiry)
        .bind(to.version)
        .bind(to.at)
        .bind(to.from)
        .bind(to.to)
        .execute(c)
        .await
        .map(drop))?;
    Ok(true)
}

/// How the day of a question was moved, oldest first.
pub(crate) async fn of_inquiry(tx: &mut Tx, inquiry: Id) -> Result<Vec<Moved>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_INQUIRY)
        .bind(inquiry)
        .fetch_all(c)
        .await)?)
}
