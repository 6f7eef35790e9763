//! What else than the clocks of cases is due by a date that a new calendar can move? What findings ask to be mended.

use super::{At, Day, Id, StoreError, Tx, guarded, on};

mod sql {
    pub(super) const FINDINGS: &str = "\
        SELECT s.inspection_id, s.licence_id, s.holder_id, s.issuer_id, i.inspector_id, s.due_date, \
            (SELECT MAX(e.at) FROM sampled_event e WHERE e.inspection_id = s.inspection_id AND e.licence_id = s.licence_id AND e.event = 'find') AS found_at \
        FROM sampled s JOIN inspection i ON i.id = s.inspection_id WHERE s.state = 'found' AND s.due_date IS NOT NULL ORDER BY s.inspection_id, s.licence_id";
    pub(super) const REDATE: &str = "\
        UPDATE sampled SET due_date = $4, due_at = $5 WHERE inspection_id = $1 AND licence_id = $2 AND due_date = $3";
}

pub(crate) const SQL: &[&str] = &[sql::FINDINGS, sql::REDATE];

/// A finding that is to be mended.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct Finding {
    pub(crate) inspection_id: Id,
    pub(crate) licence_id: Id,
    pub(crate) holder_id: Id,
    pub(crate) issuer_id: Id,
    pub(crate) inspector_id: Id,
    pub(crate) due_date: Day,
    pub(crate) found_at: Option<At>,
}

/// Findings that are to be mended.
pub(crate) async fn findings(tx: &mut Tx) -> Result<Vec<Finding>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FINDINGS)
        .fetch_all(c)
        .await)?)
}

/// Gives a finding another date; stale if it has got one meanwhile.
pub(crate) async fn redate(
    tx: &mut Tx,
    finding: &Finding,
    to: (Day, At),
) -> Result<(), StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::REDATE)
        .bind(finding.inspection_id)
        .bind(finding.licence_id)
        .bind(finding.due_date)
        .bind(to.0)
        .bind(to.1)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    guarded(done)
}
