//! What does the server do by itself? It delivers messages and sends them on, warns of due dates, reminds of licences
//! that end, takes files in, seals, counts deadlines again by a new calendar, forgets what is old, turns keys and counts
//! the figures of the library and of the cases.
//!
//! Each job runs on one server at a time (a lease row says which), can be run twice without harm, is woken by a timer
//! or a bell, and ends its run before the server stops. To add one: a function over [`Ctx`] in `service`, and a line
//! in [`start`].

mod lease;

use crate::app::App;
use crate::service::calendar::{in_force, recounting};
use crate::service::importing::working;
use crate::service::{
    Ctx, Error, Result, System, board, delivering, indexing, inquiring, purging, quality,
    reminding, sealing, sending, warning,
};
use domain::delivery::Means;
use futures::FutureExt as _;
use lease::Lease;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How often the outbox is looked at although nobody rang: another server may have filled it.
const OUTBOX_PAUSE: Duration = Duration::from_secs(2);
/// How soon what failed can be tried again. The lease lasts three times as long, and a run no longer than one try: who has
/// the lease knows that nobody else is sending.
const SENDING_PAUSE: Duration = Duration::from_secs(20);
/// A file that another server was handed, or one that was left by a server that is gone. The lease lasts three times as
/// long; should an import last longer still, the place where it goes on keeps two servers from taking a row twice.
const IMPORT_PAUSE: Duration = Duration::from_mins(5);
const SWEEP_PAUSE: Duration = Duration::from_mins(1);
/// How old the figures of the library get.
const QUALITY_PAUSE: Duration = Duration::from_mins(10);
/// How old the board of cases gets.
const BOARD_PAUSE: Duration = Duration::from_mins(5);
/// What goes by the day is looked at by the hour: a server may have been away in the morning.
const PURGE_PAUSE: Duration = Duration::from_hours(1);
/// How often a server looks whether another one has put a calendar in force.
const CALENDAR_PAUSE: Duration = Duration::from_secs(2);

/// Starts every job of the server that listens there. Cancel `stop` to end them, then wait for the tracker.
pub fn start(app: &App, listening: SocketAddr, stop: &CancellationToken) -> TaskTracker {
    let name = server_name(app, listening);
    let jobs = TaskTracker::new();
    for job in Job::ALL {
        let lease = Lease::new(app, &name, job.name(), job.pause());
        jobs.spawn(every(app.clone(), lease, stop.clone(), job));
    }
    jobs.spawn(follow_calendar(app.clone(), stop.clone()));
    jobs.close();
    jobs
}

/// Every server follows the calendar for itself: there is nothing to hold a lease for.
async fn follow_calendar(app: App, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(CALENDAR_PAUSE) => {}
        }
        if let Err(error) = in_force::follow(&app).await {
            tracing::error!(error = chain(&error), "the calendar was not looked at");
        }
    }
}

/// What a server is called, so that it is the same one when it is started again: no two listen at one address of one
/// machine, and one SQLite file serves one server.
fn server_name(app: &App, listening: SocketAddr) -> String {
    if app.db.is_sqlite() {
        return "sqlite".to_owned();
    }
    let machine = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    format!("{} {listening}", machine.trim())
}

/// Runs every job once, for who can't wait for their time.
pub async fn run_all(app: &App) -> Result<()> {
    for job in Job::ALL {
        job.run(&Ctx::of_system(app)).await?;
    }
    Ok(())
}

#[derive(Clone, Copy, Debug)]
enum Job {
    Recount,
    Outbox,
    /// Each means by itself, so that one that hangs holds nothing else up.
    Sending(Means),
    Deadlines,
    Reminders,
    Imports,
    Purge,
    Index,
    Seal,
    Quality,
    Board,
}

