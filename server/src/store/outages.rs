//! When couldn't an agency do its work? Rows of `outage` and their history.

use super::{At, Id, StoreError, Tx, on};
use domain::warning::Said;
use serde::{Deserialize, Serialize};

mod sql {
    pub(super) const DECLARE: &str = "\
        INSERT INTO outage (id, agency_id, version, began_at, words_sealed, key_id, declared_by, declared_at, waiting, items) \
        VALUES ($1, $2, 1, $3, $4, $5, $6, $7, 0, 0)";
    pub(super) const FIND: &str = "\
        SELECT o.id, o.agency_id, o.version, o.began_at, o.ended_at, o.end_entered_at, o.words_sealed, o.key_id, o.declared_at, o.waiting, o.items, a.name AS agency_name, s.name AS declarer_name \
        FROM outage o JOIN agency a ON a.id = o.agency_id JOIN staff s ON s.id = o.declared_by WHERE o.id = $1";
    pub(super) const LIST: &str = "\
        SELECT o.id, o.agency_id, o.version, o.began_at, o.ended_at, o.end_entered_at, o.words_sealed, o.key_id, o.declared_at, o.waiting, o.items, a.name AS agency_name, s.name AS declarer_name \
        FROM outage o JOIN agency a ON a.id = o.agency_id JOIN staff s ON s.id = o.declared_by \
        WHERE (CAST($1 AS TEXT) = '' OR CAST(o.agency_id AS TEXT) = $1) AND (o.declared_at, o.id) < ($2, $3) \
        ORDER BY o.declared_at DESC, o.id DESC LIMIT $4";
    pub(super) const END: &str = "\
        UPDATE outage SET version = version + 1, ended_at = $3, end_entered_at = $4 \
        WHERE id = $1 AND version = $2 AND ended_at IS NULL";
    pub(super) const COUNT: &str = "\
        UPDATE outage SET version = version + 1, waiting = waiting + $2, items = items + $3 WHERE id = $1";
    pub(super) const EVENT: &str = "\
        INSERT INTO outage_event (outage_id, seq, at, event, item_id, staff_id) \
        SELECT $1, version, $2, $3, $4, $5 FROM outage WHERE id = $1";
    /// As its index says: what is owed, and of which less was said.
    pub(super) const OWED: &str = "\
        SELECT id, agency_id, ended_at FROM outage \
        WHERE ended_at IS NOT NULL AND waiting > 0 AND warned < $1 ORDER BY ended_at, id";
    pub(super) const WARNED: &str =
        "UPDATE outage SET warned = $2 WHERE id = $1 AND warned < $2 AND waiting > 0";
}

pub(crate) const SQL: &[&str] = &[
    sql::DECLARE,
    sql::FIND,
    sql::LIST,
    sql::END,
    sql::COUNT,
    sql::EVENT,
    sql::OWED,
    sql::WARNED,
];

/// An outage with the names of its agency and of who declared it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) agency_id: Id,
    pub(crate) version: i64,
    pub(crate) began_at: At,
    pub(crate) ended_at: Option<At>,
    pub(crate) end_entered_at: Option<At>,
    pub(crate) words_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) declared_at: At,
    pub(crate) waiting: i64,
    pub(crate) items: i64,
    pub(crate) agency_name: String,
    pub(crate) declarer_name: String,
}

/// A new outage.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) id: Id,
    pub(crate) agency: Id,
    pub(crate) began_at: At,
    pub(crate) words_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) by: Id,
    pub(crate) at: At,
}

/// How one ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct End {
    pub(crate) id: Id,
    pub(crate) version: i64,
    pub(crate) ended_at: At,
    pub(crate) at: At,
}

/// An outage that is over while something of it still waits.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct Owed {
    pub(crate) id: Id,
    pub(crate) agency_id: Id,
    pub(crate) ended_at: At,
}

/// Where a list goes on: before this instant and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Before {
    pub(crate) at: jiff::Timestamp,
    pub(crate) id: uuid::Uuid,
}

impl Before {
    /// After everything that can have been declared.
    pub(crate) fn end() -> Self {
        Self {
            at: super::objections::nothing_due().0,
            id: uuid::Uuid::max(),
        }
    }
}

/// Declares an outage.
pub(crate) async fn declare(tx: &mut Tx, new: &New) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::DECLARE)
        .bind(new.id)
        .bind(new.agency)
        .bind(new.began_at)
        .bind(&new.words_sealed)
        .bind(&new.key_id)
        .bind(new.by)
        .bind(new.at)
        .execute(c)
        .await
        .map(drop))?;
    event(tx, new.id, "declare", None, new.by, new.at).await
}

/// One outage.
pub(crate) async fn find(tx: &mut Tx, id: Id) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(id)
        .fetch_optional(c)
        .await)?)
}

/// An agency's outages, or everybody's; the last declared first.
pub(crate) async fn list(
    tx: &mut Tx,
    agency: Option<Id>,
    before: Before,
    limit: i64,
) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::LIST)
        .bind(agency.map_or_else(String::new, |id| id.0.to_string()))
        .bind(At(before.at))
        .bind(Id(before.id))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Ends an outage; stale if it was changed since it was read.
pub(crate) async fn end(tx: &mut Tx, end: &End, by: Id) -> Result<(), StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::END)
        .bind(end.id)
        .bind(end.version)
        .bind(end.ended_at)
        .bind(end.at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if done != 1 {
        return Err(StoreError::Stale);
    }
    event(tx, end.id, "end", None, by, end.at).await
}

/// Counts what waits and what was listed; raises the version.
pub(super) async fn count(
    tx: &mut Tx,
    outage: Id,
    (waiting, items): (i64, i64),
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::COUNT)
        .bind(outage)
        .bind(waiting)
        .bind(items)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Adds to the history under the outage's version, which the change has raised.
pub(super) async fn event(
    tx: &mut Tx,
    outage: Id,
    event: &str,
    item: Option<Id>,
    by: Id,
    at: At,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::EVENT)
        .bind(outage)
        .bind(at)
        .bind(event)
        .bind(item)
        .bind(by)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// What is owed of outages that are over, of which less than this was said.
pub(crate) async fn owed(tx: &mut Tx, said: Said) -> Result<Vec<Owed>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OWED)
        .bind(said.0)
        .fetch_all(c)
        .await)?)
}

/// Notes what was said about what an outage left; false if it was said before or nothing waits any more.
pub(crate) async fn mark_warned(tx: &mut Tx, outage: Id, said: Said) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::WARNED)
        .bind(outage)
        .bind(said.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}
