//! The register of seals: rows of `seal` with what happened to each.

use super::{At, Id, StoreError, Tx, Word, on};
use crate::crypto::Sealed;
use domain::id::{AgencyId, SealId};
use domain::sealing::SealState;
use domain::wire::seal::SealDeed;
use sqlx::types::Json;

mod sql {
    pub(super) const INSERT: &str = "\
        INSERT INTO seal (id, agency_id, name, state, version, form_sealed, key_id, keeper_id, requested_at) \
        VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8)";
    pub(super) const LIST: &str = "\
        SELECT s.id, s.agency_id, s.name, s.state, s.version, s.form_sealed, s.key_id, s.keeper_id, s.deputy_id, s.requested_at, \
            s.handle, s.handle_key_id, s.valid_from, s.valid_to, a.name AS agency_name, k.name AS keeper_name, d.name AS deputy_name \
        FROM seal s JOIN agency a ON a.id = s.agency_id \
        LEFT JOIN staff k ON k.id = s.keeper_id LEFT JOIN staff d ON d.id = s.deputy_id \
        ORDER BY a.uscc, s.requested_at, s.id";
    pub(super) const FIND: &str = "\
        SELECT s.id, s.agency_id, s.name, s.state, s.version, s.form_sealed, s.key_id, s.keeper_id, s.deputy_id, s.requested_at, \
            s.handle, s.handle_key_id, s.valid_from, s.valid_to, a.name AS agency_name, k.name AS keeper_name, d.name AS deputy_name \
        FROM seal s JOIN agency a ON a.id = s.agency_id \
        LEFT JOIN staff k ON k.id = s.keeper_id LEFT JOIN staff d ON d.id = s.deputy_id \
        WHERE s.id = $1";
    pub(super) const MOVE: &str =
        "UPDATE seal SET state = $3, version = version + 1 WHERE id = $1 AND version = $2";
    pub(super) const MAKE: &str = "\
        UPDATE seal SET state = $3, version = version + 1, handle = $4, handle_key_id = $5, chain = $6, valid_from = $7, valid_to = $8 \
        WHERE id = $1 AND version = $2";
    pub(super) const KEY: &str = "\
        UPDATE seal SET handle = $3, handle_key_id = $4, version = version + 1 WHERE id = $1 AND version = $2";
    pub(super) const KEEP: &str = "\
        UPDATE seal SET keeper_id = $3, deputy_id = $4, version = version + 1 WHERE id = $1 AND version = $2";
    pub(super) const EVENT: &str = "\
        INSERT INTO seal_event (seal_id, seq, at, deed, staff_id, from_id, to_id, note_sealed, key_id) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    pub(super) const EVENTS: &str = "\
        SELECT e.seq, e.at, e.deed, e.staff_id, e.from_id, e.to_id, e.note_sealed, e.key_id, \
            s.name AS staff_name, f.name AS from_name, t.name AS to_name \
        FROM seal_event e JOIN staff s ON s.id = e.staff_id \
        LEFT JOIN staff f ON f.id = e.from_id LEFT JOIN staff t ON t.id = e.to_id \
        WHERE e.seal_id = $1 ORDER BY e.seq";
    pub(super) const HANDLERS: &str = "\
        SELECT id, name FROM staff WHERE agency_id = $1 AND role = 'handler' AND disabled_at IS NULL ORDER BY username";
}

pub(crate) const SQL: &[&str] = &[
    sql::INSERT,
    sql::LIST,
    sql::FIND,
    sql::MOVE,
    sql::MAKE,
    sql::KEY,
    sql::KEEP,
    sql::EVENT,
    sql::EVENTS,
    sql::HANDLERS,
];

/// A seal with the names of its agency and keepers.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) agency_id: Id,
    pub(crate) name: String,
    pub(crate) state: Word<SealState>,
    pub(crate) version: i64,
    pub(crate) form_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) keeper_id: Option<Id>,
    pub(crate) deputy_id: Option<Id>,
    pub(crate) requested_at: At,
    pub(crate) handle: Option<Vec<u8>>,
    pub(crate) handle_key_id: Option<String>,
    pub(crate) valid_from: Option<At>,
    pub(crate) valid_to: Option<At>,
    pub(crate) agency_name: String,
    pub(crate) keeper_name: Option<String>,
    pub(crate) deputy_name: Option<String>,
}

/// A seal that is asked for.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) id: Id,
    pub(crate) agency: Id,
    pub(crate) name: String,
    pub(crate) form_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) keeper: Id,
    pub(crate) at: At,
}

