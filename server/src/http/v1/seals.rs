//! Seals: their register, what waits for one, and the summary of their use.

use super::files::csv;
use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem, Query};
use crate::service::{Clerk, Ctx, sealing, seals, versions};
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::{AuthorityId, SealId};
use domain::wire::case::StaffRef;
use domain::wire::seal::{
    AskForCertificate, CertificateRequest, GrantAuthority, HandSealOver, MoveSeal, RequestSeal,
    SealDetail, SealSummary,
};
use domain::wire::sealing::{PutSeal, SealPut, SealingReport, WaitingForSeal};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "印章 seals";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, request))
        .routes(routes!(waiting))
        .routes(routes!(keepers))
        .routes(routes!(summary))
        .routes(routes!(summary_csv))
        .routes(routes!(find))
        .routes(routes!(advance))
        .routes(routes!(ask_for_certificate))
        .routes(routes!(hand_over))
        .routes(routes!(grant))
        .routes(routes!(end))
        .routes(routes!(put))
}

problems! {
    OfListing: Malformed, SignedOut, PasswordMustChange, Forbidden;
    OfFinding: SignedOut, PasswordMustChange, Forbidden, NotFound;
    OfChanging: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion, WrongState, KeyReused, InProgress;
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct On {
    /// A day of the period; today without it.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<Date>,
}

/// 印章登记 The seals
///
/// Of the own agency; supervisors, administrators and auditors see all.
#[utoipa::path(get, path = "/seals", tag = TAG, operation_id = "list-seals",
    responses((status = 200, body = Vec<SealSummary>), OfListing))]
async fn list(ctx: Ctx<Clerk>) -> Result<Json<Vec<SealSummary>>, Problem> {
    Ok(Json(seals::list(&ctx).await?))
}

/// 制章申请 Asks for a seal
///
/// With the form 电子印章印模采集表 and what the credit-code certificate says; where the two differ, a proof is needed.
#[utoipa::path(post, path = "/seals", tag = TAG, operation_id = "request-seal", request_body = RequestSeal,
    params(idempotency::Header), responses((status = 201, body = SealDetail), OfChanging))]
async fn request(
    ctx: Ctx<Clerk>,
    key: IdempotencyKey,
    Json(request): Json<RequestSeal>,
) -> Result<(StatusCode, Json<SealDetail>), Problem> {
    let once = key.of(&request);
    let detail = seals::request(&ctx, &request, &once).await?;
    Ok((StatusCode::CREATED, Json(detail)))
}

/// 待盖章 What waits for the caller's seals
///
/// Approved versions of the own agency that no standing authority takes, the longest waiting first.
#[utoipa::path(get, path = "/seals/waiting", tag = TAG, operation_id = "list-waiting-for-seal",
    responses((status = 200, body = WaitingForSeal), OfListing))]
async fn waiting(ctx: Ctx<Clerk>) -> Result<Json<WaitingForSeal>, Problem> {
    Ok(Json(sealing::waiting(&ctx).await?))
}

/// 可任专管人员 Who of the own agency can keep a seal
#[utoipa::path(get, path = "/seals/keepers", tag = TAG, operation_id = "list-possible-keepers",
    responses((status = 200, body = Vec<StaffRef>), OfListing))]
async fn keepers(ctx: Ctx<Clerk>) -> Result<Json<Vec<StaffRef>>, Problem> {
    Ok(Json(seals::candidates(&ctx).await?))
}

/// 签章和打印汇总 Sealings and print-outs of a period
///
/// A row for each issuer with a seal; issuers see their own. The period is a setting of the deployment.
#[utoipa::path(get, path = "/seals/summary", tag = TAG, operation_id = "sum-up-seals", params(On),
    responses((status = 200, body = SealingReport), OfListing))]
async fn summary(ctx: Ctx<Clerk>, Query(query): Query<On>) -> Result<Json<SealingReport>, Problem> {
    Ok(Json(versions::summary(&ctx, query.on).await?))
}

/// 汇总表下载 The same as CSV
#[utoipa::path(get, path = "/seals/summary.csv", tag = TAG, operation_id = "export-seals-summary", params(On),
    responses((status = 200, body = String, content_type = "text/csv"), OfListing))]
async fn summary_csv(ctx: Ctx<Clerk>, Query(query): Query<On>) -> Result<Response, Problem> {
    let (name, bytes) = versions::summary_csv(&ctx, query.on).await?;
    Ok(csv(&name, bytes))
}

/// 印章详情 One seal
///
/// With its form (numbers of people masked), its history with every hand-over, and its standing authorities.
#[utoipa::path(get, path = "/seals/{id}", tag = TAG, operation_id = "find-seal", params(("id" = SealId, Path)),
    responses((status = 200, body = SealDetail), OfFinding))]
