//! The two databases in step: every statement prepares on both, and both schemas have the same tables and columns.

use super::testing::{Backend, db};
use super::{ALL_SQL, Tx, on};
use rstest::rstest;
use sqlx::{Executor, SqlSafeStr};
use std::collections::BTreeMap;

/// Table and column with whether NULL is allowed.
type Columns = BTreeMap<(String, String), bool>;

const SQLITE_COLUMNS: &str = "SELECT m.name AS table_name, c.name AS column_name, CAST(c.\"notnull\" AS BOOLEAN) AS not_null \
     FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE '\\_%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite%'";
const POSTGRES_COLUMNS: &str = "SELECT CAST(table_name AS TEXT) AS table_name, CAST(column_name AS TEXT) AS column_name, is_nullable = 'NO' AS not_null \
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_%'";

#[rstest]
#[tokio::test]
async fn every_statement_prepares(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(test) = db(on).await else { return };
    let mut read = test.db.read().await.unwrap();
    for &statement in ALL_SQL.iter().copied().flatten() {
        let prepared = on!(&mut *read, |c| c
            .prepare(statement.into_sql_str())
            .await
            .map(drop));
        prepared.unwrap_or_else(|error| panic!("{error}\n{statement}"));
    }
}

async fn columns(on: Backend, statement: &'static str) -> Option<Columns> {
    let test = db(on).await?;
    let mut read = test.db.read().await.unwrap();
    let rows: Vec<(String, String, bool)> =
        on!(&mut *read, |c| sqlx::query_as(statement).fetch_all(c).await).unwrap();
    Some(
        rows.into_iter()
            .map(|(table, column, not_null)| ((table, column), not_null))
            .collect(),
    )
}

#[tokio::test]
async fn both_schemas_have_the_same_tables_columns_and_nullability() {
    let Some(postgres) = columns(Backend::Postgres, POSTGRES_COLUMNS).await else {
        return;
    };
    let sqlite = columns(Backend::Sqlite, SQLITE_COLUMNS).await.unwrap();
    assert!(sqlite.len() > 100);
    assert_eq!(sqlite, postgres);
}

#[test]
fn both_folders_hold_migrations_of_the_same_names() {
    let names = |folder: &str| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("migrations")
            .join(folder);
        let mut names: Vec<_> = std::fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

#[rstest]
#[tokio::test]
async fn a_failed_write_leaves_nothing_behind_and_hurts_no_neighbour(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    const INSERT: &str = "INSERT INTO deployment (name, value) VALUES ($1, 'x')";
    async fn insert(tx: &mut Tx, name: String) -> Result<(), super::StoreError> {
        Ok(on!(tx, |c| sqlx::query(INSERT)
            .bind(name)
            .execute(c)
            .await
            .map(drop))?)
    }
    let Some(test) = db(on).await else { return };
    let writes = (0..40).map(|number| {
        let db = test.db.clone();
        async move {
            db.write(move |tx| {
                Box::pin(async move {
                    insert(tx, format!("n{number}")).await?;
                    if number % 4 == 0 {
                        Err(super::StoreError::Stale)
                    } else {
                        Ok(())
                    }
                })
            })
            .await
        }
    });
    let answers = futures::future::join_all(writes).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 30);
    let mut read = test.db.read().await.unwrap();
    let left: i64 = on!(&mut *read, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM deployment"
    )
    .fetch_one(c)
    .await)
    .unwrap();
    assert_eq!(left, 30);
}

#[tokio::test]
async fn after_a_stop_sqlites_file_alone_is_the_whole_database() {
    let test = db(Backend::Sqlite).await.unwrap();
    let written: Result<(), super::StoreError> = test
        .db
        .write(|tx| {
            Box::pin(async move {
                Ok(on!(tx, |c| sqlx::query(
                    "INSERT INTO deployment (name, value) VALUES ('kept', 'x')"
                )
                .execute(c)
                .await
                .map(drop))?)
            })
        })
        .await;
    written.unwrap();
    test.db.fold().await.unwrap();
    let copy = test.folder().join("copy.db");
    std::fs::copy(test.folder().join("test.db"), &copy).unwrap();
    let copy = super::Db::open(&format!("sqlite:{}", copy.display()))
        .await
        .unwrap();
    let mut read = copy.read().await.unwrap();
    let kept: i64 = on!(&mut *read, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM deployment WHERE name = 'kept'"
    )
    .fetch_one(c)
    .await)
    .unwrap();
    assert_eq!(kept, 1);
}

#[tokio::test]
async fn whoever_writes_to_sqlite_folds_nothing_and_leaves_a_short_log_when_it_is_begun_anew() {
    let test = db(Backend::Sqlite).await.unwrap();
    for (pragma, wanted) in [
        ("PRAGMA wal_autocheckpoint", 0),
        ("PRAGMA journal_size_limit", super::wal::KEPT),
    ] {
        let set: Result<i64, super::StoreError> = test
            .db
            .write(move |tx| {
                Box::pin(
                    async move { Ok(on!(tx, |c| sqlx::query_scalar(pragma).fetch_one(c).await)?) },
                )
            })
            .await;
        assert_eq!(set.unwrap(), wanted, "{pragma}");
    }
}

#[rstest]
#[tokio::test]
async fn a_write_that_panics_is_refused_and_the_next_one_works(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(test) = db(on).await else { return };
    let panicked: Result<(), super::StoreError> = test
        .db
        .write(|_| Box::pin(async { panic!("as planned") }))
        .await;
    assert!(matches!(panicked, Err(super::StoreError::Unavailable(_))));
    let next: Result<i64, super::StoreError> = test
        .db
        .write(|tx| {
            Box::pin(async move {
                Ok(on!(tx, |c| sqlx::query_scalar("SELECT CAST(1 AS BIGINT)")
                    .fetch_one(c)
                    .await)?)
            })
        })
        .await;
    assert_eq!(next.unwrap(), 1);
}

#[rstest]
#[tokio::test]
async fn a_caller_that_goes_away_cancels_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(test) = db(on).await else { return };
    let (started, has_started) = tokio::sync::oneshot::channel();
    let write = test.db.write::<_, super::StoreError, _>(move |tx| {
        Box::pin(async move {
            started.send(()).unwrap();
            tokio::task::yield_now().await;
            let insert = sqlx_insert();
            Ok(on!(tx, |c| sqlx::query(insert).execute(c).await.map(drop))?)
        })
    });
    tokio::select! {
        biased;
        _ = has_started => {}
        _ = write => {}
    }
    // Whatever is queued after it comes after it.
    let () = test
        .db
        .write::<_, super::StoreError, _>(|_| Box::pin(async { Ok(()) }))
        .await
        .unwrap();
    for _ in 0..200 {
        let mut read = test.db.read().await.unwrap();
        let there: i64 = on!(&mut *read, |c| sqlx::query_scalar(
            "SELECT COUNT(*) FROM deployment"
        )
        .fetch_one(c)
        .await)
        .unwrap();
        if there == 1 {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("the write was lost with its caller");
}

fn sqlx_insert() -> &'static str {
    "INSERT INTO deployment (name, value) VALUES ('kept', 'x')"
}
