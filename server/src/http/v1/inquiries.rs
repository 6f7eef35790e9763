//! 协查: questions about a case to another agency.

use super::PagingQuery;
use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem, Query};
use crate::service::{Clerk, Ctx, inquiring};
use domain::id::{InquiryId, ObjectionId};
use domain::wire::Page;
use domain::wire::case::CaseDetail;
use domain::wire::inquiry::{AnswerInquiry, Inquire, InquiryView};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "协查 inquiries";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(inquire))
        .routes(routes!(list))
        .routes(routes!(answer))
}

problems! {
    OfInquiring: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, WrongState, KeyReused, InProgress;
    OfListing: Malformed, SignedOut, PasswordMustChange, Forbidden;
    OfAnswering: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion, WrongState, KeyReused, InProgress;
}

/// 协查 Asks another agency about a case
///
/// That agency's handlers are told; they see the question and the case number, not the case. Its day is a service, counted
/// in working days, and no clock of the case moves by it.
#[utoipa::path(post, path = "/objections/{id}/inquiries", tag = TAG, operation_id = "inquire",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = Inquire,
    responses((status = 200, body = CaseDetail), OfInquiring))]
async fn inquire(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<Inquire>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(inquiring::inquire(&ctx, id, &request, &once).await?))
}

/// 待协查 What the own agency was asked
///
/// The last first.
#[utoipa::path(get, path = "/desk/inquiries", tag = TAG, operation_id = "list-inquiries", params(PagingQuery),
    responses((status = 200, body = Page<InquiryView>), OfListing))]
async fn list(
    ctx: Ctx<Clerk>,
    Query(paging): Query<PagingQuery>,
) -> Result<Json<Page<InquiryView>>, Problem> {
    Ok(Json(inquiring::list(&ctx, &paging.into()).await?))
}

/// 协查答复 Answers a question
///
/// Once; who asked is told, and the answer is part of their case.
#[utoipa::path(post, path = "/desk/inquiries/{id}/answer", tag = TAG, operation_id = "answer-inquiry",
    params(("id" = InquiryId, Path), idempotency::Header), request_body = AnswerInquiry,
    responses((status = 200, body = InquiryView), OfAnswering))]
async fn answer(
    ctx: Ctx<Clerk>,
    Path(id): Path<InquiryId>,
    key: IdempotencyKey,
    Json(request): Json<AnswerInquiry>,
) -> Result<Json<InquiryView>, Problem> {
    let once = key.of(&request);
    Ok(Json(inquiring::answer(&ctx, id, &request, &once).await?))
}
