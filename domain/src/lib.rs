//! The rules of 明证 Mingzheng: pure functions and types.
//!
//! Nothing here does I/O, reads a clock or makes an id; time, ids and the actor are arguments.
//! The server decides with these functions and the browser explains with the same ones, so the crate
//! compiles for both. It must not know axum, sqlx or leptos.
//!
//! - [`deadline`]: when something falls due, and how that was counted: by a clock of the [`rulebook`], on the working
//!   days of the [`calendar`];
//! - [`flow`]: what can happen to a case; [`objection`]: what it says, from filing to the decision; [`licence`] and
//!   [`validity`]: what it is about;
//! - [`catalogue`]: what a type of licence is; [`issuing`]: what is said about one, and the record that is made of it;
//! - [`outage`], [`quality`] and [`inspection`]: what is made good after 不可抗力, how good the library is, and what is sampled;
//! - [`board`]: how cases stand and how they were answered, figure by figure;
//! - [`disclosure`]: what everybody may read of a case;
//! - [`searching`]: what somebody means who types into the search of licences;
//! - [`access`]: who may do what to whose record, [`representation`]: who may act for a company;
//!   [`log_in`]: why a citizen could not come in, [`account`]: what shape that of staff has, [`password`]: what they may choose, [`second_factor`]: what they prove beside it, [`device`]: with what somebody logged in; [`problem`]: what can go wrong for a caller;
//! - [`retention`]: which records of who did and saw what may go, and when;
//! - [`warning`]: who is told of a due date, and when; [`delivery`]: how people are told outside of the app;
//! - [`identifier`], [`case_number`] and [`mask`]: numbers of people, organisations, licences and cases, and how much of
//!   them is shown; [`id`]: the opaque ones;
//! - [`sealing`]: whose seals there are and what they may be put on;
//! - `seal` (a feature): whether a seal stands on a record, and whose;
//! - [`wire`]: what travels between browser and server; [`text`]: what people read.

pub mod access;
pub mod account;
pub mod board;
pub mod calendar;
pub mod case_number;
pub mod catalogue;
pub mod deadline;
pub mod delivery;
pub mod device;
pub mod disclosure;
pub mod flow;
pub mod id;
pub mod identifier;
pub mod inspection;
mod iso_7064;
pub mod issuing;
pub mod licence;
pub mod log_in;
pub mod mask;
pub mod objection;
pub mod outage;
pub mod password;
pub mod problem;
pub mod quality;
pub mod representation;
pub mod retention;
pub mod rulebook;
#[cfg(feature = "seal")]
pub mod seal;
pub mod sealing;
pub mod searching;
pub mod second_factor;
pub mod showing;
pub mod text;
pub mod validity;
pub mod warning;
pub mod wire;
