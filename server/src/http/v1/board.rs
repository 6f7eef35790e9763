//! 电子监察: the board of cases.

use super::files::table;
use crate::app::App;
use crate::http::openapi::problems;
use crate::http::{Json, Problem, Query};
use crate::service::table_file::Format;
use crate::service::{Clerk, Ctx, board};
use axum::response::Response;
use domain::wire::board::{BoardReport, BoardSlice};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "电子监察 board";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(report))
        .routes(routes!(csv))
        .routes(routes!(xlsx))
}

problems! {
    OfWatching: Malformed, SignedOut, PasswordMustChange, Forbidden;
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// A day of the month; this month without it.
    month: Option<Date>,
}

/// 电子监察 The board of cases
///
/// How cases stand now and how they were answered in a month. A supervisor sees every agency, who leads a unit their own.
/// They are counted every five minutes. Service targets never count as statutory.
#[utoipa::path(get, path = "/board", tag = TAG, operation_id = "board", params(Asked, BoardSlice),
    responses((status = 200, body = BoardReport), OfWatching))]
async fn report(
    ctx: Ctx<Clerk>,
    Query(asked): Query<Asked>,
    Query(slice): Query<BoardSlice>,
) -> Result<Json<BoardReport>, Problem> {
    Ok(Json(board::report(&ctx, asked.month, slice).await?))
}

/// 电子监察(CSV) The board as CSV
///
/// Each figure with its definition and what it was counted from.
#[utoipa::path(get, path = "/board.csv", tag = TAG, operation_id = "board-csv", params(Asked, BoardSlice),
    responses((status = 200, content_type = "text/csv", body = String), OfWatching))]
async fn csv(
    ctx: Ctx<Clerk>,
    Query(asked): Query<Asked>,
    Query(slice): Query<BoardSlice>,
) -> Result<Response, Problem> {
    file(&ctx, &asked, slice, Format::Csv).await
}

/// 电子监察(XLSX) The board as a workbook
///
/// Each figure with its definition and what it was counted from.
#[utoipa::path(get, path = "/board.xlsx", tag = TAG, operation_id = "board-xlsx", params(Asked, BoardSlice),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>), OfWatching))]
async fn xlsx(
    ctx: Ctx<Clerk>,
    Query(asked): Query<Asked>,
    Query(slice): Query<BoardSlice>,
) -> Result<Response, Problem> {
    file(&ctx, &asked, slice, Format::Xlsx).await
}

async fn file(
    ctx: &Ctx<Clerk>,
    asked: &Asked,
    slice: BoardSlice,
    format: Format,
) -> Result<Response, Problem> {
    let report = board::report(ctx, asked.month, slice).await?;
    let bytes = board::file::write(&report, format)?;
    let name = format!("board-{}", report.month.strftime("%Y-%m"));
    Ok(table(&name, format, bytes))
}
