//! How long does SQLite's log of writes get? Every page that is read is looked for in it first, and while somebody always
//! reads SQLite doesn't begin it anew by itself: after a burst of writes, reads would stay dear until the server rests.

use super::{Tx, on};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Bytes that it may have. SQLite folds it into the database at half of this (`wal_autocheckpoint`).
const LONG: u64 = 32 * 1024 * 1024;
/// Pages not folded yet with which it is begun anew nevertheless: what has been written since somebody began to read.
const NEARLY: i64 = 1_000;
/// So long writers wait for those who read still.
const WAITS: Duration = Duration::from_millis(250);
/// How soon it is tried again after somebody read for longer.
const PAUSE: Duration = Duration::from_secs(10);

/// The log beside a database.
pub(super) struct Log {
    path: PathBuf,
    resting_since: Option<Instant>,
}

impl Log {
    pub(super) fn of(database: impl Into<PathBuf>) -> Self {
        let mut path = database.into().into_os_string();
        path.push("-wal");
        Self {
            path: path.into(),
            resting_since: None,
        }
    }

    /// Begins it anew where it has grown long and nobody needs what is in it.
    pub(super) async fn shorten(&mut self, writer: &mut Tx) {
        let rests = |since: Instant| since.elapsed() < PAUSE;
        if self.resting_since.is_some_and(rests) || self.bytes() <= LONG {
            return;
        }
        self.resting_since = match begin_anew(writer).await {
            Ok(true) => None,
            Ok(false) => Some(Instant::now()),
            Err(error) => {
                tracing::warn!(%error, "the log of writes was not begun anew");
                Some(Instant::now())
            }
        };
    }

    fn bytes(&self) -> u64 {
        std::fs::metadata(&self.path).map_or(0, |file| file.len())
    }
}

/// Whether there is nothing to rest for: it was begun anew, or somebody reads what was before and nobody was made to wait.
async fn begin_anew(writer: &mut Tx) -> Result<bool, sqlx::Error> {
    let (_, pages, folded) = checkpoint(writer, "PRAGMA wal_checkpoint(PASSIVE)").await?;
    if pages - folded > NEARLY {
        return Ok(true);
    }
    wait_at_most(writer, WAITS).await?;
    let begun = checkpoint(writer, "PRAGMA wal_checkpoint(TRUNCATE)").await;
    wait_at_most(writer, super::db::BUSY_TIMEOUT).await?;
    let (busy, ..) = begun?;
    Ok(busy == 0)
}

/// Whether others were in the way, the pages of the log, and how many of them are folded into the database.
async fn checkpoint(
    writer: &mut Tx,
    statement: &'static str,
) -> Result<(i64, i64, i64), sqlx::Error> {
    on!(writer, |c| sqlx::query_as(statement).fetch_one(c).await)
}

async fn wait_at_most(writer: &mut Tx, time: Duration) -> Result<(), sqlx::Error> {
    let statement = format!("PRAGMA busy_timeout = {}", time.as_millis());
    let statement = sqlx::AssertSqlSafe(statement);
    on!(writer, |c| sqlx::query(statement)
        .execute(c)
        .await
        .map(drop))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{Backend, TestDb, db};
    use crate::store::{Db, StoreError};

    fn bytes(this: &TestDb) -> u64 {
        Log::of(this.folder().join("test.db")).bytes()
    }

    async fn write(db: &Db, statement: &'static str) {
        let written = db.write(move |tx| {
            Box::pin(async move {
                on!(tx, |c| sqlx::query(statement).execute(c).await.map(drop))
                    .map_err(StoreError::from)
            })
        });
        written.await.unwrap();
    }

    async fn read(tx: &mut Tx, statement: &'static str) {
        on!(tx, |c| sqlx::query(statement).execute(c).await.map(drop)).unwrap();
    }

    #[tokio::test]
    async fn the_log_grows_while_somebody_reads_what_was_before_and_is_begun_anew_afterwards() {
        let this = db(Backend::Sqlite).await.unwrap();
        write(&this.db, "CREATE TABLE burst (much BLOB)").await;
        let mut reader = this.db.snapshot().await.unwrap();
        read(&mut reader, "SELECT COUNT(*) FROM burst").await;
        for _ in 0..40 {
            write(&this.db, "INSERT INTO burst VALUES (randomblob(1000000))").await;
        }
        assert!(bytes(&this) > LONG, "nothing is taken from who reads");
        read(&mut reader, "SELECT COUNT(*) FROM burst").await;
        read(&mut reader, "ROLLBACK").await;
        // The first one folds what is there and may be too far ahead; the next finds it folded.
        write(&this.db, "INSERT INTO burst VALUES (NULL)").await;
        write(&this.db, "INSERT INTO burst VALUES (NULL)").await;
        assert!(bytes(&this) <= LONG, "{} bytes", bytes(&this));
    }
}
