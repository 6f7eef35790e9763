//! Samples: drawn, looked at, answered and closed.

use super::PagingQuery;
use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem, Query};
use crate::service::{Clerk, Ctx, inspections};
use axum::http::StatusCode;
use domain::id::{InspectionId, LicenceId};
use domain::wire::Page;
use domain::wire::inspection::{
    AnswerFinding, DrawChoices, DrawSample, InspectionDetail, InspectionSummary, JudgeAnswer,
    RecordFinding,
};
use domain::wire::licence::LicenceDetail;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "随机抽查 inspections";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(draw, list))
        .routes(routes!(choices))
        .routes(routes!(find))
        .routes(routes!(licence))
        .routes(routes!(record))
        .routes(routes!(answer))
        .routes(routes!(judge))
}

problems! {
    OfListing: Malformed, SignedOut, PasswordMustChange, Forbidden;
    OfChoosing: SignedOut, PasswordMustChange, Forbidden;
    OfFinding: SignedOut, PasswordMustChange, Forbidden, NotFound;
    OfMoving: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion, WrongState, KeyReused, InProgress;
}

/// 抽取样本 Draws a sample and gives it to an inspector
///
/// The same seed draws the same licences again from the same stock, whose digest is kept with the draw.
#[utoipa::path(post, path = "/inspections", tag = TAG, operation_id = "draw-sample", request_body = DrawSample,
    params(idempotency::Header), responses((status = 201, body = InspectionDetail), OfMoving))]
async fn draw(
    ctx: Ctx<Clerk>,
    key: IdempotencyKey,
    Json(request): Json<DrawSample>,
) -> Result<(StatusCode, Json<InspectionDetail>), Problem> {
    let once = key.of(&request);
    let detail = inspections::drawing::draw_sample(&ctx, &request, &once).await?;
    Ok((StatusCode::CREATED, Json(detail)))
}

/// 抽查清单 Samples
///
/// All for a supervisor, the own ones for an auditor, and for an agency those in which licences of its own were looked at.
#[utoipa::path(get, path = "/inspections", tag = TAG, operation_id = "list-inspections", params(PagingQuery),
    responses((status = 200, body = Page<InspectionSummary>), OfListing))]
async fn list(
    ctx: Ctx<Clerk>,
    Query(paging): Query<PagingQuery>,
) -> Result<Json<Page<InspectionSummary>>, Problem> {
    Ok(Json(inspections::list(&ctx, &paging.into()).await?))
}

/// 抽查范围 Whom and what a draw can name
#[utoipa::path(get, path = "/inspections/choices", tag = TAG, operation_id = "draw-choices",
    responses((status = 200, body = DrawChoices), OfChoosing))]
async fn choices(ctx: Ctx<Clerk>) -> Result<Json<DrawChoices>, Problem> {
    Ok(Json(inspections::choices(&ctx).await?))
}

/// 抽查 One sample with its licences
#[utoipa::path(get, path = "/inspections/{id}", tag = TAG, operation_id = "find-inspection",
    params(("id" = InspectionId, Path)), responses((status = 200, body = InspectionDetail), OfFinding))]
async fn find(
    ctx: Ctx<Clerk>,
    Path(id): Path<InspectionId>,
) -> Result<Json<InspectionDetail>, Problem> {
    Ok(Json(inspections::find(&ctx, id).await?))
}

/// 样本证照 A licence that was drawn for the inspector
///
/// Recorded with the inspection as the reason; no other licence is shown.
#[utoipa::path(get, path = "/inspections/{id}/licences/{licence}", tag = TAG, operation_id = "find-sampled",
    params(("id" = InspectionId, Path), ("licence" = LicenceId, Path)),
    responses((status = 200, body = LicenceDetail), OfFinding))]
async fn licence(
    ctx: Ctx<Clerk>,
    Path((id, licence)): Path<(InspectionId, LicenceId)>,
) -> Result<Json<LicenceDetail>, Problem> {
    Ok(Json(inspections::licence(&ctx, id, licence).await?))
}

/// 抽查结果 Records what was found about a licence
///
/// A finding is to be mended by a date: a service target, in working days.
#[utoipa::path(post, path = "/inspections/{id}/licences/{licence}/finding", tag = TAG, operation_id = "record-finding",
    request_body = RecordFinding, params(("id" = InspectionId, Path), ("licence" = LicenceId, Path), idempotency::Header),
    responses((status = 200, body = InspectionDetail), OfMoving))]
async fn record(
    ctx: Ctx<Clerk>,
    Path(at): Path<(InspectionId, LicenceId)>,
    key: IdempotencyKey,
    Json(request): Json<RecordFinding>,
) -> Result<Json<InspectionDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(
        inspections::finding::record(&ctx, at, &request, &once).await?,
    ))
}

/// 整改答复 The issuer's answer to a finding
#[utoipa::path(post, path = "/inspections/{id}/licences/{licence}/answer", tag = TAG, operation_id = "answer-finding",
    request_body = AnswerFinding, params(("id" = InspectionId, Path), ("licence" = LicenceId, Path), idempotency::Header),
    responses((status = 200, body = InspectionDetail), OfMoving))]
async fn answer(
    ctx: Ctx<Clerk>,
    Path(at): Path<(InspectionId, LicenceId)>,
    key: IdempotencyKey,
    Json(request): Json<AnswerFinding>,
) -> Result<Json<InspectionDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(
        inspections::finding::answer(&ctx, at, &request, &once).await?,
    ))
}

/// 复核 The inspector's word on an answer
///
/// Closes the finding, or owes it again by the same date.
#[utoipa::path(post, path = "/inspections/{id}/licences/{licence}/verdict", tag = TAG, operation_id = "judge-answer",
    request_body = JudgeAnswer, params(("id" = InspectionId, Path), ("licence" = LicenceId, Path), idempotency::Header),
    responses((status = 200, body = InspectionDetail), OfMoving))]
async fn judge(
    ctx: Ctx<Clerk>,
    Path(at): Path<(InspectionId, LicenceId)>,
    key: IdempotencyKey,
    Json(request): Json<JudgeAnswer>,
) -> Result<Json<InspectionDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(
        inspections::finding::judge(&ctx, at, &request, &once).await?,
    ))
}
