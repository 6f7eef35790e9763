//! The issuing desk's licences: searched, exported, moved many at once; who used one, and who objected to it.

use super::PagingQuery;
use super::files::{CSV, XLSX, safe_headers};
use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem, Query};
use crate::service::{Clerk, Ctx, batches, cases, list_file, search, uses};
use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::id::LicenceId;
use domain::wire::Page;
use domain::wire::case::CaseSummary;
use domain::wire::search::{
    ApproveContents, BatchResult, EnterEvents, ExportFormat, FoundByNumber, LicenceFilter,
    LicencePage, SearchByNumber,
};
use domain::wire::uses::LicenceUse;
use serde::Deserialize;
use tokio_util::io::ReaderStream;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "发证工作台 issuing desk";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(page))
        .routes(routes!(by_number))
        .routes(routes!(desk_uses))
        .routes(routes!(own_uses))
        .routes(routes!(objections))
        .routes(routes!(enter_events))
        .routes(routes!(approve))
}

/// Those that make a file.
pub(super) fn exports() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(export))
}

problems! {
    OfSearching: Malformed, SignedOut, PasswordMustChange, Forbidden;
    OfAsking: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, Invalid;
    OfReading: Malformed, SignedOut, PasswordMustChange, Forbidden, NotFound;
    OfMany: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, Invalid;
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AsFile {
    /// As what.
    #[param(inline)]
    format: ExportFormat,
}

/// 查找证照 The own agency's licences
///
/// For handlers and approvers. By 证照标识, 证照编号 or the beginning of a holder's name, and narrowed by what the licences
/// are. Counts stop at 1,000.
#[utoipa::path(get, path = "/desk/licences", tag = TAG, operation_id = "search-licences",
    params(LicenceFilter, PagingQuery), responses((status = 200, body = LicencePage), OfSearching))]
async fn page(
    ctx: Ctx<Clerk>,
    Query(filter): Query<LicenceFilter>,
    Query(paging): Query<PagingQuery>,
) -> Result<Json<LicencePage>, Problem> {
    Ok(Json(search::page(&ctx, &filter, &paging.into()).await?))
}

/// 按号码查找 Who and what of the own agency bears a number
///
/// A holder's number is looked for whole, and never stands in an address.
#[utoipa::path(post, path = "/desk/licences/search", tag = TAG, operation_id = "search-by-number",
    request_body = SearchByNumber, responses((status = 200, body = FoundByNumber), OfAsking))]
async fn by_number(
    ctx: Ctx<Clerk>,
    Json(request): Json<SearchByNumber>,
) -> Result<Json<FoundByNumber>, Problem> {
    Ok(Json(search::by_number(&ctx, &request).await?))
}

/// 导出清单 The own agency's licences as a file
///
/// The same rows as the search, at most 100,000, masked alike.
#[utoipa::path(get, path = "/desk/licences/export", tag = TAG, operation_id = "export-licences",
    params(LicenceFilter, AsFile), responses((status = 200, description = "the file", content(
        (Vec<u8> = "text/csv"), (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), OfSearching))]
async fn export(
    ctx: Ctx<Clerk>,
    Query(filter): Query<LicenceFilter>,
    Query(as_file): Query<AsFile>,
) -> Result<Response, Problem> {
    let export = list_file::export(&ctx, &filter, as_file.format).await?;
    let media_type = match as_file.format {
        ExportFormat::Csv => CSV,
        ExportFormat::Xlsx => XLSX,
    };
    let headers = safe_headers(media_type, &export.name);
    let length = [(header::CONTENT_LENGTH, export.length.to_string())];
    let stream = ReaderStream::new(tokio::fs::File::from_std(export.file));
    Ok((headers, length, Body::from_stream(stream)).into_response())
}

/// 用证记录 Who read a licence of the own agency, and when
#[utoipa::path(get, path = "/desk/licences/{id}/uses", tag = TAG, operation_id = "licence-uses",
    params(("id" = LicenceId, Path), PagingQuery), responses((status = 200, body = Page<LicenceUse>), OfReading))]
async fn desk_uses(
    ctx: Ctx<Clerk>,
    Path(id): Path<LicenceId>,
    Query(paging): Query<PagingQuery>,
) -> Result<Json<Page<LicenceUse>>, Problem> {
    let actor = ctx.actor.into();
    let page = uses::of_licence(&ctx.with(actor), id, &paging.into()).await?;
    Ok(Json(page))
}

/// 谁用过我的证照 Who read a licence, and when
///
/// For its holders, and for the staff of its issuer.
#[utoipa::path(get, path = "/licences/{id}/uses", tag = TAG, operation_id = "own-licence-uses",
    params(("id" = LicenceId, Path), PagingQuery), responses((status = 200, body = Page<LicenceUse>), OfReading))]
async fn own_uses(
    ctx: Ctx,
    Path(id): Path<LicenceId>,
    Query(paging): Query<PagingQuery>,
) -> Result<Json<Page<LicenceUse>>, Problem> {
    Ok(Json(uses::of_licence(&ctx, id, &paging.into()).await?))
}

/// 异议 The objections to a licence of the own agency
///
/// The last first.
#[utoipa::path(get, path = "/desk/licences/{id}/objections", tag = TAG, operation_id = "licence-objections",
    params(("id" = LicenceId, Path), PagingQuery), responses((status = 200, body = Page<CaseSummary>), OfReading))]
async fn objections(
    ctx: Ctx<Clerk>,
    Path(id): Path<LicenceId>,
    Query(paging): Query<PagingQuery>,
) -> Result<Json<Page<CaseSummary>>, Problem> {
    Ok(Json(cases::of_licence(&ctx, id, &paging.into()).await?))
}

/// 批量办理 One event for many licences
///
/// At most 200, each by the rules of one and by itself: what one is refused stops none of the others.
#[utoipa::path(post, path = "/desk/licences/events:batch", tag = TAG, operation_id = "enter-events",
    request_body = EnterEvents, params(idempotency::Header), responses((status = 200, body = BatchResult), OfMany))]
async fn enter_events(
    ctx: Ctx<Clerk>,
    key: IdempotencyKey,
    Json(request): Json<EnterEvents>,
) -> Result<Json<BatchResult>, Problem> {
    let once = key.of(&request);
    Ok(Json(batches::enter_events(&ctx, &request, &once).await?))
}

/// 批量审批 Approves many contents, each by its digest
///
/// At most 100, each by the rules of one and by itself.
#[utoipa::path(post, path = "/preparations/approve:batch", tag = TAG, operation_id = "approve-contents",
    request_body = ApproveContents, params(idempotency::Header), responses((status = 200, body = BatchResult), OfMany))]
async fn approve(
    ctx: Ctx<Clerk>,
    key: IdempotencyKey,
    Json(request): Json<ApproveContents>,
) -> Result<Json<BatchResult>, Problem> {
    let once = key.of(&request);
    Ok(Json(batches::approve(&ctx, &request, &once).await?))
}
