//! A backup is taken while people file, and laid down somewhere else.

use crate::deployment::{Deployment, free};
use crate::stream::Stream;
use crate::web::Client;
use rstest::rstest;
use server::store::testing::{Backend, empty_place};

const SIZE: [&str; 4] = ["--licences", "300", "--cases", "100"];

#[rstest]
#[tokio::test]
async fn a_backup_that_is_taken_while_people_file_is_laid_down_elsewhere_and_a_server_goes_on_from_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mut this) = Deployment::with(on, SIZE).await else {
        return;
    };
    let Some((url, place)) = empty_place(on).await else {
        return;
    };
    let server = this.serve(&free());
    let stream = Stream::begin(&server.address, 6);
    stream.until_filed(10);
    let filed = stream.filed();
    let backup = this.folder().join("backup").display().to_string();
    let taken = this.run(&["backup", "--to", &backup]);
    assert!(taken.status.success(), "{taken:?}");
    // It works on, and then its machine burns.
    stream.until_filed(filed.len() + 5);
    let ledger = stream.end();
    server.kill();
    assert!(ledger.faults.is_empty(), "{:?}", ledger.faults);

    this.set("MINGZHENG__DATABASE__URL", url);
    let files = place.path().join("evidence").display().to_string();
    this.set("MINGZHENG__FILES__DIR", files);
    for command in [["restore", "--from"], ["compare", "--with"]] {
        let done = this.run(&[command[0], command[1], &backup]);
        assert!(done.status.success(), "{command:?} {done:?}");
    }
    this.doctor();
    let cases: Vec<(String, String)> = this
        .rows("SELECT CAST(id AS TEXT), case_number FROM objection")
        .await;
    for id in &filed {
        let number = &ledger.filed[id];
        assert!(
            cases
                .iter()
                .any(|(known, has)| known == id && has == number),
            "{number}"
        );
    }
    let server = this.serve(&free());
    let supervisor = Client::staff(&server.address, "dating-jiandu");
    let detail = supervisor
        .get(&format!("/objections/{}", filed[0]))
        .unwrap();
    assert_eq!(detail.text("case_number"), ledger.filed[&filed[0]]);
    let stream = Stream::begin(&server.address, 3);
    stream.until_filed(3);
    stream.end();
    server.stop();
    this.doctor();
    drop(place);
}
