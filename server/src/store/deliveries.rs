//! Which messages are on their way outside of the app, and how far have they come? Rows of `delivery` with their history.
//! [`tasks`] lists those that did not arrive.

pub(crate) mod tasks;

use super::{At, Id, StoreError, Tx, Word, on, together};
use domain::delivery::{DeliveryFault, DeliveryState, Means};
use jiff::Timestamp;
use sqlx::QueryBuilder;

mod sql {
    use crate::store::together;

    /// Where somebody wants to be told of a message, and whose task it is if it doesn't arrive.
    pub(super) const WANTED: [&str; 3] = together::for_ids!(
        "SELECT n.id AS notice_id, c.means, n.recipient_kind, n.recipient_id, n.objection_id, COALESCE(o.partner_id, o.issuer_id, l.issuer_id) AS issuer_id \
        FROM notice n JOIN contact c ON c.owner_id = n.recipient_id AND c.owner_kind = n.recipient_kind \
        LEFT JOIN objection o ON o.holder_id = n.holder_id AND o.id = n.objection_id \
        LEFT JOIN licence l ON l.holder_id = n.holder_id AND l.id = n.licence_id \
        WHERE c.wanted AND n.id IN (",
        ") ORDER BY n.id, c.means"
    );
    pub(super) const INSERT: &str = "\
        INSERT INTO delivery (id, notice_id, recipient_id, means, objection_id, issuer_id, parcel, state, version, tries, try_at, since) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, 'queued', 1, 0, $8, $9) ON CONFLICT (notice_id, means) DO NOTHING";
    pub(super) const DUE: &str = "\
        SELECT d.id, d.parcel, d.recipient_id, n.recipient_kind, d.means, d.tries \
        FROM delivery d JOIN notice n ON n.id = d.notice_id \
        WHERE d.state IN ('queued', 'sending', 'failed') AND d.means = $1 AND d.try_at <= $2 ORDER BY d.try_at, d.id LIMIT $3";
    pub(super) const GATHER: &str = "\
        UPDATE delivery SET parcel = $1 \
        WHERE recipient_id = $2 AND means = $3 AND state = 'queued' AND parcel IS NULL AND try_at <= $4";
    pub(super) const BEGIN: &str = "\
        UPDATE delivery SET state = 'sending', tries = tries + 1, version = version + 1, since = $3 \
        WHERE parcel = $1 AND tries = $2 AND state IN ('queued', 'sending', 'failed')";
    pub(super) const END: &str = "\
        UPDATE delivery SET state = $3, fault = $4, try_at = $5, since = $6, version = version + 1 \
        WHERE parcel = $1 AND state = 'sending' AND tries = $2";
    pub(super) const ENDED: &str = "\
        INSERT INTO delivery_event (delivery_id, seq, at, state, fault) \
        SELECT id, version, $3, state, fault FROM delivery WHERE parcel = $1 AND tries = $2 AND since = $3 AND state <> 'sending'";
    pub(super) const DROP: &str = "\
        UPDATE delivery SET state = 'dropped', since = $3, version = version + 1 \
        WHERE recipient_id = $1 AND means = $2 AND state IN ('queued', 'failed')";
    pub(super) const DROPPED: &str = "\
        INSERT INTO delivery_event (delivery_id, seq, at, state) \
        SELECT id, version, $3, state FROM delivery \
        WHERE recipient_id = $1 AND means = $2 AND state = 'dropped' AND since = $3";
}

pub(crate) const SQL: &[&str] = &[
    sql::WANTED[0],
    sql::WANTED[1],
    sql::WANTED[2],
    sql::INSERT,
    sql::DUE,
    sql::GATHER,
    sql::BEGIN,
    sql::END,
    sql::ENDED,
    sql::DROP,
    sql::DROPPED,
];

/// One means by which a message is wanted.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Wanted {
    pub(crate) notice_id: Id,
    pub(crate) means: Word<Means>,
    pub(crate) recipient_kind: String,
    pub(crate) recipient_id: Id,
    pub(crate) objection_id: Option<Id>,
    pub(crate) issuer_id: Option<Id>,
}

/// A delivery that begins.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) id: Id,
    pub(crate) notice: Id,
    pub(crate) recipient: Id,
    pub(crate) means: Means,
    pub(crate) objection: Option<Id>,
    pub(crate) issuer: Option<Id>,
    /// None while it waits for a digest.
    pub(crate) parcel: Option<Id>,
    pub(crate) try_at: Timestamp,
    pub(crate) now: Timestamp,
}

