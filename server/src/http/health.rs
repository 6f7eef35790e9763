//! Is the process alive, and can it serve?

use super::problem::Problem;
use crate::app::App;
use crate::service;
use axum::extract::State;

/// Alive.
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// Serving: the database answers.
pub(super) async fn readyz(State(app): State<App>) -> Result<&'static str, Problem> {
    service::deployment::read(&app.db).await?;
    Ok("ready\n")
}
