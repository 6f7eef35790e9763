//! Files of evidence: uploaded to a draft, opened by who may see the case.

use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::files::Incoming;
use crate::service::{Citizen, Ctx, evidence};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Request, multipart};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use domain::id::{DraftId, EvidenceId};
use domain::objection::filing::EVIDENCE_BYTES_MAX;
use domain::problem::ProblemCode;
use domain::wire::draft::Evidence;
use std::fmt::Write as _;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "证据 evidence";
/// So much of an upload is read to its end, so that who sends a file that is too large hears it instead of losing the
/// connection; what is larger still loses it.
const UPLOAD_LIMIT: usize = 4 * EVIDENCE_BYTES_MAX;
/// The name of the part that carries the file.
pub(super) const PART: &str = "file";

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

/// A refusal may leave half an upload unread, and then the connection serves no other request: say so.
pub(super) async fn part_after_refusal(mut response: Response) -> Response {
    if !response.status().is_success() {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    response
}

problems! {
    OfAdding: Malformed, CrossSite, SignedOut, Forbidden, NotFound, TooLarge, TooManyFiles, WrongFileType, KeyReused, InProgress;
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
/// At most five for an objection. The type is judged by content, the name is cleaned.
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
    let mut parts = multipart::Multipart::from_request(request, &())
        .await
        .map_err(|_| Problem::explained(ProblemCode::Malformed, "multipart/form-data"))?;
    while let Some(part) = parts.next_field().await.map_err(unreadable)? {
        if part.name() != Some(PART) {
            continue;
        }
        let name = part.file_name().unwrap_or_default().to_owned();
        let incoming = receive(Incoming::begin(&ctx.app).await?, part).await?;
        let once = key.of_bytes(&incoming.digest());
        let added = evidence::add(&ctx, id, &name, incoming, &once).await?;
        return Ok((StatusCode::CREATED, Json(added)));
    }
    Err(Problem::explained(
        ProblemCode::Malformed,
        "there must be one part named file",
    ))
}

/// Takes what arrives of a file.
pub(super) async fn receive(
    mut incoming: Incoming,
    mut part: Field<'_>,
) -> Result<Incoming, Problem> {
    while let Some(bytes) = part.chunk().await.map_err(unreadable)? {
        if let Err(refusal) = incoming.write(&bytes).await {
            drop(incoming);
            while let Ok(Some(_)) = part.chunk().await {}
            return Err(refusal.into());
        }
    }
    Ok(incoming)
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
pub(super) fn unreadable(error: MultipartError) -> Problem {
    Problem::of_status(error.status())
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

/// What somebody uploaded must be able to do nothing, whatever it is.
pub(super) fn safe_headers(media_type: &str, name: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let shown = if media_type.starts_with("image/") {
        "inline"
    } else {
        "attachment"
    };
    let fixed = [
        (header::CONTENT_TYPE, media_type),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (
            header::CONTENT_DISPOSITION,
            &format!("{shown}; filename*=UTF-8''{}", percent_encoded(name)),
        ),
    ];
    for (header, value) in fixed {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(header, value);
        }
    }
    headers
}

/// RFC 8187.
pub(super) fn percent_encoded(name: &str) -> String {
    let mut text = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            text.push(char::from(byte));
        } else {
            // Writing into a String can't fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pdf_is_saved_and_an_image_is_shown_under_a_name_that_can_say_nothing_else() {
        let pdf = safe_headers("application/pdf", "证明\".pdf");
        assert_eq!(
            pdf.get(header::CONTENT_DISPOSITION).unwrap(),
            "attachment; filename*=UTF-8''%E8%AF%81%E6%98%8E%22.pdf"
        );
        let image = safe_headers("image/png", "a.png");
        assert_eq!(
            image.get(header::CONTENT_DISPOSITION).unwrap(),
            "inline; filename*=UTF-8''a.png"
        );
    }
}
