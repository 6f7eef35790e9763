//! What does the library know about a licence? Rows of `licence`, its versions, its events and its type.

use super::together::{self, Together};
use super::{At, Day, Db, Id, StoreError, Tx, Word, on};
use domain::id::{HolderId, LicenceId};
use domain::licence::{LicenceEventKind, LicenceStatus};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use std::time::Duration;

/// Stands in `licence.number` and in faces where the holder's own number belongs; it is filled in at read.
pub const HOLDER_NUMBER: &str = "{holder.number}";

mod sql {
    use crate::store::together;

    pub(super) const OWN: &str = "\
        SELECT l.id, l.number, l.status, l.valid_from, l.valid_to, l.version, l.place, l.ends, \
            t.name AS type_name, t.hue, a.name AS issuer_name, h.name AS holder_name, h.id AS holder_id, \
            CASE WHEN l.number = '{holder.number}' THEN h.number_sealed END AS number_sealed, h.key_id AS number_key_id, \
            EXISTS (SELECT 1 FROM objection o WHERE o.holder_id = l.holder_id AND o.licence_id = l.id \
                AND o.finished_at IS NULL AND o.marked) AS disputed \
        FROM (SELECT holder_id, id, type_code, issuer_id, number, status, valid_from, valid_to, version, \
                CAST(CASE WHEN status = 'cancelled' OR valid_to < $2 THEN 2 WHEN valid_to IS NULL THEN 1 ELSE 0 END AS BIGINT) AS place, \
                COALESCE(valid_to, $3) AS ends FROM licence WHERE holder_id = $1) l \
        JOIN licence_type t ON t.code = l.type_code \
        JOIN agency a ON a.id = l.issuer_id \
        JOIN holder h ON h.id = l.holder_id \
        WHERE (l.place, l.ends, l.id) > ($4, $5, $6) \
            AND (CAST($7 AS TEXT) IS NULL OR LOWER(t.name) LIKE $7 ESCAPE '\\' OR LOWER(a.name) LIKE $7 ESCAPE '\\' \
                OR (l.number <> '{holder.number}' AND LOWER(l.number) LIKE $7 ESCAPE '\\')) \
        ORDER BY l.place, l.ends, l.id LIMIT $8";

    pub(super) const FIND: &str = concat!(
        "SELECT l.holder_id, l.id, l.type_code, l.issuer_id, l.number, l.status, l.issued_on, l.valid_from, l.valid_to, l.version, \
            t.name AS type_name, t.hue, t.face_schema, a.name AS issuer_name, \
            h.name AS holder_name, h.number_sealed, h.key_id AS number_key_id, \
            v.identifier, v.face_sealed, v.key_id AS face_key_id, \
            EXISTS (SELECT 1 FROM objection o WHERE o.holder_id = l.holder_id AND o.licence_id = l.id \
                AND o.finished_at IS NULL AND o.marked) AS disputed, \
            (SELECT o.id FROM objection o WHERE o.holder_id = l.holder_id AND o.licence_id = l.id \
                AND o.finished_at IS NULL) AS open_objection, \
            (SELECT d.id FROM draft d WHERE d.holder_id = l.holder_id AND d.licence_id = l.id) AS draft \
        FROM licence l \
        JOIN licence_type t ON t.code = l.type_code \
        JOIN agency a ON a.id = l.issuer_id \
        JOIN holder h ON h.id = l.holder_id \
        JOIN licence_version v ON v.holder_id = l.holder_id AND v.licence_id = l.id AND v.version = l.version \
        WHERE l.id IN (",
        together::ids!(),
        ")"
    );

    pub(super) const EVENTS: &str = concat!(
        "SELECT e.licence_id, e.seq, e.at, e.kind, e.version, a.name AS agency_name, e.reason_sealed, e.key_id \
        FROM licence l \
        JOIN licence_event e ON e.holder_id = l.holder_id AND e.licence_id = l.id \
        JOIN agency a ON a.id = e.agency_id \
        WHERE l.id IN (",
        together::ids!(),
        ") ORDER BY e.licence_id, e.seq"
    );

    pub(super) const LAST_EVENT: &str = "\
        SELECT CAST(COALESCE(MAX(seq), 0) AS BIGINT) FROM licence_event WHERE holder_id = $1 AND licence_id = $2";