impl Job {
    /// Every job: those that put messages into the outbox before the one that empties it.
    const ALL: [Self; 12] = [
        Self::Recount,
        Self::Deadlines,
        Self::Reminders,
        Self::Outbox,
        Self::Sending(Means::Mail),
        Self::Sending(Means::Message),
        Self::Imports,
        Self::Purge,
        Self::Index,
        Self::Seal,
        Self::Quality,
        Self::Board,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Recount => "recount",
            Self::Outbox => "outbox",
            Self::Sending(Means::Mail) => "sending-mail",
            Self::Sending(Means::Message) => "sending-messages",
            Self::Deadlines => "deadlines",
            Self::Reminders => "reminders",
            Self::Imports => "imports",
            Self::Purge => "purge",
            Self::Index => "index",
            Self::Seal => "seal",
            Self::Quality => "quality",
            Self::Board => "board",
        }
    }

    const fn pause(self) -> Duration {
        match self {
            Self::Outbox => OUTBOX_PAUSE,
            Self::Sending(_) => SENDING_PAUSE,
            Self::Recount | Self::Deadlines | Self::Seal => SWEEP_PAUSE,
            Self::Imports => IMPORT_PAUSE,
            Self::Reminders | Self::Purge | Self::Index => PURGE_PAUSE,
            Self::Quality => QUALITY_PAUSE,
            Self::Board => BOARD_PAUSE,
        }
    }

    /// What wakes it before its pause is over.
    fn bell(self, app: &App) -> Option<&Notify> {
        match self {
            Self::Outbox => Some(app.outbox()),
            Self::Seal => Some(app.sealing()),
            Self::Imports => Some(app.imports()),
            Self::Recount => Some(app.recount()),
            Self::Sending(means) => Some(app.deliveries(means)),
            Self::Deadlines
            | Self::Reminders
            | Self::Purge
            | Self::Index
            | Self::Quality
            | Self::Board => None,
        }
    }

    /// Whether there is anything to do, where finding out is cheaper than taking the lease.
    async fn is_due(self, ctx: &Ctx<System>) -> Result<bool> {
        match self {
            Self::Recount => recounting::is_due(ctx).await,
            Self::Outbox => delivering::is_waiting(ctx).await,
            Self::Sending(means) => sending::is_due(ctx, means).await,
            Self::Deadlines => Ok(warning::is_due(ctx).await? || inquiring::is_late(ctx).await?),
            Self::Reminders => reminding::is_due(ctx).await,
            Self::Imports => working::is_waiting(ctx).await,
            Self::Purge | Self::Quality | Self::Board => Ok(true),
            Self::Index => indexing::is_due(ctx).await,
            Self::Seal => sealing::is_due(ctx).await,
        }
    }

    async fn run(self, ctx: &Ctx<System>) -> Result<()> {
        let app = &ctx.app;
        match self {
            Self::Recount => on(app.recount(), recounting::work(ctx).await?),
            Self::Outbox => while delivering::deliver(ctx).await? {},
            Self::Sending(means) => on(app.deliveries(means), sending::send(ctx, means).await?),
            Self::Imports => working::work(ctx).await?,
            Self::Deadlines => {
                let told = warning::sweep(ctx).await? + inquiring::tell_late(ctx).await?;
                ring(ctx, told);
            }
            Self::Reminders => ring(ctx, reminding::sweep(ctx).await?),
            Self::Purge => {
                purging::purge(ctx).await?;
            }
            Self::Quality => quality::count(ctx).await?,
            Self::Board => board::count(ctx).await?,
            Self::Index => indexing::turn(ctx).await?,
            Self::Seal => on(app.sealing(), sealing::seal_waiting(ctx).await?),
        }
        Ok(())
    }
}

/// Where more waits, a job goes on at once, but with the lease taken anew.
fn on(bell: &Notify, more: bool) {
    if more {
        bell.notify_one();
    }
}

/// Messages were put into the outbox.
fn ring(ctx: &Ctx<System>, messages: usize) {
    if messages > 0 {
        ctx.app.outbox().notify_one();
    }
}

async fn every(app: App, lease: Lease, stop: CancellationToken, job: Job) {
    loop {
        let ctx = Ctx::of_system(&app);
        // A panic must not end the job for as long as the server runs.
        let ran = AssertUnwindSafe(once(&ctx, &lease, job)).catch_unwind();
        let ran = ran.await.unwrap_or_else(|_| Err(Error::fault("panic")));
        if let Err(error) = ran {
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
    let start = Instant::now();
    let runs = job.is_due(ctx).await? && lease.take().await?;
    if runs {
        job.run(ctx).await?;
    }
    let ms = start.elapsed().as_secs_f64() * 1e3;
    tracing::debug!(job = job.name(), runs, ms, "a job was seen to");
    Ok(())
}

async fn wake(app: &App, job: Job) {
    let pause = tokio::time::sleep(job.pause());
    let Some(bell) = job.bell(app) else {
        pause.await;
        return;
    };
    tokio::select! {
        () = bell.notified() => {}
        () = pause => {}
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
