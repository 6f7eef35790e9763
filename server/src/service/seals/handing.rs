//! Who keeps a seal from now on, and may they (兰安 一百三十七, 一百三十九)?

use super::reading::show;
use super::steps::{Work, begin, event, note, saying, settle};
use crate::service::once::Once;
use crate::service::{Clerk, Ctx, Result};
use crate::store::audit::Action;
use crate::store::{Id, staff};
use domain::access::Role;
use domain::id::{SealId, StaffId};
use domain::problem::{FieldCode, FieldProblem};
use domain::sealing::{SealAct, SealRefusal, keeps};
use domain::wire::seal::{HandSealOver, Keeping, SealDeed, SealDetail};

/// Hands a seal over; who asks agrees to it.
pub async fn hand_over(
    ctx: &Ctx<Clerk>,
    id: SealId,
    request: &HandSealOver,
    once: &Once,
) -> Result<SealDetail> {
    let claim = once.claim(ctx, id.0);
    let read = (id, request.version);
    let Some(row) = begin(ctx, read, SealAct::HandOver, &claim).await? else {
        return show(ctx, id).await;
    };
    if row.state.0.is_final() {
        return Err(SealRefusal::Ended.into());
    }
    let held = [row.keeper_id, row.deputy_id].into_iter().flatten();
    let held: Vec<StaffId> = held.map(Into::into).collect();
    match request.to {
        Some(to) => taker(ctx, to, &held).await?,
        // A seal always has a keeper; a deputy can be let go.
        None if request.keeping == Keeping::Keeper || row.deputy_id.is_none() => {
            return Err(FieldProblem::new("/to", FieldCode::Required).into());
        }
        None => {}
    }
    let note = note(&request.note, true)?;
    let to = request.to.map(Id::from);
    let (from, deed, keeper, deputy) = match request.keeping {
        Keeping::Keeper => (row.keeper_id, SealDeed::KeeperChanged, to, row.deputy_id),
        Keeping::Deputy => (row.deputy_id, SealDeed::DeputyChanged, row.keeper_id, to),
    };
    let mut event = saying(ctx, event(ctx, id, row.version + 1, deed), note)?;
    (event.from, event.to) = (from, to);
    let work = Work::Keep(keeper, deputy);
    settle(ctx, &row, (work, event, Action::HandSealOver), claim).await
}

/// Whether somebody may take a seal of the caller's agency over.
pub(super) async fn taker(ctx: &Ctx<Clerk>, who: StaffId, held: &[StaffId]) -> Result<()> {
    let found = staff::find(&mut *ctx.app.db.read().await?, who).await?;
    let of_agency = found.as_ref().is_some_and(|found| {
        found.agency_id == ctx.actor.agency.into() && found.disabled_at.is_none()
    });
    let role = found.map_or(Role::Holder, |found| found.role.0);
    Ok(keeps(of_agency, role, who, held)?)
}
