//! What becomes of a library whose servers are killed, cut off, starved and lied to? The real binary, with a database of its
//! own; each drill ends with what anybody can run: `mingzheng doctor`.
//!
//! `MINGZHENG_DRILL_KILLS=200` makes the drill of the kills as long as that.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a drill that can't be run, or that gets another answer, has failed"
)]

mod clients;
mod clock;
mod cluster;
mod deployment;
mod disk;
mod killing;
mod restoring;
mod sending;
mod stream;
mod sweeping;
mod time;
mod turning;
mod volume;
mod web;
