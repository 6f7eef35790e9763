//! What do staff say to one another about a case? Append-only, beside its history.

use super::{At, Id, StoreError, Tx, on};

mod sql {
    pub(super) const INSERT: &str = "\
        INSERT INTO case_note (holder_id, objection_id, id, at, staff_id, text_sealed, key_id) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    pub(super) const MENTION: &str = "\
        INSERT INTO case_mention (holder_id, objection_id, note_id, staff_id) VALUES ($1, $2, $3, $4)";
    pub(super) const OF_CASE: &str = "\
        SELECT n.id, n.at, n.staff_id, n.text_sealed, n.key_id, s.name AS staff_name, a.name AS agency_name \
        FROM case_note n JOIN staff s ON s.id = n.staff_id JOIN agency a ON a.id = s.agency_id \
        WHERE n.holder_id = $1 AND n.objection_id = $2 AND ($3 OR s.agency_id = $4 \
            OR EXISTS (SELECT 1 FROM case_mention m WHERE m.holder_id = n.holder_id AND m.objection_id = n.objection_id \
                AND m.note_id = n.id AND m.staff_id = $5)) \
        ORDER BY n.at DESC, n.id DESC LIMIT 500";
    pub(super) const MENTIONS: &str = "\
        SELECT m.note_id, m.staff_id, s.name AS staff_name FROM case_mention m JOIN staff s ON s.id = m.staff_id \
        WHERE m.holder_id = $1 AND m.objection_id = $2 ORDER BY s.name, m.staff_id";
    pub(super) const COLLEAGUES: &str = "\
        SELECT s.id, s.name, a.name AS agency_name FROM staff s JOIN agency a ON a.id = s.agency_id \
        WHERE s.disabled_at IS NULL AND s.role IN ('handler', 'approver', 'supervisor') \
            AND s.agency_id IN ($1, $2) ORDER BY a.name, s.name, s.id";
}

pub(crate) const SQL: &[&str] = &[
    sql::INSERT,
    sql::MENTION,
    sql::OF_CASE,
    sql::MENTIONS,
    sql::COLLEAGUES,
];

/// A note that somebody writes.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) holder: Id,
    pub(crate) objection: Id,
    pub(crate) id: Id,
    pub(crate) at: At,
    pub(crate) staff: Id,
    pub(crate) text_sealed: Vec<u8>,
    pub(crate) key_id: String,
    /// Whom it calls.
    pub(crate) mentions: Vec<Id>,
}

/// A note as it stands.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) at: At,
    pub(crate) staff_id: Id,
    pub(crate) text_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) staff_name: String,
    pub(crate) agency_name: String,
}

/// Whom a note calls.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Mention {
    pub(crate) note_id: Id,
    pub(crate) staff_id: Id,
    pub(crate) staff_name: String,
}

/// Somebody who can be called.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Colleague {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) agency_name: String,
}

/// Adds a note and whom it calls.
pub(crate) async fn insert(tx: &mut Tx, new: &New) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(new.holder)
        .bind(new.objection)
        .bind(new.id)
        .bind(new.at)
        .bind(new.staff)
        .bind(&new.text_sealed)
        .bind(&new.key_id)
        .execute(c)
        .await
        .map(drop))?;
    for mentioned in &new.mentions {
        on!(tx, |c| sqlx::query(sql::MENTION)
            .bind(new.holder)
            .bind(new.objection)
            .bind(new.id)
            .bind(*mentioned)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

/// Who reads notes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader {
    pub(crate) staff: Id,
    pub(crate) agency: Id,
    /// Whether those of every agency.
    pub(crate) all: bool,
}

/// The notes of a case that are for this reader, the last first: those of the own agency, and those that call them.
pub(crate) async fn of_case(
    tx: &mut Tx,
    (holder, objection): (Id, Id),
    reader: Reader,
) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_CASE)
        .bind(holder)
        .bind(objection)
        .bind(reader.all)
        .bind(reader.agency)
        .bind(reader.staff)
        .fetch_all(c)
        .await)?)
}

/// Whom the notes of a case call.
pub(crate) async fn mentions(
    tx: &mut Tx,
    (holder, objection): (Id, Id),
) -> Result<Vec<Mention>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::MENTIONS)
        .bind(holder)
        .bind(objection)
        .fetch_all(c)
        .await)?)
}

/// Who works on cases at either of two agencies.
pub(crate) async fn colleagues(
    tx: &mut Tx,
    issuer: Id,
    partner: Option<Id>,
) -> Result<Vec<Colleague>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::COLLEAGUES)
        .bind(issuer)
        .bind(partner.unwrap_or(issuer))
        .fetch_all(c)
        .await)?)
}
