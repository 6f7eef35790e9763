//! The machine's clock jumps while the server runs.

use crate::deployment::{Deployment, Server, free};
use crate::killing::CASES;
use crate::stream::Stream;
use crate::sweeping::{RECORDED, SAID};
use rstest::rstest;
use server::store::testing::Backend;
use std::path::PathBuf;

const SIZE: [&str; 4] = ["--licences", "300", "--cases", "100"];

/// What tells programs another time than the machine's; Debian's libfaketime.
fn faketime() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib")
        .into_iter()
        .flatten()
        .flatten();
    let mut found = folders.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"));
    let found = found.find(|library| library.exists());
    if found.is_none() {
        eprintln!("not drilled: libfaketime isn't installed");
    }
    found
}

#[rstest]
#[tokio::test]
async fn a_clock_that_jumps_an_hour_either_way_spoils_no_history_and_warns_nobody_twice(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(library) = faketime() else {
        return;
    };
    let Some(this) = Deployment::with(on, SIZE).await else {
        return;
    };
    let before = this.number(CASES).await;
    let (offset, address) = (this.folder().join("offset"), free());
    // Whole: it is read while it is written.
    let jump = |seconds: &str| {
        let fresh = this.folder().join("offset-fresh");
        std::fs::write(&fresh, seconds).unwrap();
        std::fs::rename(&fresh, &offset).unwrap();
    };
    jump("+0");
    let mut command = this.mingzheng(&["serve", "--listen", &address]);
    command
        .env("LD_PRELOAD", library)
        .env("FAKETIME_TIMESTAMP_FILE", &offset)
        .env("FAKETIME_NO_CACHE", "1")
        .env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    let server = Server::start(command, &address);
    let (mut filed, mut moved) = (0, 0);
    let mut all = before;
    for seconds in ["+0", "+3600", "+0", "-3600", "+0"] {
        jump(seconds);
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
