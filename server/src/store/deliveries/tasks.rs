//! Which messages did not arrive, whose task is that, and what was done about it?

use crate::store::{At, Id, StoreError, Tx, Word, on};
use domain::delivery::{DeliveryFault, DeliveryState, Means, OtherWay};
use domain::wire::notice::NoticeKind;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Deliveries with what they name.
macro_rules! deliveries {
    ($which:literal) => {
        concat!(
            "SELECT d.id, d.notice_id, d.means, d.objection_id, d.issuer_id, d.state, d.version, d.tries, d.try_at, d.since, \
                d.fault, d.told_way, d.told_at, n.kind, n.holder_id, n.created_at, n.recipient_kind, o.case_number, t.name AS type_name, \
                h.name AS holder_name, a.name AS issuer_name, s.name AS told_by \
            FROM delivery d \
            JOIN notice n ON n.id = d.notice_id \
            LEFT JOIN objection o ON o.holder_id = n.holder_id AND o.id = n.objection_id \
            LEFT JOIN licence l ON l.holder_id = COALESCE(o.leading_id, n.holder_id) AND l.id = COALESCE(n.licence_id, o.licence_id) \
            LEFT JOIN licence_type_version t ON t.code = l.type_code AND t.version = l.schema_version \
            LEFT JOIN holder h ON h.id = d.recipient_id \
            LEFT JOIN agency a ON a.id = d.issuer_id \
            LEFT JOIN staff s ON s.id = d.told_by ",
            $which
        )
    };
}

/// The beginning of a statement that finds deliveries.
pub(super) const COLUMNS: &str = deliveries!("");

mod sql {
    pub(super) const FIND: &str = deliveries!("WHERE d.id = $1");
    pub(super) const OF_OBJECTION: &str = deliveries!(
        "WHERE d.objection_id = $1 AND n.recipient_kind <> 'staff' ORDER BY n.created_at, d.notice_id, d.means LIMIT 500"
    );
    pub(super) const OF_AGENCY: &str = deliveries!(
        "WHERE d.issuer_id = $1 AND d.state IN ('failed', 'dead') AND n.recipient_kind <> 'staff' \
            AND (d.since, d.id) > ($2, $3) ORDER BY d.since, d.id LIMIT $4"
    );
    pub(super) const OF_ALL: &str = deliveries!(
        "WHERE d.issuer_id IS NOT NULL AND d.state IN ('failed', 'dead') AND n.recipient_kind <> 'staff' \
            AND (d.since, d.id) > ($1, $2) ORDER BY d.since, d.id LIMIT $3"
    );
    pub(super) const AGAIN: &str = "\
        UPDATE delivery SET state = 'queued', tries = 0, try_at = $3, since = $3, version = version + 1 \
        WHERE id = $1 AND version = $2 AND state IN ('failed', 'dead')";
    pub(super) const TOLD: &str = "\
        UPDATE delivery SET state = 'told', since = $3, told_way = $4, told_at = $5, told_by = $6, version = version + 1 \
        WHERE id = $1 AND version = $2 AND state IN ('failed', 'dead')";
    pub(super) const EVENT: &str = "\
        INSERT INTO delivery_event (delivery_id, seq, at, state, staff_id) \
        SELECT id, version, $2, state, $3 FROM delivery WHERE id = $1";
}

pub(crate) const SQL: &[&str] = &[
    sql::FIND,
    sql::OF_OBJECTION,
    sql::OF_AGENCY,
    sql::OF_ALL,
    sql::AGAIN,
    sql::TOLD,
    sql::EVENT,
];

/// A delivery with what it is about.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) notice_id: Id,
    pub(crate) means: Word<Means>,
    pub(crate) objection_id: Option<Id>,
    pub(crate) issuer_id: Option<Id>,
    pub(crate) state: Word<DeliveryState>,
    pub(crate) version: i64,
    pub(crate) tries: i64,
    pub(crate) try_at: At,
    pub(crate) since: At,
    pub(crate) fault: Option<Word<DeliveryFault>>,
    pub(crate) told_way: Option<Word<OtherWay>>,
    pub(crate) told_at: Option<At>,
    pub(crate) told_by: Option<String>,
    pub(crate) kind: Word<NoticeKind>,
    pub(crate) holder_id: Id,
    pub(crate) created_at: At,
    pub(crate) recipient_kind: String,
    pub(crate) case_number: Option<String>,
    pub(crate) type_name: Option<String>,
    pub(crate) holder_name: Option<String>,
    pub(crate) issuer_name: Option<String>,
}

/// Where a list goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct After {
    pub(crate) since: Timestamp,
    pub(crate) id: uuid::Uuid,
}

/// One delivery.
pub(crate) async fn find(tx: &mut Tx, id: Id) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(id)
        .fetch_optional(c)
        .await)?)
}

/// What its people were told of a case, oldest first.
pub(crate) async fn of_objection(tx: &mut Tx, objection: Id) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_OBJECTION)
        .bind(objection)
        .fetch_all(c)
        .await)?)
}

/// What did not arrive of one agency's messages, or of all; the longest waiting first.
pub(crate) async fn list(
    tx: &mut Tx,
    agency: Option<Id>,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<Row>, StoreError> {
    let from = after.unwrap_or(After {
        since: Timestamp::UNIX_EPOCH,
        id: uuid::Uuid::nil(),
    });
    let (since, id) = (At(from.since), Id(from.id));
    Ok(match agency {
        Some(agency) => on!(tx, |c| sqlx::query_as(sql::OF_AGENCY)
            .bind(agency)
            .bind(since)
            .bind(id)
            .bind(limit)
            .fetch_all(c)
            .await)?,
        None => on!(tx, |c| sqlx::query_as(sql::OF_ALL)
            .bind(since)
            .bind(id)
            .bind(limit)
            .fetch_all(c)
            .await)?,
    })
}

/// Lets a delivery be tried again from now on.
pub(crate) async fn again(
    tx: &mut Tx,
    (id, version): (Id, i64),
    by: Id,
    now: Timestamp,
) -> Result<(), StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::AGAIN)
        .bind(id)
        .bind(version)
        .bind(At(now))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    moved(tx, done, id, (by, now)).await
}

/// That somebody was told by other means.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ToldBy {
    pub(crate) way: OtherWay,
    pub(crate) at: Timestamp,
    pub(crate) by: Id,
}

/// Notes that the recipient was told by other means.
pub(crate) async fn told(
    tx: &mut Tx,
    (id, version): (Id, i64),
    told: ToldBy,
    now: Timestamp,
) -> Result<(), StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::TOLD)
        .bind(id)
        .bind(version)
        .bind(At(now))
        .bind(Word(told.way))
        .bind(At(told.at))
        .bind(told.by)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    moved(tx, done, id, (told.by, now)).await
}

async fn moved(
    tx: &mut Tx,
    done: u64,
    id: Id,
    (by, now): (Id, Timestamp),
) -> Result<(), StoreError> {
    if done != 1 {
        return Err(StoreError::Stale);
    }
    on!(tx, |c| sqlx::query(sql::EVENT)
        .bind(id)
        .bind(At(now))
        .bind(by)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}
