//! When couldn't an agency do its work, and what has it made good since? Rows of `outage`, `held_up` and their history.

use super::{At, Day, Id, StoreError, Tx, Word, on};
use domain::licence::LicenceEventKind;
use domain::outage::{HeldUp, ItemState};
use domain::wire::notice::NoticeKind;
use serde::{Deserialize, Serialize};

mod sql {
    pub(super) const DECLARE: &str = "\
        INSERT INTO outage (id, agency_id, version, began_at, words_sealed, key_id, declared_by, declared_at, waiting, items) \
        VALUES ($1, $2, 1, $3, $4, $5, $6, $7, 0, 0)";
    pub(super) const FIND: &str = "\
        SELECT o.id, o.agency_id, o.version, o.began_at, o.ended_at, o.end_entered_at, o.due_date, o.due_at, o.provisional, \
            o.calendar_version, o.words_sealed, o.key_id, o.declared_at, o.waiting, o.items, a.name AS agency_name, s.name AS declarer_name \
        FROM outage o JOIN agency a ON a.id = o.agency_id JOIN staff s ON s.id = o.declared_by WHERE o.id = $1";
    pub(super) const LIST: &str = "\
        SELECT o.id, o.agency_id, o.version, o.began_at, o.ended_at, o.end_entered_at, o.due_date, o.due_at, o.provisional, \
            o.calendar_version, o.words_sealed, o.key_id, o.declared_at, o.waiting, o.items, a.name AS agency_name, s.name AS declarer_name \
        FROM outage o JOIN agency a ON a.id = o.agency_id JOIN staff s ON s.id = o.declared_by \
        WHERE (CAST($1 AS TEXT) = '' OR CAST(o.agency_id AS TEXT) = $1) AND (o.declared_at, o.id) < ($2, $3) \
        ORDER BY o.declared_at DESC, o.id DESC LIMIT $4";
    pub(super) const END: &str = "\
        UPDATE outage SET version = version + 1, ended_at = $3, end_entered_at = $4, due_date = $5, due_at = $6, provisional = $7, \
            calendar_version = $8 \
        WHERE id = $1 AND version = $2 AND ended_at IS NULL";
    pub(super) const COUNT: &str = "\
        UPDATE outage SET version = version + 1, waiting = waiting + $2, items = items + $3 WHERE id = $1";
    pub(super) const HELD_UP: &str = "\
        INSERT INTO held_up (outage_id, id, what, words_sealed, key_id, state) VALUES ($1, $2, $3, $4, $5, 'waiting')";
    pub(super) const ITEMS: &str = "\
        SELECT h.id, h.what, h.words_sealed, h.key_id, h.state, h.settled_at, h.why_sealed, h.why_key_id, s.name AS settler_name, \
            h.linked_licence, h.linked_seq, e.kind, e.at, l.number, t.name AS type_name \
        FROM held_up h \
        LEFT JOIN staff s ON s.id = h.settled_by \
        LEFT JOIN licence_event e ON e.holder_id = h.linked_holder AND e.licence_id = h.linked_licence AND e.seq = h.linked_seq \
        LEFT JOIN licence l ON l.holder_id = h.linked_holder AND l.id = h.linked_licence \
        LEFT JOIN licence_type_version t ON t.code = l.type_code AND t.version = l.schema_version \
        WHERE h.outage_id = $1 ORDER BY CASE WHEN h.state = 'waiting' THEN 0 ELSE 1 END, h.id";
    pub(super) const SETTLE: &str = "\
        UPDATE held_up SET state = $3, settled_by = $4, settled_at = $5, why_sealed = $6, why_key_id = $7, linked_holder = $8, \
            linked_licence = $9, linked_seq = $10 \
        WHERE outage_id = $1 AND id = $2 AND state = 'waiting'";
    pub(super) const EVENT: &str = "\
        INSERT INTO outage_event (outage_id, seq, at, event, item_id, staff_id) \
        SELECT $1, version, $2, $3, $4, $5 FROM outage WHERE id = $1";
    pub(super) const TELL: &str = "\
        INSERT INTO notice (id, recipient_kind, recipient_id, kind, holder_id, outage_id, due_date, once, created_at, try_at) \
        VALUES ($1, 'staff', $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT (once) DO NOTHING";
    pub(super) const ENTERED: &str = "\
        SELECT e.holder_id, e.licence_id, e.seq, e.kind, e.at, e.agency_id, l.number, t.name AS type_name \
        FROM licence l \
        JOIN licence_event e ON e.holder_id = l.holder_id AND e.licence_id = l.id \
        JOIN licence_type_version t ON t.code = l.type_code AND t.version = l.schema_version \
        WHERE l.id = $1 AND e.seq = $2";
    pub(super) const ENTERED_SINCE: &str = "\
        SELECT e.holder_id, e.licence_id, e.seq, e.kind, e.at, e.agency_id, l.number, t.name AS type_name \
        FROM entry_quality q \
        JOIN licence_event e ON e.holder_id = q.holder_id AND e.licence_id = q.licence_id AND e.seq = q.seq \
        JOIN licence l ON l.holder_id = q.holder_id AND l.id = q.licence_id \
        JOIN licence_type_version t ON t.code = l.type_code AND t.version = l.schema_version \
        WHERE q.entered_on >= $1 AND q.issuer_id = $2 AND NOT q.collected AND e.at >= $3 \
        ORDER BY q.entered_on DESC, q.licence_id DESC, q.seq DESC LIMIT 50";
}

