//! Which of several servers does a job? The one that holds its lease, until it lets it run out.
//!
//! A server that was killed gave nothing back. Started again it is known by its name and goes on at once; only another
//! server has to wait until the lease has run out.

use crate::app::App;
use crate::service::{Error, Result};
use crate::store::leases;
use jiff::SignedDuration;
use std::time::Duration;

/// A lease outlives this many pauses of its job, so that the same server goes on with it.
const PAUSES: u32 = 3;
/// No lease is shorter.
const SHORTEST: SignedDuration = SignedDuration::from_secs(30);

/// One server's claim to one job.
pub(super) struct Lease {
    app: App,
    job: &'static str,
    holder: String,
    length: SignedDuration,
}

impl Lease {
    pub(super) fn new(app: &App, name: &str, job: &'static str, pause: Duration) -> Self {
        let length = SignedDuration::try_from(pause * PAUSES).unwrap_or(SHORTEST);
        Self {
            app: app.clone(),
            job,
            holder: name.to_owned(),
            length: length.max(SHORTEST),
        }
    }

    /// Takes or renews it; false while another server has it.
    pub(super) async fn take(&self) -> Result<bool> {
        let now = self.app.clock.now();
        let until = now.checked_add(self.length).map_err(Error::fault)?;
        let (job, holder) = (self.job, self.holder.clone());
        self.app
            .db
            .write(move |tx| {
                Box::pin(async move { Ok(leases::take(tx, job, &holder, now, until).await?) })
            })
            .await
    }

    /// Gives it back; if that fails it runs out by itself.
    pub(super) async fn release(&self) {
        let (job, holder) = (self.job, self.holder.clone());
        let released: Result<()> = self
            .app
            .db
            .write(move |tx| Box::pin(async move { Ok(leases::release(tx, job, &holder).await?) }))
            .await;
        if let Err(error) = released {
            tracing::warn!(
                job,
                error = super::chain(&error),
                "a lease was not given back"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::Backend;
    use crate::testing::TestApp;
    use rstest::rstest;

    fn lease(app: &TestApp, name: &str) -> Lease {
        Lease::new(&app.app, name, "outbox", Duration::from_secs(2))
    }

    #[rstest]
    #[tokio::test]
    async fn a_server_that_was_killed_goes_on_at_once_and_another_when_the_lease_has_run_out(
        #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    ) {
        let Some(app) = TestApp::new(on).await else {
            return;
        };
        assert!(lease(&app, "one:8080").take().await.unwrap());
        assert!(lease(&app, "one:8080").take().await.unwrap());
        assert!(!lease(&app, "two:8080").take().await.unwrap());
        app.advance(SHORTEST);
        assert!(lease(&app, "two:8080").take().await.unwrap());
        assert!(!lease(&app, "one:8080").take().await.unwrap());
        lease(&app, "two:8080").release().await;
        assert!(lease(&app, "one:8080").take().await.unwrap());
    }
}
