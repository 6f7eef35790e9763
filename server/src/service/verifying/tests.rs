//! Whatever is changed behind the triggers' back is found and named, and nothing else is.

mod spoilt;

use super::verify;
use crate::store::testing::Backend;
use crate::store::{Id, on};
use crate::testing::TestApp;
use domain::issuing::LicenceRecord;
use domain::seal;
use rstest::rstest;
use spoilt::{SIZE, Spoilt};
use std::collections::BTreeSet;

const RECORD: &str = "SELECT record FROM licence_version WHERE identifier = $1";
const SET_RECORD: &str = "UPDATE licence_version SET record = $2 WHERE identifier = $1";
const SIGNATURE: &str = "\
    SELECT x.signature FROM licence_seal x JOIN licence_version v ON v.licence_id = x.licence_id AND v.version = x.version WHERE v.identifier = $1";
const SET_SIGNATURE: &str = "\
    UPDATE licence_seal SET signature = $2 WHERE licence_id IN (SELECT licence_id FROM licence_version WHERE identifier = $1)";

fn flipped(mut bytes: Vec<u8>) -> Vec<u8> {
    *bytes.last_mut().unwrap() ^= 1;
    bytes
}

#[rstest]
#[tokio::test]
async fn a_library_that_nobody_touched_is_whole(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::with_world(on, SIZE).await else {
        return;
    };
    let heard = std::cell::Cell::new(0);
    let report = verify(&app.app.db, &app.app.vault, |count| heard.set(count))
        .await
        .unwrap();
    assert_eq!(report.broken, []);
    assert_eq!((report.licences, heard.get()), (300, 300));
    let waiting = u64::try_from(app.count("awaiting_seal").await).unwrap();
    assert!((1..=8).contains(&waiting), "{waiting}");
    assert_eq!(report.versions, report.sealed + waiting);
}

#[rstest]
#[tokio::test]
async fn each_column_that_was_changed_is_found_and_named(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mut world) = Spoilt::new(on).await else {
        return;
    };
    for (sql, flaws) in [
        (
            "UPDATE licence_version SET digest = (SELECT digest FROM licence_version WHERE identifier <> $1 LIMIT 1) WHERE identifier = $1",
            vec!["digest"],
        ),
        (
            "UPDATE licence_version SET valid_from = '1999-01-01' WHERE identifier = $1",
            vec!["column valid_from"],
        ),
        (
            "UPDATE licence_version SET valid_to = '1999-01-01' WHERE identifier = $1",
            vec!["column valid_to"],
        ),
        (
            "UPDATE licence SET number = 'other' WHERE id = (SELECT licence_id FROM licence_version WHERE identifier = $1)",
            vec!["licence column number"],
        ),
        (
            "UPDATE licence SET status = 'lost' WHERE id = (SELECT licence_id FROM licence_version WHERE identifier = $1)",
            vec!["licence column status"],
        ),
        (
            "UPDATE licence SET status = 'nonsense' WHERE id = (SELECT licence_id FROM licence_version WHERE identifier = $1)",
            vec!["licence column status"],
        ),
        (
            "UPDATE licence SET revision = 7 WHERE id = (SELECT licence_id FROM licence_version WHERE identifier = $1)",
            vec!["licence column revision"],
        ),
        (
            "UPDATE licence SET valid_from = '1999-01-01' WHERE id = (SELECT licence_id FROM licence_version WHERE identifier = $1)",
            vec!["licence column valid_from"],
        ),
        (
            "UPDATE licence SET issued_on = '1999-01-01' WHERE id = (SELECT licence_id FROM licence_version WHERE identifier = $1)",
            vec!["licence column issued_on"],
        ),
        (
            "UPDATE licence_approval SET digest = (SELECT digest FROM licence_version WHERE identifier <> $1 LIMIT 1) \
             WHERE licence_id = (SELECT licence_id FROM licence_version WHERE identifier = $1)",
            vec!["approval"],
        ),
        (
            "DELETE FROM licence_approval WHERE licence_id = (SELECT licence_id FROM licence_version WHERE identifier = $1)",
            vec!["approval"],
        ),
        (
            "DELETE FROM licence_seal WHERE licence_id = (SELECT licence_id FROM licence_version WHERE identifier = $1)",
            vec!["seal"],
        ),
    ] {
        let name = world.singles.pop().unwrap();
        world.expect(sql, &name, &flaws).await;
    }
    let name = world.singles.pop().unwrap();
    // What was counted of an event holds it.
    let counted = "DELETE FROM entry_quality WHERE licence_id = (SELECT licence_id FROM licence_version WHERE identifier = $1)";
    world.run(counted, &name, None).await;
    let event = "DELETE FROM licence_event WHERE licence_id = (SELECT licence_id FROM licence_version WHERE identifier = $1)";
    let flaws = ["licence column revision", "licence column version"];
    world.expect(event, &name, &flaws).await;
    let name = world.singles.pop().unwrap();
    let sql = "UPDATE licence_version SET identifier = identifier || 'X' WHERE identifier = $1";
    world.run(sql, &name, None).await;
    world
        .found(sql, &format!("{name}X"), &["column identifier"])
        .await;
}

