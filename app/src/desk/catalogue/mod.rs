//! 证照目录: compiling, reviewing and publishing the types of licences.
//!
//! - [`list`]: the entries; [`entry`]: one of them, with what can be done to it ([`turns`]);
//! - [`form`]: what a version says as boxes to fill in, with its [`fields`]; [`said`]: the same to read, and what differs
//!   between two versions.

mod entry;
mod fields;
mod form;
mod list;
mod said;
mod turns;

pub(super) use entry::{entry, new};
pub(super) use list::list;
