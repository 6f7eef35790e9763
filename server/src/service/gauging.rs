//! How does the deployment stand at this moment? Numbers for who watches over it, none of them about anybody.

use super::{Ctx, Result, System};
use crate::store::gauges::{self as rows, Waiting};
use crate::store::word;
use domain::flow::CaseState;
use jiff::Timestamp;

/// What waits, and since when.
#[derive(Clone, Debug, PartialEq)]
pub struct Gauges {
    /// Open cases by state, also those states in which there are none.
    pub open: Vec<(String, i64)>,
    /// Open cases of which a date has passed.
    pub overdue: i64,
    /// Minutes to the nearest due date that hasn't passed; none where no clock runs.
    pub minutes_to_next_due: Option<f64>,
    /// Messages that aren't in their inbox yet.
    pub outbox: Queue,
    /// Mails and gateway messages that are on their way.
    pub sending: Queue,
    /// Those that didn't arrive, which are somebody's task.
    pub undelivered: i64,
    /// Versions that wait for a seal.
    pub seals: Queue,
}

/// So many wait.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Queue {
    /// How many.
    pub waiting: i64,
    /// How old the oldest is, in seconds; 0 where nothing waits.
    pub age: f64,
}

/// Reads all of it.
pub async fn read(ctx: &Ctx<System>) -> Result<Gauges> {
    let now = ctx.now;
    let mut read = ctx.app.db.read().await?;
    let found = rows::open(&mut read).await?;
    let number = |state| {
        let found = found.iter().find(|row| row.state.0 == state);
        found.map_or(0, |row| row.number)
    };
    let next = rows::next_due(&mut read, now).await?;
    // The year 9999 stands for no clock at all.
    let next = next.filter(|due| *due < crate::store::objections::nothing_due().0);
    Ok(Gauges {
        open: CaseState::ALL
            .into_iter()
            .filter(|state| !state.is_finished())
            .map(|state| Ok((word(&state)?, number(state))))
            .collect::<Result<_>>()?,
        overdue: rows::overdue(&mut read, now).await?,
        minutes_to_next_due: next.map(|due| seconds(now, due) / 60.0),
        outbox: queue(now, rows::outbox(&mut read).await?),
        sending: queue(now, rows::sending(&mut read).await?),
        undelivered: rows::undelivered(&mut read).await?,
        seals: queue(now, rows::seals(&mut read).await?),
    })
}

fn queue(now: Timestamp, row: Waiting) -> Queue {
    Queue {
        waiting: row.number,
        age: row
            .since
            .map_or(0.0, |since| seconds(since.0, now).max(0.0)),
    }
}

fn seconds(from: Timestamp, to: Timestamp) -> f64 {
    to.duration_since(from).as_secs_f64()
}
