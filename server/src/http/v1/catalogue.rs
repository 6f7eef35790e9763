//! 证照目录: what everybody may read of it, and how the desk compiles, reviews and publishes it.

use super::PagingQuery;
use super::files::csv;
use crate::app::App;
use crate::http::cached::cached;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem, Query};
use crate::service::{Clerk, Ctx, Visitor, catalogue, compiling, entries};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::catalogue::{HolderCategory, TypeState, VersionState};
use domain::id::AgencyId;
use domain::wire::Page;
use domain::wire::catalogue::{
    AgencyRef, CatalogueQuery, CompileType, EntryDetail, EntrySummary, NameIssuers, SaveType,
    TurnType, TypeDetail, TypeSummary, TypeVersion,
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "证照目录 catalogue";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(find))
        .routes(routes!(version))
        .routes(routes!(template))
        .routes(routes!(list_entries, compile))
        .routes(routes!(entry))
        .routes(routes!(save))
        .routes(routes!(turn))
        .routes(routes!(could_issue, name_issuers))
}

problems! {
    OfSearching: Malformed;
    OfReading: NotFound;
    OfListing: Malformed, SignedOut, PasswordMustChange, Forbidden;
    OfFinding: SignedOut, PasswordMustChange, Forbidden, NotFound;
    OfCompiling: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, KeyReused, InProgress;
    OfSaving: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion, WrongState;
    OfTurning: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion, WrongState, KeyReused, InProgress;
    OfNaming: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion, WrongState;
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Part of a name, of a code or of the issuer's name.
    #[param(max_length = 100)]
    q: Option<String>,
    /// Only types that this agency issues.
    issuer: Option<AgencyId>,
    /// Only types that such a holder can have.
    #[param(inline)]
    holders: Option<HolderCategory>,
}

/// 证照目录 The types of licences
///
/// Those that are published or suspended, by code. Open to everybody.
#[utoipa::path(get, path = "/catalogue", tag = TAG, operation_id = "catalogue", params(Asked, PagingQuery), security(()),
    responses((status = 200, body = Page<TypeSummary>), (status = 304, description = "as known"), OfSearching))]
async fn list(
    ctx: Ctx<Visitor>,
    Query(asked): Query<Asked>,
    Query(paging): Query<PagingQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let query = CatalogueQuery {
        q: asked.q,
        issuer: asked.issuer,
        holders: asked.holders,
    };
    let page = catalogue::list(&ctx, &query, &paging.into()).await?;
    Ok(cached(&headers, &page))
}

/// 证照类型 One type as it is in force
///
/// Also one that is withdrawn, as it was last. Open to everybody.
#[utoipa::path(get, path = "/catalogue/{code}", tag = TAG, operation_id = "find-type", params(("code" = String, Path)),
    security(()),
    responses((status = 200, body = TypeDetail), (status = 304, description = "as known"), OfReading))]
async fn find(
    ctx: Ctx<Visitor>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    Ok(cached(&headers, &catalogue::find(&ctx, &code).await?))
}

/// 目录版本 One version of a type
///
/// Licences keep the version under which they were issued. Open to everybody.
#[utoipa::path(get, path = "/catalogue/{code}/versions/{version}", tag = TAG, operation_id = "find-type-version",
    params(("code" = String, Path), ("version" = u32, Path)), security(()),
    responses((status = 200, body = TypeVersion), (status = 304, description = "as known"), OfReading))]
async fn version(
    ctx: Ctx<Visitor>,
    Path((code, version)): Path<(String, u32)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let version = catalogue::version(&ctx, &code, version).await?;
    Ok(cached(&headers, &version))
}

/// 导入模板 The columns of a type with an example row
///
/// As `mingzheng import --template` prints them. Open to everybody.
#[utoipa::path(get, path = "/catalogue/{code}/template", tag = TAG, operation_id = "type-template",
    params(("code" = String, Path)), security(()),
    responses((status = 200, description = "the template", body = String, content_type = "text/csv"), OfReading))]
async fn template(ctx: Ctx<Visitor>, Path(code): Path<String>) -> Result<Response, Problem> {
    let bytes = catalogue::template(&ctx, &code).await?;
    let name = [code.as_str(), ".csv"].concat();
    Ok(csv(&name, bytes))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Only entries in this state.
    #[param(inline)]
    state: Option<TypeState>,
    /// Only entries whose latest version stands here.
    #[param(inline)]
    version: Option<VersionState>,
    /// Part of a name, of a code or of the agency's name.
    #[param(max_length = 100)]
    q: Option<String>,
}

