//! How does a message reach its inbox, and what follows from it? From there it goes on to the addresses where its recipient
//! wants to be told besides ([`Outside`]). Once the objector has the decision, the case is told
//! of and closed, and the mark is lifted with it. What can't be delivered holds nothing up: it is tried again, later each
//! time, and the log says so each time.

use super::change::{self, Change};
use super::sending::Outside;
use super::{Ctx, Error, Result, System, publishing};
use crate::store::Id;
use crate::store::notices::{self, Waiting};
use crate::store::objections;
use domain::delivery::Means;
use domain::flow::{CaseEvent, CaseState};
use domain::problem::ProblemCode;
use domain::wire::notice::NoticeKind;
use jiff::{SignedDuration, Timestamp};

/// Messages that are delivered before the outbox is looked at again.
const BATCH: i64 = 200;
/// How long a first failure waits; each further one waits twice as long.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_mins(1);
/// After so many failures the pause grows no more: about a working day.
const MOST_DOUBLINGS: i64 = 9;

/// Whether anything waits.
pub(crate) async fn is_waiting(ctx: &Ctx<System>) -> Result<bool> {
    let waiting = notices::outbox(&mut *ctx.app.db.read().await?, ctx.now, 1).await?;
    Ok(!waiting.is_empty())
}

/// Delivers what waits; whether there may be more.
pub(crate) async fn deliver(ctx: &Ctx<System>) -> Result<bool> {
    let waiting = notices::outbox(&mut *ctx.app.db.read().await?, ctx.now, BATCH).await?;
    let whole = i64::try_from(waiting.len()).is_ok_and(|count| count == BATCH);
    let (decisions, plain): (Vec<_>, Vec<_>) = waiting
        .into_iter()
        .partition(|notice| notice.kind.0 == NoticeKind::Decided);
    deliver_plain(ctx, &plain).await?;
    // What a case's end has to tell goes out at once, too.
    if !decisions.is_empty() {
        ctx.app.outbox().notify_one();
    }
    for notice in decisions {
        match deliver_decision(ctx, &notice).await {
            // The database is away: that is not the message's fault.
            Err(error) if error.code() == ProblemCode::Unavailable => return Err(error),
            Err(error) => postpone(ctx, &notice, &error).await?,
            Ok(()) => {}
        }
    }
    for means in Means::ALL {
        ctx.app.deliveries(means).notify_one();
    }
    Ok(whole)
}

/// Puts a message that could not be delivered behind those that can.
async fn postpone(ctx: &Ctx<System>, notice: &Waiting, error: &Error) -> Result<()> {
    let (id, until) = (notice.id, next_try(ctx.now, notice.failures));
    let objection = notice.objection_id.map(|id| id.0);
    tracing::error!(
        %error, notice = %id.0, ?objection, failures = notice.failures + 1, %until,
        "a decision was not delivered and is tried again"
    );
    ctx.app
        .db
        .write(move |tx| Box::pin(async move { Ok(notices::postpone(tx, id, until).await?) }))
        .await
}

/// When a message is tried again that had failed so often before.
fn next_try(now: Timestamp, failures: i64) -> Timestamp {
    let doublings = failures.clamp(0, MOST_DOUBLINGS);
    let pause = (0..doublings).fold(FIRST_PAUSE, |pause, _| pause.saturating_mul(2));
    now.saturating_add(pause).unwrap_or(now)
}

async fn deliver_plain(ctx: &Ctx<System>, notices: &[Waiting]) -> Result<()> {
    if notices.is_empty() {
        return Ok(());
    }
    let ids: Vec<Id> = notices.iter().map(|notice| notice.id).collect();
    let (now, outside) = (ctx.now, Outside::of(&ctx.app));
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let delivered = notices::deliver(tx, &ids, now).await?;
                Ok::<_, Error>(outside.begin(tx, &delivered, now).await?)
            })
        })
        .await
}

/// The delivery and what follows from it are one transaction.
async fn deliver_decision(ctx: &Ctx<System>, notice: &Waiting) -> Result<()> {
    let changes = to_the_end(ctx, notice).await?;
    let (id, now, outside) = (notice.id, ctx.now, Outside::of(&ctx.app));
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let delivered = notices::deliver(tx, &[id], now).await?;
                if !delivered.is_empty() {
                    outside.begin(tx, &delivered, now).await?;
                    for change in changes {
                        change.apply(tx).await?;
                    }
                }
                Ok::<_, Error>(())
            })
        })
        .await
}

/// What is left to happen to a decided case: told, then closed.
async fn to_the_end(ctx: &Ctx<System>, notice: &Waiting) -> Result<Vec<Change>> {
    let Some(objection) = notice.objection_id else {
        return Ok(Vec::new());
    };
    let mut read = ctx.app.db.read().await?;
    let row = objections::standing(&mut read, objection.into()).await?;
    let decided = |state| matches!(state, CaseState::Decided | CaseState::Reviewed);
    let Some(mut row) = row.filter(|row| decided(row.state.0)) else {
        return Ok(Vec::new());
    };
    let mut changes = Vec::new();
    for event in [CaseEvent::Notify, CaseEvent::Close] {
        let allowed = change::follow(&ctx.app.rules.rulebook, row.clone(), event)?;
        let change = Change::of(ctx, &allowed, None)?;
        changes.push(match event {
            CaseEvent::Close => {
                change.publishing(publishing::of_closing(ctx, &mut read, &row).await?)
            }
            _ => change,
        });
        row.state.0 = allowed.to.standing.state;
        row.version = allowed.seq();
    }
    Ok(changes)
}
