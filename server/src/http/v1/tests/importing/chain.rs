//! Whatever files come, in whatever order: each licence has one current version and a chain without a gap.

use super::{LEI, MEI, file, row};
use crate::http::v1::tests::Hall;
use crate::store::testing::Backend;
use crate::store::{Id, on};
use domain::licence::{Condition, LicenceEventKind, LicenceStatus};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// Files of rows: which licence, whose, with what status and at which place.
fn files() -> impl Strategy<Value = Vec<Vec<String>>> {
    let statuses = ["", "有效", "暂扣", "挂失", "注销", "吊销"];
    let row = (0..4_u8, any::<bool>(), 0..statuses.len(), 0..3_u8).prop_map(move |one| {
        let (number, whose, status, place) = one;
        let holder = if whose { LEI } else { MEI };
        row(
            "",
            &format!("JY{number}"),
            holder,
            statuses[status],
            &format!("{place}号"),
        )
    });
    let file = proptest::collection::vec(row, 1..5);
    proptest::collection::vec(file, 1..8)
}

type Licence = (Id, i64, i64, String);

impl Hall {
    /// Checks every licence that came in by a file.
    async fn assert_whole(&self) {
        let mut read = self.app.app.db.read().await.unwrap();
        let licences: Vec<Licence> = on!(&mut *read, |c| sqlx::query_as(
            "SELECT id, version, revision, status FROM licence WHERE number LIKE 'JY_'"
        )
        .fetch_all(c)
        .await)
        .unwrap();
        drop(read);
        for licence in licences {
            self.assert_chain(licence).await;
        }
    }

    async fn chain_of(&self, id: Id) -> Vec<(i64, String, Vec<u8>, String)> {
        let mut read = self.app.app.db.read().await.unwrap();
        on!(&mut *read, |c| sqlx::query_as(
            "SELECT version, identifier, record, key_id FROM licence_version WHERE licence_id = $1 ORDER BY version"
        )
        .bind(id)
        .fetch_all(c)
        .await)
        .unwrap()
    }

    async fn life_of(&self, id: Id) -> Vec<(i64, String, i64)> {
        let mut read = self.app.app.db.read().await.unwrap();
        on!(&mut *read, |c| sqlx::query_as(
            "SELECT seq, kind, version FROM licence_event WHERE licence_id = $1 ORDER BY seq"
        )
        .bind(id)
        .fetch_all(c)
        .await)
        .unwrap()
    }

    async fn assert_chain(&self, (id, version, revision, status): Licence) {
        let (versions, events) = (self.chain_of(id).await, self.life_of(id).await);
        let numbers: Vec<i64> = versions.iter().map(|one| one.0).collect();
        assert_eq!(numbers, (1..=version).collect::<Vec<_>>());
        let mut before = None;
        for (number, identifier, record, key) in &versions {
            let vault = &self.app.app.vault;
            let record = vault.read_record(id.0, *number, (key, record)).unwrap();
            assert_eq!(&record.identifier, identifier);
            assert_eq!(record.predecessor, before);
            before = Some(identifier.clone());
        }
        let seqs: Vec<i64> = events.iter().map(|one| one.0).collect();
        assert_eq!(seqs, (1..=revision).collect::<Vec<_>>());
        let kind =
            |text: &str| -> LicenceEventKind { serde_json::from_value(text.into()).unwrap() };
        let (first, rest) = events.split_first().unwrap();
        assert_eq!(kind(&first.1), LicenceEventKind::Collected);
        let (mut at, mut made) = (Condition::NEW, 1);
        for (_, event, of) in rest {
            at = at.after(kind(event)).unwrap();
            made += i64::from(kind(event).makes_version());
            assert_eq!(*of, made);
        }
        assert_eq!(made, version);
        let status: LicenceStatus = serde_json::from_value(status.into()).unwrap();
        assert_eq!(at.status, status);
    }
}

#[test]
fn any_sequence_of_files_keeps_one_current_version_and_a_whole_chain() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = TestRunner::new(Config::with_cases(24));
    runner
        .run(&files(), |files| {
            runtime.block_on(async {
                let hall = Hall::open(Backend::Sqlite).await.unwrap();
                for rows in &files {
                    let text = file(rows);
                    let first = hall.import(&text, false).await.0;
                    let again = hall.import(&text, false).await.0;
                    assert_eq!((again.new, again.rows), (0, first.rows));
                    hall.assert_whole().await;
                }
                assert!(hall.app.count("licence").await <= 5, "no licence twice");
            });
            Ok(())
        })
        .unwrap();
}
