//! Where does somebody want to be told besides the app? An address counts once a code that was sent to it came back.

use super::sending::offered;
use super::{Ctx, Error, Result, proving};
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::contacts::{self, ADDRESS, Claim, Owner, Row};
use crate::store::notices::Recipient;
use crate::store::{Id, deliveries};
use domain::access::Actor;
use domain::delivery::{Address, Means};
use domain::problem::{FieldProblem, ProblemCode};
use domain::wire::contact::{AddressCode, Contacts, NewAddress, OwnAddress, Wanted};

/// The own addresses, masked.
pub async fn list(ctx: &Ctx<Actor>) -> Result<Contacts> {
    let owner = owner(&ctx.actor).id;
    let mut read = ctx.app.db.read().await?;
    let rows = contacts::of_owner(&mut read, owner).await?;
    let claims = contacts::claims(&mut read, owner, ctx.now).await?;
    drop(read);
    let is_staff = matches!(ctx.actor, Actor::Staff { .. });
    let items = offered(&ctx.app, is_staff).map(|means| {
        let row = rows.iter().find(|row| row.means.0 == means);
        let claim = claims.iter().find(|claim| claim.means.0 == means);
        Ok(OwnAddress {
            means,
            address: row.map(|row| masked(ctx, row)).transpose()?,
            wanted: row.is_some_and(|row| row.wanted),
            waiting: claim.map(|claim| masked_claim(ctx, claim)).transpose()?,
        })
    });
    Ok(Contacts {
        items: items.collect::<Result<_>>()?,
    })
}

/// Sends a code to a new address. The old one stays until the code comes back.
pub async fn claim(ctx: &Ctx<Actor>, means: Means, request: &NewAddress) -> Result<Contacts> {
    is_offered(ctx, means)?;
    let address = Address::parse(means, &request.address)
        .map_err(|code| FieldProblem::new("/address", code))?;
    let entry = ctx.entry(Action::ClaimAddress, object(&ctx.actor));
    proving::ask(ctx, owner(&ctx.actor).id, (means, &address), entry).await?;
    list(ctx).await
}

/// Takes an address whose code came back as confirmed and wanted.
pub async fn confirm(ctx: &Ctx<Actor>, means: Means, request: &AddressCode) -> Result<Contacts> {
    is_offered(ctx, means)?;
    let (owner, now) = (owner(&ctx.actor), ctx.now);
    let id = proving::prove(ctx, owner.id, means, &request.code).await?;
    let entry = ctx.entry(Action::ConfirmAddress, object(&ctx.actor));
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if contacts::confirm(tx, owner, (means, id), now).await? {
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await?;
    list(ctx).await
}

/// Says whether messages shall go to a confirmed address. What was on its way to one that is no longer wanted stays here.
pub async fn want(ctx: &Ctx<Actor>, means: Means, request: Wanted) -> Result<Contacts> {
    let (owner, now) = (owner(&ctx.actor).id, ctx.now);
    let entry = ctx.entry(Action::WantMessages, object(&ctx.actor));
    let found = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let found = contacts::want(tx, owner, means, request.wanted).await?;
                if !request.wanted {
                    deliveries::drop_all(tx, owner, means, now).await?;
                }
                audit::record(tx, &entry).await?;
                Ok::<_, Error>(found)
            })
        })
        .await?;
    if !found {
        return Err(ProblemCode::NotFound.into());
    }
    list(ctx).await
}

/// Forgets an address, and one that waits for its code.
pub async fn remove(ctx: &Ctx<Actor>, means: Means) -> Result<Contacts> {
    let (owner, now) = (owner(&ctx.actor).id, ctx.now);
    let entry = ctx.entry(Action::RemoveAddress, object(&ctx.actor));
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                contacts::remove(tx, owner, means).await?;
                contacts::end_claim(tx, owner, means, now).await?;
                deliveries::drop_all(tx, owner, means, now).await?;
                audit::record(tx, &entry).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    list(ctx).await
}

fn is_offered(ctx: &Ctx<Actor>, means: Means) -> Result<()> {
    let is_staff = matches!(ctx.actor, Actor::Staff { .. });
    let is_offered = offered(&ctx.app, is_staff).any(|one| one == means);
    is_offered
        .then_some(())
        .ok_or_else(|| ProblemCode::NotFound.into())
}

fn owner(actor: &Actor) -> Owner {
    let recipient = match actor {
        Actor::Holder { holder } => Recipient::Holder((*holder).into()),
        Actor::Staff { staff, .. } => Recipient::Staff((*staff).into()),
    };
    Owner {
        kind: recipient.kind(),
        id: recipient.id(),
    }
}

fn object(actor: &Actor) -> Object {
    match actor {
        Actor::Holder { holder } => Object::of(Kind::Holder, holder.0, *holder),
        Actor::Staff { staff, .. } => Object::alone(Kind::Staff, staff.0),
    }
}

fn masked(ctx: &Ctx<Actor>, row: &Row) -> Result<String> {
    shown(ctx, row.means.0, (row.id, &row.key_id, &row.address_sealed))
}

fn masked_claim(ctx: &Ctx<Actor>, claim: &Claim) -> Result<String> {
    let sealed = (claim.id, &*claim.key_id, &*claim.address_sealed);
    shown(ctx, claim.means.0, sealed)
}

fn shown(ctx: &Ctx<Actor>, means: Means, (id, key, bytes): (Id, &str, &[u8])) -> Result<String> {
    let address = ctx.app.vault.open_text(ADDRESS, id.0, key, bytes)?;
    // What was kept was an address when it was.
    Ok(Address::parse(means, &address)
        .map_or_else(|_| String::new(), |address| address.masked(means)))
}
