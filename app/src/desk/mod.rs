//! The desk: where an issuing agency's staff do their work, and the supervisor watches.
//!
//! - [`page`]: its pages and their addresses; [`areas`]: the parts of the work, and whose they are;
//! - [`desktop`]: what every screen is given, and what several say;
//! - the areas, each a file or a folder with a `screen`: [`objections`], [`notices`], [`inquiries`], [`templates`], [`undelivered`]; [`licences`] (the search), [`licence`],
//!   [`issuing`] and [`approvals`]; [`importing`]; [`catalogue`]; [`seals`]; [`supervision`]; [`machine_keys`]; [`retention`]; [`staff`]; [`account`] (one's own);
//!   [`log_in`] (also by [`passkey`]) and [`password`] before them;
//! - what several areas show: [`face`], [`differing`], [`holders`], [`later`], [`unfolds`], [`moment`], [`asked`]; [`kept`]: what is
//!   typed into a form; [`sending`]: a form that is sent once;
//! - [`frame`]: which screen is it? It names them all, and none of them names it; [`masthead`]: the ways between them;
//! - [`keys`]: the keyboard; [`text`]: what only the desk says, a file for each area.
//!
//! # How a page is added
//!
//! 1. Its words: `text/<area>.rs`, and a line in `text/mod.rs`.
//! 2. Its address: a variant of [`page::Page`] with a line in `href`, in `parse` and in the test of both. What narrows a
//!    list stands in the query, in a type of its own like [`page::View`].
//! 3. Its screen: `<area>.rs` with `pub(super) fn screen(desktop, ...) -> AnyView`, and a line in `frame::show`. Another
//!    path builds a screen anew; another query of the same path does not, and the screen follows it by
//!    [`desktop::Desktop::state`].
//! 4. If it stands in the navigation: a line in [`areas::GROUPS`] that says who may use it. Pages below the area's path
//!    belong to it.
//!
//! Screens link to each other by [`page::Page::href`] and name nothing of each other.

mod account;
mod approvals;
mod areas;
mod asked;
mod calendar;
mod catalogue;
mod desktop;
mod differing;
mod face;
mod frame;
mod holders;
mod importing;
mod inquiries;
mod issuing;
mod kept;
mod keys;
mod later;
mod licence;
mod licences;
mod listing;
mod log_in;
mod machine_keys;
mod masthead;
mod moment;
mod notices;
mod objections;
mod page;
mod passkey;
mod password;
mod retention;
mod seals;
mod sending;
mod staff;
mod supervision;
mod templates;
mod text;
mod undelivered;
mod unfolds;

pub use frame::app;
