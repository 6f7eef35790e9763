//! 制发、变更、延续: the form that a type's schema makes, checked as it is typed by the server's own check.
//!
//! - [`choosing`]: which type; [`begin`]: with what its form begins; [`filled`]: what is typed, kept in the tab; [`form`]: what is done with it;
//! - [`filling`]: the form itself, with [`holders`] and [`words`]; [`pointers`]: which box a problem belongs to;
//! - [`checking`]: the last look before it is sent, and that it was.

mod begin;
mod checking;
mod choosing;
mod filled;
mod filling;
mod form;
mod holders;
mod pointers;
mod words;

pub(super) use begin::{issue, next_version};
pub(super) use choosing::screen as types;
