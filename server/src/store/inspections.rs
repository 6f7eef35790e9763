//! Which licences were drawn, and what became of each? Rows of `inspection`, `sampled` and `sampled_event`.

use super::bulk::Sampled;
use super::outages::Before;
use super::{At, Day, Id, StoreError, Tx, Word, on};
use domain::inspection::{SampleEvent, SampleState};
use domain::rulebook::Ground;
use domain::wire::inspection::SampleFilter;
use sqlx::types::Json;

mod sql {
    /// An empty text asks for nothing.
    pub(super) const STOCK: &str = "\
        SELECT l.id FROM licence l \
        WHERE (CAST($1 AS TEXT) = '' OR CAST(l.issuer_id AS TEXT) = $1) \
            AND (CAST($2 AS TEXT) = '' OR l.type_code = $2) \
            AND (CAST($3 AS TEXT) = '' OR CAST(l.issued_on AS TEXT) >= $3) \
            AND (CAST($4 AS TEXT) = '' OR CAST(l.issued_on AS TEXT) <= $4) \
            AND (CAST($5 AS TEXT) = '' OR EXISTS (SELECT 1 FROM licence_version v \
                WHERE v.holder_id = l.holder_id AND v.licence_id = l.id AND v.version = l.version AND v.trust = $5)) \
            AND (CAST($6 AS TEXT) = '' OR l.status = $6) \
        ORDER BY l.id";
    pub(super) const DRAWN: &str =
        "SELECT id, holder_id, version, issuer_id FROM licence WHERE id = $1";
    pub(super) const INSERT: &str = "\
        INSERT INTO inspection (id, seed, filter, wanted, stock, upper_id, stock_digest, agency_id, inspector_id, drawn_by, drawn_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    pub(super) const FIND: &str = "\
        SELECT i.id, i.seed, i.filter, i.wanted, i.stock, i.upper_id, i.stock_digest, i.inspector_id, i.drawn_by, i.drawn_at, \
            n.name AS inspector_name, d.name AS drawer_name \
        FROM inspection i JOIN staff n ON n.id = i.inspector_id JOIN staff d ON d.id = i.drawn_by WHERE i.id = $1";
    pub(super) const LIST: &str = "\
        SELECT i.id, i.seed, i.filter, i.wanted, i.stock, i.upper_id, i.stock_digest, i.inspector_id, i.drawn_by, i.drawn_at, \
            n.name AS inspector_name, d.name AS drawer_name \
        FROM inspection i JOIN staff n ON n.id = i.inspector_id JOIN staff d ON d.id = i.drawn_by \
        WHERE (CAST($1 AS TEXT) = '' OR EXISTS (SELECT 1 FROM sampled s WHERE s.inspection_id = i.id \
                AND CAST(s.issuer_id AS TEXT) = $1 AND s.state <> 'drawn')) \
            AND (CAST($2 AS TEXT) = '' OR CAST(i.inspector_id AS TEXT) = $2) \
            AND (i.drawn_at, i.id) < ($3, $4) \
        ORDER BY i.drawn_at DESC, i.id DESC LIMIT $5";
    pub(super) const ITEMS: &str = "\
        SELECT s.licence_id, s.holder_id, s.place, s.version, s.issuer_id, s.state, s.revision, s.ground, s.due_date, s.due_at, \
            a.name AS issuer_name, t.name AS type_name, l.number \
        FROM sampled s \
        JOIN agency a ON a.id = s.issuer_id \
        JOIN licence l ON l.holder_id = s.holder_id AND l.id = s.licence_id \
        JOIN licence_type_version t ON t.code = l.type_code AND t.version = l.schema_version \
        WHERE s.inspection_id = $1 ORDER BY s.place";
    pub(super) const HISTORY: &str = "\
        SELECT e.licence_id, e.seq, e.at, e.event, e.words_sealed, e.key_id, s.name AS staff_name \
        FROM sampled_event e JOIN staff s ON s.id = e.staff_id WHERE e.inspection_id = $1 ORDER BY e.licence_id, e.seq";
    pub(super) const MOVE: &str = "\
        UPDATE sampled SET state = $4, revision = $3 + 1, ground = COALESCE($5, ground), due_date = COALESCE($6, due_date), \
            due_at = COALESCE($7, due_at) \
        WHERE inspection_id = $1 AND licence_id = $2 AND revision = $3";
    pub(super) const EVENT: &str = "\
        INSERT INTO sampled_event (inspection_id, licence_id, seq, at, event, staff_id, words_sealed, key_id) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    pub(super) const INSPECTORS: &str = "\
        SELECT id, name FROM staff WHERE agency_id = $1 AND disabled_at IS NULL AND role IN ('supervisor', 'auditor') ORDER BY id";
    pub(super) const TYPES: &str = "\
        SELECT t.code, v.name FROM licence_type t JOIN licence_type_version v ON v.code = t.code AND v.version = t.published ORDER BY t.code";
}

