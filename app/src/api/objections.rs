//! Objections as their objector handles them.

use super::call::{Answer, ask, send};
use super::routes;
use domain::id::ObjectionId;
use domain::wire::Page;
use domain::wire::asking::{AskReview, FileComplaint, Supplement, Withdraw};
use domain::wire::case::{CaseDetail, CaseSummary, Receipt};
use domain::wire::draft::FileObjection;

/// Files a draft.
pub async fn file(filing: FileObjection, key: String) -> Answer<Receipt> {
    send(routes::FILE_OBJECTION, &[], &filing, Some(&key)).await
}

/// Files a case about data or a page.
pub async fn complain(complaint: FileComplaint, key: String) -> Answer<Receipt> {
    send(routes::COMPLAIN, &[], &complaint, Some(&key)).await
}

/// Own objections, open ones first.
pub async fn list(cursor: String) -> Answer<Page<CaseSummary>> {
    ask(routes::with_query(
        routes::OBJECTIONS.at(&[]),
        "cursor",
        &cursor,
    ))
    .await
}

/// One case.
pub async fn get(id: ObjectionId) -> Answer<CaseDetail> {
    ask(routes::OBJECTION.at(&[&id.to_string()])).await
}

/// Answers a return for supplement.
pub async fn supplement(
    id: ObjectionId,
    supplement: Supplement,
    key: String,
) -> Answer<CaseDetail> {
    send(
        routes::SUPPLEMENT,
        &[&id.to_string()],
        &supplement,
        Some(&key),
    )
    .await
}

/// Withdraws.
pub async fn withdraw(id: ObjectionId, version: i64, key: String) -> Answer<CaseDetail> {
    send(
        routes::WITHDRAW,
        &[&id.to_string()],
        &Withdraw { version },
        Some(&key),
    )
    .await
}

/// Asks other people to look at the decision again.
pub async fn ask_review(id: ObjectionId, wish: AskReview, key: String) -> Answer<CaseDetail> {
    send(routes::ASK_REVIEW, &[&id.to_string()], &wish, Some(&key)).await
}
