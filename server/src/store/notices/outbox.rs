//! Which messages wait for delivery, and what became of each?

use crate::store::{At, Id, StoreError, Tx, Word, on, portions};
use domain::wire::notice::NoticeKind;
use jiff::Timestamp;
use sqlx::QueryBuilder;

pub(super) const OUTBOX: &str = "\
    SELECT id, kind, objection_id, failures FROM notice \
    WHERE delivered_at IS NULL AND try_at <= $1 ORDER BY try_at, id LIMIT $2";
pub(super) const POSTPONE: &str = "\
    UPDATE notice SET failures = failures + 1, try_at = $2 WHERE id = $1 AND delivered_at IS NULL";

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

/// Notes deliveries; those that nobody else had made.
pub(crate) async fn deliver(tx: &mut Tx, ids: &[Id], at: Timestamp) -> Result<Vec<Id>, StoreError> {
    let mut delivered = Vec::with_capacity(ids.len());
    for part in portions(ids) {
        let of_part: Vec<Id> = on!(tx, |c| {
            let mut query = QueryBuilder::new("UPDATE notice SET delivered_at = ");
            query.push_bind(At(at));
            query.push(" WHERE delivered_at IS NULL AND id IN (");
            let mut each = query.separated(", ");
            for id in part {
                each.push_bind(*id);
            }
            query.push(") RETURNING id");
            query.build_query_scalar().fetch_all(c).await
        })?;
        delivered.extend(of_part);
    }
    Ok(delivered)
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
