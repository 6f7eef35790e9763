//! 亮证: codes by which licences are shown.

use crate::app::App;
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::{Citizen, Ctx, showing};
use axum::http::StatusCode;
use domain::id::LicenceId;
use domain::wire::showing::Showing;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "亮证 showing";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show))
}

problems! {
    OfShowing: CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, TooManyRequests;
}

/// 亮证 Makes a code by which anybody checks a licence
///
/// For who holds it, alone or with others, and who acts for a company that does. The code lives two minutes; anybody who
/// opens its address sees the licence without its sensitive values, and each look is on record. So many live at once.
#[utoipa::path(post, path = "/licences/{id}/showings", tag = TAG, operation_id = "show-licence",
    params(("id" = LicenceId, Path)), responses((status = 201, body = Showing), OfShowing))]
async fn show(
    ctx: Ctx<Citizen>,
    Path(id): Path<LicenceId>,
) -> Result<(StatusCode, Json<Showing>), Problem> {
    let made = showing::make(&ctx, id).await?;
    Ok((StatusCode::CREATED, Json(made)))
}
