//! What did an outage hold up, and what has been made good since? Rows of `held_up`, and what was entered meanwhile.

use super::outages::{count, event};
use super::{At, Day, Id, StoreError, Tx, Word, on};
use crate::crypto::Sealed;
use domain::licence::LicenceEventKind;
use domain::outage::{HeldUp, ItemState};

mod sql {
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
    sql::HELD_UP,
    sql::ITEMS,
    sql::SETTLE,
    sql::ENTERED,
    sql::ENTERED_SINCE,
];

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
    pub(crate) why: Option<Sealed>,
    pub(crate) linked: Option<(Id, Id, i64)>,
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
