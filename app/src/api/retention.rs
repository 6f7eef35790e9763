//! How long records are kept, and which may go.

use super::call::{Answer, ask, send};
use super::routes;
use domain::id::PruningId;
use domain::wire::pruning::{AskPruning, DecidePruning, HoldRecords, Retention};

/// Everything of it.
pub async fn all() -> Answer<Retention> {
    ask(routes::RETENTION.at(&[])).await
}

/// Asks that old records may go.
pub async fn ask_pruning(request: AskPruning, key: String) -> Answer<Retention> {
    send(routes::ASK_PRUNING, &[], &request, Some(&key)).await
}

/// Grants or declines what another person asked.
pub async fn decide(id: PruningId, granted: bool, key: String) -> Answer<Retention> {
    let request = DecidePruning { granted };
    send(
        routes::DECIDE_PRUNING,
        &[&id.to_string()],
        &request,
        Some(&key),
    )
    .await
}

/// Holds the records of a case, or lets them age again.
pub async fn hold(request: HoldRecords, key: String) -> Answer<Retention> {
    send(routes::HOLD_RECORDS, &[], &request, Some(&key)).await
}
