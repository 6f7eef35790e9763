//! The roots under which seals are trusted: this deployment's own, and those of the authorities that certified seals.

use super::{At, Id, StoreError, Tx, on};
use jiff::Timestamp;

mod sql {
    pub(super) const ALL: &str =
        "SELECT id, name, certificate, handle, key_id FROM seal_root ORDER BY place DESC";
    pub(super) const ADD: &str = "\
        INSERT INTO seal_root (id, place, name, certificate, handle, key_id, made_at) \
        SELECT $1, COUNT(*) + 1, $2, $3, $4, $5, $6 FROM seal_root WHERE 1 = 1";
}

pub(crate) const SQL: &[&str] = &[sql::ALL, sql::ADD];

/// A root, the newest first.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Root {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) certificate: Vec<u8>,
    pub(crate) handle: Option<Vec<u8>>,
    pub(crate) key_id: Option<String>,
}

/// The roots, the newest first.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<Root>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::ALL).fetch_all(c).await)?)
}

/// Adds a root; stale if another was added since the roots were read.
pub(crate) async fn add(tx: &mut Tx, root: &Root, at: Timestamp) -> Result<(), StoreError> {
    let added = on!(tx, |c| sqlx::query(sql::ADD)
        .bind(root.id)
        .bind(&root.name)
        .bind(&root.certificate)
        .bind(&root.handle)
        .bind(&root.key_id)
        .bind(At(at))
        .execute(c)
        .await
        .map(drop));
    match added.map_err(StoreError::from) {
        Err(StoreError::Duplicate) => Err(StoreError::Stale),
        added => added,
    }
}
