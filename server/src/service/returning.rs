//! How does a citizen log in with the identity provider? The browser is sent there, and what it brings back is believed if
//! this browser was sent, not long ago, and brings it for the first time.

use super::{Ctx, Error, Result, Standing, Visitor};
use crate::ports::identity::{Attempt, VerifiedPerson};
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::{holders, log_in_attempts};
use domain::access::Actor;
use domain::id::HolderId;
use domain::log_in::LogInFault;
use jiff::SignedDuration;

pub use crate::ports::identity::Brought;

/// So long a citizen may take at the provider.
pub const LASTS: SignedDuration = SignedDuration::from_mins(10);

/// A log-in, or a log-out, that was begun.
pub struct Begun {
    /// What the browser keeps.
    pub cookie: String,
    /// Where it goes.
    pub url: String,
}

/// The address at which citizens log in, if a provider is set up.
pub fn log_in_at<A>(ctx: &Ctx<A>) -> Option<String> {
    let folder = ctx.app.identity.folder()?;
    Some([folder, "/start"].concat())
}

/// The address at which a citizen who has logged out here logs out at the provider too, where it may have one.
pub fn log_out_at<A>(ctx: &Ctx<A>) -> Option<String> {
    let identity = &ctx.app.identity;
    let folder = identity.folder().filter(|_| identity.knows_log_out())?;
    Some([folder, "/log-out"].concat())
}

/// Begins a log-out at the provider; nothing where it has none.
pub async fn log_out(ctx: &Ctx<Visitor>) -> std::result::Result<Option<Begun>, LogInFault> {
    let attempt = Attempt::fresh();
    let back = at(ctx, "/logged-out");
    let url = ctx.app.identity.log_out(&attempt, &back, ctx.now).await?;
    Ok(url.map(|url| Begun {
        cookie: attempt.cookie(),
        url,
    }))
}

/// Whether a browser that comes from the provider was sent there by us to log out.
pub fn logged_out(cookie: Option<&str>, brought: &Brought) -> bool {
    let attempt = cookie.and_then(Attempt::read);
    attempt.is_some_and(|attempt| brought.get("state") == Some(attempt.state().as_str()))
}

/// Begins a log-in.
pub async fn begin(ctx: &Ctx<Visitor>) -> Result<std::result::Result<Begun, LogInFault>> {
    let attempt = Attempt::fresh();
    let url = ctx.app.identity.begin(&attempt, &back(ctx), ctx.now).await;
    let url = match url {
        Ok(url) => url,
        Err(fault) => return Ok(Err(fault)),
    };
    let id_hash = attempt.id_hash();
    let expires_at = ctx.now.saturating_add(LASTS).unwrap_or(ctx.now);
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                Ok::<_, Error>(log_in_attempts::insert(tx, &id_hash, expires_at).await?)
            })
        })
        .await?;
    Ok(Ok(Begun {
        cookie: attempt.cookie(),
        url,
    }))
}

/// Who came back.
pub async fn finish(
    ctx: &Ctx<Visitor>,
    cookie: Option<&str>,
    brought: &Brought,
) -> Result<std::result::Result<Standing, LogInFault>> {
    let Some(attempt) = cookie.and_then(Attempt::read) else {
        return Ok(Err(LogInFault::Expired));
    };
    // The attempt is only spent by who knows its state, so that a link to here spends nobody's.
    if brought.get("state") != Some(attempt.state().as_str()) {
        return Ok(Err(LogInFault::Expired));
    }
    if !take(ctx, attempt.id_hash()).await? {
        return Ok(Err(LogInFault::Expired));
    }
    let identity = &ctx.app.identity;
    match identity
        .finish(&attempt, &back(ctx), brought, ctx.now)
        .await
    {
        Ok(person) => Ok(holder(ctx, &person)
            .await?
            .map(|holder| Standing::of(Actor::Holder { holder }))
            .ok_or(LogInFault::UnknownPerson)),
        Err(fault) => Ok(Err(fault)),
    }
}

/// The address of ours to come back to from a log-in.
fn back<A>(ctx: &Ctx<A>) -> String {
    at(ctx, "/callback")
}

fn at<A>(ctx: &Ctx<A>, path: &str) -> String {
    let folder = ctx.app.identity.folder().unwrap_or_default();
    [&ctx.app.web.public_url, folder, path].concat()
}

async fn take(ctx: &Ctx<Visitor>, id_hash: Vec<u8>) -> Result<bool> {
    let object = Object {
        kind: Kind::Session,
        ids: Vec::new(),
        holder: None,
    };
    let entry = ctx.entry(Action::TryLogIn, object);
    let now = ctx.now;
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                audit::record(tx, &entry).await?;
                Ok::<_, Error>(log_in_attempts::take(tx, &id_hash, now).await?)
            })
        })
        .await
}

/// The holder with this number, if it is a number of the same kind.
pub(super) async fn holder<A>(ctx: &Ctx<A>, person: &VerifiedPerson) -> Result<Option<HolderId>> {
    let mut read = ctx.app.db.read().await?;
    let indexes = ctx.app.vault.indexes(&person.number);
    let Some(found) = holders::known(&mut read, &indexes).await? else {
        return Ok(None);
    };
    let row = holders::find(&mut read, found).await?;
    Ok(row
        .filter(|row| row.code_type == person.code_type)
        .map(|_| found))
}
