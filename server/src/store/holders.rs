//! Whose licences are here? The only table with holders' numbers: each sealed, and found by its blind index.

use super::{At, Id, StoreError, Tx, on};
use crate::crypto::BlindIndex;
use domain::id::HolderId;

/// The place of a holder's number, for sealing it; the row is the holder's id.
pub(crate) const NUMBER: &str = "holder.number";

mod sql {
    pub(super) const INSERT: &str = "\
        INSERT INTO holder (id, kind, name, code_type, number_sealed, key_id, number_index, index_key_id, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// Somebody else may have added the holder meanwhile.
    pub(super) const INSERT_NEW: &str = "\
        INSERT INTO holder (id, kind, name, code_type, number_sealed, key_id, number_index, index_key_id, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (number_index) DO NOTHING";
    pub(super) const FIND: &str = "\
        SELECT id, kind, name, code_type, number_sealed, key_id, number_index, index_key_id, created_at \
        FROM holder WHERE id = $1";
    pub(super) const NAMES_OF: &str = "\
        SELECT h.name FROM holder h WHERE h.id = $1 \
        UNION SELECT h.name FROM co_holder c JOIN holder h ON h.id = c.holder_id WHERE c.leading_id = $1 AND c.licence_id = $2";
    pub(super) const FIND_BY_NUMBER: &str = "\
        SELECT id FROM holder WHERE number_index = $1 AND index_key_id = $2";
    pub(super) const INDEXED_BY_ANOTHER: &str = "\
        SELECT id, number_sealed, key_id FROM holder WHERE index_key_id <> $1 AND id > $2 ORDER BY id LIMIT $3";
    pub(super) const SET_INDEX: &str =
        "UPDATE holder SET number_index = $2, index_key_id = $3 WHERE id = $1";
    pub(super) const GREETING: &str = "\
        SELECT h.name AS name, \
            (SELECT COUNT(*) FROM notice n WHERE n.recipient_id = h.id AND n.read_at IS NULL AND n.delivered_at IS NOT NULL) AS unread \
        FROM holder h WHERE h.id = $1";
    pub(super) const INSERT_DEMONSTRATION_PERSON: &str = "\
        INSERT INTO demonstration_person (holder_id, position, about) VALUES ($1, $2, $3)";
    pub(super) const DEMONSTRATION_PERSONS: &str = "\
        SELECT p.holder_id AS holder_id, h.name AS name, p.about AS about \
        FROM demonstration_person p JOIN holder h ON h.id = p.holder_id \
        ORDER BY p.position, p.holder_id";
}

pub(crate) const SQL: &[&str] = &[
    sql::INSERT,
    sql::INSERT_NEW,
    sql::FIND,
    sql::NAMES_OF,
    sql::FIND_BY_NUMBER,
    sql::INDEXED_BY_ANOTHER,
    sql::SET_INDEX,
    sql::GREETING,
    sql::INSERT_DEMONSTRATION_PERSON,
    sql::DEMONSTRATION_PERSONS,
];

/// A holder.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) code_type: String,
    pub(crate) number_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) number_index: Vec<u8>,
    pub(crate) index_key_id: String,
    pub(crate) created_at: At,
}

/// A holder who is found by another key than today's.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Indexed {
    pub(crate) id: Id,
    pub(crate) number_sealed: Vec<u8>,
    pub(crate) key_id: String,
}

/// What the first screen greets somebody with.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Greeting {
    pub(crate) name: String,
    pub(crate) unread: i64,
}

/// Somebody whom a visitor of the demonstration can be.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct DemonstrationPerson {
    pub(crate) holder_id: Id,
    pub(crate) name: String,
    pub(crate) about: String,
}

/// Adds a holder; `Duplicate` if the number is known already.
#[cfg(any(test, feature = "testing"))]
pub(crate) async fn insert(tx: &mut Tx, row: &Row) -> Result<(), StoreError> {
    add(tx, sql::INSERT, row).await
}

/// The holder with this number under any of the keys in use, who is added if nobody has it yet.
pub(crate) async fn settle(
    tx: &mut Tx,
    row: &Row,
    indexes: &[BlindIndex],
) -> Result<Id, StoreError> {
    if let Some(known) = known(tx, indexes).await? {
        return Ok(known.into());
    }
    add(tx, sql::INSERT_NEW, row).await?;
    let settled = find_by_number(tx, &row.number_index, &row.index_key_id).await?;
    settled.map(Id::from).ok_or(StoreError::Stale)
}

async fn add(tx: &mut Tx, statement: &'static str, row: &Row) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(statement)
        .bind(row.id)
        .bind(&row.kind)
        .bind(&row.name)
        .bind(&row.code_type)
        .bind(&row.number_sealed)
        .bind(&row.key_id)
        .bind(&row.number_index)
        .bind(&row.index_key_id)
        .bind(row.created_at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// A holder by id.
pub(crate) async fn find(tx: &mut Tx, id: HolderId) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(Id::from(id))
        .fetch_optional(c)
        .await)?)
}

/// What those are called who hold a licence, which is known by its leading holder and itself.
pub(crate) async fn names_of(
    tx: &mut Tx,
    (leading, licence): (Id, Id),
) -> Result<Vec<String>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::NAMES_OF)
        .bind(leading)
        .bind(licence)
        .fetch_all(c)
        .await)?)
}

/// The holder whose number these are the indexes of, under any of the keys in use.
pub(crate) async fn known(
    tx: &mut Tx,
    indexes: &[BlindIndex],
) -> Result<Option<HolderId>, StoreError> {
    for index in indexes {
        let found = find_by_number(tx, &index.bytes, &index.key_id).await?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// A holder by the blind index of the number.
pub(crate) async fn find_by_number(
    tx: &mut Tx,
    index: &[u8],
    index_key_id: &str,
) -> Result<Option<HolderId>, StoreError> {
    let id: Option<(Id,)> = on!(tx, |c| sqlx::query_as(sql::FIND_BY_NUMBER)
        .bind(index)
        .bind(index_key_id)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(|(id,)| id.into()))
}

/// Holders whose index was made by another key, in the order of their ids.
pub(crate) async fn indexed_by_another(
    tx: &mut Tx,
    key_id: &str,
    after: Id,
    limit: i64,
) -> Result<Vec<Indexed>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::INDEXED_BY_ANOTHER)
        .bind(key_id)
        .bind(after)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Lets a holder be found by this index.
pub(crate) async fn set_index(
    tx: &mut Tx,
    id: Id,
    index: &[u8],
    index_key_id: &str,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::SET_INDEX)
        .bind(id)
        .bind(index)
        .bind(index_key_id)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Name and unread messages of a holder.
pub(crate) async fn greeting(tx: &mut Tx, id: HolderId) -> Result<Option<Greeting>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::GREETING)
        .bind(Id::from(id))
        .fetch_optional(c)
        .await)?)
}

/// Offers this holder to visitors of the demonstration.
#[cfg(any(test, feature = "testing"))]
pub(crate) async fn insert_demonstration_person(
    tx: &mut Tx,
    id: HolderId,
    position: i64,
    about: &str,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT_DEMONSTRATION_PERSON)
        .bind(Id::from(id))
        .bind(position)
        .bind(about)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Everybody whom the demonstration offers its visitors, in their order.
pub(crate) async fn demonstration_persons(
    tx: &mut Tx,
) -> Result<Vec<DemonstrationPerson>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::DEMONSTRATION_PERSONS)
        .fetch_all(c)
        .await)?)
}
