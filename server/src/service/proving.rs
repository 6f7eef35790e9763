//! Is an address theirs who give it? A code that was sent there has to come back.

use super::{Caller, Ctx, Error, Result};
use crate::ports::post::Parcel;
use crate::store::audit::{self, Entry};
use crate::store::contacts::{self, ADDRESS, Claim, Limit};
use crate::store::{At, Id, Word};
use domain::delivery::{
    Address, CODE_DIGITS, CODE_MINUTES, CODE_TRIES, CODES_A_DAY, DeliveryFault, Means,
};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::text::letter;
use jiff::SignedDuration;
use std::time::Duration;
use uuid::Uuid;

/// So that nobody guesses a code by its digest: a keyed one, bound to its claim.
const CODE_PURPOSE: &[u8] = b"contact.code\0";
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Sends a code to an address of this owner; the one that was sent before is void.
pub(super) async fn ask<A: Caller>(
    ctx: &Ctx<A>,
    owner: Id,
    (means, address): (Means, &Address),
    entry: Entry,
) -> Result<()> {
    let (id, code) = (ctx.new_id(), ctx.app.vault.digits(CODE_DIGITS));
    let sealed = ctx
        .app
        .vault
        .seal(ADDRESS, id, address.as_str().as_bytes())?;
    let claim = Claim {
        means: Word(means),
        id: Id(id),
        address_sealed: sealed.bytes,
        key_id: sealed.key_id,
        code_digest: digest(ctx, id, &code),
        expires_at: At(later(ctx, SignedDuration::from_mins(CODE_MINUTES))?),
    };
    let limit = Limit {
        now: ctx.now,
        day_ago: later(ctx, -DAY)?,
        most: CODES_A_DAY,
    };
    let claimed = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let claimed = contacts::claim(tx, owner, &claim, limit).await?;
                if claimed {
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(claimed)
            })
        })
        .await?;
    if !claimed {
        return Err(Error::TooMany {
            retry_after: Duration::from_hours(24),
        });
    }
    send(ctx, means, (id, address), &code).await
}

/// Nobody waits at the desk for a code: whether it could be sent is said at once.
async fn send<A>(ctx: &Ctx<A>, means: Means, (id, to): (Uuid, &Address), code: &str) -> Result<()> {
    let letter = letter::code(code, means);
    let parcel = Parcel {
        id,
        at: ctx.now,
        to,
        letter: &letter,
    };
    ctx.app
        .post
        .send(means, parcel)
        .await
        .map_err(|fault| match fault {
            DeliveryFault::Refused | DeliveryFault::Unwritable => {
                FieldProblem::new("/address", FieldCode::Unreached).into()
            }
            _ => Error::from(ProblemCode::NotSent),
        })
}

/// The claim whose code came back; each try is counted before it is looked at.
pub(super) async fn prove<A>(ctx: &Ctx<A>, owner: Id, means: Means, code: &str) -> Result<Id> {
    let now = ctx.now;
    let claims = contacts::claims(&mut *ctx.app.db.read().await?, owner, now).await?;
    let claim = claims.into_iter().find(|claim| claim.means.0 == means);
    let claim = claim.ok_or(ProblemCode::NotFound)?;
    let id = claim.id;
    let counted = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let tries = (CODE_TRIES, now);
                Ok::<_, Error>(contacts::try_code(tx, owner, (means, id), tries).await?)
            })
        })
        .await?;
    if !counted {
        return Err(ProblemCode::TooManyRequests.into());
    }
    if digest(ctx, id.0, code.trim()) != claim.code_digest {
        return Err(FieldProblem::new("/code", FieldCode::WrongCode).into());
    }
    Ok(id)
}

fn later<A>(ctx: &Ctx<A>, by: SignedDuration) -> Result<jiff::Timestamp> {
    ctx.now.checked_add(by).map_err(Error::fault)
}

fn digest<A>(ctx: &Ctx<A>, claim: Uuid, code: &str) -> Vec<u8> {
    let bound = [CODE_PURPOSE, claim.as_bytes(), code.as_bytes()].concat();
    ctx.app.vault.keyed(&bound).to_vec()
}
