//! The 法定代表人 of a company, for the agency that registers them.

use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::{Clerk, Ctx, representatives};
use domain::id::{LicenceId, RepresentationId};
use domain::wire::representative::{EndRepresentative, RegisterRepresentative, Representatives};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "法定代表人 representatives";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, register))
        .routes(routes!(end))
}

problems! {
    OfListing: SignedOut, PasswordMustChange, Forbidden, NotFound;
    OfRegistering: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion, WrongState, KeyReused, InProgress;
}

/// 法定代表人 Who represents the company that holds this 营业执照, and who did
///
/// For the handlers of the agency that issued it, the last one first.
#[utoipa::path(get, path = "/licences/{id}/representatives", tag = TAG, operation_id = "list-representatives",
    params(("id" = LicenceId, Path)), responses((status = 200, body = Representatives), OfListing))]
async fn list(
    ctx: Ctx<Clerk>,
    Path(id): Path<LicenceId>,
) -> Result<Json<Representatives>, Problem> {
    Ok(Json(representatives::list(&ctx, id).await?))
}

/// 登记法定代表人 Registers who represents it from now on
///
/// What the former one could do here ends at once, and what the agents could whom that one named.
#[utoipa::path(post, path = "/licences/{id}/representatives", tag = TAG, operation_id = "register-representative",
    request_body = RegisterRepresentative, params(("id" = LicenceId, Path), idempotency::Header),
    responses((status = 200, body = Representatives), OfRegistering))]
async fn register(
    ctx: Ctx<Clerk>,
    Path(id): Path<LicenceId>,
    key: IdempotencyKey,
    Json(request): Json<RegisterRepresentative>,
) -> Result<Json<Representatives>, Problem> {
    let once = key.of(&request);
    let all = representatives::register(&ctx, id, &request, &once).await?;
    Ok(Json(all))
}

/// 终止登记 Ends the time of its representative, and of the agents
#[utoipa::path(post, path = "/licences/{id}/representatives/{representative}/end", tag = TAG,
    operation_id = "end-representative", request_body = EndRepresentative,
    params(("id" = LicenceId, Path), ("representative" = RepresentationId, Path), idempotency::Header),
    responses((status = 200, body = Representatives), OfRegistering))]
async fn end(
    ctx: Ctx<Clerk>,
    Path(whose): Path<(LicenceId, RepresentationId)>,
    key: IdempotencyKey,
    Json(request): Json<EndRepresentative>,
) -> Result<Json<Representatives>, Problem> {
    let once = key.of(&request);
    let all = representatives::end(&ctx, whose, &request, &once).await?;
    Ok(Json(all))
}
