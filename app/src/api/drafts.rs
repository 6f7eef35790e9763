//! The draft of an objection.

use super::call::{Answer, ask, send, tell};
use super::routes;
use domain::id::{DraftId, EvidenceId, LicenceId};
use domain::wire::draft::{Draft, OpenDraft, SaveDraft};

/// Opens the draft for a licence, or returns the one that is open.
pub async fn open(licence: LicenceId, key: String) -> Answer<Draft> {
    send(routes::OPEN_DRAFT, &[], &OpenDraft { licence }, Some(&key)).await
}

/// One draft.
pub async fn get(id: DraftId) -> Answer<Draft> {
    ask(routes::DRAFT.at(&[&id.to_string()])).await
}

/// Saves what has been written.
pub async fn save(id: DraftId, save: SaveDraft) -> Answer<Draft> {
    send(routes::SAVE_DRAFT, &[&id.to_string()], &save, None).await
}

/// Throws a draft away, with its evidence.
pub async fn delete(id: DraftId) -> Answer<()> {
    tell(routes::DELETE_DRAFT, &[&id.to_string()]).await
}

/// Removes one file.
pub async fn remove_evidence(draft: DraftId, evidence: EvidenceId) -> Answer<()> {
    tell(
        routes::REMOVE_EVIDENCE,
        &[&draft.to_string(), &evidence.to_string()],
    )
    .await
}
