//! How do staff prove that they are who knows the password? By a code of their authenticator, or by one of those that they
//! keep for the day on which it is lost.

mod totp;

use super::knocking::{self, Counts};
use super::{Clerk, Ctx, Error, Result, Standing, password};
use crate::qr;
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::{Id, Tx, passkeys, second_factors as rows, sessions, staff};
use domain::access::Actor;
use domain::problem::ProblemCode;
use domain::second_factor::{self, Owed, RECOVERY_CODES, Typed};
use domain::wire::factor::{FactorCode, Factors, PasskeyShown, RecoveryCodes, TotpOffer};
use futures::future::BoxFuture;
use sha2::{Digest as _, Sha256};

/// So large is the picture of a key at least.
const SIDE: u32 = 240;

/// What somebody set up.
pub async fn list(ctx: &Ctx<Option<Standing>>) -> Result<Factors> {
    let (clerk, standing) = owner(ctx)?;
    let mut read = ctx.app.db.read().await?;
    let row = rows::find(&mut read, id(&clerk)).await?;
    let row = row.filter(|row| row.confirmed_at.is_some());
    let keys = passkeys::of_staff(&mut read, id(&clerk)).await?;
    Ok(Factors {
        passkeys: keys.into_iter().map(shown).collect(),
        can_have_passkeys: super::passkeys::are_possible(&ctx.app),
        totp_since: row.as_ref().and_then(|row| row.confirmed_at).map(|at| at.0),
        recovery_codes: row.map_or(0, |row| u32::try_from(row.codes).unwrap_or_default()),
        is_required: ctx.app.web.second_factor,
        is_fresh: standing.is_fresh,
    })
}

fn shown(row: passkeys::Row) -> PasskeyShown {
    PasskeyShown {
        id: row.id.into(),
        name: row.name,
        made_at: row.made_at.0,
        used_at: row.used_at.map(|at| at.0),
    }
}

/// Offers the key of an authenticator. It counts for nothing before [`confirm`].
pub async fn offer(ctx: &Ctx<Option<Standing>>) -> Result<TotpOffer> {
    let clerk = changer(ctx)?;
    let account = account(&clerk).await?;
    let key = totp::Key::fresh(&ctx.app.vault);
    let address = key.address(&account.username)?;
    let sealed = (ctx.app.vault).seal(rows::KEY, account.id.0, key.bytes())?;
    let (staff, now) = (account.id, ctx.now);
    write(&clerk, Action::OfferFactor, move |tx| {
        Box::pin(async move { Ok(rows::offer(tx, staff, &sealed, now).await?) })
    })
    .await?;
    Ok(TotpOffer {
        key: key.text(),
        picture: qr::svg(&address, SIDE),
    })
}

/// Sets up the authenticator that was offered, by a code of it. Every session of the account ends; the caller opens the
/// new one.
pub async fn confirm(
    ctx: &Ctx<Option<Standing>>,
    code: &FactorCode,
) -> Result<(Standing, RecoveryCodes)> {
    let clerk = changer(ctx)?;
    let staff = id(&clerk);
    let Typed::Code(typed) = second_factor::read(&code.code)? else {
        return Err(ProblemCode::WrongCredentials.into());
    };
    let counts = note_try(&clerk).await?;
    let row = rows::find(&mut *ctx.app.db.read().await?, staff).await?;
    let row = row.filter(|row| row.confirmed_at.is_none());
    let row = row.ok_or(ProblemCode::WrongState)?;
    let step = step_of(&clerk, &row, &typed)?;
    let step = step.ok_or(ProblemCode::WrongCredentials)?;
    knocking::forget(&clerk, counts).await?;
    let (codes, hashes) = fresh_codes(staff);
    let now = ctx.now;
    write(&clerk, Action::SetUpFactor, move |tx| {
        Box::pin(async move {
            rows::confirm(tx, staff, (&row.key_sealed, step), now).await?;
            rows::keep_codes(tx, staff, &hashes).await?;
            sessions::revoke_all(tx, staff, now).await?;
            Ok(())
        })
    })
    .await?;
    Ok((proved(&clerk), codes))
}

