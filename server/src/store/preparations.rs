//! What waits for approval, and what became of it? Rows of `preparation`.

use super::{At, Day, Id, StoreError, Tx, Word, guarded, on};
use domain::issuing::PreparationState;
use domain::licence::LicenceEventKind;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

mod sql {
    pub(super) const INSERT: &str = "\
        INSERT INTO preparation (id, agency_id, type_code, schema_version, kind, holder_id, licence_id, revision, state, version, \
            on_date, content_sealed, key_id, digest, prepared_by, prepared_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    pub(super) const FIND: &str = "\
        SELECT p.id, p.agency_id, p.type_code, p.schema_version, p.kind, p.holder_id, p.licence_id, p.revision, p.state, p.version, \
            p.on_date, p.content_sealed, p.key_id, p.digest, p.prepared_by, p.prepared_at, p.note_sealed, p.note_key_id, \
            t.name AS type_name, t.hue, s.name AS preparer_name \
        FROM preparation p \
        JOIN licence_type_version t ON t.code = p.type_code AND t.version = p.schema_version \
        JOIN staff s ON s.id = p.prepared_by \
        WHERE p.id = $1";
    pub(super) const LIST: &str = "\
        SELECT p.id, p.agency_id, p.type_code, p.schema_version, p.kind, p.holder_id, p.licence_id, p.revision, p.state, p.version, \
            p.on_date, p.content_sealed, p.key_id, p.digest, p.prepared_by, p.prepared_at, p.note_sealed, p.note_key_id, \
            t.name AS type_name, t.hue, s.name AS preparer_name \
        FROM preparation p \
        JOIN licence_type_version t ON t.code = p.type_code AND t.version = p.schema_version \
        JOIN staff s ON s.id = p.prepared_by \
        WHERE p.agency_id = $1 AND p.state = $2 AND (p.prepared_at, p.id) > ($3, $4) \
        ORDER BY p.prepared_at, p.id LIMIT $5";
    pub(super) const COUNT: &str =
        "SELECT COUNT(*) FROM preparation WHERE agency_id = $1 AND state = 'prepared'";
    pub(super) const DECIDE: &str = "\
        UPDATE preparation SET state = $2, decided_by = $3, decided_at = $4, note_sealed = $5, note_key_id = $6 \
        WHERE id = $1 AND state = 'prepared'";
}

pub(crate) const SQL: &[&str] = &[sql::INSERT, sql::FIND, sql::LIST, sql::COUNT, sql::DECIDE];

/// Something that is put up for approval.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) id: Id,
    pub(crate) agency: Id,
    pub(crate) type_code: String,
    pub(crate) schema_version: i64,
    pub(crate) kind: LicenceEventKind,
    /// The leading holder, where the licence is in the library.
    pub(crate) holder: Option<Id>,
    pub(crate) licence: Id,
    /// The licence's revision that was read; 0 for a first version.
    pub(crate) revision: i64,
    pub(crate) version: i64,
    pub(crate) on: Day,
    pub(crate) content_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) digest: Vec<u8>,
    pub(crate) by: Id,
    pub(crate) at: At,
}

/// A preparation with the names of its type and of who prepared it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) agency_id: Id,
    pub(crate) type_code: String,
    pub(crate) schema_version: i64,
    pub(crate) kind: Word<LicenceEventKind>,
    pub(crate) holder_id: Option<Id>,
    pub(crate) licence_id: Id,
    pub(crate) revision: i64,
    pub(crate) state: Word<PreparationState>,
    pub(crate) version: i64,
    pub(crate) on_date: Day,
    pub(crate) content_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) digest: Vec<u8>,
    pub(crate) prepared_by: Id,
    pub(crate) prepared_at: At,
    pub(crate) note_sealed: Option<Vec<u8>>,
    pub(crate) note_key_id: Option<String>,
    pub(crate) type_name: String,
    pub(crate) hue: i64,
    pub(crate) preparer_name: String,
}

/// What became of one.
#[derive(Clone, Debug)]
pub(crate) struct Decision {
    pub(crate) id: Id,
    pub(crate) to: PreparationState,
    pub(crate) by: Id,
    pub(crate) at: At,
    pub(crate) note_sealed: Option<Vec<u8>>,
    pub(crate) note_key_id: Option<String>,
}

/// Where a list goes on: after this instant and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct After {
    pub(crate) at: jiff::Timestamp,
    pub(crate) id: Uuid,
}

impl After {
    /// Before everything.
    pub(crate) const START: Self = Self {
        at: jiff::Timestamp::UNIX_EPOCH,
        id: Uuid::nil(),
    };
}

/// Puts it up; `Duplicate` if another version of the licence waits already.
pub(crate) async fn insert(tx: &mut Tx, new: &New) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(new.id)
        .bind(new.agency)
        .bind(&new.type_code)
        .bind(new.schema_version)
        .bind(Word(new.kind))
        .bind(new.holder)
        .bind(new.licence)
        .bind(new.revision)
        .bind(Word(PreparationState::Prepared))
        .bind(new.version)
        .bind(new.on)
        .bind(&new.content_sealed)
        .bind(&new.key_id)
        .bind(&new.digest)
        .bind(new.by)
        .bind(new.at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// One preparation.
pub(crate) async fn find(tx: &mut Tx, id: Id) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(id)
        .fetch_optional(c)
        .await)?)
}

/// An agency's preparations in a state, the oldest first.
pub(crate) async fn list(
    tx: &mut Tx,
    agency: Id,
    state: PreparationState,
    after: After,
    limit: i64,
) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::LIST)
        .bind(agency)
        .bind(Word(state))
        .bind(At(after.at))
        .bind(Id(after.id))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// How many of an agency wait.
pub(crate) async fn count(tx: &mut Tx, agency: Id) -> Result<i64, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::COUNT)
        .bind(agency)
        .fetch_one(c)
        .await)?)
}

/// Ends the wait; stale if somebody was faster.
pub(crate) async fn decide(tx: &mut Tx, decision: &Decision) -> Result<(), StoreError> {
    let decided = on!(tx, |c| sqlx::query(sql::DECIDE)
        .bind(decision.id)
        .bind(Word(decision.to))
        .bind(decision.by)
        .bind(decision.at)
        .bind(&decision.note_sealed)
        .bind(&decision.note_key_id)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    guarded(decided)
}
