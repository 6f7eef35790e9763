//! The demonstration as it lies in either database.

use super::super::plot::states_of_one_round;
use super::*;
use crate::store::testing::{Backend, TestDb, db};
use crate::store::{Id, Tx, holders, objections, on};
use domain::flow::{Flow, Progress};
use domain::id::ObjectionId;
use domain::identifier::{CitizenId, LicenceIdentifier};
use domain::rulebook::embedded;
use rstest::rstest;
use std::collections::{BTreeMap, BTreeSet};

const NOW: &str = "2026-11-23T10:00:00+08:00";

fn ground(on: &TestDb) -> Ground {
    let keys = Keyring::fresh();
    Ground {
        db: on.db.clone(),
        vault: Vault::new(&keys),
        keys,
        rules: Arc::new(Rules {
            rulebook: embedded("lanzhou-new-area").unwrap(),
            calendar: domain::calendar::state_council().unwrap(),
        }),
        files: on.folder().join("evidence"),
    }
}

async fn lay(on: &TestDb, size: Size) -> (Vault, Made) {
    let ground = ground(on);
    let vault = ground.vault.clone();
    let made = build(ground, size, NOW.parse().unwrap(), |_| {}).await;
    (vault, made.unwrap())
}

async fn column(tx: &mut Tx, sql: &'static str) -> Vec<String> {
    let rows: Vec<(String,)> = on!(tx, |c| sqlx::query_as(sql).fetch_all(c).await).unwrap();
    rows.into_iter().map(|(text,)| text).collect()
}

async fn count(tx: &mut Tx, sql: &'static str) -> i64 {
    let (count,): (i64,) = on!(tx, |c| sqlx::query_as(sql).fetch_one(c).await).unwrap();
    count
}

#[rstest]
#[tokio::test]
async fn the_world_holds_what_it_promises(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(on) = db(on).await else { return };
    let (_, made) = lay(&on, Size::default()).await;
    let expected = Made {
        people: 200,
        companies: 40,
        licences: 1_000,
        cases: 60,
    };
    assert_eq!(made, expected);
    let mut read = on.db.read().await.unwrap();
    let tx = &mut *read;
    assert_eq!(count(tx, "SELECT COUNT(*) FROM holder").await, 240);
    assert_eq!(count(tx, "SELECT COUNT(*) FROM licence").await, 1_000);
    let of_licences = "SELECT COUNT(*) FROM objection WHERE procedure = 'licence-objection'";
    assert_eq!(count(tx, of_licences).await, 60);
    // Of the other procedure that the rulebook offers one at each turn, and some answers are public.
    let others = "SELECT state FROM objection WHERE procedure = 'data-query' ORDER BY id";
    let turns = ["received", "received", "closed", "conferring"];
    assert_eq!(column(tx, others).await, turns);
    for (sql, many) in [
        ("SELECT COUNT(*) FROM objection WHERE reviewing", 2),
        (
            "SELECT COUNT(*) FROM objection_event WHERE event = 'reopen'",
            1,
        ),
        ("SELECT COUNT(*) FROM objection WHERE handed = 'once'", 1),
        ("SELECT COUNT(*) FROM earlier_decision", 4),
        ("SELECT COUNT(*) FROM inquiry", 2),
        ("SELECT COUNT(*) FROM inquiry WHERE answered_at IS NULL", 1),
        ("SELECT COUNT(*) FROM text_template", 24),
    ] {
        assert_eq!(count(tx, sql).await, many, "{sql}");
    }
    let public = "SELECT COUNT(*) FROM disclosure WHERE state = 'released'";
    assert_eq!(count(tx, public).await, 5);
    assert_eq!(
        count(tx, "SELECT COUNT(*) FROM demonstration_person").await,
        8
    );
    assert!(count(tx, "SELECT COUNT(*) FROM licence_type").await >= 12);
    assert!(count(tx, "SELECT COUNT(*) FROM evidence").await >= 30);
    let issuers = "SELECT COUNT(DISTINCT issuer_id) FROM licence";
    assert_eq!(count(tx, issuers).await, 6);
    let states = column(tx, "SELECT DISTINCT state FROM objection").await;
    // Besides what a story has: departments confer, and one is asked to be reviewed.
    assert_eq!(states.len(), states_of_one_round() + 2, "{states:?}");
    let statuses = column(tx, "SELECT DISTINCT status FROM licence").await;
    assert_eq!(statuses.len(), 4, "{statuses:?}");
    let outcomes = "SELECT DISTINCT outcome FROM objection WHERE outcome IS NOT NULL";
    assert_eq!(column(tx, outcomes).await.len(), 3);
    let soon = "SELECT COUNT(*) FROM licence WHERE status = 'valid' AND valid_to > '2026-11-23' AND valid_to < '2027-02-21'";
    assert!(count(tx, soon).await > 30);
    let ahead = "SELECT COUNT(*) FROM licence WHERE issued_on > '2026-11-23'";
    assert_eq!(count(tx, ahead).await, 0, "issued on a day to come");
    for identifier in column(tx, "SELECT identifier FROM licence_version").await {
        assert!(
            LicenceIdentifier::parse(&identifier)
                .unwrap()
                .has_right_check()
        );
    }
}

