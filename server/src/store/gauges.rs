//! What waits, how much of it and since when? Each statement is answered by an index alone.

use super::{At, StoreError, Tx, Word, on};
use domain::flow::CaseState;
use jiff::Timestamp;

mod sql {
    pub(super) const OPEN: &str =
        "SELECT state, COUNT(*) AS number FROM objection WHERE finished_at IS NULL GROUP BY state";
    pub(super) const OVERDUE: &str =
        "SELECT COUNT(*) FROM objection WHERE finished_at IS NULL AND next_due <= $1";
    pub(super) const NEXT: &str =
        "SELECT MIN(next_due) FROM objection WHERE finished_at IS NULL AND next_due > $1";
    pub(super) const OUTBOX: &str = "SELECT COUNT(*) AS number, MIN(created_at) AS since FROM notice WHERE delivered_at IS NULL";
    pub(super) const SENDING: &str = "\
        SELECT COUNT(*) AS number, MIN(since) AS since FROM delivery WHERE state IN ('queued', 'sending', 'failed')";
    pub(super) const UNDELIVERED: &str = "\
        SELECT COUNT(*) FROM delivery WHERE issuer_id IS NOT NULL AND state IN ('failed', 'dead')";
    pub(super) const SEALS: &str =
        "SELECT COUNT(*) AS number, MIN(since) AS since FROM awaiting_seal";
}

pub(crate) const SQL: &[&str] = &[
    sql::OPEN,
    sql::OVERDUE,
    sql::NEXT,
    sql::OUTBOX,
    sql::SENDING,
    sql::UNDELIVERED,
    sql::SEALS,
];

/// So many open cases stand so.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct Open {
    pub(crate) state: Word<CaseState>,
    pub(crate) number: i64,
}

/// So many wait, the oldest since then.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct Waiting {
    pub(crate) number: i64,
    pub(crate) since: Option<At>,
}

/// Open cases by state.
pub(crate) async fn open(tx: &mut Tx) -> Result<Vec<Open>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OPEN).fetch_all(c).await)?)
}

/// Open cases of which a date has passed.
pub(crate) async fn overdue(tx: &mut Tx, now: Timestamp) -> Result<i64, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::OVERDUE)
        .bind(At(now))
        .fetch_one(c)
        .await)?)
}

/// The nearest due date that hasn't passed.
pub(crate) async fn next_due(tx: &mut Tx, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<At> = on!(tx, |c| sqlx::query_scalar(sql::NEXT)
        .bind(At(now))
        .fetch_one(c)
        .await)?;
    Ok(at.map(|at| at.0))
}

/// Messages that aren't in their inbox yet.
pub(crate) async fn outbox(tx: &mut Tx) -> Result<Waiting, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OUTBOX).fetch_one(c).await)?)
}

/// Mails and messages that are on their way.
pub(crate) async fn sending(tx: &mut Tx) -> Result<Waiting, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::SENDING)
        .fetch_one(c)
        .await)?)
}

/// Those that somebody has to look after.
pub(crate) async fn undelivered(tx: &mut Tx) -> Result<i64, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::UNDELIVERED)
        .fetch_one(c)
        .await)?)
}

/// Versions that wait for a seal.
pub(crate) async fn seals(tx: &mut Tx) -> Result<Waiting, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::SEALS).fetch_one(c).await)?)
}
