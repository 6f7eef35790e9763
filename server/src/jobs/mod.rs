//! What does the server do by itself? It delivers messages, warns of due dates and forgets what is old.
//!
//! Each job runs on one server at a time (a lease row says which), can be run twice without harm, is woken by a timer
//! or a bell, and ends its run before the server stops. To add one: a function over [`Ctx`] in `service`, and a line
//! in [`start`].

mod lease;

use crate::app::App;
use crate::service::{Ctx, Result, System, delivering, purging, warning};
use lease::Lease;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How often the outbox is looked at although nobody rang: another server may have filled it.
const OUTBOX_PAUSE: Duration = Duration::from_secs(2);
const SWEEP_PAUSE: Duration = Duration::from_mins(1);
const PURGE_PAUSE: Duration = Duration::from_hours(1);

/// Starts every job. Cancel `stop` to end them, then wait for the tracker.
pub fn start(app: &App, stop: &CancellationToken) -> TaskTracker {
    let jobs = TaskTracker::new();
    jobs.spawn(every(app.clone(), stop.clone(), Job::Outbox));
    jobs.spawn(every(app.clone(), stop.clone(), Job::Deadlines));
    jobs.spawn(every(app.clone(), stop.clone(), Job::Purge));
    jobs.close();
    jobs
}

/// Runs every job once, for who can't wait for their time.
pub async fn run_all(app: &App) -> Result<()> {
    for job in [Job::Deadlines, Job::Outbox, Job::Purge] {
        job.run(&Ctx::of_system(app)).await?;
    }
    Ok(())
}

#[derive(Clone, Copy, Debug)]
enum Job {
    Outbox,
    Deadlines,
    Purge,
}

impl Job {
    const fn name(self) -> &'static str {
        match self {
            Self::Outbox => "outbox",
            Self::Deadlines => "deadlines",
            Self::Purge => "purge",
        }
    }

    const fn pause(self) -> Duration {
        match self {
            Self::Outbox => OUTBOX_PAUSE,
            Self::Deadlines => SWEEP_PAUSE,
            Self::Purge => PURGE_PAUSE,
        }
    }

    /// Whether there is anything to do, where finding out is cheaper than taking the lease.
    async fn is_due(self, ctx: &Ctx<System>) -> Result<bool> {
        match self {
            Self::Outbox => delivering::is_waiting(ctx).await,
            Self::Deadlines => warning::is_due(ctx).await,
            Self::Purge => Ok(true),
        }
    }

    async fn run(self, ctx: &Ctx<System>) -> Result<()> {
        match self {
            Self::Outbox => while delivering::deliver(ctx).await? {},
            Self::Deadlines => {
                if warning::sweep(ctx).await? > 0 {
                    ctx.app.outbox().notify_one();
                }
            }
            Self::Purge => {
                purging::purge(ctx).await?;
            }
        }
        Ok(())
    }
}

async fn every(app: App, stop: CancellationToken, job: Job) {
    let lease = Lease::new(&app, job.name(), job.pause());
    loop {
        let ctx = Ctx::of_system(&app);
        if let Err(error) = once(&ctx, &lease, job).await {
            tracing::error!(
                job = job.name(),
                error = chain(&error),
                "a job failed and is tried again"
            );
        }
        tokio::select! {
            () = stop.cancelled() => break,
            () = wake(&app, job) => {}
        }
    }
    lease.release().await;
}

async fn once(ctx: &Ctx<System>, lease: &Lease, job: Job) -> Result<()> {
    if job.is_due(ctx).await? && lease.take().await? {
        job.run(ctx).await?;
    }
    Ok(())
}

async fn wake(app: &App, job: Job) {
    let pause = tokio::time::sleep(job.pause());
    match job {
        Job::Outbox => tokio::select! {
            () = app.outbox().notified() => {}
            () = pause => {}
        },
        Job::Deadlines | Job::Purge => pause.await,
    }
}

/// An error with its causes, for the log.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text = format!("{text}: {next}");
        cause = next.source();
    }
    text
}
