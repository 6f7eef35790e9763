//! Whatever is changed of a case behind the triggers' back is found and named, and nothing else is.

use super::{Places, Report, examine};
use crate::demo::Size;
use crate::store::on;
use crate::store::testing::Backend;
use crate::testing::TestApp;
use rstest::rstest;

const SIZE: Size = Size::of(300, 60);

async fn report(app: &TestApp) -> Report {
    let places = Places {
        rulebook: &app.app.rules.rulebook,
        files: &app.app.files,
    };
    examine(&app.app.db, places, |_| ()).await.unwrap()
}

/// The case numbers of a query.
async fn numbers(app: &TestApp, sql: &'static str) -> Vec<String> {
    let mut read = app.app.db.read().await.unwrap();
    on!(&mut *read, |c| sqlx::query_scalar(sql).fetch_all(c).await).unwrap()
}

#[rstest]
#[tokio::test]
async fn a_demonstration_is_whole(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::with_world(on, SIZE).await else {
        return;
    };
    let found = report(&app).await;
    assert_eq!(found.broken, []);
    assert!(found.cases >= 60, "{found:?}");
    assert!(found.events > found.cases && found.files > 0, "{found:?}");
}

#[rstest]
#[case::an_event_is_gone(
    "DELETE FROM objection_event WHERE seq = 3 AND objection_id = (SELECT id FROM objection WHERE case_number = (SELECT MIN(case_number) FROM objection WHERE state = 'closed'))",
    "history"
)]
#[case::an_event_is_another(
    "UPDATE objection_event SET event = 'close' WHERE seq = 3 AND objection_id = (SELECT id FROM objection WHERE case_number = (SELECT MIN(case_number) FROM objection WHERE state = 'closed'))",
    "event 3"
)]
#[case::an_event_says_what_nobody_knows(
    "UPDATE objection_event SET event = 'sing' WHERE seq = 3 AND objection_id = (SELECT id FROM objection WHERE case_number = (SELECT MIN(case_number) FROM objection WHERE state = 'closed'))",
    "event 3"
)]
#[case::the_state_is_another(
    "UPDATE objection SET state = 'withdrawn' WHERE case_number = (SELECT MIN(case_number) FROM objection WHERE state = 'closed')",
    "column state"
)]
#[case::it_ended_and_is_still_due(
    "UPDATE objection SET next_due = received_at WHERE case_number = (SELECT MIN(case_number) FROM objection WHERE state = 'closed')",
    "next_due"
)]
#[tokio::test]
async fn what_was_changed_behind_the_triggers_is_named(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[case] spoil: &'static str,
    #[case] word: &str,
) {
    let Some(app) = TestApp::with_world(on, SIZE).await else {
        return;
    };
    app.without_triggers().await;
    let first = "SELECT MIN(case_number) FROM objection WHERE state = 'closed'";
    let case = numbers(&app, first).await.remove(0);
    app.execute(spoil).await.unwrap();
    let found = report(&app).await.broken;
    let [(named, why)] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(*named, case);
    assert!(why.starts_with(word), "{why}");
}

#[rstest]
#[tokio::test]
async fn a_file_that_is_gone_is_named(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::with_world(on, SIZE).await else {
        return;
    };
    let hashes = numbers(
        &app,
        "SELECT MIN(content_hash) FROM evidence WHERE objection_id IS NOT NULL",
    )
    .await;
    let mut folders = vec![app.app.files.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.ends_with(&hashes[0]) {
                std::fs::remove_file(path).unwrap();
            }
        }
    }
    let found = report(&app).await.broken;
    assert!(!found.is_empty());
    assert!(
        found.iter().all(|(_, why)| why.starts_with("file:")),
        "{found:?}"
    );
}
