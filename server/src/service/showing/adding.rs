//! Who follows an objection by a sheet adds to it when the agency asks for more. Others may know the sheet's address: a code
//! that is sent to where they wanted to be told has to come back.

use super::digest;
use crate::service::change::{self, Change};
use crate::service::handling::{colleagues, words};
use crate::service::{Ctx, Error, Result, Visitor, proving};
use crate::store::audit::{Action, Kind, Object};
use crate::store::contacts::{self, ADDRESS, Owner};
use crate::store::notices::ANYONE;
use crate::store::objections::{self, Standing};
use crate::store::{Id, fellows};
use domain::access::Role;
use domain::delivery::{Address, Means};
use domain::flow::{CaseEvent, CaseState};
use domain::id::{HolderId, ObjectionId};
use domain::problem::ProblemCode;
use domain::rulebook::Channel;
use domain::wire::notice::NoticeKind;

/// Somebody whom more is asked of, how they are reached, and the case that waits for them.
struct Waiting {
    person: Id,
    means: Means,
    address: Address,
    case: Standing,
}

/// Whether more is asked of those who are known by an address alone. What is asked of a holder is theirs to answer.
pub(super) fn is_asked(state: CaseState, channel: Channel) -> bool {
    state == CaseState::Returned && channel == Channel::PublicCheck
}

/// Sends a code, if this can be added; where to, as it may be shown. None where the sheet's case waits for nothing.
pub async fn ask_code(ctx: &Ctx<Visitor>, token: &str, text: &str) -> Result<Option<String>> {
    let Some(waiting) = waiting(ctx, token).await? else {
        return Ok(None);
    };
    words("/text", text)?;
    let (holder, case) = (waiting.case.holder_id, waiting.case.id);
    let object = Object::of(Kind::Objection, case.0, HolderId(holder.0));
    let entry = ctx.entry(Action::ClaimAddress, object);
    let (means, address) = (waiting.means, &waiting.address);
    proving::ask(ctx, waiting.person, (means, address), entry).await?;
    Ok(Some(address.masked(means)))
}

/// Adds it for who gives the code back. None where the sheet's case waits for nothing any more.
pub async fn add(
    ctx: &Ctx<Visitor>,
    token: &str,
    (text, code): (&str, &str),
) -> Result<Option<()>> {
    let Some(waiting) = waiting(ctx, token).await? else {
        return Ok(None);
    };
    let text = words("/text", text)?;
    let (person, means, now) = (waiting.person, waiting.means, ctx.now);
    let claim = proving::prove(ctx, person, means, code).await?;
    let id = ObjectionId(waiting.case.id.0);
    let rulebook = &ctx.app.rules.rulebook;
    let allowed = change::follow(rulebook, waiting.case, CaseEvent::Supplement)?;
    let handlers = {
        let mut read = ctx.app.db.read().await?;
        colleagues(&mut read, &allowed, Role::Handler).await?
    };
    let note = ctx.app.vault.seal_note(id, allowed.seq(), text)?;
    let told = allowed.tell(ctx, NoticeKind::Supplemented, handlers)?;
    let change = Change::of(ctx, &allowed, Some((Role::Holder, None)))?;
    let change = change.saying(note).telling(told);
    let owner = Owner {
        kind: ANYONE,
        id: person,
    };
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                // The code is used up with it.
                if !contacts::confirm(tx, owner, (means, claim), now).await? {
                    return Err(Error::from(ProblemCode::NotFound));
                }
                change.apply(tx).await
            })
        })
        .await?;
    ctx.app.outbox().notify_one();
    Ok(Some(()))
}

async fn waiting(ctx: &Ctx<Visitor>, token: &str) -> Result<Option<Waiting>> {
    let mut read = ctx.app.db.read().await?;
    let Some(followed) = fellows::of_sheet(&mut read, &digest(token)).await? else {
        return Ok(None);
    };
    let case = objections::standing(&mut read, followed.objection_id.into()).await?;
    let asked = |case: &Standing| is_asked(case.state.0, case.parties().channel);
    let contacts = contacts::of_owner(&mut read, followed.person_id).await?;
    drop(read);
    // Somebody who is known by an address has this one alone.
    let Some((case, contact)) = case.filter(asked).zip(contacts.into_iter().next()) else {
        return Ok(None);
    };
    let (key, bytes) = (&contact.key_id, &contact.address_sealed);
    let address = ctx.app.vault.open_text(ADDRESS, contact.id.0, key, bytes)?;
    let means = contact.means.0;
    let address = Address::parse(means, &address);
    Ok(Some(Waiting {
        person: followed.person_id,
        means,
        address: address.map_err(|_| Error::fault("an address that was kept is none"))?,
        case,
    }))
}
