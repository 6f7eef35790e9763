//! Files of evidence: uploaded to a draft, opened by who may see the case.

use super::files::{part_after_refusal, safe_headers};
use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem, form};
use crate::service::files::Incoming;
use crate::service::{Citizen, Ctx, evidence};
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use domain::id::{DraftId, EvidenceId};
use domain::objection::filing::EVIDENCE_BYTES_MAX;
use domain::wire::draft::Evidence;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "证据 evidence";
/// So much of an upload is read to its end, so that who sends a file that is too large hears it instead of losing the
/// connection; what is larger still loses it.
const UPLOAD_LIMIT: usize = 4 * EVIDENCE_BYTES_MAX;

/// The operations that carry no file to us.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(remove))
        .routes(routes!(read))
}

/// The upload.
pub(super) fn uploads() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(add))
        .layer(DefaultBodyLimit::max(UPLOAD_LIMIT))
        .layer(map_response(part_after_refusal))
}

problems! {
    OfAdding: Malformed, CrossSite, SignedOut, Forbidden, NotFound, TooLarge, TooManyFiles, WrongFileType, DamagedFile,
        TooManyPixels, UnsafeFile, InfectedFile, NotScanned, KeyReused, InProgress;
    OfRemoving: CrossSite, SignedOut, Forbidden, NotFound;
    OfReading: SignedOut, PasswordMustChange, NotFound;
}

/// The body of an upload.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "it describes the body, which is read part by part"
)]
struct Upload {
    /// A PNG, a JPEG or a PDF of at most 10 MB; what it is decides its content.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// 上传证据 Adds a file to a draft
///
/// At most five for an objection. The type is judged by content, the name is cleaned. A picture is written anew, upright and
/// without what a camera noted in it; a PDF that is encrypted, could act or carries other files is refused.
#[utoipa::path(post, path = "/drafts/{id}/evidence", tag = TAG, operation_id = "add-evidence",
    params(("id" = DraftId, Path), idempotency::Header),
    request_body(content = Upload, content_type = "multipart/form-data"),
    responses((status = 201, body = Evidence), OfAdding))]
async fn add(
    ctx: Ctx<Citizen>,
    Path(id): Path<DraftId>,
    key: IdempotencyKey,
    request: Request,
) -> Result<(StatusCode, Json<Evidence>), Problem> {
    let begin = Incoming::begin(&ctx.app);
    let (name, incoming) = form::receive(request, begin).await?;
    let once = key.of_bytes(&incoming.digest());
    let added = evidence::add(&ctx, id, &name, incoming, &once).await?;
    Ok((StatusCode::CREATED, Json(added)))
}

/// 删除证据 Removes a file from a draft
#[utoipa::path(delete, path = "/drafts/{id}/evidence/{evidence}", tag = TAG, operation_id = "remove-evidence",
    params(("id" = DraftId, Path), ("evidence" = EvidenceId, Path)),
    responses((status = 204, description = "removed"), OfRemoving))]
async fn remove(
    ctx: Ctx<Citizen>,
    Path((id, file)): Path<(DraftId, EvidenceId)>,
) -> Result<StatusCode, Problem> {
    evidence::remove(&ctx, id, file).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// 查看证据 A file's content
///
/// For the objector and for the staff of the agency that answers. Images are shown, a PDF is saved.
#[utoipa::path(get, path = "/evidence/{id}", tag = TAG, operation_id = "read-evidence", params(("id" = EvidenceId, Path)),
    responses((status = 200, description = "the file", content(
        (Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "application/pdf"))), OfReading))]
async fn read(ctx: Ctx, Path(id): Path<EvidenceId>) -> Result<Response, Problem> {
    let content = evidence::read(&ctx, id).await?;
    let headers = safe_headers(&content.media_type, &content.name);
    Ok((headers, content.bytes).into_response())
}
