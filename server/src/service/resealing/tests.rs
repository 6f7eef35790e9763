//! After a turning everything opens, and nothing is left under the old key: every sealed column of the schema is turned.

use super::*;
use crate::crypto::Vault;
use crate::crypto::keys::Keyring;
use crate::demo::Size;
use crate::service::{examining, verifying};
use crate::store::testing::Backend;
use crate::store::{Tx, on};
use crate::testing::TestApp;
use rstest::rstest;
use std::collections::BTreeSet;

const SIZE: Size = Size::of(300, 60);
const SQLITE_SEALED: &str = "\
    SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c \
    WHERE m.type = 'table' AND c.name LIKE '%\\_sealed' ESCAPE '\\'";
const POSTGRES_SEALED: &str = "\
    SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns \
    WHERE table_schema = 'public' AND column_name LIKE '%\\_sealed'";

#[rstest]
#[tokio::test]
async fn every_value_is_sealed_under_the_new_key_and_everything_opens_before_and_after(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::with_world(on, SIZE).await else {
        return;
    };
    let keys = Keyring {
        sealing: app.keys.sealing.with_new("s2"),
        index: app.keys.index.with_new("i2"),
    };
    let old = standing(&app.app.db, &app.app.files).await.unwrap();
    let app = app.with_vault(Vault::new(&keys));
    let ctx = Ctx::of_system(&app.app);
    assert!(left(&ctx).await.unwrap() > 0);
    let turned = turn(&ctx, |_, _| ()).await.unwrap();
    assert!(turned > 500, "{turned}");
    assert_eq!(left(&ctx).await.unwrap(), 0);
    assert_eq!(turn(&ctx, |_, _| ()).await.unwrap(), 0, "begun again");
    let new = standing(&app.app.db, &app.app.files).await.unwrap();
    assert_eq!(new.indexed.keys().collect::<Vec<_>>(), ["i2"]);
    assert_eq!(new.sealed.keys().collect::<Vec<_>>(), ["s2"]);
    assert_eq!(old.sealed["s1"], new.sealed["s2"], "none is gone");
    let by_key = files::by_key(&app.app.db, &app.app.files).await.unwrap();
    assert!(!by_key["s2"].is_empty());
    for name in &by_key["s2"] {
        crate::service::files::read(&app.app, name).await.unwrap();
    }

    let library = verifying::verify(&app.app.db, &app.app.vault, |_| ()).await;
    assert_eq!(library.unwrap().broken, []);
    let places = examining::Places {
        rulebook: &app.app.rules.rulebook,
        files: &app.app.files,
    };
    let cases = examining::examine(&app.app.db, places, |_| ()).await;
    assert_eq!(cases.unwrap().broken, []);
    let person = app.accounts().await.persons[0].holder;
    app.citizen(person)
        .await
        .get("/objections")
        .await
        .succeeded();
}

#[rstest]
#[tokio::test]
async fn every_sealed_column_of_the_schema_is_among_those_that_are_turned(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::new(on).await else {
        return;
    };
    let mut read = app.app.db.read().await.unwrap();
    let mut keys: BTreeSet<_> = (rows::columns(&mut read).await.unwrap())
        .into_iter()
        .collect();
    keys.retain(|(_, column)| column != "index_key_id");
    let turned = COLUMNS.map(|column| (column.table.to_owned(), column.key.to_owned()));
    assert_eq!(keys, BTreeSet::from(turned));

    let sealed = match &*read {
        Tx::Sqlite(_) => SQLITE_SEALED,
        _ => POSTGRES_SEALED,
    };
    let named: Vec<(String, String)> =
        on!(&mut *read, |c| sqlx::query_as(sealed).fetch_all(c).await).unwrap();
    assert!(named.len() > 30);
    let turned = COLUMNS.map(|column| (column.table.to_owned(), column.sealed.to_owned()));
    for column in named {
        assert!(turned.contains(&column), "{column:?} stays under its key");
    }
}

#[rstest]
#[tokio::test]
async fn a_value_of_a_history_changes_together_with_its_key_and_not_otherwise(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::with_world(on, SIZE).await else {
        return;
    };
    for words in [
        "UPDATE licence_version SET record = digest",
        "UPDATE licence_version SET record = digest, key_id = key_id",
        "UPDATE licence_version SET record = record, key_id = 's2', version = version",
        "UPDATE objection_event SET note_sealed = note_sealed, key_id = 's1'",
        "UPDATE objection_event SET note_sealed = NULL, key_id = 's2'",
        "UPDATE licence_event SET key_id = NULL",
        "UPDATE seal_root SET handle = certificate, key_id = key_id",
    ] {
        assert!(app.execute(words).await.is_err(), "{words}");
    }
    let unsaid = "UPDATE objection_event SET note_sealed = (SELECT statement_sealed FROM objection LIMIT 1), key_id = 's2' \
        WHERE key_id IS NULL";
    assert!(app.execute(unsaid).await.is_err(), "what nobody said");
}

/// The columns that each trigger before an update names.
const POSTGRES_FIXED: &str = "\
    SELECT CAST(event_object_table AS TEXT), CAST(event_object_column AS TEXT) FROM information_schema.triggered_update_columns";
const SQLITE_FIXED: &str = "\
    SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c, sqlite_schema t \
    WHERE m.type = 'table' AND t.type = 'trigger' AND t.tbl_name = m.name \
    AND t.sql LIKE '%BEFORE UPDATE OF %' AND (' ' || REPLACE(SUBSTR(t.sql, 1, INSTR(t.sql, ' ON ')), ',', ' ')) LIKE '% ' || c.name || ' %'";
const SQLITE_ALL: &str = "\
    SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table'";
const POSTGRES_ALL: &str = "\
    SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_schema = 'public'";
const HISTORIES: [&str; 10] = [
    "licence_version",
    "licence_event",
    "objection_event",
    "representation_event",
    "sampled_event",
    "seal_event",
    "seal_root",
    "case_note",
    "case_export",
    "earlier_decision",
];

#[rstest]
#[tokio::test]
async fn no_column_of_a_history_is_forgotten_by_what_keeps_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::new(on).await else {
        return;
    };
    let mut read = app.app.db.read().await.unwrap();
    let (all, fixed) = match &*read {
        Tx::Sqlite(_) => (SQLITE_ALL, SQLITE_FIXED),
        _ => (POSTGRES_ALL, POSTGRES_FIXED),
    };
    let mut all: Vec<(String, String)> =
        on!(&mut *read, |c| sqlx::query_as(all).fetch_all(c).await).unwrap();
    let fixed: Vec<(String, String)> =
        on!(&mut *read, |c| sqlx::query_as(fixed).fetch_all(c).await).unwrap();
    all.retain(|(table, _)| HISTORIES.contains(&table.as_str()));
    assert!(all.len() > 70);
    for column in all {
        assert!(fixed.contains(&column), "{column:?} can be changed");
    }
}
