//! A licence for its issuer's staff: what it is, what can be done to it now, what happened to it.
//!
//! - [`one`]: its page; [`deeds`]: what can be done now, by the table of its life, and why not the rest;
//! - [`versions`]: its versions with their differences, and printing; [`objections`] to it; [`uses`]: who read it;
//! - [`entering`]: a form for what makes no version.

mod deeds;
mod entering;
mod objections;
mod one;
mod uses;
mod versions;

pub(super) use entering::screen as enter;
pub(super) use one::screen;
