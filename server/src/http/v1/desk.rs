//! The desk's queue.

use super::PagingQuery;
use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Problem, Query};
use crate::service::desk::Narrowed;
use crate::service::{Clerk, Ctx, answering, batches, desk, registering};
use axum::http::StatusCode;
use domain::id::StaffId;
use domain::wire::board::BoardSlice;
use domain::wire::case::Receipt;
use domain::wire::catalogue::AgencyRef;
use domain::wire::desk::RegisterCase;
use domain::wire::queue::{MarkCases, QueueFilter, QueuePage};
use domain::wire::search::BatchResult;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(queue, register))
        .routes(routes!(could_answer))
        .routes(routes!(mark))
}

problems! {
    OfQueueing: Malformed, SignedOut, PasswordMustChange, Forbidden;
    OfRegistering: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, Invalid, NotOffered, AlreadyOpen, AlreadyRegistered, KeyReused, InProgress;
    OfMarking: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, Invalid, KeyReused, InProgress;
    OfNaming: SignedOut, PasswordMustChange, Forbidden;
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Which cases; without it those that are open.
    #[serde(default)]
    #[param(inline)]
    filter: QueueFilter,
    /// A case number, the beginning of one, or a licence's number.
    #[param(max_length = 100)]
    q: Option<String>,
    /// In whose hands; the nil id is nobody's.
    handler: Option<StaffId>,
    /// A day of the month, for what is of a month; this month without it.
    month: Option<Date>,
}

/// 待办队列 The queue of cases
///
/// Of the own agency, and of all agencies for a supervisor. Nearest due first; of finished cases the last one first. What stands
/// behind a number of the board is asked for by its filter, part and month.
#[utoipa::path(get, path = "/desk/objections", tag = "工作台 desk", operation_id = "queue",
    params(Asked, BoardSlice, PagingQuery),
    responses((status = 200, body = QueuePage), OfQueueing))]
async fn queue(
    ctx: Ctx<Clerk>,
    Query(asked): Query<Asked>,
    Query(slice): Query<BoardSlice>,
    Query(paging): Query<PagingQuery>,
) -> Result<Json<QueuePage>, Problem> {
    let narrowed = Narrowed {
        slice,
        handler: asked.handler,
        month: asked.month,
    };
    let search = asked.q.as_deref();
    let page = desk::queue(&ctx, asked.filter, narrowed, search, &paging.into()).await?;
    Ok(Json(page))
}

/// 登记 Registers a case that came in by hotline, letter or another department
///
/// At the own agency; its clocks run from `received_at`. A work order that began a case before is refused with that one's
/// number.
#[utoipa::path(post, path = "/desk/objections", tag = "工作台 desk", operation_id = "register-objection",
    request_body = RegisterCase, params(idempotency::Header), responses((status = 201, body = Receipt), OfRegistering))]
async fn register(
    ctx: Ctx<Clerk>,
    key: IdempotencyKey,
    Json(request): Json<RegisterCase>,
) -> Result<(StatusCode, Json<Receipt>), Problem> {
    let once = key.of(&request);
    let receipt = registering::register(&ctx, &request, &once).await?;
    Ok((StatusCode::CREATED, Json(receipt)))
}

/// 可转交的单位 To whom a case can be passed on
#[utoipa::path(get, path = "/desk/agencies", tag = "工作台 desk", operation_id = "list-answering-agencies",
    responses((status = 200, body = Vec<AgencyRef>), OfNaming))]
async fn could_answer(ctx: Ctx<Clerk>) -> Result<Json<Vec<AgencyRef>>, Problem> {
    Ok(Json(answering::could_answer(&ctx).await?))
}

/// 批量标注 Marks several cases at once
///
/// At most 100, each by the rules of one and by itself: those that could not be marked are named with the reason.
#[utoipa::path(post, path = "/desk/objections/mark:batch", tag = "工作台 desk", operation_id = "mark-objections",
    request_body = MarkCases, params(idempotency::Header), responses((status = 200, body = BatchResult), OfMarking))]
async fn mark(
    ctx: Ctx<Clerk>,
    key: IdempotencyKey,
    Json(request): Json<MarkCases>,
) -> Result<Json<BatchResult>, Problem> {
    let once = key.of(&request);
    Ok(Json(batches::mark(&ctx, &request, &once).await?))
}