    pub(super) const INSERT_VERSION: &str = "\
        INSERT INTO licence_version (holder_id, licence_id, version, identifier, face_sealed, key_id, valid_from, valid_to, \
            objection_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

    pub(super) const RAISE_VERSION: &str = "\
        UPDATE licence SET version = $4, number = $5, valid_from = $6, valid_to = $7 \
        WHERE holder_id = $1 AND id = $2 AND version = $3 AND status <> 'cancelled'";

    pub(super) const INSERT_EVENT: &str = "\
        INSERT INTO licence_event (holder_id, licence_id, seq, at, kind, version, agency_id, staff_id, reason_sealed, key_id) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
}

pub(crate) const SQL: &[&str] = &[
    sql::OWN,
    sql::FIND,
    sql::EVENTS,
    sql::LAST_EVENT,
    sql::INSERT_VERSION,
    sql::RAISE_VERSION,
    sql::INSERT_EVENT,
];

/// One field of a licence type's face, as `licence_type.face_schema` lists them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaceField {
    /// Its key within the type.
    pub key: String,
    /// What people read.
    pub label: String,
    /// Whether its value is masked until it is asked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
}

/// A licence in its holder's list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Listed {
    pub(crate) id: Id,
    pub(crate) holder_id: Id,
    pub(crate) number: String,
    pub(crate) status: Word<LicenceStatus>,
    pub(crate) valid_from: Day,
    pub(crate) valid_to: Option<Day>,
    pub(crate) version: i64,
    pub(crate) place: i64,
    pub(crate) ends: Day,
    pub(crate) type_name: String,
    pub(crate) hue: i64,
    pub(crate) issuer_name: String,
    pub(crate) holder_name: String,
    /// Only where the licence's number is the holder's.
    pub(crate) number_sealed: Option<Vec<u8>>,
    pub(crate) number_key_id: String,
    pub(crate) disputed: bool,
}

/// Where a list goes on: after this place, end of validity and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct After {
    pub(crate) place: i64,
    pub(crate) ends: Date,
    pub(crate) id: uuid::Uuid,
}

impl After {
    /// Before everything.
    pub(crate) const START: Self = Self {
        place: -1,
        ends: Date::constant(1, 1, 1),
        id: uuid::Uuid::nil(),
    };
}

/// A licence with its type, its issuer, its holder and the face of its current version.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Found {
    pub(crate) holder_id: Id,
    pub(crate) id: Id,
    pub(crate) issuer_id: Id,
    pub(crate) number: String,
    pub(crate) status: Word<LicenceStatus>,
    pub(crate) issued_on: Day,
    pub(crate) valid_from: Day,
    pub(crate) valid_to: Option<Day>,
    pub(crate) version: i64,
    pub(crate) type_name: String,
    pub(crate) hue: i64,
    pub(crate) face_schema: Json<Vec<FaceField>>,
    pub(crate) issuer_name: String,
    pub(crate) holder_name: String,
    pub(crate) number_sealed: Vec<u8>,
    pub(crate) number_key_id: String,
    pub(crate) identifier: String,
    pub(crate) face_sealed: Vec<u8>,
    pub(crate) face_key_id: String,
    pub(crate) disputed: bool,
    pub(crate) open_objection: Option<Id>,
    pub(crate) draft: Option<Id>,
}

/// Something that happened to a licence.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Event {
    licence_id: Id,
    pub(crate) seq: i64,
    pub(crate) at: At,
    pub(crate) kind: Word<LicenceEventKind>,
    pub(crate) version: i64,
    pub(crate) agency_name: String,
    pub(crate) reason_sealed: Option<Vec<u8>>,
    pub(crate) key_id: Option<String>,
}

/// A correction, ready to be written.
#[derive(Clone, Debug)]
pub(crate) struct Correction {
    pub(crate) holder: Id,
    pub(crate) licence: Id,
    /// The version that is corrected.
    pub(crate) from: i64,
    /// The version that it makes.
    pub(crate) to: i64,
    /// `licence.number` from now on.
    pub(crate) number: String,
    pub(crate) identifier: String,
    pub(crate) face_sealed: Vec<u8>,
    pub(crate) face_key_id: String,
    pub(crate) valid_from: Day,
    pub(crate) valid_to: Option<Day>,
    pub(crate) objection: Id,
    pub(crate) agency: Id,
    pub(crate) staff: Id,
    pub(crate) event_seq: i64,
    pub(crate) reason_sealed: Option<Vec<u8>>,
    pub(crate) reason_key_id: Option<String>,
    pub(crate) at: At,
}

