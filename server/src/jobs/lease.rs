//! Which of several servers does a job? The one that holds its lease, until it lets it run out.

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
    pub(super) fn new(app: &App, job: &'static str, pause: Duration) -> Self {
        let length = SignedDuration::try_from(pause * PAUSES).unwrap_or(SHORTEST);
        Self {
            app: app.clone(),
            job,
            holder: app.ids.new_id(app.clock.now()).to_string(),
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
