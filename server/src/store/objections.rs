//! Where does an objection stand, and what happened to it? Rows of `objection`, which [`super::moves`] moves on, and of its
//! append-only history.

use super::{At, Day, Id, StoreError, Tx, Word, on};
use domain::catalogue::FaceField;
use domain::id::{HolderId, ObjectionId};
use domain::licence::LicenceStatus;
use domain::objection::{CaseState, Outcome};
use domain::rulebook::{Channel, Ground};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sqlx::QueryBuilder;
use sqlx::types::Json;

mod sql {
    pub(super) const NEXT_OF_DAY: &str = "\
        INSERT INTO case_counter (day, last) VALUES ($1, 1) \
        ON CONFLICT (day) DO UPDATE SET last = case_counter.last + 1 RETURNING last";

    pub(super) const INSERT: &str = "\
        INSERT INTO objection (holder_id, id, case_number, work_order, licence_id, licence_version, issuer_id, procedure, \
            channel, state, marked, version, ground, statement_sealed, key_id, filed_at, received_at, next_due) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";

    pub(super) const FIND: &str = "\
        SELECT o.holder_id, o.id, o.case_number, o.work_order, o.licence_id, o.licence_version, o.issuer_id, o.channel, o.state, o.marked, o.version, o.ground, o.statement_sealed, o.key_id, o.proposal_sealed, \
            o.proposal_key_id, o.handler_id, o.proposed_by, o.proposed_at, o.outcome, o.decided_at, o.corrected_version, \
            o.filed_at, o.finished_at, \
            l.number, l.status, l.valid_from, l.valid_to, l.version AS licence_now, \
            t.name AS type_name, t.hue, t.face_schema, a.name AS issuer_name, \
            h.name AS holder_name, v.record, v.key_id AS record_key_id, l.pledged, \
            EXISTS (SELECT 1 FROM objection p WHERE p.holder_id = o.holder_id AND p.licence_id = o.licence_id \
                AND p.finished_at IS NULL AND p.marked) AS disputed, \
            s.name AS handler_name, p.name AS proposer_name \
        FROM objection o \
        JOIN licence l ON l.holder_id = o.holder_id AND l.id = o.licence_id \
        JOIN agency a ON a.id = o.issuer_id \
        JOIN holder h ON h.id = o.holder_id \
        JOIN licence_version v ON v.holder_id = o.holder_id AND v.licence_id = o.licence_id AND v.version = o.licence_version \
        JOIN licence_type_version t ON t.code = l.type_code AND t.version = v.schema_version \
        LEFT JOIN staff s ON s.id = o.handler_id \
        LEFT JOIN staff p ON p.id = o.proposed_by \
        WHERE o.id = $1";

    pub(super) const OWN: &str = "\
        SELECT o.holder_id, o.id, o.case_number, o.licence_id, o.state, o.marked, o.statement_sealed, o.key_id, o.outcome, \
            o.filed_at, o.next_due, o.finished_at, t.name AS type_name, t.hue, t.face_schema, a.name AS issuer_name, \
            CAST(CASE WHEN o.finished_at IS NULL THEN 0 ELSE 1 END AS BIGINT) AS place, \
            CAST(NULL AS TEXT) AS holder_name, CAST(NULL AS TEXT) AS handler_name \
        FROM objection o \
        JOIN licence l ON l.holder_id = o.holder_id AND l.id = o.licence_id \
        JOIN licence_type_version t ON t.code = l.type_code AND t.version = l.schema_version \
        JOIN agency a ON a.id = o.issuer_id \
        WHERE o.holder_id = $1 \
            AND (CASE WHEN o.finished_at IS NULL THEN 0 ELSE 1 END > $2 \
                OR (CASE WHEN o.finished_at IS NULL THEN 0 ELSE 1 END = $2 AND (o.filed_at, o.id) < ($3, $4))) \
        ORDER BY place, o.filed_at DESC, o.id DESC LIMIT $5";

    pub(super) const OF_LICENCE: &str = "\
        SELECT o.holder_id, o.id, o.case_number, o.licence_id, o.state, o.marked, o.statement_sealed, o.key_id, o.outcome, \
            o.filed_at, o.next_due, o.finished_at, t.name AS type_name, t.hue, t.face_schema, a.name AS issuer_name, \
            CAST(0 AS BIGINT) AS place, CAST(NULL AS TEXT) AS holder_name, CAST(NULL AS TEXT) AS handler_name \
        FROM objection o \
        JOIN licence l ON l.holder_id = o.holder_id AND l.id = o.licence_id \
        JOIN licence_type_version t ON t.code = l.type_code AND t.version = l.schema_version \
        JOIN agency a ON a.id = o.issuer_id \
        WHERE o.holder_id = $1 AND o.licence_id = $2 AND o.filed_at <= $3 AND (o.filed_at < $3 OR o.id < $4) \
        ORDER BY o.filed_at DESC, o.id DESC LIMIT $5";