/// A holder's licences: those that end soonest first, then those without an end, then what is over.
pub(crate) async fn own(
    tx: &mut Tx,
    holder: HolderId,
    today: Date,
    pattern: Option<&str>,
    after: After,
    limit: i64,
) -> Result<Vec<Listed>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OWN)
        .bind(Id::from(holder))
        .bind(Day(today))
        .bind(Day(Date::MAX))
        .bind(after.place)
        .bind(Day(after.ends))
        .bind(Id(after.id))
        .bind(pattern)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// One licence.
pub(crate) async fn find(tx: &mut Tx, id: LicenceId) -> Result<Option<Found>, StoreError> {
    Ok(find_all(tx, &[id]).await?.pop())
}

/// Looks licences up, each with what happened to it, oldest first.
pub(crate) fn finder(db: Db) -> Together<LicenceId, Option<(Found, Vec<Event>)>> {
    Together::start(together::MOST, Duration::ZERO, move |ids| {
        let db = db.clone();
        Box::pin(async move {
            let mut read = db.read().await?;
            let found = find_all(&mut read, &ids).await?;
            let events = events(&mut read, &ids).await?;
            let with_events = |found: &Found| {
                let own = events.iter().filter(|event| event.licence_id == found.id);
                (found.clone(), own.cloned().collect())
            };
            let of = |id: &LicenceId| {
                found
                    .iter()
                    .find(|found| found.id.0 == id.0)
                    .map(with_events)
            };
            Ok(ids.iter().map(of).collect())
        })
    })
}

async fn find_all(tx: &mut Tx, ids: &[LicenceId]) -> Result<Vec<Found>, StoreError> {
    Ok(on!(tx, |c| {
        let mut query = sqlx::query_as(sql::FIND);
        for id in together::filled(ids) {
            query = query.bind(Id::from(id));
        }
        query.fetch_all(c).await
    })?)
}

async fn events(tx: &mut Tx, ids: &[LicenceId]) -> Result<Vec<Event>, StoreError> {
    Ok(on!(tx, |c| {
        let mut query = sqlx::query_as(sql::EVENTS);
        for id in together::filled(ids) {
            query = query.bind(Id::from(id));
        }
        query.fetch_all(c).await
    })?)
}

/// The place of the last event; 0 where there is none.
pub(crate) async fn last_event(tx: &mut Tx, holder: Id, licence: Id) -> Result<i64, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::LAST_EVENT)
        .bind(holder)
        .bind(licence)
        .fetch_one(c)
        .await)?)
}

/// Writes a corrected version with its event; stale if the licence has moved on since it was read.
pub(crate) async fn correct(tx: &mut Tx, correction: &Correction) -> Result<(), StoreError> {
    let raised = on!(tx, |c| sqlx::query(sql::RAISE_VERSION)
        .bind(correction.holder)
        .bind(correction.licence)
        .bind(correction.from)
        .bind(correction.to)
        .bind(&correction.number)
        .bind(correction.valid_from)
        .bind(correction.valid_to)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if raised != 1 {
        return Err(StoreError::Stale);
    }
    on!(tx, |c| sqlx::query(sql::INSERT_VERSION)
        .bind(correction.holder)
        .bind(correction.licence)
        .bind(correction.to)
        .bind(&correction.identifier)
        .bind(&correction.face_sealed)
        .bind(&correction.face_key_id)
        .bind(correction.valid_from)
        .bind(correction.valid_to)
        .bind(correction.objection)
        .bind(correction.at)
        .execute(c)
        .await
        .map(drop))?;
    on!(tx, |c| sqlx::query(sql::INSERT_EVENT)
        .bind(correction.holder)
        .bind(correction.licence)
        .bind(correction.event_seq)
        .bind(correction.at)
        .bind(Word(LicenceEventKind::Corrected))
        .bind(correction.to)
        .bind(correction.agency)
        .bind(correction.staff)
        .bind(&correction.reason_sealed)
        .bind(&correction.reason_key_id)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}
