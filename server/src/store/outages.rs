//! When couldn't an agency do its work? Rows of `outage` and their history.

use super::{At, Id, StoreError, Tx, on};
use serde::{Deserialize, Serialize};

mod sql {
    pub(super) const DECLARE: &str = "\
        INSERT INTO outage (id, agency_id, version, began_at, words_sealed, key_id, declared_by, declared_at, waiting, items) \
        VALUES ($1, $2, 1, $3, $4, $5, $6, $7, 0, 0)";
    /// Outages, each with the last of its cases.
    macro_rules! outages {
        ($which:literal) => {
            concat!(
                "SELECT o.id, o.agency_id, o.version, o.began_at, o.ended_at, o.end_entered_at, o.words_sealed, o.key_id, \
                    o.declared_at, o.waiting, o.items, a.name AS agency_name, s.name AS declarer_name, \
                    c.id AS case_id, c.case_number, c.procedure \
                FROM outage o JOIN agency a ON a.id = o.agency_id JOIN staff s ON s.id = o.declared_by \
                LEFT JOIN objection c ON c.outage_id = o.id AND c.id = ( \
                    SELECT x.id FROM objection x WHERE x.outage_id = o.id ORDER BY x.filed_at DESC, x.id DESC LIMIT 1) ",
                $which
            )
        };
    }
    pub(super) const FIND: &str = outages!("WHERE o.id = $1");
    pub(super) const LIST: &str = outages!(
        "WHERE (CAST($1 AS TEXT) = '' OR CAST(o.agency_id AS TEXT) = $1) AND (o.declared_at, o.id) < ($2, $3) \
        ORDER BY o.declared_at DESC, o.id DESC LIMIT $4"
    );
    pub(super) const END: &str = "\
        UPDATE outage SET version = version + 1, ended_at = $3, end_entered_at = $4 \
        WHERE id = $1 AND version = $2 AND ended_at IS NULL";
    pub(super) const COUNT: &str = "\
        UPDATE outage SET version = version + 1, waiting = waiting + $2, items = items + $3 WHERE id = $1";
    pub(super) const EVENT: &str = "\
        INSERT INTO outage_event (outage_id, seq, at, event, item_id, staff_id) \
        SELECT $1, version, $2, $3, $4, $5 FROM outage WHERE id = $1";
    pub(super) const LEFT: &str = "SELECT version, ended_at, waiting FROM outage WHERE id = $1";
}

pub(crate) const SQL: &[&str] = &[
    sql::DECLARE,
    sql::FIND,
    sql::LIST,
    sql::END,
    sql::COUNT,
    sql::EVENT,
    sql::LEFT,
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
    /// Its case, the last of them.
    pub(crate) case_id: Option<Id>,
    pub(crate) case_number: Option<String>,
    pub(crate) procedure: Option<String>,
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

/// What is left of an outage.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct Left {
    pub(crate) version: i64,
    pub(crate) ended_at: Option<At>,
    pub(crate) waiting: i64,
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

/// What is left of an outage now: for who has just changed it, so that nobody else can before this is committed.
pub(crate) async fn left(tx: &mut Tx, outage: Id) -> Result<Left, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::LEFT)
        .bind(outage)
        .fetch_one(c)
        .await)?)
}
