//! The key that makes a submission happen once, however often it is sent.

use super::Answer;
use crate::browser;
use leptos::prelude::*;
use uuid::{Builder, Uuid};

/// The `Idempotency-Key` of one submission: the same until it succeeds, so that a double tap or a retry does nothing twice.
#[derive(Clone, Copy)]
pub struct SubmissionKey(StoredValue<String>);

impl SubmissionKey {
    /// For one form.
    pub fn new() -> Self {
        Self(StoredValue::new(fresh().to_string()))
    }

    /// As it travels.
    pub fn get(self) -> String {
        self.0.get_value()
    }

    /// After an answer the next submission is another one. What got none may have happened: the same again is the same
    /// submission.
    pub fn answered<T>(self, answer: &Answer<T>) {
        if !matches!(answer, Err(error) if error.is_unanswered()) {
            self.renew();
        }
    }

    /// When the content has changed: the next submission is another one.
    pub fn renew(self) {
        self.0.set_value(fresh().to_string());
    }
}

impl Default for SubmissionKey {
    fn default() -> Self {
        Self::new()
    }
}

/// An id that nothing has yet.
pub(super) fn fresh() -> Uuid {
    Builder::from_random_bytes(browser::random()).into_uuid()
}
