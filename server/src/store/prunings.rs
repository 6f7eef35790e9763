//! Which old records may go, and what went?

use super::{At, Id, StoreError, Tx, Word, on};
use domain::rulebook::RecordClass;
use sqlx::QueryBuilder;
use sqlx::types::Json;
use uuid::Uuid;

/// That no open hold keeps the record `a`: neither its holder's, nor one that names a held case or its licence.
macro_rules! unheld {
    () => {
        "NOT EXISTS (SELECT 1 FROM record_hold h WHERE h.lifted_at IS NULL AND (h.holder_id = a.holder_id \
            OR CAST(a.object_ids AS TEXT) LIKE '%' || CAST(h.objection_id AS TEXT) || '%' \
            OR CAST(a.object_ids AS TEXT) LIKE '%' || CAST(h.licence_id AS TEXT) || '%'))"
    };
}

mod sql {
    pub(super) const INSERT: &str = "\
        INSERT INTO pruning (id, class, before_at, reason, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5, $6)";
    pub(super) const ALL: &str = "\
        SELECT p.id, p.class, p.before_at, p.reason, p.asked_by, p.asked_at, p.decided_at, p.granted, p.ended_at, p.removed, \
            p.reached_id, p.first_at, p.last_at, p.head, a.name AS asked_by_name, d.name AS decided_by_name \
        FROM pruning p JOIN staff a ON a.id = p.asked_by LEFT JOIN staff d ON d.id = p.decided_by \
        ORDER BY p.asked_at DESC, p.id DESC LIMIT 200";
    pub(super) const FIND: &str = "\
        SELECT p.id, p.class, p.before_at, p.reason, p.asked_by, p.asked_at, p.decided_at, p.granted, p.ended_at, p.removed, \
            p.reached_id, p.first_at, p.last_at, p.head, a.name AS asked_by_name, d.name AS decided_by_name \
        FROM pruning p JOIN staff a ON a.id = p.asked_by LEFT JOIN staff d ON d.id = p.decided_by \
        WHERE p.id = $1";
    pub(super) const DECIDE: &str = "\
        UPDATE pruning SET granted = $2, decided_by = $3, decided_at = $4 WHERE id = $1 AND granted IS NULL";
    pub(super) const OLD: &str = concat!(
        "SELECT a.id, a.at, a.actor_kind, a.actor_id, a.action, a.holder_id, a.object_kind, a.object_ids, a.service_item, a.request_id, a.acting_for \
        FROM audit a JOIN prunable p ON p.action = a.action \
        WHERE a.id > $1 AND a.id < $2 AND p.class = $3 AND a.at < $4 AND ",
        unheld!(),
        " ORDER BY a.id LIMIT $5"
    );
    pub(super) const DUE: &str = concat!(
        "SELECT COUNT(*) AS records, MIN(at) AS first_at FROM ( \
            SELECT a.at FROM audit a JOIN prunable p ON p.action = a.action \
            WHERE a.id > $1 AND a.id < $2 AND p.class = $3 AND a.at < $4 AND ",
        unheld!(),
        " LIMIT $5) due"
    );
    /// What was old enough then has gone, if nothing that was held then is free since.
    pub(super) const SWEPT: &str = "\
        SELECT MAX(p.before_at) AS before_at FROM pruning p WHERE p.class = $1 AND p.ended_at IS NOT NULL \
            AND NOT EXISTS (SELECT 1 FROM record_hold h WHERE h.lifted_at >= p.decided_at)";
    pub(super) const WENT: &str = "\
        UPDATE pruning SET removed = removed + $2, reached_id = $3, head = $4, \
            first_at = CASE WHEN first_at < $5 THEN first_at ELSE $5 END, last_at = CASE WHEN last_at > $6 THEN last_at ELSE $6 END \
        WHERE id = $1 AND granted AND ended_at IS NULL AND removed = $7";
    pub(super) const END: &str =
        "UPDATE pruning SET ended_at = $2 WHERE id = $1 AND granted AND ended_at IS NULL";
    pub(super) const UNFOUNDED: &str = "\
        SELECT CAST(p.id AS TEXT) FROM pruning p WHERE p.removed > 0 AND (p.granted IS NULL OR NOT p.granted OR p.head IS NULL \
            OR NOT EXISTS (SELECT 1 FROM audit a WHERE a.action = 'prune' AND a.request_id = CAST(p.id AS TEXT)))";
}

pub(crate) const SQL: &[&str] = &[
    sql::INSERT,
    sql::ALL,
    sql::FIND,
    sql::DECIDE,
    sql::OLD,
    sql::DUE,
    sql::SWEPT,
    sql::WENT,
    sql::END,
    sql::UNFOUNDED,
];

