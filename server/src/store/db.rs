//! Opening a database, reading from it, and handing writes to whoever does them.
//!
//! SQLite: one writer task that commits waiting writes together, and a few read-only connections that are held open.
//! PostgreSQL: a pool, and one transaction for each write.

use super::StoreError;
use super::wal::{self, Folding, Log};
use super::writer::{self, Extent, Writer};
use futures::future::BoxFuture;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, PgPool, SqliteConnection};
use std::ops::{Deref, DerefMut};
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Read-only connections to SQLite. With six, fewer questions were answered together and each cost more.
const SQLITE_READERS: usize = 4;
const POSTGRES_CONNECTIONS: u32 = 16;
/// Page caches, in KiB as SQLite writes them. A reader's is emptied whenever somebody has written since it last read,
/// and every look-up writes its audit record: a large one would hold memory, spare nothing, and take longer to empty. The
/// writer's holds what a thousand warnings change at a million cases: what doesn't fit is written into the log before its
/// transaction ends, and again when it changes once more.
const WRITER_CACHE: &str = "-64000";
const READER_CACHE: &str = "-1000";
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

static SQLITE_MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations/sqlite");
static POSTGRES_MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations/postgres");

/// One of the two databases.
#[derive(Clone)]
pub struct Db(Kind);

#[derive(Clone)]
enum Kind {
    Sqlite {
        options: Arc<SqliteConnectOptions>,
        readers: Arc<Readers>,
        writer: Writer,
        folding: Folding,
    },
    Postgres(PgPool),
}

