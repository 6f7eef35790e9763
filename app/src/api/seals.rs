//! Seals: the register, what waits for one, and the summary.

use super::call::{Answer, ask, send};
use super::routes;
use domain::id::{AuthorityId, SealId};
use domain::wire::case::StaffRef;
use domain::wire::seal::{
    AskForCertificate, CertificateRequest, GrantAuthority, HandSealOver, MoveSeal, RequestSeal,
    SealDetail, SealSummary,
};
use domain::wire::sealing::{PutSeal, SealPut, SealingReport, WaitingForSeal};

/// The register.
pub async fn list() -> Answer<Vec<SealSummary>> {
    ask(routes::SEALS.at(&[])).await
}

/// Who of the own agency can keep a seal.
pub async fn candidates() -> Answer<Vec<StaffRef>> {
    ask(routes::SEAL_KEEPERS.at(&[])).await
}

/// One seal.
pub async fn get(id: SealId) -> Answer<SealDetail> {
    ask(routes::REGISTERED_SEAL.at(&[&id.to_string()])).await
}

/// Asks for a seal.
pub async fn request(request: RequestSeal, key: String) -> Answer<SealDetail> {
    send(routes::REQUEST_SEAL, &[], &request, Some(&key)).await
}

/// Lets something happen to a seal.
pub async fn advance(id: SealId, request: MoveSeal, key: String) -> Answer<SealDetail> {
    send(routes::MOVE_SEAL, &[&id.to_string()], &request, Some(&key)).await
}

/// The request for a seal's certificate.
pub async fn ask_for_certificate(
    id: SealId,
    request: AskForCertificate,
    key: String,
) -> Answer<CertificateRequest> {
    let ids = [&*id.to_string()];
    send(routes::ASK_FOR_CERTIFICATE, &ids, &request, Some(&key)).await
}

/// Hands a seal over.
pub async fn hand_over(id: SealId, request: HandSealOver, key: String) -> Answer<SealDetail> {
    let ids = [&*id.to_string()];
    send(routes::HAND_SEAL_OVER, &ids, &request, Some(&key)).await
}

/// Grants a standing authority.
pub async fn grant(id: SealId, request: GrantAuthority, key: String) -> Answer<SealDetail> {
    let ids = [&*id.to_string()];
    send(routes::GRANT_AUTHORITY, &ids, &request, Some(&key)).await
}

/// Ends one.
pub async fn end(id: SealId, authority: AuthorityId, key: String) -> Answer<SealDetail> {
    let ids = [&*id.to_string(), &*authority.to_string()];
    send(routes::END_AUTHORITY, &ids, &(), Some(&key)).await
}

/// What waits for the caller's seals.
pub async fn waiting() -> Answer<WaitingForSeal> {
    ask(routes::WAITING_FOR_SEAL.at(&[])).await
}

/// Puts a seal.
pub async fn put(id: SealId, request: PutSeal, key: String) -> Answer<SealPut> {
    send(routes::PUT_SEAL, &[&id.to_string()], &request, Some(&key)).await
}

/// The summary of the period that a day falls into; of today without one.
pub async fn summary(on: String) -> Answer<SealingReport> {
    ask(routes::with_query(routes::SEALS_SUMMARY.at(&[]), "on", &on)).await
}

/// Where the same lies as a file.
pub fn summary_file(on: &str) -> String {
    routes::with_query(routes::SEALS_SUMMARY_CSV.at(&[]), "on", on)
}
