//! Messages in the in-app inbox.

use super::PagingQuery;
use crate::app::App;
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem, Query};
use crate::service::{Ctx, notices};
use axum::http::StatusCode;
use domain::id::NoticeId;
use domain::wire::notice::Inbox;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "消息 notices";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(inbox))
        .routes(routes!(read))
}

problems! {
    OfListing: Malformed, SignedOut, PasswordMustChange;
    OfReading: CrossSite, SignedOut, PasswordMustChange, NotFound;
}

/// 消息 The inbox
///
/// Newest first, with how many are unread in all.
#[utoipa::path(get, path = "/notices", tag = TAG, operation_id = "inbox", params(PagingQuery),
    responses((status = 200, body = Inbox), OfListing))]
async fn inbox(ctx: Ctx, Query(paging): Query<PagingQuery>) -> Result<Json<Inbox>, Problem> {
    Ok(Json(notices::inbox(&ctx, &paging.into()).await?))
}

/// 标为已读 Notes that a message was read
#[utoipa::path(post, path = "/notices/{id}/read", tag = TAG, operation_id = "read-notice", params(("id" = NoticeId, Path)),
    responses((status = 204, description = "noted"), OfReading))]
async fn read(ctx: Ctx, Path(id): Path<NoticeId>) -> Result<StatusCode, Problem> {
    notices::read(&ctx, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
