//! Which organisations work here?

use super::{Id, StoreError, Tx, on};
use domain::id::AgencyId;

mod sql {
    pub(super) const INSERT: &str = "INSERT INTO agency (id, name, uscc) VALUES ($1, $2, $3)";
}

pub(crate) const SQL: &[&str] = &[sql::INSERT];

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
