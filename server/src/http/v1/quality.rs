//! 归集质量: the figures of the library.

use crate::app::App;
use crate::http::openapi::problems;
use crate::http::{Json, Problem, Query};
use crate::service::{Clerk, Ctx, quality};
use domain::id::AgencyId;
use domain::wire::quality::QualityReport;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "归集质量 quality";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(report))
}

problems! {
    OfReporting: Malformed, SignedOut, PasswordMustChange, Forbidden;
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// A day of the month; this month without it.
    month: Option<Date>,
    /// An issuer; all of them without it.
    issuer: Option<AgencyId>,
}

/// 归集质量 The figures of a month
///
/// A supervisor sees every issuer, an agency's staff their own. They are counted every ten minutes.
#[utoipa::path(get, path = "/quality", tag = TAG, operation_id = "quality", params(Asked),
    responses((status = 200, body = QualityReport), OfReporting))]
async fn report(
    ctx: Ctx<Clerk>,
    Query(asked): Query<Asked>,
) -> Result<Json<QualityReport>, Problem> {
    Ok(Json(
        quality::report(&ctx, asked.month, asked.issuer).await?,
    ))
}