    pub(super) const INTO_EVENTS: &str = "\
        INSERT INTO objection_event (holder_id, objection_id, seq, at, event, actor_kind, staff_id, note_sealed, key_id) ";

    pub(super) const EVENTS: &str = "\
        SELECT e.seq, e.at, e.event, e.actor_kind, e.note_sealed, e.key_id, s.name AS staff_name \
        FROM objection_event e LEFT JOIN staff s ON s.id = e.staff_id \
        WHERE e.holder_id = $1 AND e.objection_id = $2 ORDER BY e.seq LIMIT 500";

    pub(super) const STANDING: &str = "\
        SELECT holder_id, id, issuer_id, procedure, state, marked, version FROM objection WHERE id = $1";
}

pub(crate) const SQL: &[&str] = &[
    sql::NEXT_OF_DAY,
    sql::INSERT,
    sql::FIND,
    sql::OWN,
    sql::OF_LICENCE,
    sql::STANDING,
    sql::EVENTS,
];

/// The `event` of the filing itself, which is no transition.
pub(crate) const FILED: &str = "file";
/// The `actor_kind` of the server itself.
pub(crate) const SYSTEM: &str = "system";

/// The due date of an unfinished case whose clocks are all met, after every real one in the queue.
pub(crate) fn nothing_due() -> At {
    At(Timestamp::from_second(253_402_214_400).unwrap_or(Timestamp::MAX))
}

/// An objection that has just been filed and received.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) holder: Id,
    pub(crate) id: Id,
    pub(crate) case_number: String,
    pub(crate) work_order: Option<String>,
    pub(crate) licence: Id,
    pub(crate) licence_version: i64,
    pub(crate) issuer: Id,
    pub(crate) procedure: &'static str,
    pub(crate) channel: Channel,
    pub(crate) state: CaseState,
    pub(crate) version: i64,
    pub(crate) ground: Ground,
    pub(crate) statement_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) at: At,
    pub(crate) next_due: At,
}

/// One objection with the licence that it is about and everybody's name.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Found {
    pub(crate) holder_id: Id,
    pub(crate) id: Id,
    pub(crate) case_number: String,
    pub(crate) work_order: Option<String>,
    pub(crate) licence_id: Id,
    pub(crate) licence_version: i64,
    pub(crate) issuer_id: Id,
    pub(crate) channel: Word<Channel>,
    pub(crate) state: Word<CaseState>,
    pub(crate) marked: bool,
    pub(crate) version: i64,
    pub(crate) ground: Word<Ground>,
    pub(crate) statement_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) proposal_sealed: Option<Vec<u8>>,
    pub(crate) proposal_key_id: Option<String>,
    pub(crate) handler_id: Option<Id>,
    pub(crate) handler_name: Option<String>,
    pub(crate) proposed_by: Option<Id>,
    pub(crate) proposer_name: Option<String>,
    pub(crate) proposed_at: Option<At>,
    pub(crate) outcome: Option<Word<Outcome>>,
    pub(crate) decided_at: Option<At>,
    pub(crate) corrected_version: Option<i64>,
    pub(crate) filed_at: At,
    pub(crate) finished_at: Option<At>,
    pub(crate) number: String,
    pub(crate) status: Word<LicenceStatus>,
    pub(crate) valid_from: Day,
    pub(crate) valid_to: Option<Day>,
    pub(crate) licence_now: i64,
    pub(crate) type_name: String,
    pub(crate) hue: i64,
    pub(crate) face_schema: Json<Vec<FaceField>>,
    pub(crate) issuer_name: String,
    pub(crate) holder_name: String,
    pub(crate) record: Vec<u8>,
    pub(crate) record_key_id: String,
    pub(crate) pledged: bool,
    pub(crate) disputed: bool,
}

/// An objection in a list, the objector's or the desk's.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Listed {
    pub(crate) holder_id: Id,
    pub(crate) id: Id,
    pub(crate) case_number: String,
    pub(crate) licence_id: Id,
    pub(crate) state: Word<CaseState>,
    pub(crate) marked: bool,
    pub(crate) statement_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) outcome: Option<Word<Outcome>>,
    pub(crate) filed_at: At,
    pub(crate) next_due: Option<At>,
    pub(crate) finished_at: Option<At>,
    pub(crate) type_name: String,
    pub(crate) hue: i64,
    pub(crate) face_schema: Json<Vec<FaceField>>,
    pub(crate) issuer_name: String,
    /// 0 open, 1 finished: the first key of the objector's order.
    pub(crate) place: i64,
    pub(crate) holder_name: Option<String>,
    pub(crate) handler_name: Option<String>,
}

