//! 证照目录: compiling, reviewing and publishing the types of licences.
//!
//! - [`list`]: the entries; [`entry`]: one of them, with what can be done to it ([`turns`]) and [`issuers`];
//! - [`form`]: what a version says as boxes to fill in, with its [`fields`]; [`typed`]: what is typed into them;
//!   [`said`]: the same to read, and what differs between two versions.

mod entry;
mod fields;
mod form;
mod issuers;
mod list;
mod said;
mod turns;
mod typed;

pub(super) use entry::{entry, new};
pub(super) use list::list;
