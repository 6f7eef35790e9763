//! The keys of other systems.

use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::{Clerk, Ctx, machines};
use axum::http::StatusCode;
use domain::id::MachineKeyId;
use domain::wire::machine::{GiveKey, GivenKey, MachineKeys};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "系统密钥 machine-keys";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, give))
        .routes(routes!(end))
}

problems! {
    OfListing: SignedOut, PasswordMustChange, Forbidden;
    OfGiving: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, Invalid, KeyReused, InProgress;
    OfEnding: Malformed, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, KeyReused, InProgress;
}

/// 系统密钥 Every key that was given
///
/// To be read by supervisors. No secret is shown again.
#[utoipa::path(get, path = "/machine-keys", tag = TAG, operation_id = "list-machine-keys",
    responses((status = 200, body = MachineKeys), OfListing))]
async fn list(ctx: Ctx<Clerk>) -> Result<Json<MachineKeys>, Problem> {
    Ok(Json(machines::list(&ctx).await?))
}

/// 发放密钥 Gives another system a key
///
/// For one thing, and in one agency's name. The secret is in this answer alone: sent twice under one key it is refused the
/// second time.
#[utoipa::path(post, path = "/machine-keys", tag = TAG, operation_id = "give-machine-key", request_body = GiveKey,
    params(idempotency::Header), responses((status = 201, body = GivenKey), OfGiving))]
async fn give(
    ctx: Ctx<Clerk>,
    key: IdempotencyKey,
    Json(request): Json<GiveKey>,
) -> Result<(StatusCode, Json<GivenKey>), Problem> {
    let once = key.of(&request);
    let given = machines::give(&ctx, &request, &once).await?;
    Ok((StatusCode::CREATED, Json(given)))
}

/// 收回密钥 Ends a key
#[utoipa::path(post, path = "/machine-keys/{id}/end", tag = TAG, operation_id = "end-machine-key",
    params(("id" = MachineKeyId, Path), idempotency::Header), responses((status = 200, body = MachineKeys), OfEnding))]
async fn end(
    ctx: Ctx<Clerk>,
    Path(id): Path<MachineKeyId>,
    key: IdempotencyKey,
) -> Result<Json<MachineKeys>, Problem> {
    let once = key.of_bytes(&[]);
    Ok(Json(machines::end(&ctx, id, &once).await?))
}
