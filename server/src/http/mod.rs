//! The web: what arrives is turned into a request to a service, and what the service says into an answer.
//!
//! No rule is decided here and no SQL stands here. To add an operation: write a handler with its `#[utoipa::path]` in
//! the module of its noun under [`v1`], name it in that module's `routes`, and list the problems that it may answer.

mod acknowledgement_page;
mod assets;
mod cached;
mod check_page;
mod clock_table;
mod context;
mod csrf;
mod disclosed_page;
mod evenly;
mod extract;
pub(crate) mod form;
mod headers;
mod health;
pub(crate) mod idempotency;
mod knock;
mod limiting;
pub(crate) mod listening;
mod log_in;
pub mod metrics;
mod observe;
pub(crate) mod openapi;
mod pacing;
pub mod problem;
mod problem_page;
mod router;
mod session;
mod v1;

pub(crate) use extract::{Json, Path, Query};
pub use problem::Problem;
pub use router::{document, router};
