//! The desk's queue.

use super::PagingQuery;
use crate::app::App;
use crate::http::openapi::problems;
use crate::http::{Json, Problem, Query};
use crate::service::{Clerk, Ctx, desk};
use domain::wire::desk::{QueueFilter, QueuePage};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(queue))
}

problems! {
    OfQueueing: Malformed, SignedOut, PasswordMustChange, Forbidden;
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
}

/// 待办队列 The queue of cases
///
/// Of the own agency, and of all agencies for a supervisor. Nearest due first; of finished cases the last one first.
#[utoipa::path(get, path = "/desk/objections", tag = "工作台 desk", operation_id = "queue", params(Asked, PagingQuery),
    responses((status = 200, body = QueuePage), OfQueueing))]
async fn queue(
    ctx: Ctx<Clerk>,
    Query(asked): Query<Asked>,
    Query(paging): Query<PagingQuery>,
) -> Result<Json<QueuePage>, Problem> {
    let page = desk::queue(&ctx, asked.filter, asked.q.as_deref(), &paging.into()).await?;
    Ok(Json(page))
}
