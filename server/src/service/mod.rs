//! The use cases: one function for each thing that somebody can do here.
//!
//! A service takes a [`Ctx`] and a typed request, asks `domain` whether it may be, and writes the effect, its event and
//! its audit record in one transaction. It knows neither HTTP nor SQL. To add one: write the function, let a handler in
//! `http::v1` call it, and make sure that every write records an [`crate::store::audit::Entry`].

pub mod audit;
mod ctx;
pub mod demonstration;
pub mod deployment;
mod error;
pub mod login;
pub mod once;
pub mod password;
pub mod sealed;
pub mod sessions;

pub use ctx::{Caller, Citizen, Clerk, Ctx, Standing, System, Visitor};
pub use error::Error;

/// What a service answers.
pub type Result<T> = std::result::Result<T, Error>;
