//! The accounts of staff.

use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::{Clerk, Ctx, staffing};
use axum::http::StatusCode;
use domain::id::StaffId;
use domain::wire::staff::{GivenAccount, NewAccount, StaffAccounts};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "工作人员账号 staff";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(give_password))
        .routes(routes!(end))
        .routes(routes!(remove_factors))
}

problems! {
    OfListing: SignedOut, PasswordMustChange, Forbidden;
    OfAdding: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, Invalid, KeyReused, InProgress;
    OfKeeping: Malformed, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, SamePerson, KeyReused, InProgress;
}

/// 工作人员账号 Every account
///
/// To be read by security administrators.
#[utoipa::path(get, path = "/staff", tag = TAG, operation_id = "list-staff",
    responses((status = 200, body = StaffAccounts), OfListing))]
async fn list(ctx: Ctx<Clerk>) -> Result<Json<StaffAccounts>, Problem> {
    Ok(Json(staffing::list(&ctx).await?))
}

/// 开通账号 Makes an account
///
/// For one person (兰安 一百二十五). The password is in this answer alone, has to be changed at the first log-in (兰安 八十) and
/// opens nothing after three days. Sent twice under one key it is refused the second time.
#[utoipa::path(post, path = "/staff", tag = TAG, operation_id = "add-staff", request_body = NewAccount,
    params(idempotency::Header), responses((status = 201, body = GivenAccount), OfAdding))]
async fn add(
    ctx: Ctx<Clerk>,
    key: IdempotencyKey,
    Json(request): Json<NewAccount>,
) -> Result<(StatusCode, Json<GivenAccount>), Problem> {
    let once = key.of(&request);
    let given = staffing::add(&ctx, &request, &once).await?;
    Ok((StatusCode::CREATED, Json(given)))
}

/// 重发初始密码 Gives another password to somebody who has lost theirs
///
/// Nobody chooses it. All sessions of the account end.
#[utoipa::path(post, path = "/staff/{id}/password", tag = TAG, operation_id = "give-staff-password",
    params(("id" = StaffId, Path), idempotency::Header), responses((status = 200, body = GivenAccount), OfKeeping))]
async fn give_password(
    ctx: Ctx<Clerk>,
    Path(id): Path<StaffId>,
    key: IdempotencyKey,
) -> Result<Json<GivenAccount>, Problem> {
    let once = key.of_bytes(&[]);
    Ok(Json(staffing::give_password(&ctx, id, &once).await?))
}

/// 停用账号 Ends the account of somebody who leaves
///
/// 兰安 八十九: all its sessions end at once. Nobody ends their own.
#[utoipa::path(post, path = "/staff/{id}/end", tag = TAG, operation_id = "end-staff",
    params(("id" = StaffId, Path), idempotency::Header), responses((status = 200, body = StaffAccounts), OfKeeping))]
async fn end(
    ctx: Ctx<Clerk>,
    Path(id): Path<StaffId>,
    key: IdempotencyKey,
) -> Result<Json<StaffAccounts>, Problem> {
    let once = key.of_bytes(&[]);
    Ok(Json(staffing::end(&ctx, id, &once).await?))
}

/// 解除第二步验证 Removes the second factor of somebody who has lost it
///
/// All its sessions end. Nobody removes their own here.
#[utoipa::path(post, path = "/staff/{id}/factors/remove", tag = TAG, operation_id = "remove-staff-factors",
    params(("id" = StaffId, Path), idempotency::Header), responses((status = 200, body = StaffAccounts), OfKeeping))]
async fn remove_factors(
    ctx: Ctx<Clerk>,
    Path(id): Path<StaffId>,
    key: IdempotencyKey,
) -> Result<Json<StaffAccounts>, Problem> {
    let once = key.of_bytes(&[]);
    Ok(Json(staffing::remove_factors(&ctx, id, &once).await?))
}
