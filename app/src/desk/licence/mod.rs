//! A licence for its issuer's staff: what it is, what can be done to it now, what happened to it.
//!
//! - [`one`]: its page; [`deeds`]: what can be done now, by the table of its life, and why not the rest;
//! - [`versions`]: its versions with their differences, and printing; [`objections`] to it; [`uses`]: who read it;
//! - [`entering`]: a form for what makes no version;
//! - [`representatives`]: who represents the company whose 营业执照 it is, registered and ended.

mod deeds;
mod entering;
mod objections;
mod one;
mod representatives;
mod uses;
mod versions;

pub(super) use entering::screen as enter;
pub(super) use one::screen;
pub(super) use representatives::screen as representatives;
