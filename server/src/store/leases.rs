//! Which server does a job just now? One row for each job, held for a while.

use super::{At, StoreError, Tx, on};
use jiff::Timestamp;

mod sql {
    pub(super) const CREATE: &str =
        "INSERT INTO lease (name, holder, until) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING";
    pub(super) const TAKE: &str =
        "UPDATE lease SET holder = $2, until = $3 WHERE name = $1 AND (holder = $2 OR until <= $4)";
    pub(super) const RELEASE: &str = "DELETE FROM lease WHERE name = $1 AND holder = $2";
}

pub(crate) const SQL: &[&str] = &[sql::CREATE, sql::TAKE, sql::RELEASE];

/// Takes or keeps a job until `until`; false if another holder has it.
pub(crate) async fn take(
    tx: &mut Tx,
    name: &str,
    holder: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, StoreError> {
    let created = on!(tx, |c| sqlx::query(sql::CREATE)
        .bind(name)
        .bind(holder)
        .bind(At(until))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if created == 1 {
        return Ok(true);
    }
    let taken = on!(tx, |c| sqlx::query(sql::TAKE)
        .bind(name)
        .bind(holder)
        .bind(At(until))
        .bind(At(now))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(taken == 1)
}

/// Gives a job back, so that another server need not wait.
pub(crate) async fn release(tx: &mut Tx, name: &str, holder: &str) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::RELEASE)
        .bind(name)
        .bind(holder)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}
