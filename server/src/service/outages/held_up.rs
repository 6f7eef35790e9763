//! What couldn't an agency do while an outage lasted, and how is each made good? Whenever it is listed, it is due with the
//! rest.

use super::view::show;
use super::{case, mine, refused, words};
use crate::crypto::Sealed;
use crate::service::once::Once;
use crate::service::{Clerk, Ctx, Error, Result};
use crate::store::audit::{Action, Kind, Object};
use crate::store::held_up::{self as rows, Entered, NewItem, Settled};
use crate::store::{At, Id, Tx, preparations};
use domain::id::{HeldUpId, HolderId, OutageId};
use domain::issuing::PreparationState;
use domain::outage::Settling;
use domain::problem::ProblemCode;
use domain::wire::outage::{ITEMS_MAX, ListHeldUp, OutageDetail, SettleHeldUp};

/// Lists something that was held up; it is due with everything else, also where that is a case of its own by now.
pub async fn hold_up(
    ctx: &Ctx<Clerk>,
    id: OutageId,
    request: &ListHeldUp,
    once: &Once,
) -> Result<OutageDetail> {
    let problems = words("/words", &request.words);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let item = ctx.new_id();
    let claim = once.claim(ctx, item);
    let row = mine(ctx, &mut *ctx.app.db.read().await?, id).await?;
    if row.items >= ITEMS_MAX {
        let detail = "an outage lists a thousand items at most";
        return Err(Error::explained(ProblemCode::WrongState, detail));
    }
    let sealed = ctx.app.vault.seal_held_up(item, request.words.trim())?;
    let new = NewItem {
        outage: id.into(),
        id: Id(item),
        what: request.what,
        words_sealed: sealed.bytes,
        key_id: sealed.key_id,
    };
    let ended_at = row.ended_at;
    let opening = ended_at.map(|at| case::opening(ctx, &row, at.0));
    let opening = opening.transpose()?.flatten();
    let (by, at) = (Id::from(ctx.actor.staff), At(ctx.now));
    let entry = ctx.entry(Action::ListHeldUp, Object::alone(Kind::Outage, id.0));
    claim
        .effect(ctx, entry, move |tx| {
            Box::pin(async move {
                rows::hold_up(tx, &new, by, at).await?;
                case::begin(tx, id, (ended_at, opening)).await
            })
        })
        .await?;
    show(ctx, id).await
}

/// Settles an item by what was entered, or by why it fell away; the case ends with the last.
pub async fn settle(
    ctx: &Ctx<Clerk>,
    id: OutageId,
    item: HeldUpId,
    request: &SettleHeldUp,
    once: &Once,
) -> Result<OutageDetail> {
    let claim = once.claim(ctx, item.0);
    let mut read = ctx.app.db.read().await?;
    if claim.earlier(&mut read).await?.is_some() {
        drop(read);
        return show(ctx, id).await;
    }
    let row = mine(ctx, &mut read, id).await?;
    let items = rows::items(&mut read, id.into()).await?;
    let found = items.iter().find(|one| one.id == item.into());
    let state = found.ok_or(ProblemCode::NotFound)?.state.0;
    let (by, why, linked) = settling(ctx, &mut read, item, request).await?;
    let to = state.settle(row.began_at.0, by).map_err(refused)?;
    let closing = case::closing(ctx, &mut read, &row, (&items, to)).await?;
    drop(read);
    let holder = linked.as_ref().map(|entered| HolderId(entered.holder_id.0));
    let settled = Settled {
        outage: id.into(),
        item: item.into(),
        to,
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
        why,
        linked: linked.map(|entered| (entered.holder_id, entered.licence_id, entered.seq)),
    };
    let object = Object {
        kind: Kind::Outage,
        ids: vec![id.0],
        holder,
    };
    let entry = ctx.entry(Action::SettleHeldUp, object);
    claim
        .effect(ctx, entry, move |tx| {
            Box::pin(async move {
                rows::settle(tx, settled).await?;
                case::end(tx, id, closing).await
            })
        })
        .await?;
    show(ctx, id).await
}

/// How an item is settled: by why it fell away, or by what was entered.
async fn settling(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    item: HeldUpId,
    request: &SettleHeldUp,
) -> Result<(Settling, Option<Sealed>, Option<Entered>)> {
    if let SettleHeldUp::FellAway { words: said } = request {
        let problems = words("/words", said);
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let why = ctx.app.vault.seal_fell_away(item.0, said.trim())?;
        return Ok((Settling::FellAway, Some(why), None));
    }
    let entered = linked_entry(ctx, read, request).await?;
    let settling = Settling::Linked {
        entered_at: entered.at.0,
        own: entered.agency_id == ctx.actor.agency.into(),
    };
    Ok((settling, None, Some(entered)))
}

/// The entry of a licence's history that an item is settled by; another agency's isn't there.
async fn linked_entry(ctx: &Ctx<Clerk>, read: &mut Tx, by: &SettleHeldUp) -> Result<Entered> {
    let (licence, seq) = match by {
        SettleHeldUp::Event { licence, seq } => (Id::from(*licence), *seq),
        SettleHeldUp::Preparation { preparation } => {
            let row = preparations::find(read, (*preparation).into()).await?;
            let row = row
                .filter(|row| row.agency_id == ctx.actor.agency.into())
                .ok_or(ProblemCode::NotFound)?;
            if row.state.0 != PreparationState::Approved {
                let detail = "the preparation has not been approved";
                return Err(Error::explained(ProblemCode::WrongState, detail));
            }
            (row.licence_id, row.revision + 1)
        }
        SettleHeldUp::FellAway { .. } => return Err(ProblemCode::NotFound.into()),
    };
    let entered = rows::entered(read, licence, seq).await?;
    let entered = entered.filter(|entered| entered.agency_id == ctx.actor.agency.into());
    entered.ok_or_else(|| ProblemCode::NotFound.into())
}
