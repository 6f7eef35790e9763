//! 制发审批: what handlers put up, and what a second person says to it.
//!
//! - [`list`]: by state; [`one`]: a preparation with everything that has to be compared with the papers;
//! - [`work`]: approving, sending back and taking back, also when somebody else was quicker.

mod list;
mod one;
mod work;

pub(super) use list::screen as list;
pub(super) use one::screen;
