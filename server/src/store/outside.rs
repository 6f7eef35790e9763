//! Which cases did another system bring, and by what does it ask for them?

use super::{Id, StoreError, Tx, Word, on};
use domain::access::KeyPurpose;

mod sql {
    pub(super) const INSERT: &str = "\
        INSERT INTO outside_case (agency_id, purpose, reference, holder_id, objection_id, machine_id, digest) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    pub(super) const FIND: &str = "\
        SELECT objection_id, digest FROM outside_case WHERE agency_id = $1 AND purpose = $2 AND reference = $3";
}

pub(crate) const SQL: &[&str] = &[sql::INSERT, sql::FIND];

/// By what a system asks for a case.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) agency: Id,
    pub(crate) purpose: KeyPurpose,
    pub(crate) reference: String,
}

/// That a system brought a case.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) key: Key,
    pub(crate) holder: Id,
    pub(crate) objection: Id,
    pub(crate) machine: Id,
    pub(crate) digest: Vec<u8>,
}

/// A case that a system brought.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Found {
    pub(crate) objection_id: Id,
    /// Of what was sent first.
    pub(crate) digest: Vec<u8>,
}

/// Notes who brought a case.
pub(crate) async fn insert(tx: &mut Tx, new: &New) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(new.key.agency)
        .bind(Word(new.key.purpose))
        .bind(&new.key.reference)
        .bind(new.holder)
        .bind(new.objection)
        .bind(new.machine)
        .bind(&new.digest)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// The case that it asks for.
pub(crate) async fn find(tx: &mut Tx, key: &Key) -> Result<Option<Found>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(key.agency)
        .bind(Word(key.purpose))
        .bind(&key.reference)
        .fetch_optional(c)
        .await)?)
}
