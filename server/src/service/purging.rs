//! What is forgotten, and when? Drafts that nobody filed with their files, and what only guarded against sending twice,
//! sessions and shown codes that ran out, imports that ended long ago.

use super::importing::working;
use super::{Ctx, Error, Result, System, drafts, files};
use crate::store::audit::{Action, Kind, Object};
use crate::store::{
    contacts, drafts as rows, evidence, idempotency, log_in_attempts, passkeys, sessions, showings,
    staff,
};
use domain::id::HolderId;
use domain::objection::filing::DRAFT_DAYS;
use jiff::{SignedDuration, Timestamp};

/// Drafts that are looked at together.
const BATCH: i64 = 100;
/// A request that is sent again after this long is a new one.
const ONCE_FOR: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Forgets what is old; how many drafts.
pub(crate) async fn purge(ctx: &Ctx<System>) -> Result<usize> {
    let purged = purge_drafts(ctx).await?;
    let (now, before) = (ctx.now, ago(ctx.now, ONCE_FOR));
    let () = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(async move {
                idempotency::purge(tx, before).await?;
                sessions::purge(tx, before).await?;
                staff::purge_tries(tx, before).await?;
                contacts::purge(tx, before).await?;
                showings::purge(tx, before).await?;
                log_in_attempts::purge(tx, now).await?;
                passkeys::purge(tx, now).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    working::purge(ctx).await?;
    files::sweep_orphans(&ctx.app).await?;
    Ok(purged)
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