/// Gives new recovery codes in place of those that are left. Every other session ends.
pub async fn renew_codes(
    ctx: &Ctx<Option<Standing>>,
    here: sessions::IdHash,
) -> Result<RecoveryCodes> {
    let clerk = changer(ctx)?;
    let (staff, now) = (id(&clerk), ctx.now);
    let (codes, hashes) = fresh_codes(staff);
    write(&clerk, Action::RenewRecoveryCodes, move |tx| {
        Box::pin(async move {
            let row = rows::find(tx, staff).await?;
            row.filter(|row| row.confirmed_at.is_some())
                .ok_or(ProblemCode::WrongState)?;
            rows::keep_codes(tx, staff, &hashes).await?;
            sessions::revoke_others(tx, staff, &here, now).await?;
            Ok(())
        })
    })
    .await?;
    Ok(codes)
}

/// Codes that nobody has, and as they are kept.
fn fresh_codes(staff: Id) -> (RecoveryCodes, Vec<Vec<u8>>) {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| password::random()).collect();
    let hashes = codes.iter().map(|code| hash_of(staff, code)).collect();
    (RecoveryCodes { codes }, hashes)
}

/// Proves the second factor for the session that owes it; the caller opens a new one in its place.
pub async fn prove(ctx: &Ctx<Option<Standing>>, code: &FactorCode) -> Result<Standing> {
    let standing = ctx.actor.as_ref().ok_or(ProblemCode::SignedOut)?;
    if standing.owes != Some(Owed::Proof) {
        return Err(ProblemCode::WrongState.into());
    }
    let clerk = clerk(ctx)?;
    let typed = second_factor::read(&code.code)?;
    let counts = note_try(&clerk).await?;
    let staff = id(&clerk);
    let is_right = match typed {
        Typed::Recovery(word) => {
            let hash = hash_of(staff, &word);
            use_up(&clerk, Action::UseRecoveryCode, move |tx| {
                Box::pin(async move { Ok(rows::use_code(tx, staff, &hash).await?) })
            })
            .await?
        }
        Typed::Code(digits) => match right_step(&clerk, &digits).await? {
            Some(step) => {
                use_up(&clerk, Action::ProveFactor, move |tx| {
                    Box::pin(async move { Ok(rows::use_step(tx, staff, step).await?) })
                })
                .await?
            }
            None => false,
        },
    };
    if !is_right {
        return Err(ProblemCode::WrongCredentials.into());
    }
    knocking::forget(&clerk, counts).await?;
    let account = account(&clerk).await?;
    Ok(Standing {
        must_change_password: super::login::must_change(&clerk, &account),
        ..proved(&clerk)
    })
}

/// Removes one's own authenticator. Every other session ends.
pub async fn remove(ctx: &Ctx<Option<Standing>>, here: sessions::IdHash) -> Result<()> {
    let clerk = changer(ctx)?;
    let (staff, now) = (id(&clerk), ctx.now);
    write(&clerk, Action::RemoveFactor, move |tx| {
        Box::pin(async move {
            if !rows::remove(tx, staff).await? {
                return Err(ProblemCode::NotFound.into());
            }
            sessions::revoke_others(tx, staff, &here, now).await?;
            Ok(())
        })
    })
    .await
}

/// The account of who asks, where the session may do this at all: after what it owes but setting one up.
fn owner(ctx: &Ctx<Option<Standing>>) -> Result<(Ctx<Clerk>, &Standing)> {
    let standing = ctx.actor.as_ref().ok_or(ProblemCode::SignedOut)?;
    if standing.owes == Some(Owed::Proof) {
        return Err(ProblemCode::SecondFactorRequired.into());
    }
    let clerk = clerk(ctx)?;
    if standing.must_change_password {
        return Err(ProblemCode::PasswordMustChange.into());
    }
    Ok((clerk, standing))
}

