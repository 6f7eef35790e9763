//! Which layers does a request pass, and where does it go?

use super::v1;
use crate::app::App;
use axum::Router;
use utoipa_axum::router::OpenApiRouter;

/// The whole server as one service.
pub fn router(app: App) -> Router {
    let (api, _document) = OpenApiRouter::new()
        .nest("/api/v1", v1::routes())
        .split_for_parts();
    api.with_state(app)
}
