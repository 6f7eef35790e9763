//! Which files support an objection? Rows of `evidence`; the files themselves are elsewhere, under their content's hash.

use super::{At, Id, StoreError, Tx, on, portions};
use domain::id::EvidenceId;
use sqlx::QueryBuilder;

mod sql {
    pub(super) const INSERT: &str = "\
        INSERT INTO evidence (holder_id, id, draft_id, name_sealed, key_id, media_type, size, content_hash, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    pub(super) const FIND: &str = "\
        SELECT e.holder_id, e.id, e.draft_id, e.name_sealed, e.key_id, e.media_type, e.size, e.content_hash, \
            e.created_at, o.issuer_id, o.partner_id \
        FROM evidence e LEFT JOIN objection o ON o.holder_id = e.holder_id AND o.id = e.objection_id WHERE e.id = $1";
    pub(super) const OF_DRAFT: &str = "\
        SELECT holder_id, id, draft_id, name_sealed, key_id, media_type, size, content_hash, created_at \
        FROM evidence WHERE draft_id = $1 AND holder_id = $2 ORDER BY created_at, id LIMIT 20";
    pub(super) const OF_OBJECTION: &str = "\
        SELECT holder_id, id, draft_id, name_sealed, key_id, media_type, size, content_hash, created_at \
        FROM evidence WHERE objection_id = $1 AND holder_id = $2 ORDER BY created_at, id LIMIT 20";
    pub(super) const COUNT: &str =
        "SELECT COUNT(*) FROM evidence WHERE draft_id = $1 AND holder_id = $2";
    pub(super) const DELETE: &str =
        "DELETE FROM evidence WHERE holder_id = $1 AND draft_id = $2 AND id = $3";
    pub(super) const DELETE_OF_DRAFT: &str =
        "DELETE FROM evidence WHERE holder_id = $1 AND draft_id = $2";
    pub(super) const IN_USE: &str = "SELECT COUNT(*) FROM evidence WHERE content_hash = $1";
}

pub(crate) const SQL: &[&str] = &[
    sql::INSERT,
    sql::FIND,
    sql::OF_DRAFT,
    sql::OF_OBJECTION,
    sql::COUNT,
    sql::DELETE,
    sql::DELETE_OF_DRAFT,
    sql::IN_USE,
];

/// One file.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) holder_id: Id,
    pub(crate) id: Id,
    pub(crate) draft_id: Option<Id>,
    pub(crate) name_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) media_type: String,
    pub(crate) size: i64,
    pub(crate) content_hash: String,
    pub(crate) created_at: At,
}

/// One file, with whom its case belongs to.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Found {
    #[sqlx(flatten)]
    pub(crate) row: Row,
    pub(crate) issuer_id: Option<Id>,
    pub(crate) partner_id: Option<Id>,
}

/// Adds a file to a draft.
pub(crate) async fn insert(tx: &mut Tx, row: &Row) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(row.holder_id)
        .bind(row.id)
        .bind(row.draft_id)
        .bind(&row.name_sealed)
        .bind(&row.key_id)
        .bind(&row.media_type)
        .bind(row.size)
        .bind(&row.content_hash)
        .bind(row.created_at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// One file, whoever it belongs to.
pub(crate) async fn find(tx: &mut Tx, id: EvidenceId) -> Result<Option<Found>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(Id::from(id))
        .fetch_optional(c)
        .await)?)
}

/// The files of a draft, in the order of upload.
pub(crate) async fn of_draft(tx: &mut Tx, holder: Id, draft: Id) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_DRAFT)
        .bind(draft)
        .bind(holder)
        .fetch_all(c)
        .await)?)
}

/// The files of an objection, in the order of upload.
pub(crate) async fn of_objection(
    tx: &mut Tx,
    holder: Id,
    objection: Id,
) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_OBJECTION)
        .bind(objection)
        .bind(holder)
        .fetch_all(c)
        .await)?)
}

/// How many files a draft has.
pub(crate) async fn count(tx: &mut Tx, holder: Id, draft: Id) -> Result<i64, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::COUNT)
        .bind(draft)
        .bind(holder)
        .fetch_one(c)
        .await)?)
}

/// A draft's key, and the objection that was made of it.
pub(crate) type Made = (Id, Id, Id);

/// Moves the files of drafts to the objections that were made of them. A draft's id may be its holder's choice: what another
/// one's draft has under the same id stays there.
pub(crate) async fn hand_over(tx: &mut Tx, made: &[Made]) -> Result<(), StoreError> {
    for part in portions(made) {
        on!(tx, |c| {
            let mut query = QueryBuilder::new("UPDATE evidence SET objection_id = CASE");
            for (holder, draft, objection) in part {
                query.push(" WHEN holder_id = ").push_bind(*holder);
                query.push(" AND draft_id = ").push_bind(*draft);
                query.push(" THEN ").push_bind(*objection);
            }
            query.push(" END, draft_id = NULL WHERE ");
            let mut each = query.separated(" OR ");
            for (holder, draft, _) in part {
                each.push("(holder_id = ").push_bind_unseparated(*holder);
                each.push_unseparated(" AND draft_id = ")
                    .push_bind_unseparated(*draft);
                each.push_unseparated(")");
            }
            query.build().execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// Removes a file from a draft; whether it was there.
pub(crate) async fn delete(tx: &mut Tx, holder: Id, draft: Id, id: Id) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::DELETE)
        .bind(holder)
        .bind(draft)
        .bind(id)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Removes all files of a draft.
pub(crate) async fn delete_of_draft(tx: &mut Tx, holder: Id, draft: Id) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::DELETE_OF_DRAFT)
        .bind(holder)
        .bind(draft)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Whether any row still points at a content.
pub(crate) async fn in_use(tx: &mut Tx, content_hash: &str) -> Result<bool, StoreError> {
    let rows: i64 = on!(tx, |c| sqlx::query_scalar(sql::IN_USE)
        .bind(content_hash)
        .fetch_one(c)
        .await)?;
    Ok(rows > 0)
}
