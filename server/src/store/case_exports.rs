//! Cases that were taken home whole: by whom, for what, in full or masked, and the digest of what was signed.

use super::{At, Id, StoreError, Tx, on};
use crate::crypto::Sealed;

mod sql {
    pub(super) const INSERT: &str = "\
        INSERT INTO case_export (id, at, staff_id, agency_id, holder_id, objection_id, in_full, reason_sealed, key_id, digest) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
}

pub(crate) const SQL: &[&str] = &[sql::INSERT];

/// An export.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) id: Id,
    pub(crate) at: At,
    pub(crate) staff: Id,
    pub(crate) agency: Id,
    pub(crate) holder: Id,
    pub(crate) objection: Id,
    pub(crate) in_full: bool,
    pub(crate) reason: Sealed,
    pub(crate) digest: Vec<u8>,
}

/// Notes an export.
pub(crate) async fn insert(tx: &mut Tx, new: &New) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(new.id)
        .bind(new.at)
        .bind(new.staff)
        .bind(new.agency)
        .bind(new.holder)
        .bind(new.objection)
        .bind(new.in_full)
        .bind(&new.reason.bytes)
        .bind(&new.reason.key_id)
        .bind(&new.digest)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}
