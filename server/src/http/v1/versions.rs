//! The versions of a licence, the proof of a seal, and print-outs.

use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::{Ctx, versions};
use axum::http::StatusCode;
use domain::id::LicenceId;
use domain::wire::sealing::{PrintRecorded, RecordPrint};
use domain::wire::version::{SealProof, VersionShown};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "证照 licences";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(proof))
        .routes(routes!(print))
}

problems! {
    OfReading: SignedOut, PasswordMustChange, NotFound;
    OfPrinting: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, NotFound, StaleVersion, WrongState, KeyReused, InProgress;
}

/// 版本 The versions of a licence
///
/// For its holders and the staff of its issuer, the newest first, each with its seal.
#[utoipa::path(get, path = "/licences/{id}/versions", tag = TAG, operation_id = "list-versions",
    params(("id" = LicenceId, Path)), responses((status = 200, body = Vec<VersionShown>), OfReading))]
async fn list(ctx: Ctx, Path(id): Path<LicenceId>) -> Result<Json<Vec<VersionShown>>, Problem> {
    Ok(Json(versions::list(&ctx, id).await?))
}

/// 印章验证 Everything that is needed to check the seal on a version
///
/// The record that was sealed, the signature and the certificates. It holds the holders' numbers in full and is recorded
/// as such.
#[utoipa::path(get, path = "/licences/{id}/versions/{version}/seal", tag = TAG, operation_id = "prove-seal",
    params(("id" = LicenceId, Path), ("version" = u16, Path)), responses((status = 200, body = SealProof), OfReading))]
async fn proof(
    ctx: Ctx,
    Path((id, version)): Path<(LicenceId, u16)>,
) -> Result<Json<SealProof>, Problem> {
    Ok(Json(versions::proof(&ctx, id, version).await?))
}

/// 在线打印 Records that the version that holds was printed
#[utoipa::path(post, path = "/licences/{id}/prints", tag = TAG, operation_id = "record-print", request_body = RecordPrint,
    params(("id" = LicenceId, Path), idempotency::Header), responses((status = 201, body = PrintRecorded), OfPrinting))]
async fn print(
    ctx: Ctx,
    Path(id): Path<LicenceId>,
    key: IdempotencyKey,
    Json(request): Json<RecordPrint>,
) -> Result<(StatusCode, Json<PrintRecorded>), Problem> {
    let once = key.of(&request);
    let recorded = versions::print(&ctx, id, request, &once).await?;
    Ok((StatusCode::CREATED, Json(recorded)))
}
