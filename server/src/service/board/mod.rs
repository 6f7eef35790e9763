//! 电子监察: how do the cases stand, and how were they answered?
//!
//! - `counting`: a job counts each month until it is closed, and what stands open, so that a million cases cost the page no
//!   more than a thousand;
//! - [`report`]: what was counted, whole and part by part (`facts`), with what people call it (`names`);
//! - `public`: the part that everybody may read;
//! - [`file`]: the same as a table to take home.

mod counting;
mod facts;
pub mod file;
mod names;
mod public;
mod report;
#[cfg(test)]
mod tests;

pub use counting::count;
pub(super) use public::department_figures;
pub use report::report;