/// What is asked.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) id: Id,
    pub(crate) class: RecordClass,
    pub(crate) before_at: At,
    pub(crate) reason: String,
    pub(crate) by: Id,
    pub(crate) at: At,
}

/// A permit, or that one was asked for.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) class: Word<RecordClass>,
    pub(crate) before_at: At,
    pub(crate) reason: String,
    pub(crate) asked_by: Id,
    pub(crate) asked_at: At,
    pub(crate) decided_at: Option<At>,
    pub(crate) granted: Option<bool>,
    pub(crate) ended_at: Option<At>,
    pub(crate) removed: i64,
    pub(crate) reached_id: Option<Id>,
    pub(crate) first_at: Option<At>,
    pub(crate) last_at: Option<At>,
    pub(crate) head: Option<Vec<u8>>,
    pub(crate) asked_by_name: String,
    pub(crate) decided_by_name: Option<String>,
}

/// A record that may go, whole.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Old {
    pub(crate) id: Id,
    pub(crate) at: At,
    pub(crate) actor_kind: String,
    pub(crate) actor_id: Option<Id>,
    pub(crate) action: String,
    pub(crate) holder_id: Option<Id>,
    pub(crate) object_kind: String,
    pub(crate) object_ids: Json<Vec<Uuid>>,
    pub(crate) service_item: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) acting_for: Option<Id>,
}

/// What may go today, as far as it was counted.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct Due {
    pub(crate) records: i64,
    pub(crate) first_at: Option<At>,
}

/// Some records that go, summed up.
#[derive(Clone, Debug)]
pub(crate) struct Gone {
    pub(crate) ids: Vec<Id>,
    pub(crate) reached: Id,
    pub(crate) head: Vec<u8>,
    pub(crate) first: At,
    pub(crate) last: At,
    /// How many had gone before.
    pub(crate) before: i64,
}

/// Asks.
pub(crate) async fn insert(tx: &mut Tx, new: &New) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(new.id)
        .bind(Word(new.class))
        .bind(new.before_at)
        .bind(&new.reason)
        .bind(new.by)
        .bind(new.at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Everything that was asked, the last first.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::ALL).fetch_all(c).await)?)
}

/// What was asked under this id.
pub(crate) async fn find(tx: &mut Tx, id: Id) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(id)
        .fetch_optional(c)
        .await)?)
}

/// Decides; false if somebody has.
pub(crate) async fn decide(
    tx: &mut Tx,
    (id, granted): (Id, bool),
    (by, at): (Id, At),
) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::DECIDE)
        .bind(id)
        .bind(granted)
        .bind(by)
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// The next records that may go under a permit, in the order of their ids.
pub(crate) async fn old(
    tx: &mut Tx,
    permit: &Row,
    to: Id,
    limit: i64,
) -> Result<Vec<Old>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OLD)
        .bind(permit.reached_id.unwrap_or(Id(Uuid::nil())))
        .bind(to)
        .bind(permit.class)
        .bind(permit.before_at)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Lets records go and sums them up with the permit; false if somebody else is carrying it out.
pub(crate) async fn remove(tx: &mut Tx, permit: Id, gone: &Gone) -> Result<bool, StoreError> {
    let count = i64::try_from(gone.ids.len()).unwrap_or(i64::MAX);
    let noted = on!(tx, |c| sqlx::query(sql::WENT)
        .bind(permit)
        .bind(count)
        .bind(gone.reached)
        .bind(&gone.head)
        .bind(gone.first)
        .bind(gone.last)
        .bind(gone.before)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if noted != 1 {
        return Ok(false);
    }
    on!(tx, |c| {
        let mut query = QueryBuilder::new("DELETE FROM audit WHERE id IN (");
        let mut ids = query.separated(", ");
        for id in &gone.ids {
            ids.push_bind(*id);
        }
        query.push(")");
        query.build().execute(c).await.map(drop)
    })?;
    Ok(true)
}

/// Closes a permit that was carried out.
pub(crate) async fn end(tx: &mut Tx, id: Id, at: At) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::END)
        .bind(id)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// How many records of a class are from before, between two ids; no more than the limit are counted.
pub(crate) async fn due(
    tx: &mut Tx,
    (class, before): (RecordClass, At),
    (after, to): (Id, Id),
    limit: i64,
) -> Result<Due, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::DUE)
        .bind(after)
        .bind(to)
        .bind(Word(class))
        .bind(before)
        .bind(limit)
        .fetch_one(c)
        .await)?)
}

/// Before when nothing of a class is left that may go.
pub(crate) async fn swept(tx: &mut Tx, class: RecordClass) -> Result<Option<At>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::SWEPT)
        .bind(Word(class))
        .fetch_one(c)
        .await)?)
}

/// Permits under which records went without a grant or without a record of it.
pub(crate) async fn unfounded(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::UNFOUNDED)
        .fetch_all(c)
        .await)?)
}
