//! JSON for the browser in few bytes: what the wire types need and nothing else.
//!
//! `serde_json` makes code for every field of every type, and carries along the words in which it would explain each
//! mistake: a third of the application. Here a text becomes a [`Value`] once, and each type takes its fields out of it.
//! The browser has no use for explanations, since what it can't read is [`Unreadable`].
//!
//! - [`value`]: from text to [`Value`]; [`take`]: from [`Value`] to a type;
//! - `wire`: the types, field by field; the compiler holds them complete, and a test holds them to what serde writes;
//! - [`write`]: requests, which are few and small, through serde.

mod take;
mod time;
mod value;
mod wire;
mod write;

pub(crate) use take::Record;
pub use take::{FromJson, read};
pub use value::Value;
pub use write::write;

use std::fmt;

/// What was given is not JSON, or not what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unreadable")
    }
}

impl std::error::Error for Unreadable {}

impl serde::ser::Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}
