//! The use cases: one function for each thing that somebody can do here.
//!
//! A service takes a [`Ctx`] and a typed request, asks `domain` whether it may be, and writes the effect, its event and
//! its audit record in one transaction. It knows neither HTTP nor SQL. To add one: write the function, let a handler in
//! `http::v1` call it, and make sure that every write records an [`crate::store::audit::Entry`].
//!
//! - for citizens: [`login`], [`licences`], [`drafts`] with [`evidence`], [`filing`], [`cases`], [`notices`];
//! - for the desk: [`desk`] (the queue), [`handling`] and [`deciding`] (the steps of a case, by `change`);
//! - for issuing: [`preparing`] and [`preparations`] (versions, by way of a second person), [`life`] (other events); both,
//!   and what an upheld objection corrects, enter by `library`;
//! - for the issuing desk: [`search`], [`exporting`] (the list as a file), [`batches`] (many at once); [`uses`] for the holder, too;
//! - for seals: [`seals`] (the register; `seal_making` makes keys and certificates), [`sealing`] (putting them, by keepers
//!   and in a job), [`versions`] (what bears one, its proof, print-outs and the summary);
//! - by itself, in jobs: `delivering`, `warning`, `purging`, `indexing`;
//! - for all of these: [`Ctx`], [`audit`], [`once`], [`paging`], [`sealed`] and `face` (what may be read of a licence).

pub mod audit;
pub mod batches;
mod case_row;
mod case_view;
pub mod cases;
mod change;
mod ctx;
mod day;
pub mod deciding;
pub(crate) mod delivering;
pub mod demonstration;
pub mod deployment;
pub mod desk;
pub mod drafts;
mod error;
pub mod evidence;
pub mod exporting;
mod face;
pub mod files;
pub mod filing;
pub mod handling;
pub(crate) mod indexing;
pub(crate) mod library;
pub mod licences;
pub mod life;
pub mod login;
pub mod notices;
pub mod once;
pub mod paging;
pub mod password;
pub mod preparations;
pub mod preparing;
pub(crate) mod purging;
pub(crate) mod seal_making;
pub mod sealed;
mod sealed_file;
pub mod sealing;
pub mod seals;
pub mod search;
mod searching;
pub mod sessions;
mod telling;
pub mod uses;
pub mod versions;
pub(crate) mod warning;

pub use ctx::{Caller, Citizen, Clerk, Ctx, Standing, System, Visitor};
pub use error::Error;

/// What a service answers.
pub type Result<T> = std::result::Result<T, Error>;
