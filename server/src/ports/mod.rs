//! What stands outside the process, behind a type of ours.

pub mod identity;
pub mod post;
pub mod seal_keys;
