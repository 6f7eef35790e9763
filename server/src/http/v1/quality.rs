//! 归集质量: the figures of the library.

use super::files::table;
use crate::app::App;
use crate::http::openapi::problems;
use crate::http::{Json, Problem, Query};
use crate::service::table_file::Format;
use crate::service::{Clerk, Ctx, quality, quality_file};
use axum::response::Response;
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
    OpenApiRouter::new()
        .routes(routes!(report))
        .routes(routes!(csv))
        .routes(routes!(xlsx))
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

/// 归集质量(CSV) The figures of a month as CSV
///
/// Each figure with its definition and what it was counted from.
#[utoipa::path(get, path = "/quality.csv", tag = TAG, operation_id = "quality-csv", params(Asked),
    responses((status = 200, content_type = "text/csv", body = String), OfReporting))]
async fn csv(ctx: Ctx<Clerk>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    file(&ctx, &asked, Format::Csv).await
}

/// 归集质量(XLSX) The figures of a month as a workbook
///
/// Each figure with its definition and what it was counted from.
#[utoipa::path(get, path = "/quality.xlsx", tag = TAG, operation_id = "quality-xlsx", params(Asked),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>), OfReporting))]
async fn xlsx(ctx: Ctx<Clerk>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    file(&ctx, &asked, Format::Xlsx).await
}

async fn file(ctx: &Ctx<Clerk>, asked: &Asked, format: Format) -> Result<Response, Problem> {
    let report = quality::report(ctx, asked.month, asked.issuer).await?;
    let bytes = quality_file::write(&report, format)?;
    let name = format!("quality-{}", report.month.strftime("%Y-%m"));
    Ok(table(&name, format, bytes))
}