/// A connection, for reading or in the middle of a write. The `on!` macro runs a statement on it.
pub enum Tx {
    /// SQLite, reading or writing.
    Sqlite(Box<SqliteConnection>),
    /// PostgreSQL outside a transaction: each statement is one.
    PostgresAlone(sqlx::pool::PoolConnection<sqlx::Postgres>),
    /// PostgreSQL inside a transaction.
    Postgres(sqlx::Transaction<'static, sqlx::Postgres>),
}

/// A connection that is lent for reading.
pub struct ReadGuard {
    tx: Option<Tx>,
    home: Option<(Arc<Readers>, OwnedSemaphorePermit)>,
}

struct Readers {
    free: Mutex<Vec<Tx>>,
    permits: Arc<Semaphore>,
}

impl Db {
    /// Opens `sqlite:PATH` (the file is created) or `postgres://...`. Nothing is migrated.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("sqlite:") {
            Self::open_sqlite(url).await
        } else {
            let options = PgConnectOptions::from_str(url)?.disable_statement_logging();
            let pool = PgPoolOptions::new()
                .max_connections(POSTGRES_CONNECTIONS)
                .acquire_timeout(BUSY_TIMEOUT)
                .test_before_acquire(false)
                .connect_with(options)
                .await?;
            Ok(Self(Kind::Postgres(pool)))
        }
    }

    async fn open_sqlite(url: &str) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .statement_cache_capacity(400)
            .pragma("wal_autocheckpoint", "0")
            .disable_statement_logging();
        // What a savepoint may have to restore is kept in memory, not in a file that every batch makes anew.
        let writing = options.clone().pragma("temp_store", "MEMORY");
        let writing = writing.pragma("cache_size", WRITER_CACHE);
        let writing = writing.pragma("journal_size_limit", wal::KEPT.to_string());
        let writing = SqliteConnection::connect_with(&writing).await?;
        let folding = options.clone().busy_timeout(wal::WAITS);
        let folding = Folding::on(SqliteConnection::connect_with(&folding).await?);
        let mut free = Vec::with_capacity(SQLITE_READERS);
        for _ in 0..SQLITE_READERS {
            let reading = options.clone().create_if_missing(false).read_only(true);
            let reading = reading.pragma("cache_size", READER_CACHE);
            free.push(Tx::Sqlite(Box::new(
                SqliteConnection::connect_with(&reading).await?,
            )));
        }
        let readers = Readers {
            free: Mutex::new(free),
            permits: Arc::new(Semaphore::new(SQLITE_READERS)),
        };
        let writer = writer::start(writing, Log::kept_short(folding.clone()));
        Ok(Self(Kind::Sqlite {
            options: Arc::new(options),
            readers: Arc::new(readers),
            writer,
            folding,
        }))
    }

    /// Brings the schema up to date. A migration whose text was changed after it ran is refused.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let done = match &self.0 {
            Kind::Sqlite { options, .. } => {
                let mut connection = SqliteConnection::connect_with(options).await?;
                let done = SQLITE_MIGRATIONS.run(&mut connection).await;
                connection.close().await?;
                done
            }
            Kind::Postgres(pool) => POSTGRES_MIGRATIONS.run(pool).await,
        };
        done.map_err(StoreError::Migration)
    }

    /// Folds SQLite's log of writes back into its file, so that after a stop the file alone is the whole database.
    pub async fn fold(&self) -> Result<(), StoreError> {
        if let Kind::Sqlite { folding, .. } = &self.0 {
            folding.fold_all().await?;
        }
        Ok(())
    }

    /// Writes a copy of SQLite's database as it is now into a file that isn't there yet; nothing on PostgreSQL, whose own
    /// programs do it.
    pub(crate) async fn copy_to(&self, path: &str) -> Result<(), StoreError> {
        if let Kind::Sqlite { options, .. } = &self.0 {
            let there = (**options).clone().create_if_missing(false);
            let mut connection = SqliteConnection::connect_with(&there).await?;
            let copied = super::copying::copy(&mut connection, path).await;
            connection.close().await?;
            copied?;
        }
        Ok(())
    }

    /// What SQLite itself finds wrong with its file, one line each; PostgreSQL looks after its own.
    pub async fn faults(&self) -> Result<Vec<String>, StoreError> {
        let Kind::Sqlite { options, .. } = &self.0 else {
            return Ok(Vec::new());
        };
        let reading = (**options).clone().create_if_missing(false).read_only(true);
        let mut connection = SqliteConnection::connect_with(&reading).await?;
        let mut faults: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
            .fetch_all(&mut connection)
            .await?;
        faults.retain(|line| line != "ok");
        let dangling: Vec<(String, Option<i64>, String, i64)> =
            sqlx::query_as("PRAGMA foreign_key_check")
                .fetch_all(&mut connection)
                .await?;
        connection.close().await?;
        let line = |(table, row, parent, _): (String, Option<i64>, String, i64)| {
            let row = row.map_or_else(String::new, |row| format!(" row {row}"));
            format!("{table}{row} names what isn't in {parent}")
        };
        faults.extend(dangling.into_iter().map(line));
        Ok(faults)
    }

    /// Whether this is SQLite, for the few who must know (operations, tests).
    pub fn is_sqlite(&self) -> bool {
        matches!(self.0, Kind::Sqlite { .. })
    }

    /// A connection for reading; each statement sees what is committed when it starts.
    pub async fn read(&self) -> Result<ReadGuard, StoreError> {
        match &self.0 {
            Kind::Sqlite { readers, .. } => {
                let permit = readers
                    .permits
                    .clone()
                    .acquire_owned()
                    .await
                    .map_err(|_| StoreError::Unavailable(None))?;
                let tx = readers
                    .free
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .pop();
                tx.map(|tx| ReadGuard {
                    tx: Some(tx),
                    home: Some((readers.clone(), permit)),
                })
                .ok_or(StoreError::Unavailable(None))
            }
            Kind::Postgres(pool) => Ok(ReadGuard {
                tx: Some(Tx::PostgresAlone(pool.acquire().await?)),
                home: None,
            }),
        }
    }

    /// A connection of its own that sees the database as it is now for as long as it is held: for who reads for long.
    pub async fn snapshot(&self) -> Result<Tx, StoreError> {
        match &self.0 {
            Kind::Sqlite { options, .. } => {
                let reading = (**options).clone();
                let reading = reading.create_if_missing(false).read_only(true);
                let mut connection = SqliteConnection::connect_with(&reading).await?;
                sqlx::query("BEGIN").execute(&mut connection).await?;
                Ok(Tx::Sqlite(Box::new(connection)))
            }
            Kind::Postgres(pool) => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                Ok(Tx::Postgres(pool.begin_with(begin).await?))
            }
        }
    }

    /// Runs `body` in one transaction and answers after it is durable; an `Err` takes everything back.
    ///
    /// Only SQL belongs into `body`: on SQLite all writers wait for it. A caller that goes away cancels nothing.
    pub async fn write<T, E, F>(&self, body: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &self.0 {
            Kind::Sqlite { writer, .. } => writer.run(Extent::Transaction, body).await,
            Kind::Postgres(pool) => {
                let pool = pool.clone();
                let done = tokio::spawn(async move { write_on_postgres(&pool, body).await });
                done.await
                    .unwrap_or_else(|_| Err(E::from(StoreError::Unavailable(None))))
            }
        }
    }

    /// The same for a `body` that runs one statement at most, which commits itself. On PostgreSQL a caller that goes away may
    /// leave it undone.
    pub(crate) async fn write_one<F>(&self, body: F) -> Result<(), StoreError>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(), StoreError>> + Send + 'static,
    {
        match &self.0 {
            Kind::Sqlite { writer, .. } => writer.run(Extent::Statement, body).await,
            Kind::Postgres(pool) => body(&mut Tx::PostgresAlone(pool.acquire().await?)).await,
        }
    }
}

async fn write_on_postgres<T, E, F>(pool: &PgPool, body: F) -> Result<T, E>
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>>,
    E: From<StoreError>,
{
    let mut tx = Tx::Postgres(pool.begin().await.map_err(StoreError::from)?);
    let answer = body(&mut tx).await?;
    if let Tx::Postgres(transaction) = tx {
        transaction.commit().await.map_err(StoreError::from)?;
    }
    Ok(answer)
}

impl Deref for ReadGuard {
    type Target = Tx;
    #[expect(clippy::expect_used, reason = "the connection is taken in drop only")]
    fn deref(&self) -> &Tx {
        self.tx.as_ref().expect("lent until dropped")
    }
}

impl DerefMut for ReadGuard {
    #[expect(clippy::expect_used, reason = "the connection is taken in drop only")]
    fn deref_mut(&mut self) -> &mut Tx {
        self.tx.as_mut().expect("lent until dropped")
    }
}

impl Drop for ReadGuard {
    fn drop(&mut self) {
        if let (Some(tx), Some((readers, _))) = (self.tx.take(), self.home.as_ref()) {
            readers
                .free
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(tx);
        }
    }
}
