//! Drafts of objections.

use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::{Citizen, Ctx, drafts};
use axum::http::StatusCode;
use domain::id::DraftId;
use domain::wire::draft::{Draft, OpenDraft, SaveDraft};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "异议草稿 drafts";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(open))
        .routes(routes!(find, save, delete))
}

problems! {
    OfOpening: Malformed, TooLarge, CrossSite, SignedOut, Forbidden, NotFound, NotOffered, AlreadyOpen, KeyReused, InProgress;
    OfFinding: SignedOut, Forbidden, NotFound;
    OfSaving: Malformed, TooLarge, CrossSite, SignedOut, Forbidden, NotFound, Invalid, StaleVersion;
    OfDeleting: CrossSite, SignedOut, Forbidden, NotFound;
}

/// 开始或继续填写 Opens a draft for a licence
///
/// Or answers the one that is open: there is one for each licence. Who began to write without a connection chooses the id.
#[utoipa::path(post, path = "/drafts", tag = TAG, operation_id = "open-draft", request_body = OpenDraft,
    params(idempotency::Header),
    responses((status = 201, body = Draft), (status = 200, body = Draft), OfOpening))]
async fn open(
    ctx: Ctx<Citizen>,
    key: IdempotencyKey,
    Json(request): Json<OpenDraft>,
) -> Result<(StatusCode, Json<Draft>), Problem> {
    let once = key.of(&request);
    let opened = drafts::open(&ctx, &request, &once).await?;
    let status = if opened.new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(opened.draft)))
}

/// 草稿 One draft
#[utoipa::path(get, path = "/drafts/{id}", tag = TAG, operation_id = "find-draft", params(("id" = DraftId, Path)),
    responses((status = 200, body = Draft), OfFinding))]
async fn find(ctx: Ctx<Citizen>, Path(id): Path<DraftId>) -> Result<Json<Draft>, Problem> {
    Ok(Json(drafts::find(&ctx, id).await?))
}

/// 保存草稿 Saves what has been written so far
///
/// Everything may still be missing; what is there must fit.
#[utoipa::path(put, path = "/drafts/{id}", tag = TAG, operation_id = "save-draft", params(("id" = DraftId, Path)),
    request_body = SaveDraft, responses((status = 200, body = Draft), OfSaving))]
async fn save(
    ctx: Ctx<Citizen>,
    Path(id): Path<DraftId>,
    Json(request): Json<SaveDraft>,
) -> Result<Json<Draft>, Problem> {
    Ok(Json(drafts::save(&ctx, id, &request).await?))
}

/// 删除草稿 Deletes a draft with its files
#[utoipa::path(delete, path = "/drafts/{id}", tag = TAG, operation_id = "delete-draft", params(("id" = DraftId, Path)),
    responses((status = 204, description = "deleted"), OfDeleting))]
async fn delete(ctx: Ctx<Citizen>, Path(id): Path<DraftId>) -> Result<StatusCode, Problem> {
    drafts::delete(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