async fn find(ctx: Ctx<Clerk>, Path(id): Path<SealId>) -> Result<Json<SealDetail>, Problem> {
    Ok(Json(seals::find(&ctx, id).await?))
}

/// 核实、制作、停用、恢复、废止 Lets something happen to a seal
///
/// The service centre confirms or declines, 科技发展局 makes, suspends, resumes and revokes; the issuer may suspend its own.
#[utoipa::path(post, path = "/seals/{id}/events", tag = TAG, operation_id = "move-seal", request_body = MoveSeal,
    params(("id" = SealId, Path), idempotency::Header), responses((status = 200, body = SealDetail), OfChanging))]
async fn advance(
    ctx: Ctx<Clerk>,
    Path(id): Path<SealId>,
    key: IdempotencyKey,
    Json(request): Json<MoveSeal>,
) -> Result<Json<SealDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(seals::advance(&ctx, id, &request, &once).await?))
}

/// 证书请求 What an accredited authority needs to certify a seal
///
/// For who makes seals, of a confirmed one. The first time it makes the seal's key. The authority's answer is handed in
/// as `certificate` of the event `make`.
#[utoipa::path(post, path = "/seals/{id}/certificate-request", tag = TAG, operation_id = "ask-for-certificate",
    request_body = AskForCertificate, params(("id" = SealId, Path), idempotency::Header),
    responses((status = 200, body = CertificateRequest), OfChanging))]
async fn ask_for_certificate(
    ctx: Ctx<Clerk>,
    Path(id): Path<SealId>,
    key: IdempotencyKey,
    Json(request): Json<AskForCertificate>,
) -> Result<Json<CertificateRequest>, Problem> {
    let once = key.of(&request);
    let asked = seals::ask_for_certificate(&ctx, id, request, &once).await?;
    Ok(Json(asked))
}

/// 交接 Hands a seal over to another keeper or deputy
#[utoipa::path(post, path = "/seals/{id}/keepers", tag = TAG, operation_id = "hand-seal-over", request_body = HandSealOver,
    params(("id" = SealId, Path), idempotency::Header), responses((status = 200, body = SealDetail), OfChanging))]
async fn hand_over(
    ctx: Ctx<Clerk>,
    Path(id): Path<SealId>,
    key: IdempotencyKey,
    Json(request): Json<HandSealOver>,
) -> Result<Json<SealDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(seals::hand_over(&ctx, id, &request, &once).await?))
}

/// 自动盖章授权 Grants a standing authority
///
/// From then on a job puts the seal on what comes of the type and is covered.
#[utoipa::path(post, path = "/seals/{id}/authorities", tag = TAG, operation_id = "grant-authority", request_body = GrantAuthority,
    params(("id" = SealId, Path), idempotency::Header), responses((status = 200, body = SealDetail), OfChanging))]
async fn grant(
    ctx: Ctx<Clerk>,
    Path(id): Path<SealId>,
    key: IdempotencyKey,
    Json(request): Json<GrantAuthority>,
) -> Result<Json<SealDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(seals::grant(&ctx, id, &request, &once).await?))
}

/// 终止授权 Ends a standing authority
#[utoipa::path(post, path = "/seals/{id}/authorities/{authority}/end", tag = TAG, operation_id = "end-authority",
    params(("id" = SealId, Path), ("authority" = AuthorityId, Path), idempotency::Header),
    responses((status = 200, body = SealDetail), OfChanging))]
async fn end(
    ctx: Ctx<Clerk>,
    Path((id, authority)): Path<(SealId, AuthorityId)>,
    key: IdempotencyKey,
) -> Result<Json<SealDetail>, Problem> {
    let once = key.of_bytes(&[]);
    Ok(Json(seals::end(&ctx, id, authority, &once).await?))
}

/// 盖章 Puts a seal on versions
///
/// By its keeper or deputy, on what was approved; what isn't sealed is answered with the reason.
#[utoipa::path(post, path = "/seals/{id}/put", tag = TAG, operation_id = "put-seal", request_body = PutSeal,
    params(("id" = SealId, Path), idempotency::Header), responses((status = 200, body = SealPut), OfChanging))]
async fn put(
    ctx: Ctx<Clerk>,
    Path(id): Path<SealId>,
    key: IdempotencyKey,
    Json(request): Json<PutSeal>,
) -> Result<Json<SealPut>, Problem> {
    let once = key.of(&request);
    Ok(Json(sealing::put(&ctx, id, &request, &once).await?))
}
