//! The calendar: loaded, compared, approved by another person, and in force.

use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::{Clerk, Ctx, calendar};
use axum::http::StatusCode;
use domain::id::ArrangementId;
use domain::wire::Expected;
use domain::wire::calendar::{
    ArrangeCalendar, ArrangementDetail, CalendarDesk, CalendarReview, RefuseArrangement,
};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "工作日历 calendar";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(desk))
        .routes(routes!(review))
        .routes(routes!(propose))
        .routes(routes!(find))
        .routes(routes!(approve))
        .routes(routes!(refuse))
}

problems! {
    OfSeeing: SignedOut, PasswordMustChange, Forbidden;
    OfFinding: SignedOut, PasswordMustChange, Forbidden, NotFound;
    OfReviewing: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, Invalid;
    OfProposing: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, Invalid, KeyReused, InProgress;
    OfDeciding: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion, WrongState, KeyReused, InProgress;
}

/// 工作日历 The calendar as it is kept
///
/// Which version is in force, what was loaded, how many open deadlines wait for the next year, and how far the last
/// change has come.
#[utoipa::path(get, path = "/calendar", tag = TAG, operation_id = "calendar", responses((status = 200, body = CalendarDesk), OfSeeing))]
async fn desk(ctx: Ctx<Clerk>) -> Result<Json<CalendarDesk>, Problem> {
    Ok(Json(calendar::desk(&ctx).await?))
}

/// 试算 Reads an arrangement and says what it would do
///
/// The text of a notice as it was published, or JSON; compared with a second source day by day, and tried on the open
/// deadlines. Nothing is kept.
#[utoipa::path(post, path = "/calendar/reviews", tag = TAG, operation_id = "review-calendar", request_body = ArrangeCalendar,
    responses((status = 200, body = CalendarReview), OfReviewing))]
async fn review(
    ctx: Ctx<Clerk>,
    Json(request): Json<ArrangeCalendar>,
) -> Result<Json<CalendarReview>, Problem> {
    Ok(Json(calendar::proposing::review(&ctx, &request).await?))
}

/// 提交 Puts an arrangement up for another person's approval
#[utoipa::path(post, path = "/calendar/arrangements", tag = TAG, operation_id = "propose-calendar", request_body = ArrangeCalendar,
    params(idempotency::Header), responses((status = 201, body = ArrangementDetail), OfProposing))]
async fn propose(
    ctx: Ctx<Clerk>,
    key: IdempotencyKey,
    Json(request): Json<ArrangeCalendar>,
) -> Result<(StatusCode, Json<ArrangementDetail>), Problem> {
    let once = key.of(&request);
    let detail = calendar::proposing::propose(&ctx, &request, &once).await?;
    Ok((StatusCode::CREATED, Json(detail)))
}

/// 放假安排 One arrangement
#[utoipa::path(get, path = "/calendar/arrangements/{id}", tag = TAG, operation_id = "find-arrangement",
    params(("id" = ArrangementId, Path)), responses((status = 200, body = ArrangementDetail), OfFinding))]
async fn find(
    ctx: Ctx<Clerk>,
    Path(id): Path<ArrangementId>,
) -> Result<Json<ArrangementDetail>, Problem> {
    Ok(Json(calendar::find(&ctx, id).await?))
}

/// 批准 Approves an arrangement, by another person than proposed it
///
/// It is in force at once, and every open deadline is counted again.
#[utoipa::path(post, path = "/calendar/arrangements/{id}/approve", tag = TAG, operation_id = "approve-calendar", request_body = Expected,
    params(("id" = ArrangementId, Path), idempotency::Header), responses((status = 200, body = ArrangementDetail), OfDeciding))]
async fn approve(
    ctx: Ctx<Clerk>,
    Path(id): Path<ArrangementId>,
    key: IdempotencyKey,
    Json(expected): Json<Expected>,
) -> Result<Json<ArrangementDetail>, Problem> {
    let once = key.of(&expected);
    let detail = calendar::deciding::approve(&ctx, id, expected, &once).await?;
    Ok(Json(detail))
}

/// 不采用 Refuses an arrangement, or takes it back
#[utoipa::path(post, path = "/calendar/arrangements/{id}/refuse", tag = TAG, operation_id = "refuse-calendar", request_body = RefuseArrangement,
    params(("id" = ArrangementId, Path), idempotency::Header), responses((status = 200, body = ArrangementDetail), OfDeciding))]
async fn refuse(
    ctx: Ctx<Clerk>,
    Path(id): Path<ArrangementId>,
    key: IdempotencyKey,
    Json(request): Json<RefuseArrangement>,
) -> Result<Json<ArrangementDetail>, Problem> {
    let once = key.of(&request);
    let detail = calendar::deciding::refuse(&ctx, id, &request, &once).await?;
    Ok(Json(detail))
}
