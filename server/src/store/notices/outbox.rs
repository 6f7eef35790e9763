//! Which messages wait for delivery, and what became of each?

use crate::store::{At, Id, StoreError, Tx, Word, on};
use domain::wire::notice::NoticeKind;
use jiff::Timestamp;

pub(super) const OUTBOX: &str = "\
    SELECT id, kind, objection_id, failures FROM notice \
    WHERE delivered_at IS NULL AND try_at <= $1 ORDER BY try_at, id LIMIT $2";
pub(super) const POSTPONE: &str = "\
    UPDATE notice SET failures = failures + 1, try_at = $2 WHERE id = $1 AND delivered_at IS NULL";
pub(super) const DELIVER: &str =
    "UPDATE notice SET delivered_at = $2 WHERE id = $1 AND delivered_at IS NULL";

/// A message that waits for delivery.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Waiting {
    pub(crate) id: Id,
    pub(crate) kind: Word<NoticeKind>,
    pub(crate) objection_id: Option<Id>,
    pub(crate) failures: i64,
}

/// What waits for delivery by now, oldest first.
pub(crate) async fn outbox(
    tx: &mut Tx,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Waiting>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(OUTBOX)
        .bind(At(now))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Notes a delivery; false if somebody else made it.
pub(crate) async fn deliver(tx: &mut Tx, id: Id, at: Timestamp) -> Result<bool, StoreError> {
    let done = on!(tx, |c| sqlx::query(DELIVER)
        .bind(id)
        .bind(At(at))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Counts a failed delivery, which is tried again at `until`.
pub(crate) async fn postpone(tx: &mut Tx, id: Id, until: Timestamp) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(POSTPONE)
        .bind(id)
        .bind(At(until))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}
