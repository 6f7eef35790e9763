//! 工作日历: what is in force, how an arrangement is loaded, and how another person approves it.
//!
//! - [`kept`]: the version in force, what waits, what was loaded; [`loading`]: the form; [`one`]: one arrangement;
//! - [`review`]: what was read of an arrangement and what it does; [`recount`]: how far due dates are counted again.

mod kept;
mod loading;
mod one;
mod recount;
mod review;

pub(super) use kept::screen;
pub(super) use one::screen as one;
