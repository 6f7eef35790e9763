//! What agencies that use licences or data object to by their own systems.

use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::outside::agency_objections;
use crate::service::{Ctx, Machine};
use axum::http::StatusCode;
use domain::wire::outside::{FileAgencyObjection, FollowedCase};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "用证单位异议 agency-objections";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(file))
        .routes(routes!(find))
}

problems! {
    OfFiling: Malformed, TooLarge, CrossSite, SignedOut, Forbidden, Invalid, NotOffered, KeyReused, InProgress;
    OfFinding: SignedOut, Forbidden, NotFound;
}

/// 用证单位提出异议 Files an objection of an agency that uses licences or data
///
/// With a key for such objections, where the rulebook lets these agencies object. It is received at this moment and its
/// clocks run from then. Nothing of the licence is answered. Sent twice under one idempotency key it is filed once.
#[utoipa::path(post, path = "/agency-objections", tag = TAG, operation_id = "file-agency-objection",
    request_body = FileAgencyObjection, params(idempotency::Header), security(("machine" = [])),
    responses((status = 201, body = FollowedCase), OfFiling))]
async fn file(
    ctx: Ctx<Machine>,
    key: IdempotencyKey,
    Json(objection): Json<FileAgencyObjection>,
) -> Result<(StatusCode, Json<FollowedCase>), Problem> {
    let once = key.of(&objection);
    let case = agency_objections::file(&ctx, &objection, &once).await?;
    Ok((StatusCode::CREATED, Json(case)))
}

/// 异议进展 How such an objection stands
///
/// By its case number, of the key's own agency; any other is not there.
#[utoipa::path(get, path = "/agency-objections/{number}", tag = TAG, operation_id = "find-agency-objection",
    params(("number" = String, Path, max_length = 40)), security(("machine" = [])),
    responses((status = 200, body = FollowedCase), OfFinding))]
async fn find(
    ctx: Ctx<Machine>,
    Path(number): Path<String>,
) -> Result<Json<FollowedCase>, Problem> {
    Ok(Json(agency_objections::find(&ctx, &number).await?))
}
