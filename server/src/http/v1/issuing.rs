//! Issuing: versions of licences are put up, approved and sent back; events are entered.

use super::PagingQuery;
use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem, Query};
use crate::service::{Clerk, Ctx, approving, life, preparations, preparing};
use axum::http::StatusCode;
use domain::id::{LicenceId, PreparationId};
use domain::issuing::PreparationState;
use domain::wire::Page;
use domain::wire::issuing::{
    ApproveContent, EnterEvent, LicenceSheet, PreparationCounts, PreparationDetail,
    PreparationSummary, PrepareIssue, PrepareVersion, SendContentBack,
};
use domain::wire::licence::LicenceDetail;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "制发 issuing";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(prepare_issue, list))
        .routes(routes!(counts))
        .routes(routes!(find))
        .routes(routes!(sheet))
        .routes(routes!(prepare_version))
        .routes(routes!(enter_event))
        .routes(routes!(approve))
        .routes(routes!(send_back))
        .routes(routes!(take_back))
}

problems! {
    OfPreparing: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion, WrongState, KeyReused, InProgress;
    OfListing: Malformed, SignedOut, PasswordMustChange, Forbidden;
    OfCounting: SignedOut, PasswordMustChange, Forbidden;
    OfFinding: SignedOut, PasswordMustChange, Forbidden, NotFound;
    OfApproving: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, StaleVersion, WrongState, SamePerson, KeyReused, InProgress;
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Which preparations; without it those that wait.
    #[param(inline)]
    state: Option<PreparationState>,
}

/// 制发 Puts a new licence up for approval
///
/// Its sheet is checked against the schema of the type as it is published. Nothing enters the library before somebody
/// else has approved the content.
#[utoipa::path(post, path = "/preparations", tag = TAG, operation_id = "prepare-issue", request_body = PrepareIssue,
    params(idempotency::Header), responses((status = 201, body = PreparationDetail), OfPreparing))]
async fn prepare_issue(
    ctx: Ctx<Clerk>,
    key: IdempotencyKey,
    Json(request): Json<PrepareIssue>,
) -> Result<(StatusCode, Json<PreparationDetail>), Problem> {
    let once = key.of(&request);
    let detail = preparing::issue(&ctx, &request, &once).await?;
    Ok((StatusCode::CREATED, Json(detail)))
}

/// 变更、延续 Puts the next version of a licence up for approval
///
/// It is checked against the version of the type under which the licence was issued.
#[utoipa::path(post, path = "/licences/{id}/preparations", tag = TAG, operation_id = "prepare-version",
    request_body = PrepareVersion, params(("id" = LicenceId, Path), idempotency::Header),
    responses((status = 201, body = PreparationDetail), OfPreparing))]
async fn prepare_version(
    ctx: Ctx<Clerk>,
    Path(id): Path<LicenceId>,
    key: IdempotencyKey,
    Json(request): Json<PrepareVersion>,
) -> Result<(StatusCode, Json<PreparationDetail>), Problem> {
    let once = key.of(&request);
    let detail = preparing::next_version(&ctx, id, &request, &once).await?;
    Ok((StatusCode::CREATED, Json(detail)))
}

/// 全过程管理 Enters what happened to a licence
///
/// 年审, 年检, 挂失, 解除挂失, 抵押, 解除抵押, 暂扣, 发还, 注销, 撤销 or 吊销; the last three can't be undone.
#[utoipa::path(post, path = "/licences/{id}/events", tag = TAG, operation_id = "enter-event", request_body = EnterEvent,
    params(("id" = LicenceId, Path), idempotency::Header), responses((status = 200, body = LicenceDetail), OfPreparing))]
async fn enter_event(
    ctx: Ctx<Clerk>,
    Path(id): Path<LicenceId>,
    key: IdempotencyKey,
    Json(request): Json<EnterEvent>,
) -> Result<Json<LicenceDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(life::enter(&ctx, id, &request, &once).await?))
}

