//! 亮证: a holder shows a licence by a code that lives two minutes, and anybody checks what they were shown.
//!
//! - `seen`: what anybody sees of a licence;
//! - [`objecting`]: who saw one may object to it for a while, where the rulebook knows 其他社会用证主体 (庆证 二十二);
//! - [`sheet`]: by which they follow what becomes of it, and [`adding`]: how they add to it when more is asked for.

pub mod adding;
pub mod objecting;
mod seen;
pub mod sheet;

pub use seen::Seen;

use super::sending::offered;
use super::{Citizen, Ctx, Error, Result, Visitor, licences};
use crate::app::App;
use crate::crypto::Vault;
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::licences::{self as rows, Found};
use crate::store::showings::{self, New, NewCheck};
use crate::store::{At, Tx};
use crate::{hex, qr};
use domain::access::{self, Actor};
use domain::id::{HolderId, LicenceId};
use domain::problem::ProblemCode;
use domain::rulebook::{LICENCE_OBJECTION, Procedure};
use domain::showing::{CODE_LIVES, CODES_AT_ONCE, GRANTS_A_CODE, MAY_OBJECT_FOR};
use domain::wire::showing::Showing;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use std::time::Duration;

/// The smallest side of the code, in points: a card at arm's length.
const CODE_SIDE: u32 = 240;
/// Bytes of a token, and its half of the secret that it is made of.
const TOKEN_BYTES: usize = 16;

/// What somebody sees by a code, and until when the code can be checked.
#[derive(Clone)]
pub struct Checked {
    /// The licence.
    pub seen: Seen,
    /// When the code runs out.
    pub runs_out: Timestamp,
    /// By which they may object to what they saw; none where the law knows no such objector, nobody could be
    /// told, or the code was checked so often already.
    pub grant: Option<String>,
}

/// Makes a code for a licence that this holder holds, alone or with others, or is represented in holding.
pub async fn make(ctx: &Ctx<Citizen>, id: LicenceId) -> Result<Showing> {
    let mut read = ctx.app.db.read().await?;
    let found = rows::find(&mut read, id).await?;
    let found = found.ok_or(ProblemCode::NotFound)?;
    if !may_show(ctx, &mut read, &found).await? {
        return Err(ProblemCode::NotFound.into());
    }
    drop(read);
    let token = token(&ctx.app.vault);
    let new = New {
        token_digest: digest(&token),
        holder: found.holder_id,
        licence: found.id,
        shown_by: ctx.actor.holder.into(),
        made_at: At(ctx.now),
        expires_at: At(later(ctx, CODE_LIVES)?),
    };
    let entry = ctx.entry(Action::ShowLicence, object(&found));
    let made = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let made = showings::make(tx, &new, CODES_AT_ONCE).await?;
                if made {
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(made)
            })
        })
        .await?;
    if !made {
        return Err(Error::TooMany {
            retry_after: Duration::from_secs(CODE_LIVES.as_secs().unsigned_abs()),
        });
    }
    let address = format!("{}/check/{token}", ctx.app.web.public_url);
    Ok(Showing {
        code: qr::svg(&address, CODE_SIDE),
        address,
        seconds: u16::try_from(CODE_LIVES.as_secs()).unwrap_or(u16::MAX),
    })
}

async fn may_show(ctx: &Ctx<Citizen>, read: &mut Tx, found: &Found) -> Result<bool> {
    let actor: Actor = ctx.actor.into();
    let leads = actor.may(access::Action::ShowLicence, licences::whose(found));
    Ok(leads || rows::holds(read, ctx.actor.holder, found.id).await?)
}

/// What a code shows; none where it shows nothing, for whatever reason. That somebody saw it is on record before they do.
pub async fn check(ctx: &Ctx<Visitor>, token: &str) -> Result<Option<Checked>> {
    let mut read = ctx.app.db.read().await?;
    let Some(live) = showings::live(&mut read, &digest(token), ctx.now).await? else {
        return Ok(None);
    };
    let found = rows::find(&mut read, live.licence_id.into()).await?;
    let found = found.ok_or(ProblemCode::NotFound)?;
    drop(read);
    let seen = Seen::of(ctx, &found)?;
    let grant = open_to_anyone(&ctx.app).map(|_| self::token(&ctx.app.vault));
    let new = match &grant {
        None => None,
        Some(grant) => Some(NewCheck {
            token_digest: digest(grant),
            holder: found.holder_id,
            licence: found.id,
            version: found.version,
            expires_at: At(later(ctx, MAY_OBJECT_FOR)?),
        }),
    };
    let (entry, code) = (ctx.entry(Action::CheckShown, object(&found)), digest(token));
    let granted = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let granted = match new {
                    Some(new) if showings::grant(tx, &code, GRANTS_A_CODE).await? => {
                        showings::checked(tx, &new).await?;
                        true
                    }
                    _ => false,
                };
                audit::record(tx, &entry).await?;
                Ok::<_, Error>(granted)
            })
        })
        .await?;
    Ok(Some(Checked {
        seen,
        runs_out: live.expires_at.0,
        grant: grant.filter(|_| granted),
    }))
}

/// The procedure by which who was only shown a licence may object to it, where there is one and somebody can be told.
fn open_to_anyone(app: &App) -> Option<&Procedure> {
    let procedure = app.rules.rulebook.procedure(LICENCE_OBJECTION);
    let procedure = procedure.filter(|one| one.is_open_to_anyone());
    procedure.filter(|_| offered(app, false).next().is_some())
}

/// Of 128 bits that nobody can guess.
fn token(vault: &Vault) -> String {
    let secret = vault.secret();
    hex::write(secret.get(..TOKEN_BYTES).unwrap_or(&secret))
}

/// A token of random bytes needs no key to be safe in the database; what is none has a digest, too.
fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

fn object(found: &Found) -> Object {
    Object::of(Kind::Licence, found.id.0, HolderId(found.holder_id.0))
}

fn later<A>(ctx: &Ctx<A>, by: SignedDuration) -> Result<Timestamp> {
    ctx.now.checked_add(by).map_err(Error::fault)
}
