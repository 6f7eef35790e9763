//! How are all cases read, part by part, in the order of their keys, with what happened to each? For who checks them.
//!
//! Words come as text: a column that somebody spoilt must not keep the rest from being read.

use super::whole::Key;
use super::{At, Id, StoreError, Tx, on};
use jiff::Timestamp;

mod sql {
    pub(super) const COUNT: &str = "SELECT COUNT(*) FROM objection";
    pub(super) const RECORDED_SINCE: &str = "SELECT MIN(at) FROM audit WHERE at >= $1";
    pub(super) const CASES: &str = "\
        SELECT o.holder_id, o.id, o.case_number, o.procedure, o.state, o.marked, o.reviewing, o.version, o.finished_at, o.next_due, \
            (SELECT MIN(CASE WHEN c.on_time_until > c.due_at THEN c.on_time_until ELSE c.due_at END) FROM objection_clock c \
                WHERE c.holder_id = o.holder_id AND c.objection_id = o.id AND c.met_at IS NULL) AS clock_due \
        FROM objection o WHERE (o.holder_id, o.id) > ($1, $2) ORDER BY o.holder_id, o.id LIMIT $3";
    pub(super) const EVENTS: &str = "\
        SELECT e.holder_id, e.objection_id, e.seq, e.at, e.event, \
            EXISTS (SELECT 1 FROM audit a WHERE a.holder_id = e.holder_id AND a.at = e.at) AS recorded \
        FROM objection_event e \
        WHERE (e.holder_id, e.objection_id) > ($1, $2) AND (e.holder_id, e.objection_id) <= ($3, $4) \
        ORDER BY e.holder_id, e.objection_id, e.seq";
    pub(super) const FILES: &str = "\
        SELECT e.holder_id, e.objection_id, e.content_hash, e.size FROM evidence e \
        WHERE e.holder_id >= $1 AND e.holder_id <= $3 AND e.objection_id IS NOT NULL \
            AND (e.holder_id, e.objection_id) > ($1, $2) AND (e.holder_id, e.objection_id) <= ($3, $4) \
        ORDER BY e.holder_id, e.id";
}

pub(crate) const SQL: &[&str] = &[
    sql::COUNT,
    sql::RECORDED_SINCE,
    sql::CASES,
    sql::EVENTS,
    sql::FILES,
];

/// A case's row, with the date by which the earliest of its clocks has to be met.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) holder_id: Id,
    pub(crate) id: Id,
    pub(crate) case_number: String,
    pub(crate) procedure: String,
    pub(crate) state: String,
    pub(crate) marked: bool,
    pub(crate) reviewing: bool,
    pub(crate) version: i64,
    pub(crate) finished_at: Option<At>,
    pub(crate) next_due: Option<At>,
    pub(crate) clock_due: Option<At>,
}

/// Something that happened to a case, and whether the audit log knows of it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Happened {
    pub(crate) holder_id: Id,
    pub(crate) objection_id: Id,
    pub(crate) seq: i64,
    pub(crate) at: At,
    pub(crate) event: String,
    pub(crate) recorded: bool,
}

/// A file that supports a case.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct File {
    pub(crate) holder_id: Id,
    pub(crate) objection_id: Id,
    pub(crate) content_hash: String,
    pub(crate) size: i64,
}

/// How many cases there are.
pub(crate) async fn count(tx: &mut Tx) -> Result<i64, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::COUNT)
        .fetch_one(c)
        .await)?)
}

/// Since when the audit log of a deployment has been kept: a demonstration is laid with a past that it doesn't know. What a
/// clock that was set back has dated before that says nothing of it.
pub(crate) async fn recorded_since(
    tx: &mut Tx,
    made_at: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<At> = on!(tx, |c| sqlx::query_scalar(sql::RECORDED_SINCE)
        .bind(At(made_at))
        .fetch_one(c)
        .await)?;
    Ok(at.map(|at| at.0))
}

/// The cases after a key.
pub(crate) async fn cases(tx: &mut Tx, after: Key, limit: i64) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::CASES)
        .bind(after.0)
        .bind(after.1)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// What happened to the cases after a key, up to and with another.
pub(crate) async fn events(tx: &mut Tx, after: Key, to: Key) -> Result<Vec<Happened>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::EVENTS)
        .bind(after.0)
        .bind(after.1)
        .bind(to.0)
        .bind(to.1)
        .fetch_all(c)
        .await)?)
}

/// The files of the cases after a key, up to and with another.
pub(crate) async fn files(tx: &mut Tx, after: Key, to: Key) -> Result<Vec<File>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FILES)
        .bind(after.0)
        .bind(after.1)
        .bind(to.0)
        .bind(to.1)
        .fetch_all(c)
        .await)?)
}
