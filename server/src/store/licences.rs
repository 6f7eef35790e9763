//! What does the library know about a licence? Rows of `licence`, its versions, its events and its type.

mod own;

pub(crate) use own::{After, Listed, own};

use super::together::{self, Together};
use super::{At, Day, Db, Id, StoreError, Tx, Word, on};
use domain::catalogue::FaceField;
use domain::id::{HolderId, LicenceId};
use domain::licence::{LicenceEventKind, LicenceStatus, Trust};
use sqlx::types::Json;
use std::collections::HashMap;
use std::time::Duration;
use uuid::Uuid;

mod sql {
    use crate::store::together;

    /// A licence with its type, its issuer, its holder and its current version, with more columns and what they need.
    macro_rules! found {
        ($more:literal, $joined:literal) => {
            concat!(
                "SELECT l.holder_id, l.id, l.type_code, l.schema_version, l.issuer_id, l.number, l.status, l.pledged, \
                    l.issued_on, l.valid_from, l.valid_to, l.version, l.revision, \
                    t.name AS type_name, t.hue, t.face_schema, a.name AS issuer_name, h.name AS holder_name, \
                    v.identifier, v.record, v.key_id, v.trust, \
                    EXISTS (SELECT 1 FROM objection o WHERE o.licence_id = l.id \
                        AND o.finished_at IS NULL AND o.marked) AS disputed, \
                    (SELECT o.id FROM objection o WHERE o.licence_id = l.id AND o.holder_id = l.holder_id \
                        AND o.finished_at IS NULL) AS open_objection, \
                    (SELECT d.id FROM draft d WHERE d.holder_id = l.holder_id AND d.licence_id = l.id) AS draft",
                $more,
                " FROM licence l \
                JOIN licence_type_version t ON t.code = l.type_code AND t.version = l.schema_version \
                JOIN agency a ON a.id = l.issuer_id \
                JOIN holder h ON h.id = l.holder_id \
                JOIN licence_version v ON v.holder_id = l.holder_id AND v.licence_id = l.id AND v.version = l.version ",
                $joined,
                "WHERE l.id IN ("
            )
        };
    }

    pub(super) const FIND: &str = concat!(found!("", ""), "$1)");

    /// A line for each event of a licence, in no order.
    pub(super) const WHOLE: [&str; 3] = together::for_ids!(
        found!(
            ", e.seq, e.at, e.kind, e.on_date, e.version AS event_version, e.words_sealed, e.key_id AS words_key_id, \
                b.name AS event_by",
            "LEFT JOIN licence_event e ON e.holder_id = l.holder_id AND e.licence_id = l.id \
             LEFT JOIN agency b ON b.id = e.agency_id "
        ),
        ")"
    );

    pub(super) const HOLDS: &str = "\
        SELECT COUNT(*) FROM co_holder WHERE holder_id = $1 AND licence_id = $2";

    /// By the number that stands on it, or by its identifier in any of its versions.
    pub(super) const NAMED: &str = "\
        SELECT id FROM licence WHERE number = $1 \
        UNION SELECT licence_id FROM licence_version WHERE identifier = $1 LIMIT 9";
}

pub(crate) const SQL: &[&str] = &[
    own::OWN,
    sql::FIND,
    sql::WHOLE[0],
    sql::WHOLE[1],
    sql::WHOLE[2],
    sql::HOLDS,
    sql::NAMED,
];

/// What every list shows of a licence.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Summary {
    pub(crate) id: Id,
    pub(crate) holder_id: Id,
    pub(crate) number: String,
    pub(crate) status: Word<LicenceStatus>,
    pub(crate) pledged: bool,
    pub(crate) valid_from: Day,
    pub(crate) valid_to: Option<Day>,
    pub(crate) version: i64,
    pub(crate) type_name: String,
    pub(crate) hue: i64,
    pub(crate) issuer_name: String,
    pub(crate) holder_name: String,
    pub(crate) disputed: bool,
}

/// A licence with its type, its issuer, its holder and the face of its current version.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Found {
    pub(crate) holder_id: Id,
    pub(crate) id: Id,
    pub(crate) type_code: String,
    pub(crate) schema_version: i64,
    pub(crate) issuer_id: Id,
    pub(crate) number: String,
    pub(crate) status: Word<LicenceStatus>,
    pub(crate) pledged: bool,
    pub(crate) issued_on: Day,
    pub(crate) valid_from: Day,
    pub(crate) valid_to: Option<Day>,
    pub(crate) version: i64,
    pub(crate) revision: i64,
    pub(crate) type_name: String,
    pub(crate) hue: i64,
    pub(crate) face_schema: Json<Vec<FaceField>>,
    pub(crate) issuer_name: String,
    pub(crate) holder_name: String,
    pub(crate) identifier: String,
    pub(crate) record: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) trust: Word<Trust>,
    pub(crate) disputed: bool,
    pub(crate) open_objection: Option<Id>,
    pub(crate) draft: Option<Id>,
}