/// 待审批 What was put up
///
/// Of the own agency, the oldest first.
#[utoipa::path(get, path = "/preparations", tag = TAG, operation_id = "list-preparations", params(Asked, PagingQuery),
    responses((status = 200, body = Page<PreparationSummary>), OfListing))]
async fn list(
    ctx: Ctx<Clerk>,
    Query(asked): Query<Asked>,
    Query(paging): Query<PagingQuery>,
) -> Result<Json<Page<PreparationSummary>>, Problem> {
    let state = asked.state.unwrap_or(PreparationState::Prepared);
    let page = preparations::list(&ctx, state, &paging.into()).await?;
    Ok(Json(page))
}

/// 待审批件数 How many wait
///
/// Of the own agency.
#[utoipa::path(get, path = "/preparations/counts", tag = TAG, operation_id = "count-preparations",
    responses((status = 200, body = PreparationCounts), OfCounting))]
async fn counts(ctx: Ctx<Clerk>) -> Result<Json<PreparationCounts>, Problem> {
    Ok(Json(preparations::counts(&ctx).await?))
}

/// 变更、延续的起点 A licence's current version as a form
///
/// With the holders' numbers in full, for the issuer's handlers; recorded as such.
#[utoipa::path(get, path = "/licences/{id}/sheet", tag = TAG, operation_id = "licence-sheet",
    params(("id" = LicenceId, Path)), responses((status = 200, body = LicenceSheet), OfFinding))]
async fn sheet(ctx: Ctx<Clerk>, Path(id): Path<LicenceId>) -> Result<Json<LicenceSheet>, Problem> {
    Ok(Json(preparing::sheet(&ctx, id).await?))
}

/// 待审批内容 One preparation with its content
#[utoipa::path(get, path = "/preparations/{id}", tag = TAG, operation_id = "find-preparation",
    params(("id" = PreparationId, Path)), responses((status = 200, body = PreparationDetail), OfFinding))]
async fn find(
    ctx: Ctx<Clerk>,
    Path(id): Path<PreparationId>,
) -> Result<Json<PreparationDetail>, Problem> {
    Ok(Json(preparations::find(&ctx, id).await?))
}

/// 审批 Approves a content by its digest
///
/// The version enters the library and waits for its seal. Who prepared it can't approve it.
#[utoipa::path(post, path = "/preparations/{id}/approve", tag = TAG, operation_id = "approve-content",
    request_body = ApproveContent, params(("id" = PreparationId, Path), idempotency::Header),
    responses((status = 200, body = PreparationDetail), OfApproving))]
async fn approve(
    ctx: Ctx<Clerk>,
    Path(id): Path<PreparationId>,
    key: IdempotencyKey,
    Json(request): Json<ApproveContent>,
) -> Result<Json<PreparationDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(approving::approve(&ctx, id, &request, &once).await?))
}

/// 退回 Sends a content back to who prepared it
#[utoipa::path(post, path = "/preparations/{id}/send-back", tag = TAG, operation_id = "send-content-back",
    request_body = SendContentBack, params(("id" = PreparationId, Path), idempotency::Header),
    responses((status = 200, body = PreparationDetail), OfPreparing))]
async fn send_back(
    ctx: Ctx<Clerk>,
    Path(id): Path<PreparationId>,
    key: IdempotencyKey,
    Json(request): Json<SendContentBack>,
) -> Result<Json<PreparationDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(approving::send_back(&ctx, id, &request, &once).await?))
}

/// 撤回 Takes a preparation back
#[utoipa::path(post, path = "/preparations/{id}/take-back", tag = TAG, operation_id = "take-back",
    params(("id" = PreparationId, Path), idempotency::Header),
    responses((status = 200, body = PreparationDetail), OfPreparing))]
async fn take_back(
    ctx: Ctx<Clerk>,
    Path(id): Path<PreparationId>,
    key: IdempotencyKey,
) -> Result<Json<PreparationDetail>, Problem> {
    Ok(Json(
        approving::take_back(&ctx, id, &key.of_bytes(&[])).await?,
    ))
}
