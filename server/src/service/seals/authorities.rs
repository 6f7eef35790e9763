//! Which standing authorities does a seal have, by which a job puts it on what comes of a type (兰安 一百四十)?

use super::own_for;
use super::reading::show;
use crate::service::once::Once;
use crate::service::{Clerk, Ctx, Result, day};
use crate::store::audit::{Action, Kind, Object};
use crate::store::authorities::{self as rows, Grant};
use crate::store::{At, Day, Id, catalogue};
use domain::id::{AuthorityId, SealId};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::sealing::SealAct;
use domain::wire::seal::{GrantAuthority, SealDetail};

/// Grants a standing authority to put a seal on what comes of one type of its issuer.
pub async fn grant(
    ctx: &Ctx<Clerk>,
    id: SealId,
    request: &GrantAuthority,
    once: &Once,
) -> Result<SealDetail> {
    let mut read = ctx.app.db.read().await?;
    let row = own_for(ctx, &mut read, id, SealAct::Authorise).await?;
    row.state.0.is_in_use()?;
    let kind = catalogue::published(&mut read, request.type_code.trim()).await?;
    drop(read);
    let kind = kind
        .filter(|kind| kind.agency_id == row.agency_id)
        .ok_or_else(|| FieldProblem::new("/type_code", FieldCode::Unknown))?;
    if request.to < request.from || request.to < day::today(ctx.now) {
        return Err(FieldProblem::new("/to", FieldCode::EndsFirst).into());
    }
    let authority = AuthorityId(ctx.new_id());
    let grant = Grant {
        id: authority.into(),
        seal: id.into(),
        type_code: kind.code,
        covers: request.covers,
        from: Day(request.from),
        to: Day(request.to),
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
    };
    let entry = ctx.entry(Action::GrantAuthority, Object::alone(Kind::Seal, id.0));
    let claim = once.claim(ctx, authority.0);
    let effect = claim.effect(ctx, entry, move |tx| {
        Box::pin(async move { Ok(rows::grant(tx, &grant).await?) })
    });
    effect.await?;
    ctx.app.sealing().notify_one();
    show(ctx, id).await
}

/// Ends a standing authority.
pub async fn end(
    ctx: &Ctx<Clerk>,
    id: SealId,
    authority: AuthorityId,
    once: &Once,
) -> Result<SealDetail> {
    {
        let mut read = ctx.app.db.read().await?;
        own_for(ctx, &mut read, id, SealAct::Authorise).await?;
        let known = rows::of(&mut read, id).await?;
        if known.iter().all(|one| one.id != authority.into()) {
            return Err(ProblemCode::NotFound.into());
        }
    }
    let (by, now) = (Id::from(ctx.actor.staff), ctx.now);
    let entry = ctx.entry(Action::EndAuthority, Object::alone(Kind::Seal, id.0));
    let claim = once.claim(ctx, authority.0);
    let effect = claim.effect(ctx, entry, move |tx| {
        Box::pin(async move { Ok(rows::end(tx, authority, by, now).await?) })
    });
    effect.await?;
    show(ctx, id).await
}
