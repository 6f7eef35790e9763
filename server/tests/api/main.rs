//! The API through the real router, on both databases. One file for each noun.

#![expect(
    clippy::unwrap_used,
    reason = "a test that gets another answer has failed"
)]

mod csrf;
mod passwords;
mod protection;
mod session;
mod start;
