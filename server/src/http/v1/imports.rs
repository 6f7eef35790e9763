//! 归集: licences that were issued elsewhere come in, by message or by file.

use super::PagingQuery;
use super::files::{csv, part_after_refusal};
use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem, Query, form};
use crate::service::importing::{desk, push};
use crate::service::{Clerk, Ctx, Sender};
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::middleware::map_response;
use axum::response::Response;
use domain::id::{AgencyId, ImportId};
use domain::issuing::collecting::Entry;
use domain::licence::Trust;
use domain::wire::Page;
use domain::wire::importing::{FILE_BYTES_MAX, Import, PushResult, RefusedRow};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "归集 importing";
/// A thousand rows with all that a face can say.
const BATCH_LIMIT: usize = 16 * 1024 * 1024;
/// What is a little too large is read to its end, so that who sends it hears so.
const UPLOAD_LIMIT: usize = FILE_BYTES_MAX / 4 * 5;

/// The operations that carry no file to us.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(push_batch))
        .layer(DefaultBodyLimit::max(BATCH_LIMIT))
        .routes(routes!(list))
        .routes(routes!(template))
        .routes(routes!(find))
        .routes(routes!(refused))
        .routes(routes!(refused_file))
        .routes(routes!(start))
        .routes(routes!(cancel))
}

/// The upload.
pub(super) fn uploads() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(hand_in))
        .layer(DefaultBodyLimit::max(UPLOAD_LIMIT))
        .layer(map_response(part_after_refusal))
}

problems! {
    OfHandingIn: Malformed, CrossSite, SignedOut, PasswordMustChange, Forbidden, Invalid, WrongState, TooLarge, InfectedFile, NotScanned,
        KeyReused, InProgress;
    OfListing: Malformed, SignedOut, PasswordMustChange, Forbidden;
    OfFinding: Malformed, SignedOut, PasswordMustChange, Forbidden, NotFound;
    OfTemplate: Malformed, SignedOut, PasswordMustChange, Forbidden, Invalid, WrongState;
    OfSteering: CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, WrongState, StaleVersion;
    OfPushing: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, WrongState, KeyReused, InProgress;
}

/// A message with licences.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PushBatch {
    /// 证照类型代码, as published in the catalogue.
    #[schema(max_length = 21)]
    type_code: String,
    /// The licences; one that can't be read is refused alone.
    #[schema(value_type = Vec<Entry>, min_items = 1, max_items = 1000)]
    rows: Vec<Value>,
}

/// 实时归集 Takes up to 1,000 issued licences in
///
/// For the own agency and its types. Each row has its own result: `new`, `changed`, `same` or `refused` with what is wrong.
/// A licence is known again by 证照标识, or by type, issuer and 证照编号. What enters waits for its seal under a standing
/// authority. A handler sends it, or the issuer's system with a key for `licences` as bearer. Sent again with the same `Idempotency-Key` a message gets its first answer.
#[utoipa::path(post, path = "/issuers/{id}/licences:batch", tag = TAG, operation_id = "push-licences", request_body = PushBatch,
    params(("id" = AgencyId, Path), idempotency::Header), security(("session" = []), ("machine" = [])),
    responses((status = 200, body = PushResult), OfPushing))]
async fn push_batch(
    ctx: Ctx<Sender>,
    Path(id): Path<AgencyId>,
    key: IdempotencyKey,
    Json(request): Json<PushBatch>,
) -> Result<Json<PushResult>, Problem> {
    let once = key.of(&request);
    let result = push::push(&ctx, id, &request.type_code, request.rows, &once).await?;
    Ok(Json(result))
}

/// Of which type a file is.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfType {
    /// 证照类型代码.
    #[param(max_length = 21)]
    type_code: String,
    /// 证照等级 of rows that don't say theirs; B without it.
    #[param(inline)]
    trust: Option<Trust>,
}

/// The body of an upload.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "it describes the body, which is read part by part"
)]
struct ImportUpload {
    /// CSV (UTF-8 or GB18030), JSON lines or XLSX, of at most 200 MB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// 存量归集 Hands a file of issued licences in
///
/// It is looked through in the background first; nothing enters before `start`.
#[utoipa::path(post, path = "/imports", tag = TAG, operation_id = "hand-in-import", params(OfType, idempotency::Header),
    request_body(content = ImportUpload, content_type = "multipart/form-data"),
    responses((status = 201, body = Import), OfHandingIn))]
