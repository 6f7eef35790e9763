//! Which organisations work here?

use super::{Id, StoreError, Tx, on};
use domain::id::AgencyId;

mod sql {
    pub(super) const INSERT: &str = "INSERT INTO agency (id, name, uscc) VALUES ($1, $2, $3)";
    pub(super) const FIND: &str = "SELECT name, uscc FROM agency WHERE id = $1";
    pub(super) const ALL: &str = "SELECT id, name, uscc FROM agency";
    pub(super) const OTHERS: &str = "SELECT a.id, a.name, a.uscc FROM agency a WHERE a.id <> $1 \
            AND EXISTS (SELECT 1 FROM staff s WHERE s.agency_id = a.id AND s.role = 'handler' AND s.disabled_at IS NULL) \
        ORDER BY a.name, a.id";
    pub(super) const HANDLES: &str = "\
        SELECT COUNT(*) FROM staff WHERE agency_id = $1 AND role = 'handler' AND disabled_at IS NULL";
    /// Where the supervisors work.
    pub(super) const MANAGING: &str = "\
        SELECT a.id, a.name, a.uscc FROM staff s JOIN agency a ON a.id = s.agency_id \
        WHERE s.role = 'supervisor' AND s.disabled_at IS NULL ORDER BY s.created_at, s.id LIMIT 1";
}

pub(crate) const SQL: &[&str] = &[
    sql::INSERT,
    sql::FIND,
    sql::ALL,
    sql::OTHERS,
    sql::HANDLES,
    sql::MANAGING,
];

/// An organisation.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) uscc: String,
}

/// One organisation.
pub(crate) async fn find(tx: &mut Tx, id: AgencyId) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(Id::from(id))
        .fetch_optional(c)
        .await)?)
}

/// An organisation with its id.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Listed {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) uscc: String,
}

/// 管理单位: what concerns no issuer comes to it.
pub(crate) async fn managing(tx: &mut Tx) -> Result<Option<Listed>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::MANAGING)
        .fetch_optional(c)
        .await)?)
}

/// Every organisation.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<Listed>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::ALL).fetch_all(c).await)?)
}

/// Every other organisation where cases can be handled, by name.
pub(crate) async fn others(tx: &mut Tx, than: Id) -> Result<Vec<Listed>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OTHERS)
        .bind(than)
        .fetch_all(c)
        .await)?)
}

/// Adds an organisation; `Duplicate` if its credit code is known already.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: AgencyId,
    name: &str,
    uscc: &str,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(Id::from(id))
        .bind(name)
        .bind(uscc)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Whether somebody handles cases at an organisation.
pub(crate) async fn handles(tx: &mut Tx, id: AgencyId) -> Result<bool, StoreError> {
    let handlers: i64 = on!(tx, |c| sqlx::query_scalar(sql::HANDLES)
        .bind(Id::from(id))
        .fetch_one(c)
        .await)?;
    Ok(handlers > 0)
}
