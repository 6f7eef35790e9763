//! Which layers does a request pass, and where does it go?

use super::headers::Protection;
use super::problem::Problem;
use super::{
    acknowledgement_page, assets, check_page, csrf, disclosed_page, evenly, health, log_in,
    observe, openapi, session, v1,
};
use crate::app::App;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use std::any::Any;
use std::sync::LazyLock;
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;

/// Nobody types more; files have a route with a limit of its own.
const BODY_LIMIT: usize = 256 * 1024;
const TIMEOUT: Duration = Duration::from_secs(30);
/// 10 MB over a bad telephone line.
const UPLOAD_TIMEOUT: Duration = Duration::from_mins(5);

/// The API's description for programs and for people, written when it is first asked for: few servers ever are.
static JSON: LazyLock<String> = LazyLock::new(|| openapi::json(&document()));
static PAGE: LazyLock<String> = LazyLock::new(|| openapi::page(&document()));

/// The whole server as one service.
pub fn router(app: App) -> Router {
    let (v1, of_log_in, _) = v1();
    let sheets = Router::new().route("/acknowledgements/{id}", get(acknowledgement_page::page));
    let log_in = Router::new()
        .route("/log-in/{provider}/start", get(log_in::start))
        .route("/log-in/{provider}/callback", get(log_in::callback))
        .route("/log-in/{provider}/log-out", get(log_in::log_out))
        .route(
            "/log-in/{provider}/logged-out",
            get(log_in::come_from_log_out),
        )
        .route(log_in::LOGGED_OUT, get(log_in::logged_out))
        .route("/log-in/problem/{fault}", get(log_in::page));
    let of_log_in = of_log_in.merge(log_in.layer(timely(TIMEOUT)));
    let of_log_in = of_log_in.layer(
        ServiceBuilder::new()
            // The session takes its cookie back incompletely; this completes it.
            .layer(from_fn_with_state(app.clone(), complete_removal))
            .layer(session::layer(&app)),
    );
    let v1 = v1.merge(sheets.layer(timely(TIMEOUT)));
    let router = Router::new()
        .merge(guarded(v1.merge(of_log_in), &app))
        .route("/api/", get(async || Html(PAGE.as_str())))
        .route("/api/style.css", get(openapi::style))
        .route(
            "/api/openapi.json",
            get(async || ([(header::CONTENT_TYPE, "application/json")], JSON.as_str())),
        )
        .merge(check_page::routes().layer(timely(TIMEOUT)))
        .route("/disclosed", get(disclosed_page::page))
        .route("/acknowledgement.css", get(acknowledgement_page::style))
        .route("/disclosed.css", get(disclosed_page::style))
        .route("/log-in.css", get(log_in::style))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .fallback(assets::fallback);
    layered(router, &app).with_state(app)
}

/// The OpenAPI document, which needs no server.
pub fn document() -> Document {
    v1().2
}

/// The operations of the API, those that begin or end a log-in or are about one apart, and the document of all.
fn v1() -> (Router<App>, Router<App>, Document) {
    let routes = OpenApiRouter::new()
        .merge(v1::routes().layer(timely(TIMEOUT)))
        .merge(v1::uploads().layer(timely(UPLOAD_TIMEOUT)));
    let of_log_in = v1::of_log_in().layer(timely(TIMEOUT));
    let nested = |document, routes| {
        OpenApiRouter::with_openapi(document)
            .nest("/api/v1", routes)
            .split_for_parts()
    };
    let (of_log_in, document) = nested(openapi::base(), of_log_in);
    let (routes, document) = nested(document, routes);
    (routes, of_log_in, document)
}

/// Who takes longer hears so, and what was begun in the database ends by itself.
fn timely(limit: Duration) -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, limit)
}

/// What only the API needs, from the outside in.
fn guarded(v1: Router<App>, app: &App) -> Router<App> {
    v1.layer(
        ServiceBuilder::new()
            // What isn't there and what is somebody else's are answered after the same time.
            .layer(from_fn(evenly::answer))
            // Requests that other sites made a browser send are refused before anything is read.
            .layer(csrf::layer(app))
            .layer(from_fn_with_state(app.clone(), csrf::insist)),
    )
}

/// What every request passes, from the outside in.
fn layered(router: Router<App>, app: &App) -> Router<App> {
    router.layer(
        ServiceBuilder::new()
            // An id, one line in the log, the body of every problem that comes from further in, and security headers; who
            // asks too much from one address is refused before anything is done.
            .layer(from_fn_with_state(
                (app.clone(), Protection::of(app)),
                observe::observe,
            ))
            // A panic is a problem of one request.
            .layer(CatchPanicLayer::custom(panicked))
            // Larger bodies aren't read.
            .layer(DefaultBodyLimit::max(BODY_LIMIT)),
    )
}

async fn complete_removal(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    session::complete_removal(
        response.headers_mut(),
        session::cookie_name(&app),
        app.web.is_https(),
    );
    response
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the layer hands the panic over"
)]
fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let told = panic
        .downcast_ref::<&str>()
        .map(|told| (*told).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned());
    let error = crate::service::Error::fault(format!("panic: {}", told.unwrap_or_default()));
    Problem::from(error).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::Backend;
    use crate::testing::TestApp;
    use axum::body::{Body, to_bytes};
    use domain::problem::{Problem as Wire, ProblemCode};
    use tower::ServiceExt as _;

    async fn ask(path: &str) -> (StatusCode, axum::http::HeaderMap, Wire) {
        let app = TestApp::new(Backend::Sqlite).await.unwrap().app;
        let slow = get(std::future::pending::<()>).layer(timely(Duration::from_millis(1)));
        let broken = get(async || -> () { panic!("李雷 was here") });
        let router = Router::new()
            .route("/api/slow", slow)
            .route("/api/broken", broken);
        let router = layered(router, &app).with_state(app);
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 10_000).await.unwrap();
        (
            parts.status,
            parts.headers,
            serde_json::from_slice(&body).unwrap(),
        )
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_that_tells_nothing() {
        let (status, headers, problem) = ask("/api/broken").await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(
            (problem.code, problem.detail),
            (ProblemCode::Internal, None)
        );
        assert!(headers.contains_key(header::CONTENT_SECURITY_POLICY));
    }

    #[tokio::test]
    async fn an_answer_that_takes_too_long_is_a_problem() {
        let (status, headers, problem) = ask("/api/slow").await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(problem.code, ProblemCode::Unavailable);
        assert!(headers.contains_key("x-request-id"));
    }
}
