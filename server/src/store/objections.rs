//! What is an objection, and about what? Rows of `objection`, which [`super::moves`] moves on; where each stands is in
//! `standing`, its history in `events`.

use super::{At, Day, Id, StoreError, Tx, Word, on, portions};
use domain::catalogue::FaceField;
use domain::flow::Handed;
use domain::id::{HolderId, ObjectionId};
use domain::licence::LicenceStatus;
use domain::objection::{CaseState, Outcome, Withheld};
use domain::rulebook::{Channel, Ground, Objector};
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::QueryBuilder;
use sqlx::types::Json;

mod events;
mod listed;
mod standing;

pub(crate) use events::{FILED, Happened, NewEvent, SYSTEM, events, insert_events};
pub(crate) use listed::{After, Listed, of_licence, own};
pub(crate) use standing::{Parties, Standing, open_of_outage, standing};

mod sql {
    pub(super) const LAST_OF_DAY: &str = "\
        INSERT INTO case_counter (day, last) VALUES ($1, $2) \
        ON CONFLICT (day) DO UPDATE SET last = case_counter.last + excluded.last RETURNING last";

    pub(super) const INTO: &str = "\
        INSERT INTO objection (holder_id, id, objector, case_number, work_order, leading_id, licence_id, licence_version, \
            issuer_id, procedure, channel, state, marks, marked, version, ground, statement_sealed, key_id, filed_at, \
            received_at, next_due, outage_id) ";

    pub(super) const FIND: &str = "\
        SELECT o.holder_id, o.id, o.objector, o.case_number, o.work_order, o.leading_id, o.licence_id, o.licence_version, \
            o.issuer_id, o.partner_id, o.procedure, o.channel, o.state, o.marked, o.version, o.ground, o.statement_sealed, \
            o.key_id, o.proposal_sealed, o.proposal_key_id, o.handler_id, o.proposed_by, o.proposed_at, o.outcome, \
            o.decided_at, o.corrected_version, o.withheld, o.filed_at, o.received_at, o.first_received_at, o.handed, \
            o.handed_by, o.finished_at, o.reviewing, o.outage_id, \
            a.name AS issuer_name, b.name AS partner_name, h.name AS holder_name, \
            s.name AS handler_name, p.name AS proposer_name, d.agency_id AS decider_agency_id \
        FROM objection o \
        JOIN agency a ON a.id = o.issuer_id \
        LEFT JOIN agency b ON b.id = o.partner_id \
        LEFT JOIN holder h ON h.id = o.holder_id \
        LEFT JOIN staff s ON s.id = o.handler_id \
        LEFT JOIN staff p ON p.id = o.proposed_by \
        LEFT JOIN staff d ON d.id = o.decided_by \
        WHERE o.id = $1";

    pub(super) const DISPUTED: &str = "\
        SELECT l.holder_id AS leading_id, l.id, v.version, l.number, l.status, l.valid_from, l.valid_to, \
            l.version AS now, t.name AS type_name, t.hue, t.face_schema, a.name AS issuer_name, h.name AS holder_name, \
            v.record, v.key_id, l.pledged, \
            EXISTS (SELECT 1 FROM objection p WHERE p.licence_id = l.id AND p.finished_at IS NULL AND p.marked) AS contested \
        FROM licence l \
        JOIN agency a ON a.id = l.issuer_id \
        JOIN holder h ON h.id = l.holder_id \
        JOIN licence_version v ON v.holder_id = l.holder_id AND v.licence_id = l.id AND v.version = $3 \
        JOIN licence_type_version t ON t.code = l.type_code AND t.version = v.schema_version \
        WHERE l.holder_id = $1 AND l.id = $2";

    pub(super) const OPEN: &str = "\
        SELECT id FROM objection WHERE licence_id = $2 AND holder_id = $1 AND finished_at IS NULL";

    pub(super) const OF_WORK_ORDER: &str =
        "SELECT case_number FROM objection WHERE work_order = $1";
}

pub(crate) const SQL: &[&str] = &[
    sql::LAST_OF_DAY,
    sql::FIND,
    sql::DISPUTED,
    sql::OPEN,
    sql::OF_WORK_ORDER,
    listed::OWN,
    listed::OF_LICENCE,
    standing::STANDING,
    standing::OPEN_OF_OUTAGE,
    events::EVENTS,
];

/// The due date of an unfinished case whose clocks are all met, after every real one in the queue.
pub(crate) fn nothing_due() -> At {
    // The last second that can be written, without the fraction that a database would cut off.
    At(Timestamp::from_second(Timestamp::MAX.as_second()).unwrap_or(Timestamp::MAX))
}

/// An objection that has just been filed and received.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) holder: Id,
    pub(crate) id: Id,
    pub(crate) objector: Objector,
    pub(crate) case_number: String,
    pub(crate) work_order: Option<String>,
    /// Of a case about a licence.
    pub(crate) licence: Option<LicenceKey>,
    /// Of a case of what an outage held up.
    pub(crate) outage: Option<Id>,
    pub(crate) issuer: Id,
    pub(crate) procedure: String,
    pub(crate) channel: Channel,
    pub(crate) state: CaseState,
    /// Whether its procedure marks the subject.
    pub(crate) marks: bool,
    pub(crate) version: i64,
    pub(crate) ground: Ground,
    pub(crate) statement_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) filed_at: At,
    pub(crate) received_at: At,
    pub(crate) next_due: At,
}