/// 目录编制 The entries of the catalogue
///
/// Of the own agency, and of all agencies for a supervisor; by code.
#[utoipa::path(get, path = "/desk/catalogue", tag = TAG, operation_id = "list-entries", params(Wanted, PagingQuery),
    responses((status = 200, body = Page<EntrySummary>), OfListing))]
async fn list_entries(
    ctx: Ctx<Clerk>,
    Query(wanted): Query<Wanted>,
    Query(paging): Query<PagingQuery>,
) -> Result<Json<Page<EntrySummary>>, Problem> {
    let wanted = entries::Wanted {
        state: wanted.state,
        version: wanted.version,
        q: wanted.q,
    };
    Ok(Json(entries::list(&ctx, &wanted, &paging.into()).await?))
}

/// 目录条目 One entry with everything that is said and has happened
#[utoipa::path(get, path = "/desk/catalogue/{code}", tag = TAG, operation_id = "find-entry",
    params(("code" = String, Path)), responses((status = 200, body = EntryDetail), OfFinding))]
async fn entry(ctx: Ctx<Clerk>, Path(code): Path<String>) -> Result<Json<EntryDetail>, Problem> {
    Ok(Json(entries::find(&ctx, &code).await?))
}

/// 编制 Begins a new type
///
/// A draft may lack anything; what is submitted may not.
#[utoipa::path(post, path = "/desk/catalogue", tag = TAG, operation_id = "compile-type", request_body = CompileType,
    params(idempotency::Header), responses((status = 201, body = EntryDetail), OfCompiling))]
async fn compile(
    ctx: Ctx<Clerk>,
    key: IdempotencyKey,
    Json(request): Json<CompileType>,
) -> Result<(StatusCode, Json<EntryDetail>), Problem> {
    let once = key.of(&request);
    let detail = compiling::compile(&ctx, &request, &once).await?;
    Ok((StatusCode::CREATED, Json(detail)))
}

/// 保存 Saves the version on its way, or begins the next one
///
/// The version in force stays in force.
#[utoipa::path(put, path = "/desk/catalogue/{code}/draft", tag = TAG, operation_id = "save-type", request_body = SaveType,
    params(("code" = String, Path)), responses((status = 200, body = EntryDetail), OfSaving))]
async fn save(
    ctx: Ctx<Clerk>,
    Path(code): Path<String>,
    Json(request): Json<SaveType>,
) -> Result<Json<EntryDetail>, Problem> {
    Ok(Json(compiling::save(&ctx, &code, &request).await?))
}

/// 提交、退回、发布、暂停、恢复、废止 Turns an entry
///
/// Who compiles submits; the managing body does the rest. 废止 can't be undone.
#[utoipa::path(post, path = "/desk/catalogue/{code}/turns", tag = TAG, operation_id = "turn-type", request_body = TurnType,
    params(("code" = String, Path), idempotency::Header), responses((status = 200, body = EntryDetail), OfTurning))]
async fn turn(
    ctx: Ctx<Clerk>,
    Path(code): Path<String>,
    key: IdempotencyKey,
    Json(request): Json<TurnType>,
) -> Result<Json<EntryDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(compiling::turn(&ctx, &code, &request, &once).await?))
}

/// 可指定的发证单位 Who could issue a type beside the agency that compiled it
///
/// For who compiles it, where the rulebook lets others issue (庆证 十一); by name.
#[utoipa::path(get, path = "/desk/catalogue/{code}/issuers", tag = TAG, operation_id = "could-issue",
    params(("code" = String, Path)), responses((status = 200, body = Vec<AgencyRef>), OfFinding))]
async fn could_issue(
    ctx: Ctx<Clerk>,
    Path(code): Path<String>,
) -> Result<Json<Vec<AgencyRef>>, Problem> {
    Ok(Json(entries::could_issue(&ctx, &code).await?))
}

/// 指定发证单位 Names who issues a type beside the agency that compiled it
///
/// Where the rulebook lets others issue (庆证 十一).
#[utoipa::path(put, path = "/desk/catalogue/{code}/issuers", tag = TAG, operation_id = "name-issuers",
    request_body = NameIssuers, params(("code" = String, Path)),
    responses((status = 200, body = EntryDetail), OfNaming))]
async fn name_issuers(
    ctx: Ctx<Clerk>,
    Path(code): Path<String>,
    Json(request): Json<NameIssuers>,
) -> Result<Json<EntryDetail>, Problem> {
    Ok(Json(compiling::name_issuers(&ctx, &code, &request).await?))
}
