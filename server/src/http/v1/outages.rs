//! Outages: declared, ended, and made good.

use super::PagingQuery;
use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem, Query};
use crate::service::{Clerk, Ctx, outages};
use axum::http::StatusCode;
use domain::id::{HeldUpId, OutageId};
use domain::wire::Page;
use domain::wire::outage::{
    DeclareOutage, EndOutage, ListHeldUp, OutageDetail, OutageSummary, SettleHeldUp,
};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "补办 outages";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(declare, list))
        .routes(routes!(find))
        .routes(routes!(end))
        .routes(routes!(hold_up))
        .routes(routes!(settle))
}

problems! {
    OfListing: Malformed, SignedOut, PasswordMustChange, Forbidden;
    OfFinding: SignedOut, PasswordMustChange, Forbidden, NotFound;
    OfMoving: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion, WrongState, KeyReused, InProgress;
}

/// 申报不可抗力 Declares an outage
///
/// 发证单位因不可抗力不能及时制发、注销、更新电子证照的, 应采取应急措施, 并同步上报管理单位.
#[utoipa::path(post, path = "/outages", tag = TAG, operation_id = "declare-outage", request_body = DeclareOutage,
    params(idempotency::Header), responses((status = 201, body = OutageDetail), OfMoving))]
async fn declare(
    ctx: Ctx<Clerk>,
    key: IdempotencyKey,
    Json(request): Json<DeclareOutage>,
) -> Result<(StatusCode, Json<OutageDetail>), Problem> {
    let once = key.of(&request);
    let detail = outages::declare(&ctx, &request, &once).await?;
    Ok((StatusCode::CREATED, Json(detail)))
}

/// 补办清单 Outages
///
/// Of the own agency, and of all for a supervisor; the last declared first.
#[utoipa::path(get, path = "/outages", tag = TAG, operation_id = "list-outages", params(PagingQuery),
    responses((status = 200, body = Page<OutageSummary>), OfListing))]
async fn list(
    ctx: Ctx<Clerk>,
    Query(paging): Query<PagingQuery>,
) -> Result<Json<Page<OutageSummary>>, Problem> {
    Ok(Json(outages::list(&ctx, &paging.into()).await?))
}

/// 补办 One outage with what it held up
#[utoipa::path(get, path = "/outages/{id}", tag = TAG, operation_id = "find-outage", params(("id" = OutageId, Path)),
    responses((status = 200, body = OutageDetail), OfFinding))]
async fn find(ctx: Ctx<Clerk>, Path(id): Path<OutageId>) -> Result<Json<OutageDetail>, Problem> {
    Ok(Json(outages::find(&ctx, id).await?))
}

/// 故障排除 Says that an outage is over
///
/// What waits then is a case of the agency's, whose clock runs from the end. An end is said once.
#[utoipa::path(post, path = "/outages/{id}/end", tag = TAG, operation_id = "end-outage", request_body = EndOutage,
    params(("id" = OutageId, Path), idempotency::Header), responses((status = 200, body = OutageDetail), OfMoving))]
async fn end(
    ctx: Ctx<Clerk>,
    Path(id): Path<OutageId>,
    key: IdempotencyKey,
    Json(request): Json<EndOutage>,
) -> Result<Json<OutageDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(outages::end(&ctx, id, request, &once).await?))
}

/// 待补办事项 Lists something that was held up
///
/// Whenever it is listed, it is due with everything else; once the outage is over it is a case, where none is open.
#[utoipa::path(post, path = "/outages/{id}/items", tag = TAG, operation_id = "list-held-up", request_body = ListHeldUp,
    params(("id" = OutageId, Path), idempotency::Header), responses((status = 200, body = OutageDetail), OfMoving))]
async fn hold_up(
    ctx: Ctx<Clerk>,
    Path(id): Path<OutageId>,
    key: IdempotencyKey,
    Json(request): Json<ListHeldUp>,
) -> Result<Json<OutageDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(outages::hold_up(&ctx, id, &request, &once).await?))
}

/// 完成补办 Settles something that was held up
///
/// By what the own agency has entered since the outage began, or by why it fell away. The case closes with the last.
#[utoipa::path(post, path = "/outages/{id}/items/{item}/settle", tag = TAG, operation_id = "settle-held-up",
    request_body = SettleHeldUp, params(("id" = OutageId, Path), ("item" = HeldUpId, Path), idempotency::Header),
    responses((status = 200, body = OutageDetail), OfMoving))]
async fn settle(
    ctx: Ctx<Clerk>,
    Path((id, item)): Path<(OutageId, HeldUpId)>,
    key: IdempotencyKey,
    Json(request): Json<SettleHeldUp>,
) -> Result<Json<OutageDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(
        outages::settle(&ctx, id, item, &request, &once).await?,
    ))
}
