//! A fresh, migrated database for a test, on either engine.
//!
//! PostgreSQL is the one that `MINGZHENG_TEST_POSTGRES` names; without it those tests say so and pass, unless
//! `MINGZHENG_REQUIRE_POSTGRES=1` asks for failure instead.

use super::Db;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::sync::atomic::{AtomicU32, Ordering};

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A file in a temporary folder.
    Sqlite,
    /// A database of its own.
    Postgres,
}

/// A database that goes away with the test.
pub struct TestDb {
    /// The database, migrated.
    pub db: Db,
    /// Its address, for opening it again.
    pub url: String,
    folder: tempfile::TempDir,
}

impl TestDb {
    /// A folder that goes away with the test.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

/// A fresh database, or none where PostgreSQL is asked for and not there.
///
/// # Panics
/// When the database can't be made, or PostgreSQL is required and not named.
#[expect(clippy::expect_used, reason = "a test without its database has failed")]
pub async fn db(on: Backend) -> Option<TestDb> {
    let (url, folder) = empty_place(on).await?;
    let db = Db::open(&url).await.expect("the database opens");
    db.migrate().await.expect("the database migrates");
    Some(TestDb { db, url, folder })
}

/// The address of a database in which there is nothing, with a folder that goes away with the test.
///
/// # Panics
/// When it can't be made, or PostgreSQL is required and not named.
#[expect(clippy::expect_used, reason = "a test without its database has failed")]
pub async fn empty_place(on: Backend) -> Option<(String, tempfile::TempDir)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = match on {
        Backend::Sqlite => format!("sqlite:{}", folder.path().join("test.db").display()),
        Backend::Postgres => {
            let Ok(server) = std::env::var("MINGZHENG_TEST_POSTGRES") else {
                assert!(
                    std::env::var("MINGZHENG_REQUIRE_POSTGRES").as_deref() != Ok("1"),
                    "MINGZHENG_TEST_POSTGRES is not set, but PostgreSQL is required"
                );
                eprintln!("not run on PostgreSQL: MINGZHENG_TEST_POSTGRES is not set");
                return None;
            };
            fresh_postgres(&server)
                .await
                .expect("a fresh database on PostgreSQL")
        }
    };
    Some((url, folder))
}

async fn fresh_postgres(server: &str) -> Result<String, sqlx::Error> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let name = format!(
        "t_{}_{}",
        std::process::id(),
        NUMBER.fetch_add(1, Ordering::Relaxed)
    );
    let mut connection = PgConnection::connect(server).await?;
    let drop_old = AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name}"));
    sqlx::query(drop_old).execute(&mut connection).await?;
    let create = AssertSqlSafe(format!("CREATE DATABASE {name}"));
    sqlx::query(create).execute(&mut connection).await?;
    connection.close().await?;
    let base = server.rsplit_once('/').map_or(server, |(base, _)| base);
    Ok(format!("{base}/{name}"))
}