/// Something that happened to a licence.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) seq: i64,
    pub(crate) at: At,
    pub(crate) kind: Word<LicenceEventKind>,
    pub(crate) on_date: Day,
    pub(crate) version: i64,
    pub(crate) agency_name: String,
    pub(crate) words_sealed: Option<Vec<u8>>,
    pub(crate) key_id: Option<String>,
}

/// A licence and one of its events.
#[derive(sqlx::FromRow)]
struct Line {
    #[sqlx(flatten)]
    found: Found,
    #[sqlx(flatten)]
    event: EventColumns,
}

/// The columns of an [`Event`], all empty where a licence has none.
#[derive(sqlx::FromRow)]
struct EventColumns {
    seq: Option<i64>,
    at: Option<At>,
    kind: Option<Word<LicenceEventKind>>,
    on_date: Option<Day>,
    event_version: Option<i64>,
    event_by: Option<String>,
    words_sealed: Option<Vec<u8>>,
    words_key_id: Option<String>,
}

impl EventColumns {
    fn event(self) -> Option<Event> {
        Some(Event {
            seq: self.seq?,
            at: self.at?,
            kind: self.kind?,
            on_date: self.on_date?,
            version: self.event_version?,
            agency_name: self.event_by?,
            words_sealed: self.words_sealed,
            key_id: self.words_key_id,
        })
    }
}

/// One licence.
pub(crate) async fn find(tx: &mut Tx, id: LicenceId) -> Result<Option<Found>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(Id::from(id))
        .fetch_optional(c)
        .await)?)
}

/// Looks licences up, each with what happened to it, oldest first.
pub(crate) fn finder(db: Db) -> Together<LicenceId, Option<(Found, Vec<Event>)>> {
    Together::start(together::MOST, Duration::ZERO, move |ids| {
        let db = db.clone();
        Box::pin(async move {
            let mut whole = whole(&mut *db.read().await?, &ids).await?;
            let of = |(place, id): (usize, &LicenceId)| {
                // Who asks for what another asks for, too, gets a copy.
                if ids.iter().skip(place + 1).any(|later| later == id) {
                    whole.get(&id.0).cloned()
                } else {
                    whole.remove(&id.0)
                }
            };
            Ok(ids.iter().enumerate().map(of).collect())
        })
    })
}

/// Licences by their id, with their events, oldest first.
async fn whole(
    tx: &mut Tx,
    ids: &[LicenceId],
) -> Result<HashMap<Uuid, (Found, Vec<Event>)>, StoreError> {
    let lines: Vec<Line> = on!(tx, |c| {
        let (statement, ids) = together::fitting(sql::WHOLE, ids);
        let mut query = sqlx::query_as(statement);
        for id in ids {
            query = query.bind(Id::from(id));
        }
        query.fetch_all(c).await
    })?;
    let mut whole = HashMap::with_capacity(ids.len());
    for line in lines {
        let (_, events) = whole
            .entry(line.found.id.0)
            .or_insert_with(|| (line.found, Vec::new()));
        events.extend(line.event.event());
    }
    for (_, events) in whole.values_mut() {
        events.sort_unstable_by_key(|event: &Event| event.seq);
    }
    Ok(whole)
}

/// Whether somebody holds a licence together with its leading holder.
pub(crate) async fn holds(tx: &mut Tx, holder: HolderId, licence: Id) -> Result<bool, StoreError> {
    let rows: i64 = on!(tx, |c| sqlx::query_scalar(sql::HOLDS)
        .bind(Id::from(holder))
        .bind(licence)
        .fetch_one(c)
        .await)?;
    Ok(rows > 0)
}

/// The licences that somebody names who reads a number off one: several where types number alike.
pub(crate) async fn named(tx: &mut Tx, number: &str) -> Result<Vec<LicenceId>, StoreError> {
    let ids: Vec<Id> = on!(tx, |c| sqlx::query_scalar(sql::NAMED)
        .bind(number)
        .fetch_all(c)
        .await)?;
    Ok(ids.into_iter().map(LicenceId::from).collect())
}
