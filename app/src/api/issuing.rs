//! Issuing: what is put up, approved and sent back, and what else happens to a licence.

use super::call::{Answer, ask, send};
use super::routes::{self, Route};
use domain::id::{LicenceId, PreparationId};
use domain::wire::Page;
use domain::wire::issuing::{
    ApproveContent, EnterEvent, LicenceSheet, PreparationCounts, PreparationDetail,
    PreparationSummary, PrepareIssue, PrepareVersion, SendContentBack,
};
use domain::wire::licence::LicenceDetail;

/// What of the own agency is in a state, the oldest first.
pub async fn list(state: &'static str, cursor: String) -> Answer<Page<PreparationSummary>> {
    let address = routes::with_query(routes::PREPARATIONS.at(&[]), "state", state);
    ask(routes::with_query(address, "cursor", &cursor)).await
}

/// How many wait.
pub async fn counts() -> Answer<PreparationCounts> {
    ask(routes::PREPARATION_COUNTS.at(&[])).await
}

/// One with its content.
pub async fn get(id: PreparationId) -> Answer<PreparationDetail> {
    ask(routes::PREPARATION.at(&[&id.to_string()])).await
}

/// The current version of a licence as a form.
pub async fn sheet(id: LicenceId) -> Answer<LicenceSheet> {
    ask(routes::LICENCE_SHEET.at(&[&id.to_string()])).await
}

/// 制发.
pub async fn issue(request: PrepareIssue, key: String) -> Answer<PreparationDetail> {
    send(routes::PREPARE_ISSUE, &[], &request, Some(&key)).await
}

/// 变更 or 延续.
pub async fn next_version(
    id: LicenceId,
    request: PrepareVersion,
    key: String,
) -> Answer<PreparationDetail> {
    let id = id.to_string();
    send(routes::PREPARE_VERSION, &[&id], &request, Some(&key)).await
}

/// Any other event.
pub async fn enter(id: LicenceId, request: EnterEvent, key: String) -> Answer<LicenceDetail> {
    let id = id.to_string();
    send(routes::ENTER_EVENT, &[&id], &request, Some(&key)).await
}

/// Approves the content with this digest.
pub async fn approve(id: PreparationId, digest: String, key: String) -> Answer<PreparationDetail> {
    step(
        routes::APPROVE_CONTENT,
        id,
        &ApproveContent { digest },
        &key,
    )
    .await
}

/// Sends it back.
pub async fn send_back(id: PreparationId, note: String, key: String) -> Answer<PreparationDetail> {
    step(
        routes::SEND_CONTENT_BACK,
        id,
        &SendContentBack { note },
        &key,
    )
    .await
}

/// Takes it back.
pub async fn take_back(id: PreparationId, key: String) -> Answer<PreparationDetail> {
    step(routes::TAKE_BACK, id, &(), &key).await
}

async fn step<B: serde::Serialize>(
    route: Route,
    id: PreparationId,
    body: &B,
    key: &str,
) -> Answer<PreparationDetail> {
    send(route, &[&id.to_string()], body, Some(key)).await
}
