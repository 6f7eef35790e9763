//! Power cuts at random moments, while people file and decide and the sweep warns.

use crate::deployment::{Deployment, free};
use crate::stream::Stream;
use crate::sweeping::{RECORDED, SAID};
use rstest::rstest;
use server::store::testing::Backend;
use std::time::Duration;

pub(crate) const CASES: &str = "SELECT COUNT(*) FROM objection";
const SIZE: [&str; 4] = ["--licences", "600", "--cases", "200"];
/// Everybody of the demonstration files in three places at once.
const EVERYBODY: usize = 24;
/// A server lives so many milliseconds at most. On PostgreSQL it has connections to make before it answers anybody: in lives
/// as short as on SQLite hardly anything is filed that could be lost.
const fn longest_life(on: Backend) -> u64 {
    match on {
        Backend::Sqlite => 1_200,
        Backend::Postgres => 2_500,
    }
}

/// How often it is killed: as asked by hand, or as often as there is time for.
fn kills(usual: u32) -> u32 {
    let asked = std::env::var("MINGZHENG_DRILL_KILLS");
    asked.map_or(usual, |asked| asked.parse().unwrap())
}

#[rstest]
#[case(Backend::Sqlite, 20)]
#[case(Backend::Postgres, 8)]
#[tokio::test]
async fn a_server_that_is_killed_at_random_moments_loses_and_doubles_nothing_that_was_answered(
    #[case] on: Backend,
    #[case] usual: u32,
) {
    let Some(this) = Deployment::with(on, SIZE).await else {
        return;
    };
    let before = this.number(CASES).await;
    let address = free();
    let mut server = this.serve(&address);
    let stream = Stream::begin(&address, EVERYBODY);
    stream.until_filed(1);
    for _ in 0..kills(usual) {
        std::thread::sleep(Duration::from_millis(rand::random_range(
            5..longest_life(on),
        )));
        server.kill();
        server = this.serve(&address);
    }
    let ledger = stream.end();
    server.stop();
    let (filed, moved) = (ledger.filed.len(), ledger.moved.len());
    println!("{} kills: {filed} filings and {moved} steps", kills(usual));
    assert!(filed > 10 && moved > 2, "{filed} {moved}");
    ledger.holds(&this, before).await;
    // Each warning was said once: a second one would be on record without being said.
    assert_eq!(this.number(SAID).await, this.number(RECORDED).await);
    this.doctor();
}
