//! How does a message reach its inbox, and what follows from it? Once the objector has the decision, the case is told
//! of and closed, and the mark is lifted with it.

use super::change::{self, Change};
use super::{Ctx, Error, Result, System};
use crate::store::audit::Action;
use crate::store::notices::{self, Waiting};
use crate::store::objections;
use domain::objection::{CaseEvent, CaseState};
use domain::wire::notice::NoticeKind;

/// Messages that are delivered before the outbox is looked at again.
const BATCH: i64 = 200;

/// Whether anything waits.
pub(crate) async fn is_waiting(ctx: &Ctx<System>) -> Result<bool> {
    let waiting = notices::outbox(&mut *ctx.app.db.read().await?, 1).await?;
    Ok(!waiting.is_empty())
}

/// Delivers what waits; whether there may be more.
pub(crate) async fn deliver(ctx: &Ctx<System>) -> Result<bool> {
    let waiting = notices::outbox(&mut *ctx.app.db.read().await?, BATCH).await?;
    let whole = i64::try_from(waiting.len()).is_ok_and(|count| count == BATCH);
    let mut failed = false;
    let (decisions, plain): (Vec<_>, Vec<_>) = waiting
        .into_iter()
        .partition(|notice| notice.kind.0 == NoticeKind::Decided);
    deliver_plain(ctx, plain).await?;
    for notice in decisions {
        if let Err(error) = deliver_decision(ctx, &notice).await {
            failed = true;
            tracing::error!(%error, notice = %notice.id.0, "a decision was not delivered");
        }
    }
    // What failed is tried again after a pause, not at once.
    Ok(whole && !failed)
}

async fn deliver_plain(ctx: &Ctx<System>, notices: Vec<Waiting>) -> Result<()> {
    if notices.is_empty() {
        return Ok(());
    }
    let now = ctx.now;
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                for notice in &notices {
                    notices::deliver(tx, notice.id, now).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await
}

/// The delivery and what follows from it are one transaction.
async fn deliver_decision(ctx: &Ctx<System>, notice: &Waiting) -> Result<()> {
    let changes = to_the_end(ctx, notice).await?;
    let (id, now) = (notice.id, ctx.now);
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if notices::deliver(tx, id, now).await? {
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
    let mut read = ctx.app.db.read().await?;
    let row = objections::standing(&mut read, notice.objection_id.into()).await?;
    let Some(mut row) = row.filter(|row| row.state.0 == CaseState::Decided) else {
        return Ok(Vec::new());
    };
    let mut changes = Vec::new();
    for (event, action) in [
        (CaseEvent::Notify, Action::Notify),
        (CaseEvent::Close, Action::Close),
    ] {
        let allowed = change::follow(row.clone(), event)?;
        changes.push(Change::of(ctx, &allowed, action, None)?);
        row.state.0 = allowed.to.state;
        row.version = allowed.seq();
    }
    Ok(changes)
}
