//! The key that makes a submission happen once, however often it is sent.

use crate::browser;
use leptos::prelude::*;
use uuid::Builder;

/// The `Idempotency-Key` of one submission: the same until it succeeds, so that a double tap or a retry does nothing twice.
#[derive(Clone, Copy)]
pub struct SubmissionKey(StoredValue<String>);

impl SubmissionKey {
    /// For one form.
    pub fn new() -> Self {
        Self(StoredValue::new(fresh()))
    }

    /// As it travels.
    pub fn get(self) -> String {
        self.0.get_value()
    }

    /// After success, or when the content has changed: the next submission is another one.
    pub fn renew(self) {
        self.0.set_value(fresh());
    }
}

impl Default for SubmissionKey {
    fn default() -> Self {
        Self::new()
    }
}

fn fresh() -> String {
    Builder::from_random_bytes(browser::random())
        .into_uuid()
        .to_string()
}
