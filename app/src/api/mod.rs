//! The typed client of `/api/v1`: one function for each thing that a page may ask for, so that no page knows an address.
//!
//! - [`routes`]: every method and path, compared with the server's description in a test;
//! - `call`: one request over `fetch`, with its time limit, its retry and its problems;
//! - one module for each noun.

pub mod acting;
pub mod board;
pub mod calendar;
mod call;
pub mod case_notes;
pub mod catalogue;
pub mod contacts;
pub mod deliveries;
pub mod desk;
pub mod drafts;
mod error;
pub mod evidence;
pub mod factors;
pub mod importing;
pub mod issuing;
pub mod kept;
mod key;
pub mod licences;
pub mod machines;
pub mod notices;
pub mod objections;
pub mod retention;
pub mod routes;
pub mod seals;
pub mod search;
pub mod session;
pub mod showings;
pub mod staff;
pub mod supervision;
pub mod templates;
pub mod versions;

pub use call::Answer;
pub use error::ApiError;
pub use kept::Seen;
pub use key::SubmissionKey;
pub use routes::ROUTES;
