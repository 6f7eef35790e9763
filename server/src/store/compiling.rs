//! How does the catalogue change? Versions of types are begun, saved, turned and published; each with its event, and
//! each only on the revision that was read.

use super::{At, Id, StoreError, Tx, Word, guarded, on};
use domain::catalogue::{EntryEvent, TypeBody, TypeState, VersionState};
use sqlx::types::Json;

mod sql {
    pub(super) const ENTER: &str = "\
        INSERT INTO licence_type (code, agency_id, state, published, revision) VALUES ($1, $2, $3, NULL, 1)";
    pub(super) const TURN: &str = "\
        UPDATE licence_type SET state = $3, published = COALESCE($4, published), revision = $2 + 1 \
        WHERE code = $1 AND revision = $2";
    pub(super) const BEGIN: &str = "\
        INSERT INTO licence_type_version (code, version, state, name, hue, face_schema, body, compiled_by, compiled_at) \
        VALUES ($1, $2, 'draft', $3, $4, $5, $6, $7, $8)";
    pub(super) const SAVE: &str = "\
        UPDATE licence_type_version SET state = 'draft', name = $3, hue = $4, face_schema = $5, body = $6, compiled_by = $7, \
            compiled_at = $8 \
        WHERE code = $1 AND version = $2";
    /// What is submitted again keeps who returned it.
    pub(super) const STAND: &str = "\
        UPDATE licence_type_version SET state = $3, reviewed_by = COALESCE($4, reviewed_by), \
            reviewed_at = COALESCE($5, reviewed_at) \
        WHERE code = $1 AND version = $2";
    pub(super) const TELL: &str = "\
        INSERT INTO licence_type_event (code, seq, id, at, kind, version, staff_id, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    pub(super) const CLEAR_ISSUERS: &str = "DELETE FROM licence_type_issuer WHERE code = $1";
    pub(super) const ADD_ISSUER: &str =
        "INSERT INTO licence_type_issuer (code, agency_id) VALUES ($1, $2)";
    pub(super) const CODE_OF: &str = "SELECT code FROM licence_type_event WHERE id = $1";
    pub(super) const LAST_CODE: &str =
        "SELECT MAX(code) FROM licence_type WHERE SUBSTR(code, 1, 18) = $1";
}

pub(crate) const SQL: &[&str] = &[
    sql::ENTER,
    sql::TURN,
    sql::BEGIN,
    sql::SAVE,
    sql::STAND,
    sql::TELL,
    sql::CLEAR_ISSUERS,
    sql::ADD_ISSUER,
    sql::CODE_OF,
    sql::LAST_CODE,
];

/// Something that happens to an entry.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) code: String,
    pub(crate) seq: i64,
    pub(crate) id: Id,
    pub(crate) at: At,
    pub(crate) kind: EntryEvent,
    pub(crate) version: i64,
    pub(crate) staff: Id,
    pub(crate) note: String,
}

/// A version as it is written.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) code: String,
    pub(crate) version: i64,
    pub(crate) body: TypeBody,
    pub(crate) by: Id,
    pub(crate) at: At,
}

/// What an event makes of an entry and of its version.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    /// The revision that was read.
    pub(crate) revision: i64,
    pub(crate) to: TypeState,
    /// The version that is in force from now on; none changes nothing.
    pub(crate) published: Option<i64>,
    /// Where the version of the event stands from now on; none changes nothing.
    pub(crate) version: Option<VersionState>,
}

/// A new entry; `Duplicate` if the code is taken.
pub(crate) async fn enter(tx: &mut Tx, code: &str, agency: Id) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::ENTER)
        .bind(code)
        .bind(agency)
        .bind(Word(TypeState::Compiled))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Begins a version.
pub(crate) async fn begin(tx: &mut Tx, version: &Said) -> Result<(), StoreError> {
    write(tx, sql::BEGIN, version).await
}

/// Saves the version on its way.
pub(crate) async fn save(tx: &mut Tx, version: &Said) -> Result<(), StoreError> {
    write(tx, sql::SAVE, version).await
}

async fn write(tx: &mut Tx, statement: &'static str, version: &Said) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(statement)
        .bind(&version.code)
        .bind(version.version)
        .bind(version.body.name.trim())
        .bind(i64::from(version.body.hue))
        .bind(Json(&version.body.fields))
        .bind(Json(&version.body))
        .bind(version.by)
        .bind(version.at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Turns an entry; stale if it has moved on since it was read.
pub(crate) async fn turn(tx: &mut Tx, turn: &Turn, event: &Event) -> Result<(), StoreError> {
    let turned = on!(tx, |c| sqlx::query(sql::TURN)
        .bind(&event.code)
        .bind(turn.revision)
        .bind(Word(turn.to))
        .bind(turn.published)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    guarded(turned)?;
    if let Some(state) = turn.version {
        stand(tx, state, event).await?;
    }
    tell(tx, event).await
}

/// Where the version of an event stands from now on, and who reviewed it.
async fn stand(tx: &mut Tx, state: VersionState, event: &Event) -> Result<(), StoreError> {
    let reviewer = event.kind.is_review().then_some(event.staff);
    let at = reviewer.map(|_| event.at);
    on!(tx, |c| sqlx::query(sql::STAND)
        .bind(&event.code)
        .bind(event.version)
        .bind(Word(state))
        .bind(reviewer)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Adds to an entry's history.
pub(crate) async fn tell(tx: &mut Tx, event: &Event) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::TELL)
        .bind(&event.code)
        .bind(event.seq)
        .bind(event.id)
        .bind(event.at)
        .bind(Word(event.kind))
        .bind(event.version)
        .bind(event.staff)
        .bind(&event.note)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// From now on these issue a type beside the agency that compiled it.
pub(crate) async fn name_issuers(
    tx: &mut Tx,
    code: &str,
    agencies: &[Id],
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::CLEAR_ISSUERS)
        .bind(code)
        .execute(c)
        .await
        .map(drop))?;
    for agency in agencies {
        on!(tx, |c| sqlx::query(sql::ADD_ISSUER)
            .bind(code)
            .bind(agency)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// The entry to which something happened.
pub(crate) async fn code_of(tx: &mut Tx, event: Id) -> Result<Option<String>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::CODE_OF)
        .bind(event)
        .fetch_optional(c)
        .await)?)
}

/// The last code that begins with a definer's credit code.
pub(crate) async fn last_code(tx: &mut Tx, definer: &str) -> Result<Option<String>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::LAST_CODE)
        .bind(definer)
        .fetch_one(c)
        .await)?)
}
