//! `/api/v1`: one module for each noun.

mod demonstration;
mod rules;
mod session;

use crate::app::App;
use utoipa_axum::router::OpenApiRouter;

/// Every operation of the API but the uploads, with its documentation.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(session::routes())
        .merge(demonstration::routes())
        .merge(rules::routes())
}

/// The operations that take a file: they may last longer and carry more.
pub(super) fn uploads() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}