async fn hand_in(
    ctx: Ctx<Clerk>,
    Query(of): Query<OfType>,
    key: IdempotencyKey,
    request: Request,
) -> Result<(StatusCode, Json<Import>), Problem> {
    let (name, incoming) = form::receive(request, desk::begin(&ctx)).await?;
    let once = key.of_bytes(&incoming.digest());
    let of = (of.type_code.as_str(), of.trust.unwrap_or(Trust::B));
    let import = desk::hand_in(&ctx, of, &name, incoming, &once).await?;
    Ok((StatusCode::CREATED, Json(import)))
}

/// 归集记录 The own agency's imports
///
/// The latest first.
#[utoipa::path(get, path = "/imports", tag = TAG, operation_id = "list-imports", params(PagingQuery),
    responses((status = 200, body = Page<Import>), OfListing))]
async fn list(
    ctx: Ctx<Clerk>,
    Query(paging): Query<PagingQuery>,
) -> Result<Json<Page<Import>>, Problem> {
    Ok(Json(desk::list(&ctx, &paging.into()).await?))
}

/// 导入模板 The columns of a type with an example row
#[utoipa::path(get, path = "/imports/template", tag = TAG, operation_id = "import-template", params(OfType),
    responses((status = 200, description = "the template", body = String, content_type = "text/csv"), OfTemplate))]
async fn template(ctx: Ctx<Clerk>, Query(of): Query<OfType>) -> Result<Response, Problem> {
    let bytes = desk::template(&ctx, &of.type_code).await?;
    Ok(csv(&format!("{}.csv", of.type_code), bytes))
}

/// 归集进度 One import
#[utoipa::path(get, path = "/imports/{id}", tag = TAG, operation_id = "find-import", params(("id" = ImportId, Path)),
    responses((status = 200, body = Import), OfFinding))]
async fn find(ctx: Ctx<Clerk>, Path(id): Path<ImportId>) -> Result<Json<Import>, Problem> {
    Ok(Json(desk::find(&ctx, id).await?))
}

/// 未通过的行 What was refused
///
/// In the order of the file, values masked.
#[utoipa::path(get, path = "/imports/{id}/refused", tag = TAG, operation_id = "list-refused-rows",
    params(("id" = ImportId, Path), PagingQuery), responses((status = 200, body = Page<RefusedRow>), OfFinding))]
async fn refused(
    ctx: Ctx<Clerk>,
    Path(id): Path<ImportId>,
    Query(paging): Query<PagingQuery>,
) -> Result<Json<Page<RefusedRow>>, Problem> {
    Ok(Json(desk::refused(&ctx, id, &paging.into()).await?))
}

/// 下载未通过的行 What was refused, as a file
///
/// With the columns that came, the line and the reason; mended, it goes in as it is.
#[utoipa::path(get, path = "/imports/{id}/refused.csv", tag = TAG, operation_id = "fetch-refused-rows",
    params(("id" = ImportId, Path)),
    responses((status = 200, description = "the rows", body = String, content_type = "text/csv"), OfFinding))]
async fn refused_file(ctx: Ctx<Clerk>, Path(id): Path<ImportId>) -> Result<Response, Problem> {
    let (name, bytes) = desk::refused_file(&ctx, id).await?;
    Ok(csv(&name, bytes))
}

/// 开始入库 Lets what was looked through enter
#[utoipa::path(post, path = "/imports/{id}/start", tag = TAG, operation_id = "start-import", params(("id" = ImportId, Path)),
    responses((status = 200, body = Import), OfSteering))]
async fn start(ctx: Ctx<Clerk>, Path(id): Path<ImportId>) -> Result<Json<Import>, Problem> {
    Ok(Json(desk::start(&ctx, id).await?))
}

/// 停止 Stops an import
///
/// What has entered stays.
#[utoipa::path(post, path = "/imports/{id}/cancel", tag = TAG, operation_id = "cancel-import", params(("id" = ImportId, Path)),
    responses((status = 200, body = Import), OfSteering))]
async fn cancel(ctx: Ctx<Clerk>, Path(id): Path<ImportId>) -> Result<Json<Import>, Problem> {
    Ok(Json(desk::cancel(&ctx, id).await?))
}