pub(crate) const SQL: &[&str] = &[
    sql::STOCK,
    sql::DRAWN,
    sql::INSERT,
    sql::FIND,
    sql::LIST,
    sql::ITEMS,
    sql::HISTORY,
    sql::MOVE,
    sql::EVENT,
    sql::INSPECTORS,
    sql::TYPES,
];

/// A sample as it was drawn.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) id: Id,
    pub(crate) seed: String,
    pub(crate) filter: SampleFilter,
    pub(crate) wanted: i64,
    pub(crate) stock: i64,
    pub(crate) upper: Option<Id>,
    pub(crate) stock_digest: Vec<u8>,
    pub(crate) agency: Id,
    pub(crate) inspector: Id,
    pub(crate) by: Id,
    pub(crate) at: At,
}

/// A sample with the names of its people.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) seed: String,
    pub(crate) filter: Json<SampleFilter>,
    pub(crate) wanted: i64,
    pub(crate) stock: i64,
    pub(crate) upper_id: Option<Id>,
    pub(crate) stock_digest: Vec<u8>,
    pub(crate) inspector_id: Id,
    pub(crate) drawn_by: Id,
    pub(crate) drawn_at: At,
    pub(crate) inspector_name: String,
    pub(crate) drawer_name: String,
}

/// A licence of a sample with its names.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Item {
    pub(crate) licence_id: Id,
    pub(crate) holder_id: Id,
    pub(crate) place: i64,
    pub(crate) version: i64,
    pub(crate) issuer_id: Id,
    pub(crate) state: Word<SampleState>,
    pub(crate) revision: i64,
    pub(crate) ground: Option<Word<Ground>>,
    pub(crate) due_date: Option<Day>,
    pub(crate) due_at: Option<At>,
    pub(crate) issuer_name: String,
    pub(crate) type_name: String,
    pub(crate) number: String,
}

/// Something that happened to a licence of a sample.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Happened {
    pub(crate) licence_id: Id,
    pub(crate) seq: i64,
    pub(crate) at: At,
    pub(crate) event: Word<SampleEvent>,
    pub(crate) words_sealed: Option<Vec<u8>>,
    pub(crate) key_id: Option<String>,
    pub(crate) staff_name: String,
}

/// A licence that can be drawn.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct Drawable {
    pub(crate) id: Id,
    pub(crate) holder_id: Id,
    pub(crate) version: i64,
    pub(crate) issuer_id: Id,
}

/// A name with its key.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Named {
    pub(crate) id: Id,
    pub(crate) name: String,
}

/// A step of a licence of a sample.
#[derive(Clone, Debug)]
pub(crate) struct Move {
    pub(crate) inspection: Id,
    pub(crate) licence: Id,
    pub(crate) revision: i64,
    pub(crate) event: SampleEvent,
    pub(crate) to: SampleState,
    pub(crate) ground: Option<Ground>,
    pub(crate) due: Option<(Day, At)>,
    pub(crate) words: Option<crate::crypto::Sealed>,
    pub(crate) by: Id,
    pub(crate) at: At,
}

