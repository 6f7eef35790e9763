//! The one writer of SQLite: it commits the writes that wait together, so that one fsync serves many.
//!
//! Where there are several, each stands between a savepoint and its release, and one that fails is taken back alone. Nobody
//! is answered before COMMIT, and a COMMIT that fails fails every write of the batch. A write that is one statement and
//! waits alone commits itself: BEGIN and COMMIT would be two more journeys to SQLite's thread.

use super::wal::Log;
use super::{StoreError, Tx};
use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::SqliteConnection;
use std::panic::AssertUnwindSafe;
use tokio::sync::{mpsc, oneshot};

/// Writes that one COMMIT takes at most.
const BATCH: usize = 256;
/// Writes that may wait before callers wait to queue.
const QUEUE: usize = 4096;

/// Hands writes to the writer task.
#[derive(Clone)]
pub(super) struct Writer(mpsc::Sender<Box<dyn Work>>);

/// How much a write is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// One statement at most.
    Statement,
    /// Several, which belong together.
    Transaction,
}

/// A write that waits: run inside the transaction, finished after it.
trait Work: Send {
    /// How much it is.
    fn extent(&self) -> Extent;
    /// Runs it; whether to keep what it did.
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> BoxFuture<'t, bool>;
    /// Answers its caller.
    fn finish(self: Box<Self>, committed: bool);
}

struct Pending<T, E, F> {
    extent: Extent,
    body: Option<F>,
    answer: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Work for Pending<T, E, F>
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn extent(&self) -> Extent {
        self.extent
    }

    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> BoxFuture<'t, bool> {
        Box::pin(async move {
            let Some(body) = self.body.take() else {
                return false;
            };
            let ran = AssertUnwindSafe(async { body(tx).await })
                .catch_unwind()
                .await;
            let answer = ran.unwrap_or_else(|_| Err(E::from(StoreError::Unavailable(None))));
            let keep = answer.is_ok();
            self.answer = Some(answer);
            keep
        })
    }

    fn finish(self: Box<Self>, committed: bool) {
        let answer = match self.answer {
            Some(Err(error)) => Err(error),
            Some(Ok(answer)) if committed => Ok(answer),
            _ => Err(E::from(StoreError::Unavailable(None))),
        };
        // A caller that went away is no reason to undo what was committed.
        drop(self.caller.send(answer));
    }
}

impl Writer {
    /// Queues `body` and waits until it is durable or refused.
    pub(super) async fn run<T, E, F>(&self, extent: Extent, body: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (caller, answer) = oneshot::channel();
        let work = Pending {
            extent,
            body: Some(body),
            answer: None,
            caller,
        };
        let gone = || E::from(StoreError::Unavailable(None));
        self.0.send(Box::new(work)).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

/// Starts the writer task; it ends when nobody can hand it writes any more.
pub(super) fn start(connection: SqliteConnection, mut log: Log) -> Writer {
    let (sender, mut queue) = mpsc::channel::<Box<dyn Work>>(QUEUE);
    tokio::spawn(async move {
        let mut tx = Tx::Sqlite(Box::new(connection));
        let mut batch = Vec::with_capacity(BATCH);
        while queue.recv_many(&mut batch, BATCH).await > 0 {
            let committed = run_batch(&mut tx, &mut batch).await;
            if let Err(error) = &committed {
                tracing::error!(%error, writes = batch.len(), "a batch of writes was not committed");
            }
            for work in batch.drain(..) {
                work.finish(committed.is_ok());
            }
            log.was_written_to().await;
        }
    });
    Writer(sender)
}

async fn run_batch(tx: &mut Tx, batch: &mut [Box<dyn Work>]) -> Result<(), sqlx::Error> {
    let done = if let [alone] = batch {
        run_alone(tx, alone).await
    } else {
        run_together(tx, batch).await
    };
    if done.is_err() {
        // After a full disk SQLite may have rolled back by itself; then this has nothing to do.
        drop(plain(tx, "ROLLBACK").await);
    }
    done
}

/// A savepoint would have SQLite keep a copy of every page that the write changes, for nothing.
async fn run_alone(tx: &mut Tx, work: &mut Box<dyn Work>) -> Result<(), sqlx::Error> {
    if work.extent() == Extent::Statement {
        // Where it fails it has taken itself back.
        work.run(tx).await;
        return Ok(());
    }
    plain(tx, "BEGIN IMMEDIATE").await?;
    let end = if work.run(tx).await {
        "COMMIT"
    } else {
        "ROLLBACK"
    };
    plain(tx, end).await
}

async fn run_together(tx: &mut Tx, batch: &mut [Box<dyn Work>]) -> Result<(), sqlx::Error> {
    plain(tx, "BEGIN IMMEDIATE; SAVEPOINT one_write").await?;
    let mut kept = None;
    for work in batch {
        match kept {
            Some(true) => plain(tx, "RELEASE one_write; SAVEPOINT one_write").await?,
            Some(false) => plain(tx, "ROLLBACK TO one_write").await?,
            None => {}
        }
        kept = Some(work.run(tx).await);
    }
    if kept == Some(false) {
        plain(tx, "ROLLBACK TO one_write").await?;
    }
    plain(tx, "COMMIT").await
}

async fn plain(tx: &mut Tx, statement: &'static str) -> Result<(), sqlx::Error> {
    super::on!(tx, |c| sqlx::query(statement).execute(c).await.map(drop))
}
