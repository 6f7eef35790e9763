//! The people of the demonstration.

use crate::app::App;
use crate::http::openapi::problems;
use crate::http::{Json, Problem};
use crate::service::{Ctx, Visitor, demonstration};
use domain::wire::session::DemoAccounts;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(accounts))
}

problems! {
    OfAccounts: NotFound;
}

/// 演示账号 Who one can be in the demonstration
///
/// Open to everybody; there is nothing here on any other deployment.
#[utoipa::path(get, path = "/demonstration", tag = "演示 demonstration", operation_id = "demonstration", security(()),
    responses((status = 200, body = DemoAccounts), OfAccounts))]
async fn accounts(ctx: Ctx<Visitor>) -> Result<Json<DemoAccounts>, Problem> {
    Ok(Json(demonstration::accounts(&ctx).await?))
}