/// The ids of all licences that the filter lets through, in their order.
pub(crate) async fn stock(tx: &mut Tx, filter: &SampleFilter) -> Result<Vec<Id>, StoreError> {
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
    let word =
        |word: Option<Result<String, StoreError>>| word.transpose().map(Option::unwrap_or_default);
    let trust = word(filter.trust.as_ref().map(super::word))?;
    let status = word(filter.status.as_ref().map(super::word))?;
    Ok(on!(tx, |c| sqlx::query_scalar(sql::STOCK)
        .bind(filter.issuer.map_or_else(String::new, |id| id.to_string()))
        .bind(filter.type_code.as_deref().unwrap_or_default())
        .bind(day(filter.issued_from))
        .bind(day(filter.issued_to))
        .bind(&trust)
        .bind(&status)
        .fetch_all(c)
        .await)?)
}

/// What has to be known of a drawn licence.
pub(crate) async fn drawn(tx: &mut Tx, id: Id) -> Result<Option<Drawable>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::DRAWN)
        .bind(id)
        .fetch_optional(c)
        .await)?)
}

/// Keeps a draw with its licences.
pub(crate) async fn insert(
    tx: &mut Tx,
    new: &New,
    sampled: Vec<Sampled>,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(new.id)
        .bind(&new.seed)
        .bind(Json(&new.filter))
        .bind(new.wanted)
        .bind(new.stock)
        .bind(new.upper)
        .bind(&new.stock_digest)
        .bind(new.agency)
        .bind(new.inspector)
        .bind(new.by)
        .bind(new.at)
        .execute(c)
        .await
        .map(drop))?;
    Sampled::insert(tx, sampled).await
}

/// One sample.
pub(crate) async fn find(tx: &mut Tx, id: Id) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(id)
        .fetch_optional(c)
        .await)?)
}

/// Samples in which an issuer's licences were looked at, or that somebody inspects, or all; the last first.
pub(crate) async fn list(
    tx: &mut Tx,
    (issuer, inspector): (Option<Id>, Option<Id>),
    before: Before,
    limit: i64,
) -> Result<Vec<Row>, StoreError> {
    let text = |id: Option<Id>| id.map_or_else(String::new, |id| id.0.to_string());
    Ok(on!(tx, |c| sqlx::query_as(sql::LIST)
        .bind(text(issuer))
        .bind(text(inspector))
        .bind(At(before.at))
        .bind(Id(before.id))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// The licences of a sample, in the order of the draw.
pub(crate) async fn items(tx: &mut Tx, id: Id) -> Result<Vec<Item>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::ITEMS)
        .bind(id)
        .fetch_all(c)
        .await)?)
}

/// What happened to them.
pub(crate) async fn history(tx: &mut Tx, id: Id) -> Result<Vec<Happened>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::HISTORY)
        .bind(id)
        .fetch_all(c)
        .await)?)
}

/// Moves a licence of a sample; stale if it has moved on since it was read.
pub(crate) async fn step(tx: &mut Tx, step: Move) -> Result<(), StoreError> {
    let moved = on!(tx, |c| sqlx::query(sql::MOVE)
        .bind(step.inspection)
        .bind(step.licence)
        .bind(step.revision)
        .bind(Word(step.to))
        .bind(step.ground.map(Word))
        .bind(step.due.map(|due| due.0))
        .bind(step.due.map(|due| due.1))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if moved != 1 {
        return Err(StoreError::Stale);
    }
    let (key, words) = step
        .words
        .map(|sealed| (sealed.key_id, sealed.bytes))
        .unzip();
    on!(tx, |c| sqlx::query(sql::EVENT)
        .bind(step.inspection)
        .bind(step.licence)
        .bind(step.revision + 1)
        .bind(step.at)
        .bind(Word(step.event))
        .bind(step.by)
        .bind(words)
        .bind(key)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Who of an agency can be an inspector.
pub(crate) async fn inspectors(tx: &mut Tx, agency: Id) -> Result<Vec<Named>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::INSPECTORS)
        .bind(agency)
        .fetch_all(c)
        .await)?)
}

/// Every published type by code and name.
pub(crate) async fn types(tx: &mut Tx) -> Result<Vec<(String, String)>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::TYPES).fetch_all(c).await)?)
}
