//! Figures, outages and samples.

use super::call::{Answer, ask, send};
use super::routes;
use domain::id::{HeldUpId, InspectionId, LicenceId, OutageId};
use domain::wire::Page;
use domain::wire::inspection::{
    AnswerFinding, DrawChoices, DrawSample, InspectionDetail, InspectionSummary, JudgeAnswer,
    RecordFinding,
};
use domain::wire::licence::LicenceDetail;
use domain::wire::outage::{
    DeclareOutage, EndOutage, ListHeldUp, OutageDetail, OutageSummary, SettleHeldUp,
};
use domain::wire::quality::QualityReport;

/// The figures of a month.
pub async fn quality(month: String, issuer: String) -> Answer<QualityReport> {
    ask(quality_address(routes::QUALITY, &month, &issuer)).await
}

/// Where the month's figures are as a file: `csv` or `xlsx`.
pub fn quality_file(format: &str, month: &str, issuer: &str) -> String {
    let route = if format == "xlsx" {
        routes::QUALITY_XLSX
    } else {
        routes::QUALITY_CSV
    };
    quality_address(route, month, issuer)
}

fn quality_address(route: routes::Route, month: &str, issuer: &str) -> String {
    let address = routes::with_query(route.at(&[]), "month", month);
    routes::with_query(address, "issuer", issuer)
}

/// Outages, the last declared first.
pub async fn outages(cursor: String) -> Answer<Page<OutageSummary>> {
    ask(routes::with_query(
        routes::OUTAGES.at(&[]),
        "cursor",
        &cursor,
    ))
    .await
}

/// One outage.
pub async fn outage(id: OutageId) -> Answer<OutageDetail> {
    ask(routes::OUTAGE.at(&[&id.to_string()])).await
}

/// Declares an outage.
pub async fn declare(request: DeclareOutage, key: String) -> Answer<OutageDetail> {
    send(routes::DECLARE_OUTAGE, &[], &request, Some(&key)).await
}

/// Says that it is over.
pub async fn end(id: OutageId, request: EndOutage, key: String) -> Answer<OutageDetail> {
    send(routes::END_OUTAGE, &[&id.to_string()], &request, Some(&key)).await
}

/// Lists something that was held up.
pub async fn hold_up(id: OutageId, request: ListHeldUp, key: String) -> Answer<OutageDetail> {
    let id = id.to_string();
    send(routes::LIST_HELD_UP, &[&id], &request, Some(&key)).await
}

/// Settles it.
pub async fn settle(
    id: OutageId,
    item: HeldUpId,
    request: SettleHeldUp,
    key: String,
) -> Answer<OutageDetail> {
    let (id, item) = (id.to_string(), item.to_string());
    send(routes::SETTLE_HELD_UP, &[&id, &item], &request, Some(&key)).await
}

/// Samples, the last first.
pub async fn inspections(cursor: String) -> Answer<Page<InspectionSummary>> {
    ask(routes::with_query(
        routes::INSPECTIONS.at(&[]),
        "cursor",
        &cursor,
    ))
    .await
}

/// One sample.
pub async fn inspection(id: InspectionId) -> Answer<InspectionDetail> {
    ask(routes::INSPECTION.at(&[&id.to_string()])).await
}

/// Whom and what a draw can name.
pub async fn choices() -> Answer<DrawChoices> {
    ask(routes::DRAW_CHOICES.at(&[])).await
}

/// Draws a sample.
pub async fn draw(request: DrawSample, key: String) -> Answer<InspectionDetail> {
    send(routes::DRAW_SAMPLE, &[], &request, Some(&key)).await
}

/// A licence that was drawn for the reader.
pub async fn sampled(id: InspectionId, licence: LicenceId) -> Answer<LicenceDetail> {
    ask(routes::SAMPLED.at(&[&id.to_string(), &licence.to_string()])).await
}

/// Records what was found.
pub async fn record(
    at: (InspectionId, LicenceId),
    request: RecordFinding,
    key: String,
) -> Answer<InspectionDetail> {
    step(routes::RECORD_FINDING, at, &request, &key).await
}

/// Answers a finding.
pub async fn answer(
    at: (InspectionId, LicenceId),
    request: AnswerFinding,
    key: String,
) -> Answer<InspectionDetail> {
    step(routes::ANSWER_FINDING, at, &request, &key).await
}

/// Judges an answer.
pub async fn judge(
    at: (InspectionId, LicenceId),
    request: JudgeAnswer,
    key: String,
) -> Answer<InspectionDetail> {
    step(routes::JUDGE_ANSWER, at, &request, &key).await
}

async fn step<B: serde::Serialize>(
    route: routes::Route,
    (id, licence): (InspectionId, LicenceId),
    body: &B,
    key: &str,
) -> Answer<InspectionDetail> {
    let (id, licence) = (id.to_string(), licence.to_string());
    send(route, &[&id, &licence], body, Some(key)).await
}