/// The same, shortly after the log-in.
pub(super) fn changer(ctx: &Ctx<Option<Standing>>) -> Result<Ctx<Clerk>> {
    let (clerk, standing) = owner(ctx)?;
    if standing.is_fresh {
        Ok(clerk)
    } else {
        Err(ProblemCode::LogInAgain.into())
    }
}

fn clerk(ctx: &Ctx<Option<Standing>>) -> Result<Ctx<Clerk>> {
    let standing = ctx.actor.as_ref().ok_or(ProblemCode::SignedOut)?;
    match standing.actor {
        Actor::Staff {
            staff,
            agency,
            role,
        } => Ok(ctx.clone().with(Clerk {
            staff,
            agency,
            role,
        })),
        Actor::Holder { .. } => Err(ProblemCode::Forbidden.into()),
    }
}

pub(super) fn id(clerk: &Ctx<Clerk>) -> Id {
    clerk.actor.staff.into()
}

/// Somebody who has proved it just now.
pub(super) fn proved(clerk: &Ctx<Clerk>) -> Standing {
    Standing {
        has_proved: true,
        ..Standing::of(clerk.actor.into())
    }
}

/// Who tries knows the password, so that it locks nobody else out to count by the account alone.
async fn note_try(clerk: &Ctx<Clerk>) -> Result<Counts> {
    let staff = clerk.actor.staff;
    let counts = Counts::of_second_factor(&clerk.app.vault, staff);
    knocking::note_try_of(clerk, &counts, Action::TryFactor, Some(staff)).await?;
    Ok(counts)
}

async fn account(clerk: &Ctx<Clerk>) -> Result<staff::Row> {
    let account = staff::find(&mut *clerk.app.db.read().await?, clerk.actor.staff).await?;
    Ok(account.ok_or(ProblemCode::SignedOut)?)
}

async fn right_step(clerk: &Ctx<Clerk>, digits: &str) -> Result<Option<i64>> {
    let row = rows::find(&mut *clerk.app.db.read().await?, id(clerk)).await?;
    match row.filter(|row| row.confirmed_at.is_some()) {
        Some(row) => step_of(clerk, &row, digits),
        None => Ok(None),
    }
}

/// The step of the clock that a code is of.
fn step_of(clerk: &Ctx<Clerk>, row: &rows::Row, digits: &str) -> Result<Option<i64>> {
    let id = clerk.actor.staff.0;
    let vault = &clerk.app.vault;
    let bytes = vault.open(rows::KEY, id, &row.key_id, &row.key_sealed)?;
    totp::Key::from(bytes).step_of(digits, clerk.now)
}

/// A recovery code is as hard to guess as its hash: no salt but its owner, no slow function.
fn hash_of(staff: Id, code: &str) -> Vec<u8> {
    let plain = code.replace('-', "");
    let hash = Sha256::new().chain_update(staff.0.as_bytes());
    hash.chain_update(plain).finalize().to_vec()
}

/// Uses something up that is good once, on record if it was there.
async fn use_up<F>(clerk: &Ctx<Clerk>, action: Action, effect: F) -> Result<bool>
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<bool>> + Send + 'static,
{
    let entry = clerk.entry(action, Object::alone(Kind::Staff, clerk.actor.staff.0));
    clerk
        .app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let was_there = effect(tx).await?;
                if was_there {
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(was_there)
            })
        })
        .await
}

async fn write<F>(clerk: &Ctx<Clerk>, action: Action, effect: F) -> Result<()>
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<()>> + Send + 'static,
{
    use_up(clerk, action, move |tx| {
        Box::pin(async move { effect(tx).await.map(|()| true) })
    })
    .await
    .map(drop)
}
