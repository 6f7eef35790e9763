//! `/api/v1`: one module for each noun.

use crate::app::App;
use utoipa_axum::router::OpenApiRouter;

/// Every operation of the API, with its documentation.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}