#[rstest]
#[tokio::test]
async fn every_kept_history_is_lawful_and_leads_to_the_kept_state(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(on) = db(on).await else { return };
    lay(&on, Size::default()).await;
    let mut read = on.db.read().await.unwrap();
    let cases: Vec<(Id, String, String, bool, i64)> = on!(&mut *read, |c| {
        sqlx::query_as("SELECT id, procedure, state, marked, version FROM objection")
            .fetch_all(c)
            .await
    })
    .unwrap();
    let rulebook = embedded("lanzhou-new-area").unwrap();
    let flows: BTreeMap<Id, Flow> = cases
        .iter()
        .map(|case| (case.0, rulebook.flow(&case.1)))
        .collect();
    let events: Vec<(Id, i64, String)> = on!(&mut *read, |c| {
        sqlx::query_as(
            "SELECT objection_id, seq, event FROM objection_event ORDER BY objection_id, seq",
        )
        .fetch_all(c)
        .await
    })
    .unwrap();
    let mut courses = BTreeMap::<Id, (Progress, i64)>::new();
    for (case, seq, event) in events {
        let (progress, last) = courses.entry(case).or_insert((Progress::FILED, 0));
        assert_eq!(seq, *last + 1);
        *last = seq;
        if event != objections::FILED {
            let event = serde_json::from_value(event.into()).unwrap();
            *progress = flows[&case].after(*progress, event).unwrap();
        }
    }
    for (id, _, state, marked, version) in cases {
        let (Progress { standing, .. }, last) = courses[&id];
        assert_eq!(serde_json::to_value(standing.state).unwrap(), state);
        assert_eq!((standing.marked, last), (marked, version));
    }
}

#[rstest]
#[tokio::test]
async fn a_clock_is_due_today_and_one_has_run_out(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(on) = db(on).await else { return };
    lay(&on, Size::default()).await;
    let mut read = on.db.read().await.unwrap();
    let open = "FROM objection_clock c JOIN objection o ON o.id = c.objection_id WHERE o.finished_at IS NULL AND c.met_at IS NULL";
    let due = |clause: &str| sqlx::AssertSqlSafe(format!("SELECT COUNT(*) {open} AND {clause}"));
    for (clause, least) in [
        ("c.due_date = '2026-11-23'", 8),
        ("c.due_date < '2026-11-23'", 5),
        ("c.due_date = '2026-11-24'", 8),
    ] {
        let sql = due(clause);
        let (count,): (i64,) = on!(&mut *read, |c| sqlx::query_as(sql).fetch_one(c).await).unwrap();
        assert!(count >= least, "{clause}: {count}");
    }
}

