//! 延长: more time for a step of a case.

use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::{Clerk, Ctx, extending};
use domain::id::{ExtensionId, ObjectionId};
use domain::wire::case::CaseDetail;
use domain::wire::extension::{AskExtension, DecideExtension};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "延长 extensions";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(ask))
        .routes(routes!(decide))
}

problems! {
    OfExtending: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion, WrongState, KeyReused, InProgress;
}

/// 申请延长 Asks for more time for a step
///
/// Once for each run of a step that the rulebook lets be prolonged, and before its day is over. Nothing moves until it is
/// granted; who manages the library is told.
#[utoipa::path(post, path = "/objections/{id}/extensions", tag = TAG, operation_id = "ask-extension",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = AskExtension,
    responses((status = 200, body = CaseDetail), OfExtending))]
async fn ask(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<AskExtension>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(extending::ask(&ctx, id, &request, &once).await?))
}

/// 决定延长 Grants more time, or refuses it
///
/// Granted before the day is over, the step counts the longer time from the same beginning; the date that stood stays to be
/// read, and both sides are told. A refusal leaves it as it is.
#[utoipa::path(post, path = "/objections/{id}/extensions/{extension}/decide", tag = TAG, operation_id = "decide-extension",
    params(("id" = ObjectionId, Path), ("extension" = ExtensionId, Path), idempotency::Header), request_body = DecideExtension,
    responses((status = 200, body = CaseDetail), OfExtending))]
async fn decide(
    ctx: Ctx<Clerk>,
    Path((id, extension)): Path<(ObjectionId, ExtensionId)>,
    key: IdempotencyKey,
    Json(request): Json<DecideExtension>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    let decided = extending::decide(&ctx, id, extension, &request, &once).await?;
    Ok(Json(decided))
}
