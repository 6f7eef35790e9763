//! What colleagues say to one another about a case.

use super::call::{Answer, ask, send};
use super::routes;
use domain::id::ObjectionId;
use domain::wire::case_note::{CaseNotes, WriteNote};

/// The notes of a case; reading them leaves a record.
pub async fn of_case(id: ObjectionId) -> Answer<CaseNotes> {
    ask(routes::CASE_NOTES.at(&[&id.to_string()])).await
}

/// Writes one, and answers with all.
pub async fn write(id: ObjectionId, note: WriteNote, key: String) -> Answer<CaseNotes> {
    send(
        routes::WRITE_CASE_NOTE,
        &[&id.to_string()],
        &note,
        Some(&key),
    )
    .await
}