/// Where the objector's list goes on: after this place, filing and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct After {
    pub(crate) place: i64,
    pub(crate) filed_at: Timestamp,
    pub(crate) id: uuid::Uuid,
}

impl After {
    /// Before everything.
    pub(crate) const START: Self = Self {
        place: -1,
        filed_at: Timestamp::UNIX_EPOCH,
        id: uuid::Uuid::nil(),
    };
    /// After everything, for a list that begins with the last.
    pub(crate) const END: Self = Self {
        place: 0,
        filed_at: Timestamp::constant(253_402_207_200, 0),
        id: uuid::Uuid::max(),
    };
}

/// Where an objection stands, for moving it on.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Standing {
    pub(crate) holder_id: Id,
    pub(crate) id: Id,
    pub(crate) issuer_id: Id,
    pub(crate) procedure: String,
    pub(crate) state: Word<CaseState>,
    pub(crate) marked: bool,
    pub(crate) version: i64,
}

/// Something that happened, to be added.
#[derive(Clone, Debug)]
pub(crate) struct NewEvent {
    pub(crate) holder: Id,
    pub(crate) objection: Id,
    pub(crate) seq: i64,
    pub(crate) at: At,
    pub(crate) event: String,
    pub(crate) actor_kind: String,
    pub(crate) staff: Option<Id>,
    pub(crate) note_sealed: Option<Vec<u8>>,
    pub(crate) key_id: Option<String>,
}

/// Something that happened.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Happened {
    pub(crate) seq: i64,
    pub(crate) at: At,
    pub(crate) event: String,
    pub(crate) actor_kind: String,
    pub(crate) note_sealed: Option<Vec<u8>>,
    pub(crate) key_id: Option<String>,
    pub(crate) staff_name: Option<String>,
}

/// The place of a new case in its day, 1 first.
pub(crate) async fn next_of_day(tx: &mut Tx, day: Date) -> Result<i64, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::NEXT_OF_DAY)
        .bind(Day(day))
        .fetch_one(c)
        .await)?)
}

/// Adds an objection; a duplicate means that the holder has an open one to this licence.
pub(crate) async fn insert(tx: &mut Tx, new: &New) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(new.holder)
        .bind(new.id)
        .bind(&new.case_number)
        .bind(&new.work_order)
        .bind(new.licence)
        .bind(new.licence_version)
        .bind(new.issuer)
        .bind(new.procedure)
        .bind(Word(new.channel))
        .bind(Word(new.state))
        .bind(false)
        .bind(new.version)
        .bind(Word(new.ground))
        .bind(&new.statement_sealed)
        .bind(&new.key_id)
        .bind(new.at)
        .bind(new.at)
        .bind(new.next_due)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// One objection with everything that its page needs but clocks, history and evidence.
pub(crate) async fn find(tx: &mut Tx, id: ObjectionId) -> Result<Option<Found>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(Id::from(id))
        .fetch_optional(c)
        .await)?)
}

/// Where one objection stands.
pub(crate) async fn standing(tx: &mut Tx, id: ObjectionId) -> Result<Option<Standing>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::STANDING)
        .bind(Id::from(id))
        .fetch_optional(c)
        .await)?)
}

/// The objections to a licence, the last first.
pub(crate) async fn of_licence(
    tx: &mut Tx,
    (holder, licence): (Id, Id),
    before: After,
    limit: i64,
) -> Result<Vec<Listed>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_LICENCE)
        .bind(holder)
        .bind(licence)
        .bind(At(before.filed_at))
        .bind(Id(before.id))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// A holder's objections: open ones first, then the newest.
pub(crate) async fn own(
    tx: &mut Tx,
    holder: HolderId,
    after: After,
    limit: i64,
) -> Result<Vec<Listed>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OWN)
        .bind(Id::from(holder))
        .bind(after.place)
        .bind(At(after.filed_at))
        .bind(Id(after.id))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Adds to the histories.
pub(crate) async fn insert_events(tx: &mut Tx, events: &[NewEvent]) -> Result<(), StoreError> {
    on!(tx, |c| {
        let mut query = QueryBuilder::new(sql::INTO_EVENTS);
        query.push_values(events, |mut row, event| {
            row.push_bind(event.holder)
                .push_bind(event.objection)
                .push_bind(event.seq)
                .push_bind(event.at)
                .push_bind(&event.event)
                .push_bind(&event.actor_kind)
                .push_bind(event.staff)
                .push_bind(&event.note_sealed)
                .push_bind(&event.key_id);
        });
        query.build().execute(c).await.map(drop)
    })?;
    Ok(())
}

/// What happened, oldest first.
pub(crate) async fn events(
    tx: &mut Tx,
    holder: Id,
    objection: Id,
) -> Result<Vec<Happened>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::EVENTS)
        .bind(holder)
        .bind(objection)
        .fetch_all(c)
        .await)?)
}
