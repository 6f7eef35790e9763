//! What still waits once an outage is over is a case: the agency has it of itself, its clock runs from the outage's end
//! whenever it begins, and it ends with the last of what waited, in the same transactions as those.

use crate::service::change::{self, Change};
use crate::service::handling::by_clerk;
use crate::service::opening::{Beginning, Opening};
use crate::service::sealed::Statement;
use crate::service::{Clerk, Ctx, Result};
use crate::store::held_up::Item;
use crate::store::outages::{self as rows, Row};
use crate::store::{At, Id, StoreError, Tx, objections};
use domain::deadline::local_date;
use domain::flow::CaseEvent;
use domain::id::{ObjectionId, OutageId};
use domain::outage::ItemState;
use domain::rulebook::{Channel, Ground, Objector};
use domain::text::{Lang, supervision as words};
use jiff::Timestamp;

/// What its case begins with, once it is over; none where the rulebook has no procedure for it. Nobody is told: the agency
/// has said so itself.
pub(super) fn opening(ctx: &Ctx<Clerk>, row: &Row, ended_at: Timestamp) -> Result<Option<Opening>> {
    let procedure = ctx.app.rules.rulebook.about_outages();
    let Some((procedure, flow)) = procedure.and_then(|one| Some((one, one.flow?))) else {
        return Ok(None);
    };
    let stored = (row.key_id.as_str(), row.words_sealed.as_slice());
    let said = ctx.app.vault.open_outage(row.id.0, stored)?;
    let statement = Statement {
        subject: words::outage(local_date(row.began_at.0), Lang::Zh),
        explanation: words::outage_told(&said.cause, &said.measures, Lang::Zh),
        ..Statement::default()
    };
    let case = Beginning {
        id: ObjectionId(ctx.new_id()),
        procedure,
        flow,
        account: None,
        objector: Objector::Issuer,
        channel: Channel::Issuer,
        work_order: None,
        licence: None,
        outage: Some(row.id),
        issuer: row.agency_id,
        issuer_name: row.agency_name.clone(),
        ground: Ground::ForceMajeure,
        statement: &statement,
        received: ctx.now,
        stated: ended_at,
        staff: Some(ctx.actor.staff.into()),
    };
    Opening::of(ctx, &case, &[]).map(Some)
}

/// Begins its case, where something was listed after its end and none is open. Stale where it ended meanwhile.
pub(super) async fn begin(
    tx: &mut Tx,
    id: OutageId,
    (ended_at, opening): (Option<At>, Option<Opening>),
) -> Result<()> {
    let outage = Id::from(id);
    if rows::left(tx, outage).await?.ended_at != ended_at {
        return Err(StoreError::Stale.into());
    }
    if let Some(opening) = opening
        && objections::open_of_outage(tx, outage).await?.is_none()
    {
        opening.write(tx).await?;
    }
    Ok(())
}

/// What ends its case with the last that waits, in the name of who settles that; `version` is the outage's before.
pub(super) struct Closing {
    version: i64,
    change: Change,
}

/// What ends it when this item is settled so, where it is the last and there is a case.
pub(super) async fn closing(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    row: &Row,
    (items, to): (&[Item], ItemState),
) -> Result<Option<Closing>> {
    if row.waiting != 1 {
        return Ok(None);
    }
    let Some(case) = objections::open_of_outage(read, row.id).await? else {
        return Ok(None);
    };
    let id = ObjectionId(case.id.0);
    let rulebook = &ctx.app.rules.rulebook;
    let made_good = change::follow(rulebook, case, CaseEvent::Answer)?;
    let mut then = made_good.row.clone();
    (then.state.0, then.version) = (made_good.to.standing.state, made_good.seq());
    let closed = change::follow(rulebook, then, CaseEvent::Close)?;
    let settled = |state| {
        let before = items.iter().filter(|item| item.state.0 == state).count();
        before + usize::from(to == state)
    };
    let (done, fell_away) = (settled(ItemState::Done), settled(ItemState::FellAway));
    let answer = words::all_settled(done, fell_away, Lang::Zh);
    let answer = ctx.app.vault.seal_note(id, closed.seq(), &answer)?;
    let closed = by_clerk(ctx, &closed)?.saying(answer);
    Ok(Some(Closing {
        version: row.version,
        change: by_clerk(ctx, &made_good)?.then(closed),
    }))
}

/// Ends its case, once nothing waits any more. Stale where that came about in another way than was read.
pub(super) async fn end(tx: &mut Tx, id: OutageId, closing: Option<Closing>) -> Result<()> {
    let outage = Id::from(id);
    let left = rows::left(tx, outage).await?;
    if left.waiting > 0 {
        return Ok(());
    }
    match closing {
        Some(closing) if closing.version + 1 == left.version => closing.change.apply(tx).await,
        _ if objections::open_of_outage(tx, outage).await?.is_none() => Ok(()),
        _ => Err(StoreError::Stale.into()),
    }
}
