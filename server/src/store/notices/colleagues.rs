//! Who of the staff can be told?

use crate::store::together::{self, Together};
use crate::store::{Db, Id, StoreError, Tx, Word, on};
use domain::access::Role;
use std::time::Duration;

pub(super) const STAFF: [&str; 3] = together::for_ids!(
    "SELECT id, agency_id, role FROM staff WHERE disabled_at IS NULL AND agency_id IN (",
    ") ORDER BY id"
);
pub(super) const ALL_STAFF: &str = "\
    SELECT id, agency_id, role FROM staff \
    WHERE disabled_at IS NULL AND role IN ('handler', 'approver', 'supervisor') ORDER BY id";

/// Somebody who can be told.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct Colleague {
    pub(crate) id: Id,
    pub(crate) agency_id: Id,
    pub(crate) role: Word<Role>,
}

/// An agency's people.
pub(crate) async fn staff_of(tx: &mut Tx, agency: Id) -> Result<Vec<Colleague>, StoreError> {
    staff_of_all(tx, &[agency]).await
}

/// Finds an agency's people.
pub(crate) fn staff_finder(db: Db) -> Together<Id, Vec<Colleague>> {
    Together::start(together::MOST, Duration::ZERO, move |agencies: Vec<Id>| {
        let db = db.clone();
        Box::pin(async move {
            let staff = staff_of_all(&mut *db.read().await?, &agencies).await?;
            let of = |agency: &Id| {
                let own = staff.iter().filter(|one| one.agency_id == *agency);
                own.copied().collect()
            };
            Ok(agencies.iter().map(of).collect())
        })
    })
}

async fn staff_of_all(tx: &mut Tx, agencies: &[Id]) -> Result<Vec<Colleague>, StoreError> {
    Ok(on!(tx, |c| {
        let (statement, agencies) = together::fitting(STAFF, agencies);
        let mut query = sqlx::query_as(statement);
        for agency in agencies {
            query = query.bind(agency);
        }
        query.fetch_all(c).await
    })?)
}

/// Everybody who works on cases.
pub(crate) async fn all_staff(tx: &mut Tx) -> Result<Vec<Colleague>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(ALL_STAFF).fetch_all(c).await)?)
}
