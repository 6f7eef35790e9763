//! 处置工单: what the hotline's system brings.

use crate::app::App;
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::outside::work_orders::{self, Filed};
use crate::service::{Ctx, Machine};
use axum::http::StatusCode;
use domain::wire::outside::{FileWorkOrder, FollowedCase};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "工单 work-orders";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(file))
        .routes(routes!(find))
}

problems! {
    OfFiling: Malformed, TooLarge, CrossSite, SignedOut, Forbidden, Invalid, NotOffered, AlreadyOpen, AlreadyRegistered, OrderDiffers;
    OfFinding: SignedOut, Forbidden, NotFound;
}

/// 报送工单 Files a work order of the hotline
///
/// With a key for work orders. Its clocks run from `received_at`. Of a licence the caller has to be its holder, by the
/// number of their document. A work order that came before is answered with its case and status 200; with other content it
/// is refused.
#[utoipa::path(post, path = "/work-orders", tag = TAG, operation_id = "file-work-order", request_body = FileWorkOrder,
    security(("machine" = [])),
    responses((status = 201, body = FollowedCase), (status = 200, body = FollowedCase), OfFiling))]
async fn file(
    ctx: Ctx<Machine>,
    Json(order): Json<FileWorkOrder>,
) -> Result<(StatusCode, Json<FollowedCase>), Problem> {
    Ok(match work_orders::file(&ctx, &order).await? {
        Filed::Now(case) => (StatusCode::CREATED, Json(case)),
        Filed::Before(case) => (StatusCode::OK, Json(case)),
    })
}

/// 工单进展 How a work order stands
///
/// Of the key's own agency; any other is not there. What was decided is told once the objector knows it.
#[utoipa::path(get, path = "/work-orders/{number}", tag = TAG, operation_id = "find-work-order",
    params(("number" = String, Path, max_length = 40)), security(("machine" = [])),
    responses((status = 200, body = FollowedCase), OfFinding))]
async fn find(
    ctx: Ctx<Machine>,
    Path(number): Path<String>,
) -> Result<Json<FollowedCase>, Problem> {
    Ok(Json(work_orders::find(&ctx, number.trim()).await?))
}
