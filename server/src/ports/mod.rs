//! What stands outside the process, behind a type of ours.

pub mod identity;
mod outgoing;
pub mod post;
pub mod scanner;
pub mod seal_keys;

pub(crate) use outgoing::is_private;
