//! What is forgotten, and when? Drafts that nobody filed with their files, and what only guarded against sending twice,
//! sessions and shown codes that ran out, imports that ended long ago, addresses of who doesn't come any more.

use super::importing::working;
use super::{Ctx, Error, Result, System, drafts, files};
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::contacts::{self, Left};
use crate::store::forgetting::{self, KEPT_A_WHILE, Old, RUN_OUT};
use crate::store::{deliveries, drafts as rows, evidence};
use domain::id::HolderId;
use domain::objection::filing::DRAFT_DAYS;
use domain::retention::address_gone_before;
use jiff::{SignedDuration, Timestamp};

/// Drafts that are looked at together.
const BATCH: i64 = 100;
/// Rows that go in one transaction: whoever files meanwhile waits for no more than these.
const ROWS: i64 = 500;
/// A request that is sent again after this long is a new one.
const ONCE_FOR: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Forgets what is old; how many drafts.
pub(crate) async fn purge(ctx: &Ctx<System>) -> Result<usize> {
    let purged = purge_drafts(ctx).await?;
    let before = ago(ctx.now, ONCE_FOR);
    for old in KEPT_A_WHILE {
        forget(ctx, old, before).await?;
    }
    for old in RUN_OUT {
        forget(ctx, old, ctx.now).await?;
    }
    purge_addresses(ctx).await?;
    working::purge(ctx).await?;
    files::sweep_orphans(&ctx.app).await?;
    Ok(purged)
}

async fn forget(ctx: &Ctx<System>, old: Old, before: Timestamp) -> Result<()> {
    let full = ROWS.unsigned_abs();
    let forgotten = || {
        ctx.app.db.write(move |tx| {
            Box::pin(
                async move { Ok::<_, Error>(forgetting::forget(tx, old, before, ROWS).await?) },
            )
        })
    };
    while forgotten().await? == full {}
    Ok(())
}

/// Of who was last here longer ago than the rulebook keeps what they looked up, and of staff whose account has ended. Who has
/// a case that goes on, or whose records are held, keeps theirs.
async fn purge_addresses(ctx: &Ctx<System>) -> Result<()> {
    let rules = &ctx.app.rules.rulebook.retention;
    let before = address_gone_before(rules, ctx.now).unwrap_or(Timestamp::UNIX_EPOCH);
    loop {
        let left = contacts::left(&mut *ctx.app.db.read().await?, before, BATCH).await?;
        if left.is_empty() {
            return Ok(());
        }
        let now = ctx.now;
        let gone: Vec<_> = (left.into_iter())
            .map(|one| (ctx.entry(Action::RemoveAddress, whose(&one)), one))
            .collect();
        ctx.app
            .db
            .write(move |tx| {
                Box::pin(async move {
                    for (entry, one) in gone {
                        contacts::remove(tx, one.owner_id, one.means.0).await?;
                        deliveries::drop_all(tx, one.owner_id, one.means.0, now).await?;
                        audit::record(tx, &entry).await?;
                    }
                    Ok::<_, Error>(())
                })
            })
            .await?;
    }
}

fn whose(one: &Left) -> Object {
    if one.is_holders() {
        Object::of(Kind::Holder, one.owner_id.0, HolderId(one.owner_id.0))
    } else {
        Object::alone(Kind::Staff, one.owner_id.0)
    }
}

async fn purge_drafts(ctx: &Ctx<System>) -> Result<usize> {
    let before = ago(ctx.now, SignedDuration::from_hours(24 * DRAFT_DAYS));
    let mut purged = 0;
    loop {
        let old = rows::old(&mut *ctx.app.db.read().await?, before, BATCH).await?;
        let count = old.len();
        for row in old {
            let mut read = ctx.app.db.read().await?;
            let content = evidence::of_draft(&mut read, row.holder_id, row.id).await?;
            drop(read);
            let object = Object::of(Kind::Draft, row.id.0, HolderId(row.holder_id.0));
            drafts::remove(ctx, row, ctx.entry(Action::DeleteDraft, object)).await?;
            files::sweep(&ctx.app, content.into_iter().map(|file| file.content_hash)).await?;
        }
        purged += count;
        if i64::try_from(count).is_ok_and(|count| count < BATCH) {
            return Ok(purged);
        }
    }
}

fn ago(now: Timestamp, duration: SignedDuration) -> Timestamp {
    now.checked_sub(duration).unwrap_or(Timestamp::UNIX_EPOCH)
}
