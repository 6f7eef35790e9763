//! The draft of an objection.

use super::call::{Answer, ask, parse, send, send_for_text, tell};
use super::kept::{Seen, keep, see};
use super::key::fresh;
use super::routes;
use domain::id::{DraftId, EvidenceId, LicenceId};
use domain::wire::draft::{Draft, OpenDraft, SaveDraft};

/// An id for a draft that the server may not know for a while.
pub fn new_id() -> DraftId {
    DraftId(fresh())
}

/// Opens the draft for a licence under this id, or returns the one that is open under another. Sent twice it opens one: the
/// id is the key as well.
pub async fn open(licence: LicenceId, id: DraftId) -> Answer<Draft> {
    let open = OpenDraft {
        licence,
        id: Some(id),
    };
    send(routes::OPEN_DRAFT, &[], &open, Some(&id.to_string())).await
}

/// One draft.
pub async fn get(id: DraftId) -> Answer<Draft> {
    ask(routes::DRAFT.at(&[&id.to_string()])).await
}

/// One draft, or what was seen of it last.
pub async fn seen(id: DraftId) -> Answer<Seen<Draft>> {
    see(routes::DRAFT.at(&[&id.to_string()])).await
}

/// Saves what has been written.
pub async fn save(id: DraftId, save: SaveDraft) -> Answer<Draft> {
    let ids = [id.to_string()];
    let ids = ids.each_ref().map(String::as_str);
    let text = send_for_text(routes::SAVE_DRAFT, &ids, &save).await?;
    keep(&routes::DRAFT.at(&ids), &text);
    parse(&text)
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
