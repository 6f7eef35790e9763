//! The rules of 明证 Mingzheng: pure functions and types.
//!
//! Nothing here does I/O, reads a clock or makes an id; time, ids and the actor are arguments.
//! The server decides with these functions and the browser explains with the same ones, so the crate
//! compiles for both. It must not know axum, sqlx or leptos.

pub mod access;
pub mod calendar;
pub mod case_number;
pub mod deadline;
pub mod id;
pub mod identifier;
mod iso_7064;
pub mod licence;
pub mod mask;
pub mod objection;
pub mod problem;
pub mod rulebook;
pub mod text;
pub mod validity;
pub mod wire;
