//! Whoever hears that something isn't there must not learn by the time that it took whether it is somebody else's: what was
//! found and may not be seen has been read, what isn't there has not.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// Such answers leave at its multiples, counted from the request. Looking takes a small part of it.
const STEP: Duration = Duration::from_millis(20);

/// Lets an answer that something isn't there wait for the end of its step.
pub(super) async fn answer(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let response = next.run(request).await;
    if response.status() == StatusCode::NOT_FOUND {
        sleep_until(began + end(began.elapsed())).await;
    }
    response
}

/// The end of the step in which something that took so long falls.
fn end(took: Duration) -> Duration {
    let whole = took.as_nanos() / STEP.as_nanos();
    STEP * u32::try_from(whole + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_ends_in_one_step_is_answered_at_its_end() {
        let millis = Duration::from_millis;
        for took in [0, 1, 7, 19] {
            assert_eq!(end(millis(took)), millis(20));
        }
        for took in [20, 33, 39] {
            assert_eq!(end(millis(took)), millis(40));
        }
    }
}
