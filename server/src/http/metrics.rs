//! What does who watches over the server read, on an address of its own? Prometheus' text: how long requests took by route,
//! and what waits. No person, no case and no address of a client stands in it.

use crate::app::App;
use crate::service::Ctx;
use crate::service::gauging::{self, Gauges, Queue};
use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics::{describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use std::time::Instant;

const REQUESTS: &str = "mingzheng_request_seconds";
/// Bounds of the histogram, in seconds: around what a look-up, a filing and an import take.
const BOUNDS: [f64; 9] = [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; version=0.0.4");

/// Begins to measure: the collector of a process, of which there is one.
pub fn collector() -> Result<PrometheusHandle, BuildError> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full(REQUESTS.to_owned()), &BOUNDS)?
        .install_recorder()?;
    describe_histogram!(
        REQUESTS,
        "How long requests took, by route, method and status"
    );
    describe_counter!(
        "mingzheng_refused_total",
        "Requests refused because one account or address asked too much, by class"
    );
    describe_gauge!("mingzheng_cases", "Open cases by state");
    describe_gauge!(
        "mingzheng_cases_overdue",
        "Open cases of which a date has passed"
    );
    describe_gauge!(
        "mingzheng_next_due_minutes",
        "Minutes to the nearest due date that hasn't passed; -1 where no clock runs"
    );
    describe_gauge!("mingzheng_waiting", "What waits, by queue");
    describe_gauge!(
        "mingzheng_waiting_seconds",
        "How old the oldest of a queue is"
    );
    describe_gauge!(
        "mingzheng_undelivered",
        "Messages that didn't arrive and are somebody's task"
    );
    Ok(handle)
}

/// The router with each request measured.
pub fn measured(router: Router) -> Router {
    router.layer(middleware::from_fn(measure))
}

/// What is served on the address of its own.
pub fn router(app: App, collector: PrometheusHandle) -> Router {
    Router::new()
        .route("/metrics", get(scrape))
        .with_state((app, collector))
}

async fn measure(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = named(request.method());
    let response = next.run(request).await;
    let route = route.as_ref().map_or("-", MatchedPath::as_str).to_owned();
    let status = response.status().as_u16().to_string();
    histogram!(REQUESTS, "method" => method, "route" => route, "status" => status)
        .record(start.elapsed().as_secs_f64());
    response
}

/// A name of those that we know: what a client makes up would be kept for ever.
fn named(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

async fn scrape(State((app, collector)): State<(App, PrometheusHandle)>) -> Response {
    match gauging::read(&Ctx::of_system(&app)).await {
        Ok(gauges) => show(&gauges),
        Err(error) => {
            let cause: &dyn std::error::Error = &error;
            tracing::error!(error = cause, "what waits can't be counted");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    }
    collector.run_upkeep();
    ([(header::CONTENT_TYPE, TEXT)], collector.render()).into_response()
}

fn show(gauges: &Gauges) {
    for (state, number) in &gauges.open {
        gauge!("mingzheng_cases", "state" => state.clone()).set(figure(*number));
    }
    gauge!("mingzheng_cases_overdue").set(figure(gauges.overdue));
    gauge!("mingzheng_next_due_minutes").set(gauges.minutes_to_next_due.unwrap_or(-1.0));
    gauge!("mingzheng_undelivered").set(figure(gauges.undelivered));
    waiting("outbox", gauges.outbox);
    waiting("sending", gauges.sending);
    waiting("seals", gauges.seals);
}

fn waiting(name: &'static str, queue: Queue) {
    gauge!("mingzheng_waiting", "queue" => name).set(figure(queue.waiting));
    gauge!("mingzheng_waiting_seconds", "queue" => name).set(queue.age);
}

/// Prometheus counts in floating point.
fn figure(number: i64) -> f64 {
    u32::try_from(number).map_or(f64::NAN, f64::from)
}
