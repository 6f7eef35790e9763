//! Where one is logged in.

use crate::app::App;
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem, session as browser};
use crate::service::{Ctx, Standing, devices};
use axum::http::HeaderName;
use axum::response::{IntoResponse, Response};
use domain::id::LogInId;
use domain::problem::ProblemCode;
use domain::wire::device::{EndLogIns, LogIns, WhichLogIns};
use tower_sessions::Session as Browser;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "登录 session";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(end))
        .routes(routes!(end_many))
}

problems! {
    OfListing: SignedOut, SecondFactorRequired;
    OfEnding: Malformed, CrossSite, SignedOut, SecondFactorRequired, NotFound;
    OfEndingMany: Malformed, TooLarge, CrossSite, SignedOut, SecondFactorRequired;
}

/// 登录的设备 Where one is logged in
///
/// Kind of device and program after what the browser says of itself. For citizens and staff.
#[utoipa::path(get, path = "/session/devices", tag = TAG, operation_id = "list-log-ins",
    responses((status = 200, body = LogIns), OfListing))]
async fn list(ctx: Ctx<Option<Standing>>, browser: Browser) -> Result<Json<LogIns>, Problem> {
    Ok(Json(devices::list(&ctx, here(&browser)?).await?))
}

/// 退出一台设备 Ends one log-in
///
/// At once; also the one that asks.
#[utoipa::path(delete, path = "/session/devices/{id}", tag = TAG, operation_id = "end-log-in",
    params(("id" = LogInId, Path)), responses((status = 200, body = LogIns), OfEnding))]
async fn end(
    ctx: Ctx<Option<Standing>>,
    browser: Browser,
    Path(id): Path<LogInId>,
) -> Result<Json<LogIns>, Problem> {
    Ok(Json(devices::end(&ctx, here(&browser)?, id).await?))
}

/// 退出其他或全部设备 Ends the other log-ins, or all
///
/// After all of them the browser that asks is told to forget whatever it kept of this site (`Clear-Site-Data`).
#[utoipa::path(post, path = "/session/devices/end", tag = TAG, operation_id = "end-log-ins", request_body = EndLogIns,
    responses((status = 200, body = LogIns), OfEndingMany))]
async fn end_many(
    ctx: Ctx<Option<Standing>>,
    browser: Browser,
    Json(request): Json<EndLogIns>,
) -> Result<Response, Problem> {
    let left = devices::end_many(&ctx, here(&browser)?, request.which).await?;
    match request.which {
        WhichLogIns::Others => Ok(Json(left).into_response()),
        WhichLogIns::All => {
            browser::end(&browser).await?;
            let name = HeaderName::from_static("clear-site-data");
            let forget = (name, "\"cache\", \"cookies\", \"storage\"");
            Ok(([forget], Json(left)).into_response())
        }
    }
}

pub(super) fn here(browser: &Browser) -> Result<[u8; 32], Problem> {
    browser::id_hash(browser).ok_or_else(|| ProblemCode::SignedOut.into())
}
