//! The rules that the browser explains with.

use crate::app::App;
use crate::http::Problem;
use crate::http::assets::{accepts, is_known};
use crate::http::openapi::problems;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::wire::session::Rules;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(rules))
}

problems! {
    OfRules: ;
}

/// 规则与日历 The rulebook and the working-day calendar
///
/// The same that the server decides with. Open to everybody; kept for as long as its version is the one in force.
#[utoipa::path(get, path = "/rules", tag = "规则 rules", operation_id = "rules", security(()),
    responses((status = 200, body = Rules), (status = 304, description = "as known"), OfRules))]
async fn rules(State(app): State<App>, asked: HeaderMap) -> Result<Response, Problem> {
    let in_force = app.in_force();
    let rules = &in_force.rules_text;
    let mut headers = HeaderMap::new();
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, no-cache"),
    );
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::from_str(&rules.etag) {
        headers.insert(header::ETAG, etag);
    }
    if is_known(&asked, &rules.etag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    let bytes = if accepts(&asked, "gzip") {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        rules.gzip.clone()
    } else {
        rules.plain.clone()
    };
    Ok((headers, Body::from(bytes)).into_response())
}
