//! Which arrangements of the calendar were proposed and approved, and how far are deadlines counted again by the last?

use super::{At, Day, Id, StoreError, Tx, Word, guarded, on};
use domain::calendar::{Arrangement, ArrangementKind};
use domain::wire::calendar::ArrangementState;
use sqlx::types::Json;

mod sql {
    pub(super) const PROPOSE: &str = "\
        INSERT INTO calendar_arrangement (id, kind, year, number, published, url, source, second_source, arrangements, state, version, why, proposed_by, proposed_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, '', $11, $12)";
    pub(super) const FIND: &str = "\
        SELECT c.id, c.kind, c.year, c.number, c.published, c.url, c.source, c.second_source, c.arrangements, c.state, c.version, c.why, c.proposed_by, c.proposed_at, c.decided_at, c.calendar_version, \
            p.name AS proposer_name, d.name AS decider_name \
        FROM calendar_arrangement c JOIN staff p ON p.id = c.proposed_by LEFT JOIN staff d ON d.id = c.decided_by WHERE c.id = $1";
    pub(super) const LIST: &str = "\
        SELECT c.id, c.kind, c.year, c.number, c.published, c.url, c.source, c.second_source, c.arrangements, c.state, c.version, c.why, c.proposed_by, c.proposed_at, c.decided_at, c.calendar_version, \
            p.name AS proposer_name, d.name AS decider_name \
        FROM calendar_arrangement c JOIN staff p ON p.id = c.proposed_by LEFT JOIN staff d ON d.id = c.decided_by \
        ORDER BY c.proposed_at DESC, c.id DESC LIMIT $1";
    pub(super) const DECIDE: &str = "\
        UPDATE calendar_arrangement SET state = $3, version = version + 1, why = $4, decided_by = $5, decided_at = $6, calendar_version = $7 \
        WHERE id = $1 AND version = $2 AND state = 'proposed'";
    pub(super) const IN_FORCE: &str = "\
        SELECT kind, year, number, url, arrangements, calendar_version FROM calendar_arrangement \
        WHERE calendar_version IS NOT NULL ORDER BY calendar_version";
    pub(super) const LAST_VERSION: &str = "\
        SELECT MAX(calendar_version) AS last FROM calendar_arrangement";
    pub(super) const HOW_MANY: &str =
        "SELECT COUNT(*) FROM calendar_arrangement WHERE calendar_version IS NOT NULL";
}

pub(crate) const SQL: &[&str] = &[
    sql::PROPOSE,
    sql::FIND,
    sql::LIST,
    sql::DECIDE,
    sql::IN_FORCE,
    sql::LAST_VERSION,
    sql::HOW_MANY,
];

/// An arrangement that somebody proposes.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) id: Id,
    pub(crate) kind: ArrangementKind,
    pub(crate) year: i16,
    pub(crate) number: String,
    pub(crate) published: Day,
    pub(crate) url: String,
    pub(crate) source: String,
    pub(crate) second_source: String,
    pub(crate) arrangements: Vec<Arrangement>,
    pub(crate) by: Id,
    pub(crate) at: At,
}

/// An arrangement with the names of its people.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) kind: Word<ArrangementKind>,
    pub(crate) year: i64,
    pub(crate) number: String,
    pub(crate) published: Day,
    pub(crate) url: String,
    pub(crate) source: String,
    pub(crate) second_source: String,
    pub(crate) arrangements: Json<Vec<Arrangement>>,
    pub(crate) state: Word<ArrangementState>,
    pub(crate) version: i64,
    pub(crate) why: String,
    pub(crate) proposed_by: Id,
    pub(crate) proposed_at: At,
    pub(crate) decided_at: Option<At>,
    pub(crate) calendar_version: Option<Day>,
    pub(crate) proposer_name: String,
    pub(crate) decider_name: Option<String>,
}

/// An arrangement in force.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct InForce {
    pub(crate) kind: Word<ArrangementKind>,
    pub(crate) year: i64,
    pub(crate) number: String,
    pub(crate) url: String,
    pub(crate) arrangements: Json<Vec<Arrangement>>,
    pub(crate) calendar_version: Day,
}

/// A decision of another person.
#[derive(Clone, Debug)]
pub(crate) struct Decision {
    pub(crate) id: Id,
    /// As read.
    pub(crate) version: i64,
    pub(crate) state: ArrangementState,
    pub(crate) why: String,
    pub(crate) by: Id,
    pub(crate) at: At,
    /// The version of the calendar that it makes; none where it makes none.
    pub(crate) calendar_version: Option<Day>,
}

/// Keeps a proposal.
pub(crate) async fn propose(tx: &mut Tx, new: &New) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::PROPOSE)
        .bind(new.id)
        .bind(Word(new.kind))
        .bind(i64::from(new.year))
        .bind(&new.number)
        .bind(new.published)
        .bind(&new.url)
        .bind(&new.source)
        .bind(&new.second_source)
        .bind(Json(&new.arrangements))
        .bind(Word(ArrangementState::Proposed))
        .bind(new.by)
        .bind(new.at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// One arrangement.
pub(crate) async fn find(tx: &mut Tx, id: Id) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(id)
        .fetch_optional(c)
        .await)?)
}

/// The last proposed first.
pub(crate) async fn list(tx: &mut Tx, limit: i64) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::LIST)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Decides; stale if somebody was faster, a duplicate if the version of the calendar was just made by another.
pub(crate) async fn decide(tx: &mut Tx, decision: &Decision) -> Result<(), StoreError> {
    let decided = on!(tx, |c| sqlx::query(sql::DECIDE)
        .bind(decision.id)
        .bind(decision.version)
        .bind(Word(decision.state))
        .bind(&decision.why)
        .bind(decision.by)
        .bind(decision.at)
        .bind(decision.calendar_version)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    guarded(decided)
}

/// What is in force, the first version first.
pub(crate) async fn in_force(tx: &mut Tx) -> Result<Vec<InForce>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::IN_FORCE)
        .fetch_all(c)
        .await)?)
}

/// The last version that was made here.
pub(crate) async fn last_version(tx: &mut Tx) -> Result<Option<Day>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::LAST_VERSION)
        .fetch_one(c)
        .await)?)
}

/// How many are in force: they only become more.
pub(crate) async fn how_many(tx: &mut Tx) -> Result<i64, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::HOW_MANY)
        .fetch_one(c)
        .await)?)
}
