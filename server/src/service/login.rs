//! Who may come in, and as whom?

use super::knocking::{self, Knock};
use super::{Ctx, Error, Result, Standing, Visitor, acting, day, password, returning};
use crate::ports::identity::IdentityError;
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::{Id, holders, second_factors, sessions, staff};
use domain::access::Actor;
use domain::id::StaffId;
use domain::problem::ProblemCode;
use domain::second_factor::{self, Owed};
use domain::wire::session::{ChangePassword, CitizenLogin, Session, StaffLogin, Who};
use jiff::Timestamp;

/// What somebody's browser asks first.
pub async fn session(ctx: &Ctx<Option<Standing>>) -> Result<Session> {
    let who = match &ctx.actor {
        Some(standing) => who(ctx, standing).await?,
        None => None,
    };
    Ok(Session {
        now: ctx.now,
        demonstration: ctx.app.demonstration,
        log_in_at: returning::log_in_at(ctx),
        log_out_at: returning::log_out_at(ctx).filter(|_| who.as_ref().is_some_and(Who::is_holder)),
        idle_minutes: u32::try_from(ctx.app.web.idle.as_mins()).unwrap_or_default(),
        who,
    })
}

async fn who<A>(ctx: &Ctx<A>, standing: &Standing) -> Result<Option<Who>> {
    let mut read = ctx.app.db.read().await?;
    let mut companies = Vec::new();
    let mut proofs = Vec::new();
    let who = match &standing.actor {
        Actor::Holder { holder } => {
            let person = standing.person().unwrap_or(*holder);
            companies = acting::companies(&mut read, person, day::today(ctx.now)).await?;
            // The person is greeted; what is unread is the company's while they act for it.
            let unread = holders::greeting(&mut read, *holder).await?;
            let greeting = match standing.acting {
                Some(_) => holders::greeting(&mut read, person).await?,
                None => unread.clone(),
            };
            greeting
                .zip(unread)
                .map(|(person, whose)| (person.name, None, whose.unread))
        }
        Actor::Staff { staff, .. } => {
            if standing.owes == Some(Owed::Proof) {
                proofs = second_factors::proofs(&mut read, (*staff).into()).await?;
            }
            let greeting = staff::greeting(&mut read, *staff).await?;
            greeting.map(|greeting| (greeting.name, Some(greeting.agency_name), greeting.unread))
        }
    };
    Ok(who.map(|(name, agency_name, unread)| Who {
        actor: standing.actor.clone(),
        name,
        agency_name,
        must_change_password: standing.must_change_password,
        owes: standing.owes,
        proofs,
        unread,
        companies,
    }))
}

/// A visitor of the demonstration is the person of a ticket.
pub async fn citizen(ctx: &Ctx<Visitor>, login: &CitizenLogin) -> Result<Standing> {
    let app = &ctx.app;
    let person = app
        .identity
        .verify(&app.db, &app.vault, &login.ticket)
        .await
        .map_err(|error| match error {
            IdentityError::Fault(_) => Error::Refused(ProblemCode::WrongCredentials),
            IdentityError::Store(error) => error.into(),
            IdentityError::Crypto(error) => error.into(),
        })?;
    let found = returning::holder(ctx, &person).await?;
    let holder = found.ok_or(ProblemCode::WrongCredentials)?;
    Ok(Standing::of(Actor::Holder { holder }))
}

/// Staff come with a password. Unknown name, wrong password and disabled account are one answer, in the same time, and
/// are locked alike.
pub async fn staff(ctx: &Ctx<Visitor>, login: &StaffLogin, from: &Knock) -> Result<Standing> {
    let account = {
        let mut read = ctx.app.db.read().await?;
        staff::find_by_username(&mut read, login.username.trim()).await?
    };
    let subject = account.as_ref().map_or_else(
        || Id(ctx.app.vault.stand_in(login.username.trim())),
        |account| account.id,
    );
    let counts = from.counts(&ctx.app.vault, subject);
    knocking::note_try(ctx, &counts, account.as_ref()).await?;
    let usable = account.filter(|account| is_usable(account, ctx.now));
    let kept = usable
        .as_ref()
        .map(|account| account.password_hash.as_str());
    let right = password::is(&login.password, kept).await?;
    match usable {
        Some(account) if right => {
            knocking::forget(ctx, counts).await?;
            standing_of(ctx, &account).await
        }
        _ => Err(ProblemCode::WrongCredentials.into()),
    }
}

/// Neither ended, nor under a password that was given too long ago.
fn is_usable(account: &staff::Row, now: Timestamp) -> bool {
    account.disabled_at.is_none() && account.initial_until.is_none_or(|until| now < until.0)
}

/// Staff choose a new password. All their sessions end; the caller opens the new one.
pub async fn change_password(
    ctx: &Ctx<Option<Standing>>,
    change: &ChangePassword,
    from: &Knock,
) -> Result<Standing> {
    let standing = ctx.actor.as_ref().ok_or(ProblemCode::SignedOut)?;
    let Actor::Staff { staff: id, .. } = standing.actor else {
        return Err(ProblemCode::Forbidden.into());
    };
    if standing.owes == Some(Owed::Proof) {
        return Err(ProblemCode::SecondFactorRequired.into());
    }
    let account = account(ctx, id).await?;
    let caller = ctx.clone().with(standing.actor.clone());
    let counts = from.counts(&ctx.app.vault, account.id);
    knocking::note_try(&caller, &counts, Some(&account)).await?;
    if !password::is(&change.current, Some(&account.password_hash)).await? {
        return Err(ProblemCode::WrongCredentials.into());
    }
    // Who knows the password doesn't guess at it, however often the new one is refused.
    knocking::forget(ctx, counts).await?;
    let faults = password::faults(&ctx.app, change, &account);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let hash = password::hash(&change.new).await?;
    let entry = caller.entry(Action::ChangePassword, Object::alone(Kind::Staff, id.0));
    let now = ctx.now;
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let old = account.password_hash.as_str();
                staff::set_password(tx, id, (old, &hash), now).await?;
                sessions::revoke_all(tx, id.into(), now).await?;
                audit::record(tx, &entry).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(Standing {
        must_change_password: false,
        is_fresh: true,
        ..standing.clone()
    })
}

async fn account<A>(ctx: &Ctx<A>, id: StaffId) -> Result<staff::Row> {
    let mut read = ctx.app.db.read().await?;
    let account = staff::find(&mut read, id).await?;
    Ok(account.ok_or(ProblemCode::SignedOut)?)
}

async fn standing_of<A>(ctx: &Ctx<A>, account: &staff::Row) -> Result<Standing> {
    let mut read = ctx.app.db.read().await?;
    let has_factor = second_factors::has_any(&mut read, account.id).await?;
    Ok(Standing {
        must_change_password: must_change(ctx, account),
        owes: second_factor::owed(false, has_factor, ctx.app.web.second_factor),
        ..Standing::of(Actor::Staff {
            staff: account.id.into(),
            agency: account.agency_id.into(),
            role: account.role.0,
        })
    })
}

/// Whether the password has to be changed before anything else: it was given, or is too old.
pub(super) fn must_change<A>(ctx: &Ctx<A>, account: &staff::Row) -> bool {
    let today = day::today(ctx.now);
    account.must_change_password
        || password::has_expired(&ctx.app, account.password_changed_at, today)
}