/// What making a seal adds to it.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) handle: Vec<u8>,
    pub(crate) handle_key_id: String,
    /// DER in base64, the seal's own first.
    pub(crate) chain: Vec<String>,
    pub(crate) valid_from: At,
    pub(crate) valid_to: At,
}

/// Something that happened to a seal; `seq` is the seal's version from then on.
#[derive(Clone, Debug)]
pub(crate) struct NewEvent {
    pub(crate) seal: Id,
    pub(crate) seq: i64,
    pub(crate) at: At,
    pub(crate) deed: SealDeed,
    pub(crate) staff: Id,
    pub(crate) from: Option<Id>,
    pub(crate) to: Option<Id>,
    pub(crate) note_sealed: Option<Vec<u8>>,
    pub(crate) key_id: Option<String>,
}

/// The same as it is read.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Event {
    pub(crate) seq: i64,
    pub(crate) at: At,
    pub(crate) deed: Word<SealDeed>,
    pub(crate) staff_id: Id,
    pub(crate) from_id: Option<Id>,
    pub(crate) to_id: Option<Id>,
    pub(crate) note_sealed: Option<Vec<u8>>,
    pub(crate) key_id: Option<String>,
    pub(crate) staff_name: String,
    pub(crate) from_name: Option<String>,
    pub(crate) to_name: Option<String>,
}

/// Enters a request.
pub(crate) async fn insert(tx: &mut Tx, new: &New) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(new.id)
        .bind(new.agency)
        .bind(&new.name)
        .bind(Word(SealState::Requested))
        .bind(&new.form_sealed)
        .bind(&new.key_id)
        .bind(new.keeper)
        .bind(new.at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Every seal, by agency.
pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::LIST).fetch_all(c).await)?)
}

/// One seal.
pub(crate) async fn find(tx: &mut Tx, id: SealId) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(Id::from(id))
        .fetch_optional(c)
        .await)?)
}

/// One row was there and is changed; else somebody else has changed it.
pub(super) fn once(rows: u64) -> Result<(), StoreError> {
    if rows == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// Lets a seal into another state; stale if it was changed since it was read.
pub(crate) async fn advance(
    tx: &mut Tx,
    (id, version): (Id, i64),
    to: SealState,
) -> Result<(), StoreError> {
    once(on!(tx, |c| sqlx::query(sql::MOVE)
        .bind(id)
        .bind(version)
        .bind(Word(to))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}

/// Gives a seal its key and certificate; stale if it was changed since it was read.
pub(crate) async fn make(
    tx: &mut Tx,
    (id, version): (Id, i64),
    made: &Made,
) -> Result<(), StoreError> {
    once(on!(tx, |c| sqlx::query(sql::MAKE)
        .bind(id)
        .bind(version)
        .bind(Word(SealState::Made))
        .bind(&made.handle)
        .bind(&made.handle_key_id)
        .bind(Json(&made.chain))
        .bind(made.valid_from)
        .bind(made.valid_to)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}

/// Gives a seal its key before its certificate; stale if it was changed since it was read.
pub(crate) async fn give_key(
    tx: &mut Tx,
    (id, version): (Id, i64),
    handle: &Sealed,
) -> Result<(), StoreError> {
    once(on!(tx, |c| sqlx::query(sql::KEY)
        .bind(id)
        .bind(version)
        .bind(&handle.bytes)
        .bind(&handle.key_id)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}

/// Says who keeps a seal from now on; stale if it was changed since it was read.
pub(crate) async fn keep(
    tx: &mut Tx,
    (id, version): (Id, i64),
    keeper: Option<Id>,
    deputy: Option<Id>,
) -> Result<(), StoreError> {
    once(on!(tx, |c| sqlx::query(sql::KEEP)
        .bind(id)
        .bind(version)
        .bind(keeper)
        .bind(deputy)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}

/// Adds to a seal's history.
pub(crate) async fn add_event(tx: &mut Tx, event: &NewEvent) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::EVENT)
        .bind(event.seal)
        .bind(event.seq)
        .bind(event.at)
        .bind(Word(event.deed))
        .bind(event.staff)
        .bind(event.from)
        .bind(event.to)
        .bind(&event.note_sealed)
        .bind(&event.key_id)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// A seal's history, the oldest first.
pub(crate) async fn events(tx: &mut Tx, id: SealId) -> Result<Vec<Event>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::EVENTS)
        .bind(Id::from(id))
        .fetch_all(c)
        .await)?)
}

/// Who of an agency can keep a seal.
pub(crate) async fn handlers(
    tx: &mut Tx,
    agency: AgencyId,
) -> Result<Vec<(Id, String)>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::HANDLERS)
        .bind(Id::from(agency))
        .fetch_all(c)
        .await)?)
}