pub(crate) const SQL: &[&str] = &[
    sql::DECLARE,
    sql::FIND,
    sql::LIST,
    sql::END,
    sql::COUNT,
    sql::HELD_UP,
    sql::ITEMS,
    sql::SETTLE,
    sql::EVENT,
    sql::TELL,
    sql::ENTERED,
    sql::ENTERED_SINCE,
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
    pub(crate) due_date: Option<Day>,
    pub(crate) due_at: Option<At>,
    pub(crate) provisional: Option<bool>,
    pub(crate) calendar_version: Option<Day>,
    pub(crate) words_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) declared_at: At,
    pub(crate) waiting: i64,
    pub(crate) items: i64,
    pub(crate) agency_name: String,
    pub(crate) declarer_name: String,
}

/// Something that was held up, and what became of it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Item {
    pub(crate) id: Id,
    pub(crate) what: Word<HeldUp>,
    pub(crate) words_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) state: Word<ItemState>,
    pub(crate) settled_at: Option<At>,
    pub(crate) why_sealed: Option<Vec<u8>>,
    pub(crate) why_key_id: Option<String>,
    pub(crate) settler_name: Option<String>,
    pub(crate) linked_licence: Option<Id>,
    pub(crate) linked_seq: Option<i64>,
    pub(crate) kind: Option<Word<LicenceEventKind>>,
    pub(crate) at: Option<At>,
    pub(crate) number: Option<String>,
    pub(crate) type_name: Option<String>,
}

/// Something that was entered into the library.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Entered {
    pub(crate) holder_id: Id,
    pub(crate) licence_id: Id,
    pub(crate) seq: i64,
    pub(crate) kind: Word<LicenceEventKind>,
    pub(crate) at: At,
    pub(crate) agency_id: Id,
    pub(crate) number: String,
    pub(crate) type_name: String,
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

/// How one ends, and the clock that runs from then if there is one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct End {
    pub(crate) id: Id,
    pub(crate) version: i64,
    pub(crate) ended_at: At,
    pub(crate) at: At,
    pub(crate) clock: Option<Due>,
}

/// A due date.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Due {
    pub(crate) date: Day,
    pub(crate) at: At,
    pub(crate) provisional: bool,
    pub(crate) calendar_version: Day,
}

/// A new item.
#[derive(Clone, Debug)]
pub(crate) struct NewItem {
    pub(crate) outage: Id,
    pub(crate) id: Id,
    pub(crate) what: HeldUp,
    pub(crate) words_sealed: Vec<u8>,
    pub(crate) key_id: String,
}

