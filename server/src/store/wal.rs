//! SQLite's log of writes: folded into the database beside those who write, and begun anew before it is long.
//!
//! Every page that is read is looked for in the log first, and while somebody always reads SQLite doesn't begin it anew by
//! itself: after a burst of writes, reads would stay dear until the server rests. And what folds waits for the disk: on
//! the writer's own connection everybody who writes would wait with it.

use sqlx::SqliteConnection;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, mpsc};

/// Bytes of a page, unless a database was made with others.
const PAGE: i64 = 4_096;
/// Pages that the log may have before it is begun anew: 32 MiB.
const LONG: i64 = 8_192;
/// Bytes that its file may keep when it is begun anew.
pub(super) const KEPT: i64 = LONG * PAGE;
/// Pages not folded with which it is begun anew nevertheless: what was written since somebody began to read.
const NEARLY: i64 = 1_000;
/// What is written is folded so much later, with all that is written until then: a page that changes often goes once.
const LATER: Duration = Duration::from_millis(250);
/// So long writers wait for those who read still.
pub(super) const WAITS: Duration = Duration::from_millis(250);
/// How soon it is tried again after somebody read for longer.
const PAUSE: Duration = Duration::from_secs(10);

/// The log, as the writer has it.
pub(super) struct Log {
    folding: Folding,
    written: mpsc::Sender<()>,
    resting_since: Option<Instant>,
}

/// The connection that folds. All who fold share it, for SQLite refuses the second of two at once.
#[derive(Clone)]
pub(super) struct Folding {
    connection: Arc<Mutex<SqliteConnection>>,
    long: Arc<AtomicBool>,
}

impl Log {
    /// Starts the task that folds; it ends with the writer.
    pub(super) fn kept_short(folding: Folding) -> Self {
        let (written, mut writes) = mpsc::channel(1);
        let task = folding.clone();
        tokio::spawn(async move {
            let mut told = false;
            while writes.recv().await.is_some() {
                tokio::time::sleep(LATER).await;
                let failed = task.fold_what_nobody_reads().await.err();
                if let Some(error) = failed.as_ref().filter(|_| !told) {
                    tracing::warn!(%error, "the log of writes was not folded; it isn't told again until it was");
                }
                told = failed.is_some();
            }
        });
        Self {
            folding,
            written,
            resting_since: None,
        }
    }

    /// Has what was written folded, and begins the log anew where it has grown long and nobody needs what is in it.
    pub(super) async fn was_written_to(&mut self) {
        // Where one waits already, that one folds this as well.
        let _ = self.written.try_send(());
        let rests = |since: Instant| since.elapsed() < PAUSE;
        if self.resting_since.is_some_and(rests) || !self.folding.is_long() {
            return;
        }
        self.resting_since = match self.folding.begin_anew().await {
            Ok(true) => None,
            Ok(false) => Some(Instant::now()),
            Err(error) => {
                tracing::warn!(%error, "the log of writes was not begun anew");
                Some(Instant::now())
            }
        };
    }
}

impl Folding {
    pub(super) fn on(connection: SqliteConnection) -> Self {
        Self {
            connection: Arc::new(Mutex::new(connection)),
            long: Arc::default(),
        }
    }

    /// Whether it is to be begun anew: long, and folded but for little when it was folded last.
    fn is_long(&self) -> bool {
        self.long.load(Ordering::Relaxed)
    }

    async fn fold_what_nobody_reads(&self) -> Result<(), sqlx::Error> {
        let (_, pages, folded) = self.checkpoint("PRAGMA wal_checkpoint(PASSIVE)").await?;
        let long = pages > LONG && pages - folded <= NEARLY;
        self.long.store(long, Ordering::Relaxed);
        Ok(())
    }

    /// Folds the rest and has the next write begin the log anew, unless somebody reads from it for longer than [`WAITS`];
    /// nobody may write meanwhile. Whether it will be.
    async fn begin_anew(&self) -> Result<bool, sqlx::Error> {
        self.long.store(false, Ordering::Relaxed);
        let (busy, ..) = self.checkpoint("PRAGMA wal_checkpoint(RESTART)").await?;
        Ok(busy == 0)
    }

    /// Folds all of it and leaves none.
    pub(super) async fn fold_all(&self) -> Result<(), sqlx::Error> {
        let truncated = self.checkpoint("PRAGMA wal_checkpoint(TRUNCATE)").await;
        truncated.map(drop)
    }

    /// Whether others were in the way, the pages of the log, and how many of them are folded into the database.
    async fn checkpoint(&self, statement: &'static str) -> Result<(i64, i64, i64), sqlx::Error> {
        let mut connection = self.connection.lock().await;
        sqlx::query_as(statement).fetch_one(&mut *connection).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
    use sqlx::{ConnectOptions, Connection};
    use std::path::Path;

    async fn connection(folder: &Path) -> SqliteConnection {
        let options = SqliteConnectOptions::new()
            .filename(folder.join("test.db"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .busy_timeout(WAITS)
            .pragma("wal_autocheckpoint", "0")
            .pragma("journal_size_limit", KEPT.to_string());
        options.connect().await.unwrap()
    }

    async fn run(connection: &mut SqliteConnection, statement: &'static str) {
        sqlx::query(statement).execute(connection).await.unwrap();
    }

    fn bytes(folder: &Path) -> u64 {
        std::fs::metadata(folder.join("test.db-wal")).unwrap().len()
    }

    #[tokio::test]
    async fn the_log_is_long_while_somebody_reads_what_was_before_and_is_begun_anew_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let mut writer = connection(folder).await;
        let mut reader = connection(folder).await;
        let folding = Folding::on(connection(folder).await);
        run(&mut writer, "CREATE TABLE burst (much BLOB)").await;
        run(&mut reader, "BEGIN").await;
        run(&mut reader, "SELECT COUNT(*) FROM burst").await;
        for _ in 0..40 {
            run(
                &mut writer,
                "INSERT INTO burst VALUES (randomblob(1000000))",
            )
            .await;
        }
        folding.fold_what_nobody_reads().await.unwrap();
        assert!(!folding.is_long(), "nothing is taken from who reads");
        assert!(!folding.begin_anew().await.unwrap());

        run(&mut reader, "ROLLBACK").await;
        folding.fold_what_nobody_reads().await.unwrap();
        assert!(folding.is_long(), "all of it is folded, and it is long");
        let kept = KEPT.unsigned_abs();
        assert!(bytes(folder) > kept);
        assert!(folding.begin_anew().await.unwrap());
        run(&mut writer, "INSERT INTO burst VALUES (NULL)").await;
        assert!(bytes(folder) <= kept, "{} bytes", bytes(folder));
        folding.fold_what_nobody_reads().await.unwrap();
        assert!(!folding.is_long());
        writer.close().await.unwrap();
    }
}