/// A delivery whose time has come.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Due {
    pub(crate) id: Id,
    pub(crate) parcel: Option<Id>,
    pub(crate) recipient_id: Id,
    pub(crate) recipient_kind: String,
    pub(crate) means: Word<Means>,
    pub(crate) tries: i64,
}

/// A try of what leaves together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Try {
    pub(crate) parcel: Id,
    /// Which it is, from 1 on.
    pub(crate) number: i64,
}

/// What became of a try.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outcome {
    pub(crate) state: DeliveryState,
    pub(crate) fault: Option<DeliveryFault>,
    pub(crate) try_at: Timestamp,
    pub(crate) now: Timestamp,
}

/// Where the recipients of messages want to be told of them besides the app.
pub(crate) async fn wanted(tx: &mut Tx, notices: &[Id]) -> Result<Vec<Wanted>, StoreError> {
    let mut wanted = Vec::new();
    for some in notices.chunks(together::MOST) {
        let of_some: Vec<Wanted> = on!(tx, |c| {
            let (statement, ids) = together::fitting(sql::WANTED, some);
            let mut query = sqlx::query_as(statement);
            for id in ids {
                query = query.bind(id);
            }
            query.fetch_all(c).await
        })?;
        wanted.extend(of_some);
    }
    Ok(wanted)
}

/// Begins a delivery; a message has one for each means.
pub(crate) async fn insert(tx: &mut Tx, new: New) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(new.id)
        .bind(new.notice)
        .bind(new.recipient)
        .bind(Word(new.means))
        .bind(new.objection)
        .bind(new.issuer)
        .bind(new.parcel)
        .bind(At(new.try_at))
        .bind(At(new.now))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// What is to be sent by a means by now, the longest waiting first; also what a sender had begun and never ended.
pub(crate) async fn due(
    tx: &mut Tx,
    means: Means,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Due>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::DUE)
        .bind(Word(means))
        .bind(At(now))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Begins a try of what leaves with this delivery, and puts together what waited for a digest; none if somebody else has
/// begun it.
pub(crate) async fn begin(
    tx: &mut Tx,
    due: &Due,
    now: Timestamp,
) -> Result<Option<Try>, StoreError> {
    let parcel = due.parcel.unwrap_or(due.id);
    if due.parcel.is_none() {
        on!(tx, |c| sqlx::query(sql::GATHER)
            .bind(parcel)
            .bind(due.recipient_id)
            .bind(due.means)
            .bind(At(now))
            .execute(c)
            .await
            .map(drop))?;
    }
    let begun = on!(tx, |c| sqlx::query(sql::BEGIN)
        .bind(parcel)
        .bind(due.tries)
        .bind(At(now))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    let number = due.tries + 1;
    Ok((begun > 0).then_some(Try { parcel, number }))
}

/// Ends a try; false if somebody else has begun another one, or nobody is to be told any more.
pub(crate) async fn end(tx: &mut Tx, tried: Try, outcome: Outcome) -> Result<bool, StoreError> {
    let ended = on!(tx, |c| sqlx::query(sql::END)
        .bind(tried.parcel)
        .bind(tried.number)
        .bind(Word(outcome.state))
        .bind(outcome.fault.map(Word))
        .bind(At(outcome.try_at))
        .bind(At(outcome.now))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if ended > 0 {
        on!(tx, |c| sqlx::query(sql::ENDED)
            .bind(tried.parcel)
            .bind(tried.number)
            .bind(At(outcome.now))
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(ended > 0)
}

/// Lets nothing more go to somebody by a means that is no longer wanted.
pub(crate) async fn drop_all(
    tx: &mut Tx,
    recipient: Id,
    means: Means,
    now: Timestamp,
) -> Result<(), StoreError> {
    for statement in [sql::DROP, sql::DROPPED] {
        on!(tx, |c| sqlx::query(statement)
            .bind(recipient)
            .bind(Word(means))
            .bind(At(now))
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// The deliveries of these messages.
pub(crate) async fn of_notices(tx: &mut Tx, notices: &[Id]) -> Result<Vec<tasks::Row>, StoreError> {
    if notices.is_empty() {
        return Ok(Vec::new());
    }
    Ok(on!(tx, |c| {
        let mut query = QueryBuilder::new(tasks::COLUMNS);
        query.push("WHERE d.notice_id IN (");
        let mut list = query.separated(", ");
        for id in notices {
            list.push_bind(*id);
        }
        query.push(") ORDER BY d.notice_id, d.means");
        query.build_query_as().fetch_all(c).await
    })?)
}
