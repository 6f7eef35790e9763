//! Did a request that changes something come from our own pages?
//!
//! `tower-http`'s layer judges `Sec-Fetch-Site` and `Origin`. It lets requests pass that have neither, as scripts
//! send them; but no browser sends our cookie without one of the two, so with the cookie they are refused here.

use super::problem::Problem;
use super::session;
use crate::app::App;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::problem::ProblemCode;
use tower_http::csrf::{CsrfLayer, ProtectionError};

type Refusal = fn(ProtectionError) -> Response<Body>;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The layer that judges where a request comes from.
pub(super) fn layer(app: &App) -> CsrfLayer<Refusal> {
    // A proxy may not pass the host on; what browsers see is known anyhow.
    let layer = CsrfLayer::new()
        .add_trusted_origin(&app.web.public_url)
        .unwrap_or_default();
    layer.with_rejection_response(|_| refused())
}

/// Refuses what has our cookie and says nothing about where it comes from.
pub(super) async fn insist(State(app): State<App>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let is_silent = !headers.contains_key(header::ORIGIN) && !headers.contains_key(SEC_FETCH_SITE);
    if is_silent
        && !request.method().is_safe()
        && session::cookie(headers, session::cookie_name(&app)).is_some()
    {
        return refused();
    }
    next.run(request).await
}

fn refused() -> Response {
    Problem::new(ProblemCode::CrossSite).into_response()
}
