//! Keys are turned while people file.

use crate::deployment::{Deployment, free};
use crate::killing::CASES;
use crate::stream::Stream;
use rstest::rstest;
use server::store::testing::Backend;
use std::os::unix::fs::PermissionsExt as _;

const SIZE: [&str; 4] = ["--licences", "300", "--cases", "100"];

#[rstest]
#[tokio::test]
async fn keys_are_turned_while_people_file_and_everything_opens_before_and_after(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(this) = Deployment::with(on, SIZE).await else {
        return;
    };
    let before = this.number(CASES).await;
    let keys = this.folder().join("keys.toml");
    let old = std::fs::read_to_string(&keys).unwrap();
    for kind in ["sealing", "index"] {
        let added = this.run(&["keys", "new", "--kind", kind]);
        assert!(added.status.success(), "{added:?}");
    }
    let new = std::fs::read_to_string(&keys).unwrap();
    let mode = std::fs::metadata(&keys).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let kept = |line: &&str| line.starts_with("s1 = ") || line.starts_with("i1 = ");
    for line in old.lines().filter(kept) {
        assert!(new.contains(line), "the old ones stay");
    }
    let server = this.serve(&free());
    let stream = Stream::begin(&server.address, 6);
    stream.until_filed(3);
    let resealed = this.run(&["keys", "reseal"]);
    assert!(resealed.status.success(), "{resealed:?}");
    stream.until_filed(stream.filed().len() + 3);
    let ledger = stream.end();
    server.stop();
    ledger.holds(&this, before).await;

    let status = this.run(&["keys", "status"]);
    let told = String::from_utf8(status.stdout).unwrap();
    assert!(
        told.contains("index i2") && !told.contains("index i1"),
        "{told}"
    );
    assert!(
        told.contains("sealing s2") && !told.contains("sealing s1"),
        "{told}"
    );
    for command in ["doctor", "verify"] {
        let done = this.run(&[command]);
        assert!(done.status.success(), "{command} {done:?}");
    }
}
