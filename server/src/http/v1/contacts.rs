//! Where somebody wants to be told besides the app.

use crate::app::App;
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::{Ctx, contacts};
use domain::delivery::Means;
use domain::wire::contact::{AddressCode, Contacts, NewAddress, Wanted};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "联系方式 contacts";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(claim, want, remove))
        .routes(routes!(confirm))
}

problems! {
    OfListing: SignedOut, PasswordMustChange;
    OfClaiming: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, NotFound, Invalid, TooManyRequests, NotSent;
    OfConfirming: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, NotFound, Invalid, TooManyRequests;
    OfWanting: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, NotFound, Invalid;
    OfRemoving: Malformed, CrossSite, SignedOut, PasswordMustChange, NotFound;
}

/// 联系方式 The own addresses
///
/// One entry for each means that this deployment offers, masked. Staff are offered e-mail.
#[utoipa::path(get, path = "/contacts", tag = TAG, operation_id = "list-contacts",
    responses((status = 200, body = Contacts), OfListing))]
async fn list(ctx: Ctx) -> Result<Json<Contacts>, Problem> {
    Ok(Json(contacts::list(&ctx).await?))
}

/// 填写联系方式 Sends a code to a new address
///
/// The old address stays until the code has come back. So many codes a day.
#[utoipa::path(post, path = "/contacts/{means}", tag = TAG, operation_id = "claim-address", request_body = NewAddress,
    params(("means" = Means, Path)), responses((status = 200, body = Contacts), OfClaiming))]
async fn claim(
    ctx: Ctx,
    Path(means): Path<Means>,
    Json(request): Json<NewAddress>,
) -> Result<Json<Contacts>, Problem> {
    Ok(Json(contacts::claim(&ctx, means, &request).await?))
}

/// 核对验证码 Confirms an address by its code
#[utoipa::path(post, path = "/contacts/{means}/confirm", tag = TAG, operation_id = "confirm-address", request_body = AddressCode,
    params(("means" = Means, Path)), responses((status = 200, body = Contacts), OfConfirming))]
async fn confirm(
    ctx: Ctx,
    Path(means): Path<Means>,
    Json(request): Json<AddressCode>,
) -> Result<Json<Contacts>, Problem> {
    Ok(Json(contacts::confirm(&ctx, means, &request).await?))
}

/// 是否接收 Says whether messages shall go there
///
/// What was on its way to an address that is no longer wanted isn't sent any more.
#[utoipa::path(put, path = "/contacts/{means}", tag = TAG, operation_id = "want-messages", request_body = Wanted,
    params(("means" = Means, Path)), responses((status = 200, body = Contacts), OfWanting))]
async fn want(
    ctx: Ctx,
    Path(means): Path<Means>,
    Json(request): Json<Wanted>,
) -> Result<Json<Contacts>, Problem> {
    Ok(Json(contacts::want(&ctx, means, request).await?))
}

/// 删除联系方式 Forgets an address
#[utoipa::path(delete, path = "/contacts/{means}", tag = TAG, operation_id = "remove-address",
    params(("means" = Means, Path)), responses((status = 200, body = Contacts), OfRemoving))]
async fn remove(ctx: Ctx, Path(means): Path<Means>) -> Result<Json<Contacts>, Problem> {
    Ok(Json(contacts::remove(&ctx, means).await?))
}