#[rstest]
#[tokio::test]
async fn each_record_and_each_seal_that_was_changed_is_found_and_named(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mut world) = Spoilt::new(on).await else {
        return;
    };
    let name = world.singles.pop().unwrap();
    let record = world.bytes(RECORD, &name).await;
    world.run(SET_RECORD, &name, Some(flipped(record))).await;
    world.found("a flipped record", &name, &["record"]).await;

    let name = world.singles.pop().unwrap();
    let signature = world.bytes(SIGNATURE, &name).await;
    world
        .run(SET_SIGNATURE, &name, Some(flipped(signature)))
        .await;
    world.found("a flipped signature", &name, &["seal"]).await;

    // Another's seal, put here.
    let name = world.singles.pop().unwrap();
    let other = world.bytes(SIGNATURE, world.singles.first().unwrap()).await;
    world.run(SET_SIGNATURE, &name, Some(other)).await;
    world.found("another's signature", &name, &["seal"]).await;

    // Somebody who holds the keys, and takes care of the digest.
    let name = world.singles.pop().unwrap();
    let (licence, key): (Id, String) = {
        let mut read = world.app.app.db.read().await.unwrap();
        on!(&mut *read, |c| sqlx::query_as(
            "SELECT licence_id, key_id FROM licence_version WHERE identifier = $1"
        )
        .bind(&name)
        .fetch_one(c)
        .await)
        .unwrap()
    };
    let vault = world.app.app.vault.clone();
    let record = world.bytes(RECORD, &name).await;
    let mut record: LicenceRecord = vault.read_record(licence.0, 1, (&key, &record)).unwrap();
    let value = record.face.values_mut().next().unwrap();
    value.push('改');
    let bytes = serde_json_canonicalizer::to_vec(&record).unwrap();
    let sealed = vault.seal_record(licence.into(), 1, &bytes).unwrap();
    world.run(SET_RECORD, &name, Some(sealed.bytes)).await;
    let digest = seal::digest(&bytes).to_vec();
    let set = "UPDATE licence_version SET digest = $2 WHERE identifier = $1";
    world.run(set, &name, Some(digest)).await;
    world
        .found("a forged record", &name, &["approval", "seal"])
        .await;
}

#[rstest]
#[tokio::test]
async fn a_deleted_a_swapped_and_a_forgotten_version_are_found_and_named(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    const OF_FIRST: [&str; 3] = [
        "DELETE FROM licence_approval WHERE version = 1 AND licence_id = (SELECT licence_id FROM licence_version WHERE identifier = $1)",
        "DELETE FROM licence_seal WHERE version = 1 AND licence_id = (SELECT licence_id FROM licence_version WHERE identifier = $1)",
        "DELETE FROM licence_version WHERE identifier = $1",
    ];
    let Some(mut world) = Spoilt::new(on).await else {
        return;
    };
    let next = |first: &str| {
        let first = domain::identifier::LicenceIdentifier::parse(first).unwrap();
        String::from(first.next_version().unwrap())
    };
    let first = world.pairs.pop().unwrap();
    for sql in OF_FIRST {
        world.run(sql, &first, None).await;
    }
    world
        .found("the first is gone", &first, &["version 1"])
        .await;

    let last = next(&world.pairs.pop().unwrap());
    for sql in [
        "DELETE FROM licence_approval WHERE version = 2 AND licence_id = (SELECT licence_id FROM licence_version WHERE identifier = $1)",
        "DELETE FROM licence_seal WHERE version = 2 AND licence_id = (SELECT licence_id FROM licence_version WHERE identifier = $1)",
        "DELETE FROM licence_version WHERE identifier = $1",
    ] {
        world.run(sql, &last, None).await;
    }
    world.found("the last is gone", &last, &["version 2"]).await;

    let first = world.pairs.pop().unwrap();
    let second = next(&first);
    let (one, other) = (
        world.bytes(RECORD, &first).await,
        world.bytes(RECORD, &second).await,
    );
    world.run(SET_RECORD, &first, Some(other)).await;
    world.run(SET_RECORD, &second, Some(one)).await;
    let found = world.new_flaws().await;
    let names: BTreeSet<_> = found.iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(names, BTreeSet::from([first, second]), "{found:?}");
    assert!(found.iter().all(|(_, flaw)| flaw.starts_with("record")));

    let first = world.pairs.pop().unwrap();
    let sql = "UPDATE licence SET version = 1 WHERE id = (SELECT licence_id FROM licence_version WHERE identifier = $1)";
    world.run(sql, &first, None).await;
    world
        .found(sql, &next(&first), &["licence column version"])
        .await;
}

#[rstest]
#[tokio::test]
async fn a_root_that_is_not_the_deployments_vouches_for_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(world) = Spoilt::new(on).await else {
        return;
    };
    let before = world.report().await;
    let drop = if world.app.app.db.is_sqlite() {
        "DROP TRIGGER seal_root_no_delete"
    } else {
        "ALTER TABLE seal_root DISABLE TRIGGER USER"
    };
    world.app.execute(drop).await.unwrap();
    world.app.execute("DELETE FROM seal_root").await.unwrap();
    let report = world.report().await;
    let unknown = |(_, flaw): &&(String, String)| flaw.starts_with("seal: the root");
    let count = report.broken.iter().filter(unknown).count();
    assert_eq!(
        u64::try_from(count).unwrap(),
        before.sealed,
        "{:?}",
        report.broken.first()
    );
}
