//! The machine's clock jumps while the server runs.

use crate::clock::Clock;
use crate::deployment::{Deployment, free};
use crate::killing::CASES;
use crate::stream::Stream;
use crate::sweeping::{RECORDED, SAID};
use rstest::rstest;
use server::store::testing::Backend;

const SIZE: [&str; 4] = ["--licences", "300", "--cases", "100"];

#[rstest]
#[tokio::test]
async fn a_clock_that_jumps_an_hour_either_way_spoils_no_history_and_warns_nobody_twice(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(this) = Deployment::with(on, SIZE).await else {
        return;
    };
    let Some(clock) = Clock::of(&this) else {
        eprintln!("not drilled: libfaketime isn't installed");
        return;
    };
    let before = this.number(CASES).await;
    let address = free();
    let server = clock.serve(&this, &address);
    let (mut filed, mut moved) = (0, 0);
    let mut all = before;
    for seconds in [0, 3_600, 0, -3_600, 0] {
        clock.jump(seconds);
        // Who was logged in may have to log in again; they do.
        let stream = Stream::begin(&address, 6);
        stream.until_filed(3);
        let ledger = stream.end();
        filed += ledger.filed.len();
        moved += ledger.moved.len();
        assert!(ledger.faults.is_empty(), "{:?}", ledger.faults);
        all += i64::try_from(ledger.filed.len()).unwrap();
        assert_eq!(this.number(CASES).await, all, "{seconds}");
    }
    let span =
        "SELECT COUNT(DISTINCT SUBSTR(CAST(at AS TEXT), 1, 13)) FROM audit WHERE action = 'file'";
    assert!(this.number(span).await >= 3, "it did jump");
    assert!(filed > 10 && moved > 10, "{filed} {moved}");
    server.stop();
    // Started again by the machine's own clock, it goes on.
    this.serve(&address).stop();
    // Each warning was said once: a second one would be on record without being said.
    assert_eq!(this.number(SAID).await, this.number(RECORDED).await);
    this.doctor();
}
