//! Where is one logged in, and how does one end that? A citizen in person, whomever they act for, or one of the staff.

use super::{Ctx, Error, Result, Standing};
use crate::store::audit::{self, Action, Entry, Kind, Object};
use crate::store::sessions::{self, IdHash, Lasting};
use crate::store::{Id, Tx};
use domain::access::Actor;
use domain::id::LogInId;
use domain::problem::ProblemCode;
use domain::second_factor::Owed;
use domain::wire::device::{LogInShown, LogIns, WhichLogIns};
use futures::future::BoxFuture;
use uuid::Uuid;

/// Everywhere that one is logged in; `here` is where one asks.
pub async fn list(ctx: &Ctx<Option<Standing>>, here: IdHash) -> Result<LogIns> {
    let (subject, _) = whose(ctx)?;
    let lasting = lasting(ctx, subject).await?;
    let view = |row: &Lasting| LogInShown {
        id: id_of(row),
        device: row.data.0.device,
        since: row.created_at.0,
        seen_at: row.seen_at.0,
        is_here: row.id_hash == here,
    };
    Ok(LogIns {
        items: lasting.iter().map(view).collect(),
    })
}

/// Ends one of them.
pub async fn end(ctx: &Ctx<Option<Standing>>, here: IdHash, id: LogInId) -> Result<LogIns> {
    let (subject, entry) = whose(ctx)?;
    let lasting = lasting(ctx, subject).await?;
    let one = lasting.into_iter().find(|row| id_of(row) == id);
    let one = one.ok_or(ProblemCode::NotFound)?.id_hash;
    let now = ctx.now;
    write(ctx, entry, move |tx| {
        Box::pin(async move { Ok(sessions::revoke(tx, &one, now).await.map(drop)?) })
    })
    .await?;
    list(ctx, here).await
}

/// Ends all of them, or all others.
pub async fn end_many(
    ctx: &Ctx<Option<Standing>>,
    here: IdHash,
    which: WhichLogIns,
) -> Result<LogIns> {
    let (subject, entry) = whose(ctx)?;
    let now = ctx.now;
    write(ctx, entry, move |tx| {
        Box::pin(async move {
            match which {
                WhichLogIns::Others => sessions::revoke_others(tx, subject, &here, now).await?,
                WhichLogIns::All => sessions::revoke_all(tx, subject, now).await?,
            };
            Ok(())
        })
    })
    .await?;
    list(ctx, here).await
}

async fn write<F>(ctx: &Ctx<Option<Standing>>, entry: Entry, effect: F) -> Result<()>
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<()>> + Send + 'static,
{
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                effect(tx).await?;
                Ok::<_, Error>(audit::record(tx, &entry).await?)
            })
        })
        .await
}

/// Whose log-ins they are, and the record of what is done to them.
fn whose(ctx: &Ctx<Option<Standing>>) -> Result<(Id, Entry)> {
    let standing = ctx.actor.as_ref().ok_or(ProblemCode::SignedOut)?;
    // Who knows the password alone logs nobody out.
    if standing.owes == Some(Owed::Proof) {
        return Err(ProblemCode::SecondFactorRequired.into());
    }
    let (subject, actor) = match (&standing.actor, standing.person()) {
        (_, Some(holder)) => (Id::from(holder), Actor::Holder { holder }),
        (Actor::Staff { staff, .. }, None) => (Id::from(*staff), standing.actor.clone()),
        (Actor::Holder { holder }, None) => (Id::from(*holder), standing.actor.clone()),
    };
    let object = Object {
        kind: Kind::Session,
        ids: Vec::new(),
        holder: standing.person(),
    };
    Ok((
        subject,
        ctx.clone().with(actor).entry(Action::LogOut, object),
    ))
}

async fn lasting(ctx: &Ctx<Option<Standing>>, subject: Id) -> Result<Vec<Lasting>> {
    let mut read = ctx.app.db.read().await?;
    let seen_since = ctx.now.saturating_sub(ctx.app.web.idle).unwrap_or(ctx.now);
    Ok(sessions::lasting(&mut read, subject, ctx.now, seen_since).await?)
}

/// Half of the hash by which the session is known: it tells nothing of the cookie.
fn id_of(row: &Lasting) -> LogInId {
    let half = row.id_hash.first_chunk::<16>();
    LogInId(half.map_or(Uuid::nil(), |half| Uuid::from_bytes(*half)))
}
