//! What has a holder written of an objection that isn't filed yet? Rows of `draft`.

use super::together::{self, Together};
use super::{At, Db, Id, StoreError, Tx, guarded, on, portions};
use domain::id::{DraftId, HolderId};
use jiff::Timestamp;
use sqlx::QueryBuilder;
use std::time::Duration;

mod sql {
    use crate::store::together;

    pub(super) const INSERT: &str = "\
        INSERT INTO draft (holder_id, id, licence_id, version, body_sealed, key_id, created_at, saved_at) \
        VALUES ($1, $2, $3, 1, $4, $5, $6, $6) ON CONFLICT DO NOTHING";
    pub(super) const FIND: &str = "\
        SELECT holder_id, id, licence_id, version, body_sealed, key_id, saved_at FROM draft WHERE holder_id = $1 AND id = $2";
    /// By the holder, who has few: with the draft's own id each would be sought for itself.
    pub(super) const OF_HOLDERS: [&str; 3] = together::for_ids!(
        "SELECT holder_id, id, licence_id, version, body_sealed, key_id, saved_at FROM draft WHERE holder_id IN (",
        ")"
    );
    pub(super) const OF_LICENCE: &str = "\
        SELECT holder_id, id, licence_id, version, body_sealed, key_id, saved_at FROM draft WHERE holder_id = $1 AND licence_id = $2";
    pub(super) const SAVE: &str = "\
        UPDATE draft SET version = version + 1, body_sealed = $4, key_id = $5, saved_at = $6 \
        WHERE holder_id = $1 AND id = $2 AND version = $3";
    pub(super) const DELETE: &str = "DELETE FROM draft WHERE holder_id = $1 AND id = $2";
    pub(super) const TOUCH: &str =
        "UPDATE draft SET saved_at = $3 WHERE holder_id = $1 AND id = $2";
    pub(super) const OLD: &str = "\
        SELECT holder_id, id, licence_id, version, body_sealed, key_id, saved_at FROM draft \
        WHERE saved_at < $1 ORDER BY saved_at, id LIMIT $2";
}

pub(crate) const SQL: &[&str] = &[
    sql::INSERT,
    sql::FIND,
    sql::OF_HOLDERS[0],
    sql::OF_HOLDERS[1],
    sql::OF_HOLDERS[2],
    sql::OF_LICENCE,
    sql::SAVE,
    sql::DELETE,
    sql::TOUCH,
    sql::OLD,
];

/// A draft's key and the version in which it was filed.
pub(crate) type Filed = (Id, Id, i64);

/// One draft.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) holder_id: Id,
    pub(crate) id: Id,
    pub(crate) licence_id: Id,
    pub(crate) version: i64,
    pub(crate) body_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) saved_at: At,
}

/// Adds a draft in its first version; false if the licence has one already, or the holder one with this id.
pub(crate) async fn insert(tx: &mut Tx, row: &Row) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(row.holder_id)
        .bind(row.id)
        .bind(row.licence_id)
        .bind(&row.body_sealed)
        .bind(&row.key_id)
        .bind(row.saved_at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// A holder's draft.
pub(crate) async fn find(
    tx: &mut Tx,
    holder: HolderId,
    id: DraftId,
) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(Id::from(holder))
        .bind(Id::from(id))
        .fetch_optional(c)
        .await)?)
}

/// The draft of a holder's licence.
pub(crate) async fn of_licence(
    tx: &mut Tx,
    holder: HolderId,
    licence: Id,
) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_LICENCE)
        .bind(Id::from(holder))
        .bind(licence)
        .fetch_optional(c)
        .await)?)
}

/// Writes what stands in `row`, whose version is the one that was read; stale if there is another.
pub(crate) async fn save(tx: &mut Tx, row: &Row) -> Result<(), StoreError> {
    let saved = on!(tx, |c| sqlx::query(sql::SAVE)
        .bind(row.holder_id)
        .bind(row.id)
        .bind(row.version)
        .bind(&row.body_sealed)
        .bind(&row.key_id)
        .bind(row.saved_at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    guarded(saved)
}

/// Finds holders' own drafts, many at once.
pub(crate) fn finder(db: Db) -> Together<(HolderId, DraftId), Option<Row>> {
    Together::start(together::MOST, Duration::ZERO, move |keys| {
        let db = db.clone();
        Box::pin(async move {
            let holders: Vec<Id> = keys.iter().map(|(holder, _)| Id::from(*holder)).collect();
            let rows = of_holders(&mut *db.read().await?, &holders).await?;
            let of = |(holder, draft): &(HolderId, DraftId)| {
                let wanted = (Id::from(*holder), Id::from(*draft));
                let found = rows.iter().find(|row| (row.holder_id, row.id) == wanted);
                found.cloned()
            };
            Ok(keys.iter().map(of).collect())
        })
    })
}

async fn of_holders(tx: &mut Tx, holders: &[Id]) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| {
        let (statement, holders) = together::fitting(sql::OF_HOLDERS, holders);
        let mut query = sqlx::query_as(statement);
        for holder in holders {
            query = query.bind(holder);
        }
        query.fetch_all(c).await
    })?)
}

/// Removes drafts that were filed, each in this version; stale if one of them has another.
pub(crate) async fn take(tx: &mut Tx, filed: &[Filed]) -> Result<(), StoreError> {
    for part in portions(filed) {
        let taken = on!(tx, |c| {
            let mut query = QueryBuilder::new("DELETE FROM draft WHERE ");
            let mut each = query.separated(" OR ");
            for (holder, id, version) in part {
                each.push("(holder_id = ").push_bind_unseparated(*holder);
                each.push_unseparated(" AND id = ")
                    .push_bind_unseparated(*id);
                each.push_unseparated(" AND version = ")
                    .push_bind_unseparated(*version);
                each.push_unseparated(")");
            }
            let done = query.build().execute(c).await;
            done.map(|done| done.rows_affected())
        })?;
        if usize::try_from(taken) != Ok(part.len()) {
            return Err(StoreError::Stale);
        }
    }
    Ok(())
}

/// Removes a draft; whether it was there.
pub(crate) async fn delete(tx: &mut Tx, holder: Id, id: Id) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::DELETE)
        .bind(holder)
        .bind(id)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Gives a draft its full time again and lets nobody else change it until the transaction ends; whether it is there.
pub(crate) async fn touch(tx: &mut Tx, holder: Id, id: Id, at: At) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::TOUCH)
        .bind(holder)
        .bind(id)
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Drafts that were last saved before `before`.
pub(crate) async fn old(
    tx: &mut Tx,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OLD)
        .bind(At(before))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}
