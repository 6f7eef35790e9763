//! What happened stays: the database itself refuses to change it.

use super::{Hall, upheld};
use crate::store::testing::Backend;
use rstest::rstest;

const FIXED: [&str; 14] = [
    "UPDATE audit SET action = 'other'",
    "DELETE FROM audit",
    "UPDATE objection_event SET event = 'other'",
    "DELETE FROM objection_event",
    "UPDATE case_note SET text_sealed = text_sealed",
    "DELETE FROM case_mention",
    "UPDATE licence_event SET kind = 'issued'",
    "DELETE FROM licence_event",
    "UPDATE licence_version SET identifier = 'other'",
    "DELETE FROM licence_version",
    "UPDATE deployment SET value = 'production' WHERE name = 'kind'",
    "DELETE FROM deployment WHERE name = 'kind'",
    "UPDATE deployment SET name = 'other'",
    "DELETE FROM deployment",
];
/// SQLite has no such statement.
const TRUNCATED: [&str; 4] = [
    "TRUNCATE audit",
    "TRUNCATE objection_event",
    "TRUNCATE licence_event",
    "TRUNCATE licence_version",
];

#[rstest]
#[tokio::test]
async fn audit_histories_versions_and_the_kind_of_a_deployment_are_append_only(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    hall.proposed(id, upheld()).await;
    hall.step("approver", id, "approve").await;
    super::case_notes::written(&hall, "handler", id).await;
    let tables = [
        "audit",
        "objection_event",
        "case_note",
        "case_mention",
        "licence_event",
        "licence_version",
        "deployment",
    ];
    let mut before = Vec::new();
    for table in tables {
        before.push(hall.app.count(table).await);
    }
    assert!(before.iter().all(|rows| *rows > 0), "{before:?}");

    for change in FIXED {
        assert!(hall.app.execute(change).await.is_err(), "{change}");
    }
    if on == Backend::Postgres {
        for change in TRUNCATED {
            assert!(hall.app.execute(change).await.is_err(), "{change}");
        }
    }
    for (table, rows) in tables.iter().zip(before) {
        assert_eq!(hall.app.count(table).await, rows, "{table}");
    }
}