#[tokio::test]
async fn no_citizens_number_stands_in_the_file() {
    let on = db(Backend::Sqlite).await.unwrap();
    let (vault, _) = lay(&on, Size::default()).await;
    let today = jiff::civil::date(2026, 11, 23);
    let mut scanned = 0;
    for entry in std::fs::read_dir(on.folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            scanned += bytes.len();
            for window in bytes.windows(18) {
                let text = std::str::from_utf8(window).unwrap_or_default();
                let number = window[..17].iter().all(u8::is_ascii_digit);
                let number = number.then(|| CitizenId::parse(text).ok()).flatten();
                // Two columns side by side may read like the number of somebody of a far century.
                let born = number.filter(|number| !number.is_born_after(today));
                assert!(born.is_none(), "{path:?} {text}");
            }
        }
    }
    assert!(scanned > 1_000_000);
    // The numbers are there all the same, for who has the key.
    let mut read = on.db.read().await.unwrap();
    let (id,): (Id,) = on!(&mut *read, |c| {
        sqlx::query_as("SELECT holder_id FROM demonstration_person WHERE position = 0")
            .fetch_one(c)
            .await
    })
    .unwrap();
    let row = holders::find(&mut read, id.into()).await.unwrap().unwrap();
    let number = vault
        .open_text(holders::NUMBER, row.id.0, &row.key_id, &row.number_sealed)
        .unwrap();
    assert!(number.starts_with("99010019880617"), "her birthday");
    let found = vault.index(&number);
    let again = holders::find_by_number(&mut read, &found.bytes, &found.key_id).await;
    assert_eq!(again.unwrap(), Some(id.into()));
}

#[rstest]
#[tokio::test]
async fn what_people_wrote_opens_with_the_key(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(on) = db(on).await else { return };
    let (vault, _) = lay(&on, Size::default()).await;
    let mut read = on.db.read().await.unwrap();
    let ids: Vec<(Id,)> = on!(&mut *read, |c| {
        sqlx::query_as("SELECT id FROM objection WHERE licence_id IS NOT NULL")
            .fetch_all(c)
            .await
    })
    .unwrap();
    for (id,) in ids {
        let id: ObjectionId = id.into();
        let case = objections::find(&mut read, id).await.unwrap().unwrap();
        let statement = vault
            .open_statement(id.0, (&case.key_id, &case.statement_sealed))
            .unwrap();
        let licence = case.licence.as_ref().unwrap();
        let record = vault
            .read_record(
                licence.id.0,
                licence.version,
                (&licence.key_id, &licence.record),
            )
            .unwrap();
        for claim in &statement.claims {
            assert_ne!(record.face[&claim.key], claim.claimed);
        }
        let events = objections::events(&mut read, case.holder_id, case.id).await;
        for event in events.unwrap() {
            if let Some((key, bytes)) = event.key_id.as_deref().zip(event.note_sealed.as_deref()) {
                let note = vault.open_note(id.0, event.seq, (key, bytes)).unwrap();
                assert!(note.chars().count() >= 4 && !note.contains('{'), "{note}");
            }
        }
    }
}

#[tokio::test]
async fn the_same_moment_makes_the_same_world() {
    let mut worlds = BTreeSet::new();
    for _ in 0..2 {
        let on = db(Backend::Sqlite).await.unwrap();
        lay(&on, Size::of(300, 40)).await;
        let mut read = on.db.read().await.unwrap();
        let tx = &mut *read;
        let mut world = column(tx, "SELECT id || name FROM holder ORDER BY id").await;
        world.extend(
            column(
                tx,
                "SELECT id || number || valid_from FROM licence ORDER BY id",
            )
            .await,
        );
        world.extend(
            column(
                tx,
                "SELECT id || case_number || state FROM objection ORDER BY id",
            )
            .await,
        );
        world.extend(
            column(
                tx,
                "SELECT objection_id || seq || at FROM objection_event ORDER BY objection_id, seq",
            )
            .await,
        );
        worlds.insert(world);
    }
    assert_eq!(worlds.len(), 1);
}

#[rstest]
#[tokio::test]
async fn a_database_that_holds_something_is_left_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(on) = db(on).await else { return };
    let size = Size::of(60, 12);
    lay(&on, size).await;
    let again = build(ground(&on), size, NOW.parse().unwrap(), |_| {}).await;
    assert!(matches!(again, Err(DemoError::NotEmpty)));
    let mut read = on.db.read().await.unwrap();
    assert_eq!(count(&mut read, "SELECT COUNT(*) FROM licence").await, 60);
}
