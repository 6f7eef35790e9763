//! How is the whole library read, part by part, in the order of its keys? For who checks it.
//!
//! Words and days come as text: a column that somebody spoilt must not keep the rest from being read.

use super::{At, Id, StoreError, Tx, on};
use sqlx::types::Json;
use uuid::Uuid;

mod sql {
    pub(super) const COUNT: &str = "SELECT COUNT(*) FROM licence";
    pub(super) const LICENCES: &str = "\
        SELECT l.holder_id, l.id, l.type_code, l.schema_version, l.number, l.status, l.pledged, \
            CAST(l.issued_on AS TEXT) AS issued_on, CAST(l.valid_from AS TEXT) AS valid_from, CAST(l.valid_to AS TEXT) AS valid_to, l.version, l.revision, \
            g.uscc, h.number_index, h.index_key_id \
        FROM licence l JOIN agency g ON g.id = l.issuer_id JOIN holder h ON h.id = l.holder_id \
        WHERE (l.holder_id, l.id) > ($1, $2) ORDER BY l.holder_id, l.id LIMIT $3";
    pub(super) const VERSIONS: &str = "\
        SELECT v.holder_id, v.licence_id, v.version, v.identifier, v.schema_version, v.record, v.key_id, v.digest, v.trust, \
            CAST(v.valid_from AS TEXT) AS valid_from, CAST(v.valid_to AS TEXT) AS valid_to, a.digest AS approved, \
            x.seal_id, x.signature, x.sealed_at, w.way \
        FROM licence_version v \
        LEFT JOIN licence_approval a ON a.holder_id = v.holder_id AND a.licence_id = v.licence_id AND a.version = v.version \
        LEFT JOIN licence_seal x ON x.holder_id = v.holder_id AND x.licence_id = v.licence_id AND x.version = v.version \
        LEFT JOIN awaiting_seal w ON w.holder_id = v.holder_id AND w.licence_id = v.licence_id AND w.version = v.version \
        WHERE (v.holder_id, v.licence_id) > ($1, $2) AND (v.holder_id, v.licence_id) <= ($3, $4) \
        ORDER BY v.holder_id, v.licence_id, v.version";
    pub(super) const EVENTS: &str = "\
        SELECT holder_id, licence_id, seq, kind, version FROM licence_event \
        WHERE (holder_id, licence_id) > ($1, $2) AND (holder_id, licence_id) <= ($3, $4) \
        ORDER BY holder_id, licence_id, seq";
    pub(super) const SEALS: &str = "\
        SELECT s.id, s.chain FROM seal s WHERE s.chain IS NOT NULL ORDER BY s.id";
}

pub(crate) const SQL: &[&str] = &[
    sql::COUNT,
    sql::LICENCES,
    sql::VERSIONS,
    sql::EVENTS,
    sql::SEALS,
];

/// A licence's key: its holder and its id.
pub(crate) type Key = (Id, Id);
/// Before every key, and after.
pub(crate) const FIRST: Key = (Id(Uuid::nil()), Id(Uuid::nil()));
pub(crate) const LAST: Key = (Id(Uuid::max()), Id(Uuid::max()));

/// A licence's row with what its record says of issuer and holder.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Licence {
    pub(crate) holder_id: Id,
    pub(crate) id: Id,
    pub(crate) type_code: String,
    pub(crate) schema_version: i64,
    pub(crate) number: String,
    pub(crate) status: String,
    pub(crate) pledged: bool,
    pub(crate) issued_on: String,
    pub(crate) valid_from: String,
    pub(crate) valid_to: Option<String>,
    pub(crate) version: i64,
    pub(crate) revision: i64,
    pub(crate) uscc: String,
    pub(crate) number_index: Vec<u8>,
    pub(crate) index_key_id: String,
}

/// A version with its approval, its seal and its wait for one.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Kept {
    pub(crate) holder_id: Id,
    pub(crate) licence_id: Id,
    pub(crate) version: i64,
    pub(crate) identifier: String,
    pub(crate) schema_version: i64,
    pub(crate) record: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) digest: Vec<u8>,
    pub(crate) trust: String,
    pub(crate) valid_from: String,
    pub(crate) valid_to: Option<String>,
    pub(crate) approved: Option<Vec<u8>>,
    pub(crate) seal_id: Option<Id>,
    pub(crate) signature: Option<Vec<u8>>,
    pub(crate) sealed_at: Option<At>,
    pub(crate) way: Option<String>,
}

/// Something that happened to a licence.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Event {
    pub(crate) holder_id: Id,
    pub(crate) licence_id: Id,
    pub(crate) seq: i64,
    pub(crate) kind: String,
    pub(crate) version: i64,
}

/// A seal's certificates.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Seal {
    pub(crate) id: Id,
    pub(crate) chain: Json<Vec<String>>,
}

/// How many licences there are.
pub(crate) async fn count(tx: &mut Tx) -> Result<i64, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::COUNT)
        .fetch_one(c)
        .await)?)
}

/// The licences after a key.
pub(crate) async fn licences(
    tx: &mut Tx,
    after: Key,
    limit: i64,
) -> Result<Vec<Licence>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::LICENCES)
        .bind(after.0)
        .bind(after.1)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// The versions of the licences after a key, up to and with another.
pub(crate) async fn versions(tx: &mut Tx, after: Key, to: Key) -> Result<Vec<Kept>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::VERSIONS)
        .bind(after.0)
        .bind(after.1)
        .bind(to.0)
        .bind(to.1)
        .fetch_all(c)
        .await)?)
}

/// What happened to the licences after a key, up to and with another.
pub(crate) async fn events(tx: &mut Tx, after: Key, to: Key) -> Result<Vec<Event>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::EVENTS)
        .bind(after.0)
        .bind(after.1)
        .bind(to.0)
        .bind(to.1)
        .fetch_all(c)
        .await)?)
}

/// The certificates of every seal that was made.
pub(crate) async fn seals(tx: &mut Tx) -> Result<Vec<Seal>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::SEALS).fetch_all(c).await)?)
}
