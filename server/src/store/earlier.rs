//! Decisions that a reopening or a review has set aside: rows of `earlier_decision`, which stay as they were made.

use super::{At, Id, StoreError, Tx, Word, on};
use domain::objection::{Outcome, Withheld};

mod sql {
    pub(super) const SET_ASIDE: &str = "\
        INSERT INTO earlier_decision (holder_id, objection_id, seq, outcome, proposal_sealed, proposal_key_id, proposed_by, \
            decided_by, decided_at, corrected_version, withheld) \
        SELECT holder_id, id, $3, outcome, proposal_sealed, proposal_key_id, proposed_by, decided_by, decided_at, \
            corrected_version, withheld \
        FROM objection WHERE holder_id = $1 AND id = $2 AND outcome IS NOT NULL";
    pub(super) const CLEAR: &str = "\
        UPDATE objection SET outcome = NULL, proposal_sealed = NULL, proposal_key_id = NULL, proposed_by = NULL, \
            proposed_at = NULL, decided_by = NULL, decided_at = NULL, corrected_version = NULL, withheld = NULL, \
            handler_id = NULL \
        WHERE holder_id = $1 AND id = $2";
    pub(super) const OF_CASE: &str = "\
        SELECT outcome, proposal_sealed, proposal_key_id, proposed_by, decided_by, decided_at, corrected_version, withheld \
        FROM earlier_decision WHERE holder_id = $1 AND objection_id = $2 ORDER BY seq";
}

pub(crate) const SQL: &[&str] = &[sql::SET_ASIDE, sql::CLEAR, sql::OF_CASE];

/// A decision that was set aside.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) outcome: Word<Outcome>,
    pub(crate) proposal_sealed: Vec<u8>,
    pub(crate) proposal_key_id: String,
    pub(crate) proposed_by: Id,
    pub(crate) decided_by: Id,
    pub(crate) decided_at: At,
    pub(crate) corrected_version: Option<i64>,
    pub(crate) withheld: Option<Word<Withheld>>,
}

/// Keeps the decision of a case by the event that sets it aside, and leaves the case without one.
pub(crate) async fn set_aside(
    tx: &mut Tx,
    (holder, objection): (Id, Id),
    seq: i64,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::SET_ASIDE)
        .bind(holder)
        .bind(objection)
        .bind(seq)
        .execute(c)
        .await
        .map(drop))?;
    on!(tx, |c| sqlx::query(sql::CLEAR)
        .bind(holder)
        .bind(objection)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// What was set aside of a case, oldest first.
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