/// A version of a licence: its leading holder, itself, and which.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LicenceKey {
    pub(crate) leading: Id,
    pub(crate) id: Id,
    pub(crate) version: i64,
}

/// One case with everybody's name.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Found {
    pub(crate) holder_id: Id,
    pub(crate) id: Id,
    pub(crate) objector: Word<Objector>,
    pub(crate) case_number: String,
    pub(crate) work_order: Option<String>,
    leading_id: Option<Id>,
    pub(crate) licence_id: Option<Id>,
    licence_version: Option<i64>,
    pub(crate) issuer_id: Id,
    pub(crate) partner_id: Option<Id>,
    pub(crate) procedure: String,
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
    /// Where who decided works.
    pub(crate) decider_agency_id: Option<Id>,
    pub(crate) corrected_version: Option<i64>,
    pub(crate) withheld: Option<Word<Withheld>>,
    pub(crate) filed_at: At,
    pub(crate) received_at: Option<At>,
    pub(crate) first_received_at: Option<At>,
    pub(crate) handed: Word<Handed>,
    pub(crate) handed_by: Option<Id>,
    pub(crate) finished_at: Option<At>,
    pub(crate) reviewing: bool,
    /// Of which outage it is what was held up.
    pub(crate) outage_id: Option<Id>,
    pub(crate) issuer_name: String,
    pub(crate) partner_name: Option<String>,
    pub(crate) holder_name: Option<String>,
    /// What the case is about, where that is a licence.
    #[sqlx(skip)]
    pub(crate) licence: Option<Disputed>,
}

/// The licence that a case is about, in the version in dispute and as it is now.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Disputed {
    pub(crate) leading_id: Id,
    pub(crate) id: Id,
    pub(crate) version: i64,
    pub(crate) number: String,
    pub(crate) status: Word<LicenceStatus>,
    pub(crate) valid_from: Day,
    pub(crate) valid_to: Option<Day>,
    pub(crate) now: i64,
    pub(crate) type_name: String,
    pub(crate) hue: i64,
    pub(crate) face_schema: Json<Vec<FaceField>>,
    pub(crate) issuer_name: String,
    pub(crate) holder_name: String,
    pub(crate) record: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) pledged: bool,
    pub(crate) contested: bool,
}

/// The last number of a day after so many more were given.
pub(crate) async fn last_of_day(tx: &mut Tx, day: Date, more: i64) -> Result<i64, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::LAST_OF_DAY)
        .bind(Day(day))
        .bind(more)
        .fetch_one(c)
        .await)?)
}

/// Adds cases; a duplicate means that a holder has an open one to its licence, or that a work order began another.
pub(crate) async fn insert(tx: &mut Tx, cases: &[New]) -> Result<(), StoreError> {
    for part in portions(cases) {
        on!(tx, |c| {
            let mut query = QueryBuilder::new(sql::INTO);
            query.push_values(part, |mut row, new| {
                row.push_bind(new.holder)
                    .push_bind(new.id)
                    .push_bind(Word(new.objector))
                    .push_bind(&new.case_number)
                    .push_bind(&new.work_order)
                    .push_bind(new.licence.map(|licence| licence.leading))
                    .push_bind(new.licence.map(|licence| licence.id))
                    .push_bind(new.licence.map(|licence| licence.version))
                    .push_bind(new.issuer)
                    .push_bind(&new.procedure)
                    .push_bind(Word(new.channel))
                    .push_bind(Word(new.state))
                    .push_bind(new.marks)
                    .push_bind(false)
                    .push_bind(new.version)
                    .push_bind(Word(new.ground))
                    .push_bind(&new.statement_sealed)
                    .push_bind(&new.key_id)
                    .push_bind(new.filed_at)
                    .push_bind(new.received_at)
                    .push_bind(new.next_due)
                    .push_bind(new.outage);
            });
            query.build().execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// One case with everything that its page needs but clocks, history and evidence.
pub(crate) async fn find(tx: &mut Tx, id: ObjectionId) -> Result<Option<Found>, StoreError> {
    let found: Option<Found> = on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(Id::from(id))
        .fetch_optional(c)
        .await)?;
    let Some(mut found) = found else {
        return Ok(None);
    };
    if let (Some(leading), Some(licence)) = (found.leading_id, found.licence_id) {
        found.licence = on!(tx, |c| sqlx::query_as(sql::DISPUTED)
            .bind(leading)
            .bind(licence)
            .bind(found.licence_version)
            .fetch_optional(c)
            .await)?;
    }
    Ok(Some(found))
}

/// The open objection of a holder to a licence.
pub(crate) async fn open(
    tx: &mut Tx,
    holder: HolderId,
    licence: Id,
) -> Result<Option<Id>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::OPEN)
        .bind(Id::from(holder))
        .bind(licence)
        .fetch_optional(c)
        .await)?)
}

/// The number of the case that a work order began.
pub(crate) async fn of_work_order(
    tx: &mut Tx,
    work_order: &str,
) -> Result<Option<String>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::OF_WORK_ORDER)
        .bind(work_order)
        .fetch_optional(c)
        .await)?)
}
