//! What does every request leave behind: an id, one line in the log, security headers, and a whole problem if it failed?
//!
//! The line names the route, never the address that was asked for, and no content: there is nothing personal in it.

use super::headers::{self, Protection};
use super::limiting;
use super::problem::{self, Problem};
use super::problem_page;
use crate::app::App;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::id::RequestId;
use domain::text::Lang;
use std::time::Instant;
use tracing::{Instrument, Span};

const PAGE: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Runs a request under its id, unless too many come from its address.
pub(super) async fn observe(
    State((app, protection)): State<(App, Protection)>,
    mut request: Request,
    next: Next,
) -> Response {
    let start = Instant::now();
    let id = RequestId(app.ids.new_id(app.clock.now()));
    request.extensions_mut().insert(id);
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let page = problem_page::wanted(&method, request.uri(), request.headers());
    let span = tracing::info_span!("request", request_id = %id);
    let is_api = request.uri().path().starts_with("/api");
    let answered = async {
        match limiting::by_address(&app, &request) {
            Ok(()) => next.run(request).await,
            Err(problem) => problem.into_response(),
        }
    };
    let mut response = answered.instrument(span.clone()).await;
    if response.status().is_client_error() || response.status().is_server_error() {
        response = span.in_scope(|| whole(response, id, page));
    }
    headers::protect(&protection, is_api, response.headers_mut());
    if let Ok(value) = HeaderValue::try_from(id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    note(&span, &method, route, &response, start);
    response
}

fn note(span: &Span, method: &Method, route: &str, response: &Response, start: Instant) {
    let ms = start.elapsed().as_secs_f64() * 1e3;
    let status = response.status().as_u16();
    // Probes come every few seconds and tell nothing.
    if !matches!(route, "/healthz" | "/readyz") || status >= 400 {
        tracing::info!(parent: span, %method, route, status, ms, "answered");
    }
}

/// A failure with its body, whichever layer it comes from: a problem, or a page where a person opened one.
fn whole(response: Response, id: RequestId, page: Option<Lang>) -> Response {
    let (mut parts, body) = response.into_parts();
    let problem = parts.extensions.remove::<Problem>();
    let kind = parts.headers.get(header::CONTENT_TYPE);
    // A page for people says itself what is wrong.
    let is_whole = kind == Some(&problem::CONTENT_TYPE) || kind.is_some_and(is_page);
    if problem.is_none() && is_whole {
        return Response::from_parts(parts, body);
    }
    let problem = problem.unwrap_or_else(|| Problem::of_status(parts.status));
    report(&problem);
    let wire = problem.body(Some(id));
    let (kind, body) = match page {
        Some(lang) => (PAGE, problem_page::page(&problem, id, lang).into_bytes()),
        // A problem of ours always serialises.
        None => (
            problem::CONTENT_TYPE,
            serde_json::to_vec(&wire).unwrap_or_default(),
        ),
    };
    if let Ok(status) = wire.status.try_into() {
        parts.status = status;
    }
    parts.headers.insert(header::CONTENT_TYPE, kind);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(body))
}

fn is_page(kind: &HeaderValue) -> bool {
    kind.as_bytes().starts_with(b"text/html")
}

/// Faults of ours, once each.
fn report(problem: &Problem) {
    if let Some(cause) = problem.cause() {
        let cause: &dyn std::error::Error = cause;
        tracing::error!(code = problem.code().as_str(), error = cause, "failed");
    }
}
