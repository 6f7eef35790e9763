//! 办理情况公开: proposing, releasing and withholding words, and what everybody may read.

use super::PagingQuery;
use crate::app::App;
use crate::http::cached::cached;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem, Query};
use crate::service::{Clerk, Ctx, Visitor, disclosing};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::id::ObjectionId;
use domain::wire::Expected;
use domain::wire::case::CaseDetail;
use domain::wire::disclosure::{Disclosed, ProposeDisclosure, WithholdDisclosure};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "办理公开 disclosure";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(disclosed))
        .routes(routes!(propose))
        .routes(routes!(release))
        .routes(routes!(withhold))
}

problems! {
    OfReading: Malformed;
    OfProposing: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion, WrongState, KeyReused, InProgress;
    OfReleasing: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, StaleVersion, WrongState, SamePerson, KeyReused, InProgress;
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// A day of the month that the statistics are of; this month without it.
    month: Option<Date>,
}

/// 办理情况公开 What is disclosed of cases
///
/// Without log-in: the date of receipt, the date and department of the answer, what was asked and answered, and statistics,
/// all without personal data. The last answered first. The same stands at `/disclosed` as a page.
#[utoipa::path(get, path = "/disclosed", tag = TAG, operation_id = "disclosed", params(Asked, PagingQuery), security(()),
    responses((status = 200, body = Disclosed), (status = 304, description = "as known"), OfReading))]
async fn disclosed(
    ctx: Ctx<Visitor>,
    asked_with: HeaderMap,
    Query(asked): Query<Asked>,
    Query(paging): Query<PagingQuery>,
) -> Result<Response, Problem> {
    let page = disclosing::disclosed(&ctx, asked.month, &paging.into()).await?;
    Ok(cached(&asked_with, &page))
}

/// 拟公开 Proposes words for everybody
///
/// About a case that was answered; they name nobody, and another person releases them.
#[utoipa::path(post, path = "/objections/{id}/disclosure", tag = TAG, operation_id = "propose-disclosure",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = ProposeDisclosure,
    responses((status = 200, body = CaseDetail), OfProposing))]
async fn propose(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<ProposeDisclosure>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(disclosing::propose(&ctx, id, &request, &once).await?))
}

/// 公开 Releases the words
///
/// By another person than who proposed them.
#[utoipa::path(post, path = "/objections/{id}/disclosure/release", tag = TAG, operation_id = "release-disclosure",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = Expected,
    responses((status = 200, body = CaseDetail), OfReleasing))]
async fn release(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<Expected>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(disclosing::release(&ctx, id, request, &once).await?))
}

/// 不予公开 Withholds the words, or takes down what was public
///
/// What is untrue or unfit to be public (嘉网 二十七); the reason is kept and not public.
#[utoipa::path(post, path = "/objections/{id}/disclosure/withhold", tag = TAG, operation_id = "withhold-disclosure",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = WithholdDisclosure,
    responses((status = 200, body = CaseDetail), OfProposing))]
async fn withhold(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<WithholdDisclosure>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(disclosing::withhold(&ctx, id, &request, &once).await?))
}
