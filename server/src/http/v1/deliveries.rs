//! Messages that did not arrive, for the desk.

use super::PagingQuery;
use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem, Query};
use crate::service::{Clerk, Ctx, undelivered};
use domain::id::{DeliveryId, ObjectionId};
use domain::wire::delivery::{Delivery, Told, Undelivered};
use domain::wire::{Expected, Page};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "送达 deliveries";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(of_case))
        .routes(routes!(again))
        .routes(routes!(told))
}

problems! {
    OfListing: Malformed, SignedOut, PasswordMustChange, Forbidden;
    OfCase: SignedOut, PasswordMustChange, Forbidden, NotFound;
    OfMoving: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion, KeyReused, InProgress;
}

/// 未送达清单 Messages that did not arrive
///
/// To citizens, about what the own agency issued, and for a supervisor of all agencies. The longest waiting first.
#[utoipa::path(get, path = "/desk/deliveries", tag = TAG, operation_id = "list-undelivered", params(PagingQuery),
    responses((status = 200, body = Page<Undelivered>), OfListing))]
async fn list(
    ctx: Ctx<Clerk>,
    Query(paging): Query<PagingQuery>,
) -> Result<Json<Page<Undelivered>>, Problem> {
    Ok(Json(undelivered::list(&ctx, &paging.into()).await?))
}

/// 告知情况 How the people of a case were told outside of the app
#[utoipa::path(get, path = "/desk/objections/{id}/deliveries", tag = TAG, operation_id = "list-deliveries",
    params(("id" = ObjectionId, Path)), responses((status = 200, body = Vec<Delivery>), OfCase))]
async fn of_case(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
) -> Result<Json<Vec<Delivery>>, Problem> {
    Ok(Json(undelivered::of_case(&ctx, id).await?))
}

/// 再次发送 Tries a delivery again
#[utoipa::path(post, path = "/desk/deliveries/{id}/again", tag = TAG, operation_id = "try-delivery-again", request_body = Expected,
    params(("id" = DeliveryId, Path), idempotency::Header), responses((status = 200, body = Undelivered), OfMoving))]
async fn again(
    ctx: Ctx<Clerk>,
    Path(id): Path<DeliveryId>,
    key: IdempotencyKey,
    Json(request): Json<Expected>,
) -> Result<Json<Undelivered>, Problem> {
    let once = key.of(&request);
    Ok(Json(undelivered::again(&ctx, id, request, &once).await?))
}

/// 已用其他方式告知 Enters that the person was told by other means
#[utoipa::path(post, path = "/desk/deliveries/{id}/told", tag = TAG, operation_id = "tell-by-other-means", request_body = Told,
    params(("id" = DeliveryId, Path), idempotency::Header), responses((status = 200, body = Undelivered), OfMoving))]
async fn told(
    ctx: Ctx<Clerk>,
    Path(id): Path<DeliveryId>,
    key: IdempotencyKey,
    Json(request): Json<Told>,
) -> Result<Json<Undelivered>, Problem> {
    let once = key.of(&request);
    Ok(Json(undelivered::told(&ctx, id, &request, &once).await?))
}
