//! What supervision does with one case: 督办, and taking it home whole.

use super::files::safe_headers;
use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::case_file::{self, signed::Signed};
use crate::service::{Clerk, Ctx, urging};
use axum::response::{IntoResponse, Response};
use domain::id::{ObjectionId, UrgingId};
use domain::wire::case::CaseDetail;
use domain::wire::desk::ExportCase;
use domain::wire::urging::{AnswerUrging, Urge};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "督办 urging";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(urge))
        .routes(routes!(answer))
        .routes(routes!(export))
}

problems! {
    OfUrging: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, WrongState, KeyReused, InProgress;
    OfExporting: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion;
    OfAnswering: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion, WrongState, KeyReused, InProgress;
}

/// 督办 Asks the agency of a case for an answer by a day
///
/// It stands on the case for supervisor and agency; handlers and unit heads are told. No due date moves.
#[utoipa::path(post, path = "/objections/{id}/urgings", tag = TAG, operation_id = "urge-case",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = Urge,
    responses((status = 200, body = CaseDetail), OfUrging))]
async fn urge(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<Urge>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(urging::urge(&ctx, id, &request, &once).await?))
}

/// 督办答复 Answers what was asked
///
/// Once; the answer is part of the case.
#[utoipa::path(post, path = "/objections/{id}/urgings/{urging}/answer", tag = TAG, operation_id = "answer-urging",
    params(("id" = ObjectionId, Path), ("urging" = UrgingId, Path), idempotency::Header), request_body = AnswerUrging,
    responses((status = 200, body = CaseDetail), OfAnswering))]
async fn answer(
    ctx: Ctx<Clerk>,
    Path((id, urging)): Path<(ObjectionId, UrgingId)>,
    key: IdempotencyKey,
    Json(request): Json<AnswerUrging>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(
        urging::answer(&ctx, id, urging, &request, &once).await?,
    ))
}

/// 导出案卷 Takes a case home whole, as one signed file
///
/// Everything that happened, each clock with its explanation computed anew, the decision and what people were told, in the
/// form of RFC 8785, signed with SM2 over SM3 under the deployment's root; `mingzheng verify-case` and openssl check it. A
/// supervisor gets it masked; who approves for the agency, and an auditor, in full if they ask so. Each export is on record
/// with its reason.
#[utoipa::path(post, path = "/objections/{id}/case-file", tag = TAG, operation_id = "export-case",
    params(("id" = ObjectionId, Path)), request_body = ExportCase,
    responses((status = 200, body = Signed), OfExporting))]
async fn export(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    Json(request): Json<ExportCase>,
) -> Result<Response, Problem> {
    let file = case_file::export(&ctx, id, &request).await?;
    let headers = safe_headers("application/json", &file.name);
    Ok((headers, file.bytes).into_response())
}
