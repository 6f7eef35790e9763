//! The use cases: one function for each thing that somebody can do here.
//!
//! A service takes a [`Ctx`] and a typed request, asks `domain` whether it may be, and writes the effect, its event and
//! its audit record in one transaction. It knows neither HTTP nor SQL. To add one: write the function, let a handler in
//! `http::v1` call it, and make sure that every write records an [`crate::store::audit::Entry`].
//!
//! - for citizens: [`login`], [`returning`] (from the identity provider), [`devices`] (where one is logged in), [`knocking`] (against guessing), [`second_factors`] and [`passkeys`] (of staff), [`acting`] (for a company) and its [`agents`], [`licences`], [`drafts`] with [`evidence`],
//!   [`filing`], [`cases`], [`notices`] and, outside of the app, [`contacts`]; [`showing`] a licence to anybody, who checks it
//!   and may object;
//! - every case begins by `opening`, from a draft ([`filing`]) or from what somebody says of data, of a page or at the desk
//!   ([`registering`]), or by another system that has one of the keys of [`machines`] ([`outside`]);
//! - for the desk: [`desk`] (the queue), [`case_notes`] (among colleagues), [`inquiring`] (协查, of another agency), [`extending`] (more time for a step), [`handling`], [`handing_on`], [`answering`], [`conferring`], [`deciding`] and [`reopening`] (the
//!   steps of a case, by `change`), [`undelivered`] messages;
//! - for issuing: [`preparing`], [`preparations`] and [`approving`] (versions, by way of a second person), [`life`] (other
//!   events); both, and what an upheld objection corrects, enter by `library`; so does what was issued elsewhere, by [`importing`];
//!   [`representatives`] of companies are registered by who issued their 营业执照;
//! - for the issuing desk: [`search`], [`list_file`] (the list as a file), [`batches`] (many at once); [`uses`] for the holder, too;
//! - for seals: [`seals`] (the register; its `making` makes keys and certificates), [`sealing`] (putting them, by keepers
//!   and in a job), [`versions`] (what bears one, its proof, print-outs and the summary);
//!   [`verifying`] looks the whole library through, [`exporting`] hands a sealed version over to other programs;
//! - the catalogue: [`entries`] at the desk, [`compiling`] (drafts, review, publishing) and [`catalogue`] (what everybody reads of it);
//! - for supervision: [`board`] (cases) and [`quality`] (the library), figures with the jobs that count them,
//!   [`urging`] (督办), [`case_file`] (a case whole, signed), [`disclosing`] (what everybody may read of cases), [`outages`] (补办) and [`inspections`] (随机抽查);
//! - [`staffing`]: who works here, kept by the security administrator;
//! - [`calendar`]: what the State Council and the region arrange, loaded by one person and approved by another;
//! - [`pruning`]: how long records of who did and saw what are kept, and which may go;
//! - for who runs it: [`resealing`] (keys are turned), [`backing_up`] (copies of everything, laid down and compared) and [`examining`] (is what is kept of
//!   cases whole?), [`gauging`] (what waits);
//! - by itself, in jobs: `delivering`, `sending`, `warning`, `reminding`, `purging`, `indexing`;
//! - for all of these: [`Ctx`], [`audit`], [`once`], [`paging`], [`sealed`] and `face` (what may be read of a licence).

pub mod acting;
mod admitting;
pub mod agents;
pub mod answering;
pub mod approving;
pub mod audit;
pub mod backing_up;
pub mod batches;
pub mod board;
pub mod calendar;
pub mod case_file;
pub mod case_notes;
mod case_row;
mod case_view;
pub mod cases;
pub mod catalogue;
mod change;
pub mod compiling;
pub mod conferring;
pub mod contacts;
mod ctx;
mod day;
pub mod deciding;
pub(crate) mod delivering;
pub mod demonstration;
pub mod deployment;
pub mod desk;
pub mod devices;
pub mod disclosing;
pub mod drafts;
pub mod entries;
mod error;
pub mod evidence;
pub mod examining;
pub mod exporting;
pub mod extending;
mod face;
pub mod files;
pub mod filing;
pub mod gauging;
pub mod handing_on;
pub mod handling;
pub mod importing;
pub(crate) mod indexing;
pub mod inquiring;
pub mod inspections;
pub mod knocking;
pub(crate) mod library;
pub mod licences;
pub mod life;
pub mod list_file;
pub mod login;
pub mod machines;
mod months;
pub mod notices;
pub mod once;
pub(crate) mod opening;
pub mod outages;
pub mod outside;
pub mod paging;
pub mod passkeys;
pub mod password;
pub mod preparations;
pub mod preparing;
mod proving;
pub mod pruning;
pub(crate) mod publishing;
pub(crate) mod purging;
pub mod quality;
pub mod quality_file;
pub mod registering;
pub(crate) mod reminding;
pub mod reopening;
pub mod representatives;
pub mod resealing;
pub mod returning;
pub mod sealed;
mod sealed_file;
pub mod sealing;
pub mod seals;
pub mod search;
mod searching;
pub mod second_factors;
pub(crate) mod sending;
pub mod sessions;
pub mod showing;
pub mod staffing;
pub mod table_file;
mod telling;
pub mod templates;
pub mod undelivered;
pub mod urging;
pub mod uses;
pub mod verifying;
pub mod versions;
pub(crate) mod warning;

pub use ctx::{
    Acting, Caller, Citizen, Clerk, Ctx, Machine, Representative, Sender, Standing, System, Visitor,
};
pub use error::Error;

/// What a service answers.
pub type Result<T> = std::result::Result<T, Error>;