/// What becomes of an item.
#[derive(Clone, Debug)]
pub(crate) struct Settled {
    pub(crate) outage: Id,
    pub(crate) item: Id,
    pub(crate) to: ItemState,
    pub(crate) by: Id,
    pub(crate) at: At,
    pub(crate) why: Option<crate::crypto::Sealed>,
    pub(crate) linked: Option<(Id, Id, i64)>,
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
    let clock = end.clock;
    let done = on!(tx, |c| sqlx::query(sql::END)
        .bind(end.id)
        .bind(end.version)
        .bind(end.ended_at)
        .bind(end.at)
        .bind(clock.map(|due| due.date))
        .bind(clock.map(|due| due.at))
        .bind(clock.map(|due| due.provisional))
        .bind(clock.map(|due| due.calendar_version))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if done != 1 {
        return Err(StoreError::Stale);
    }
    event(tx, end.id, "end", None, by, end.at).await
}

/// Lists something that was held up.
pub(crate) async fn hold_up(tx: &mut Tx, item: &NewItem, by: Id, at: At) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::HELD_UP)
        .bind(item.outage)
        .bind(item.id)
        .bind(Word(item.what))
        .bind(&item.words_sealed)
        .bind(&item.key_id)
        .execute(c)
        .await
        .map(drop))?;
    count(tx, item.outage, (1, 1)).await?;
    event(tx, item.outage, "list", Some(item.id), by, at).await
}

/// Settles an item; stale if somebody was faster.
pub(crate) async fn settle(tx: &mut Tx, settled: Settled) -> Result<(), StoreError> {
    let (key, why) = settled
        .why
        .map(|sealed| (sealed.key_id, sealed.bytes))
        .unzip();
    let done = on!(tx, |c| sqlx::query(sql::SETTLE)
        .bind(settled.outage)
        .bind(settled.item)
        .bind(Word(settled.to))
        .bind(settled.by)
        .bind(settled.at)
        .bind(why)
        .bind(key)
        .bind(settled.linked.map(|linked| linked.0))
        .bind(settled.linked.map(|linked| linked.1))
        .bind(settled.linked.map(|linked| linked.2))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if done != 1 {
        return Err(StoreError::Stale);
    }
    count(tx, settled.outage, (-1, 0)).await?;
    let what = super::word(&settled.to)?;
    let item = Some(settled.item);
    event(tx, settled.outage, &what, item, settled.by, settled.at).await
}

async fn count(tx: &mut Tx, outage: Id, (waiting, items): (i64, i64)) -> Result<(), StoreError> {
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
async fn event(
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

/// A message about an outage; it belongs to no holder.
#[derive(Clone, Debug)]
pub(crate) struct Telling {
    pub(crate) id: Id,
    pub(crate) to: Id,
    pub(crate) kind: NoticeKind,
    pub(crate) outage: Id,
    pub(crate) due_date: Option<Day>,
    pub(crate) at: At,
}

/// Puts messages about an outage into the outbox, each once.
pub(crate) async fn tell(tx: &mut Tx, messages: &[Telling]) -> Result<(), StoreError> {
    for message in messages {
        let kind = super::word(&message.kind)?;
        let once = format!("{kind}/{}/{}", message.outage.0, message.to.0);
        on!(tx, |c| sqlx::query(sql::TELL)
            .bind(message.id)
            .bind(message.to)
            .bind(&kind)
            .bind(Id(uuid::Uuid::nil()))
            .bind(message.outage)
            .bind(message.due_date)
            .bind(&once)
            .bind(message.at)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// Everything that an outage held up, what waits first.
pub(crate) async fn items(tx: &mut Tx, outage: Id) -> Result<Vec<Item>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::ITEMS)
        .bind(outage)
        .fetch_all(c)
        .await)?)
}

/// Something in a licence's history.
pub(crate) async fn entered(
    tx: &mut Tx,
    licence: Id,
    seq: i64,
) -> Result<Option<Entered>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::ENTERED)
        .bind(licence)
        .bind(seq)
        .fetch_optional(c)
        .await)?)
}

/// What an agency has entered since, the last first.
pub(crate) async fn entered_since(
    tx: &mut Tx,
    agency: Id,
    day: Day,
    since: At,
) -> Result<Vec<Entered>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::ENTERED_SINCE)
        .bind(day)
        .bind(agency)
        .bind(since)
        .fetch_all(c)
        .await)?)
}
