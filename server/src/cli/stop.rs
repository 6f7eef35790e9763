//! How does the server learn that it shall stop, and how long may it take?

use std::time::Duration;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

const PATIENCE: Duration = Duration::from_secs(30);

/// The two ways of stopping: gently, and at once.
#[derive(Clone)]
pub(super) struct Stop {
    /// Nothing new is begun.
    pub(super) soft: CancellationToken,
    hard: CancellationToken,
}

async fn either(one: &mut Signal, other: &mut Signal) {
    tokio::select! { _ = one.recv() => (), _ = other.recv() => () }
}

impl Stop {
    /// A stop on SIGTERM or SIGINT; the second one, or half a minute, makes it hard.
    pub(super) fn on_signals() -> std::io::Result<Self> {
        let stop = Self {
            soft: CancellationToken::new(),
            hard: CancellationToken::new(),
        };
        let terminate = signal(SignalKind::terminate())?;
        let interrupt = signal(SignalKind::interrupt())?;
        tokio::spawn(stop.clone().heed(terminate, interrupt));
        Ok(stop)
    }

    async fn heed(self, mut terminate: Signal, mut interrupt: Signal) {
        either(&mut terminate, &mut interrupt).await;
        tracing::info!("stopping: running requests may end");
        self.soft.cancel();
        // Whichever comes first.
        let again = either(&mut terminate, &mut interrupt);
        drop(tokio::time::timeout(PATIENCE, again).await);
        self.hard.cancel();
    }

    /// Waits for `work`, but not past a hard stop.
    pub(super) async fn wait<T>(
        &self,
        what: &'static str,
        work: impl Future<Output = T>,
    ) -> Option<T> {
        tokio::select! {
            done = work => Some(done),
            () = self.hard.cancelled() => {
                tracing::warn!(what, "stopped before everything had ended");
                None
            }
        }
    }
}
