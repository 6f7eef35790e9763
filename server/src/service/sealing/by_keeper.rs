//! What waits for the keepers of an agency, and how do they put their seals on it (兰安 一百四十)?

use super::signing::sign;
use super::{keep, usage};
use crate::service::once::Once;
use crate::service::{Clerk, Ctx, Result, audit, cases, day, licences, seals};
use crate::store::Id;
use crate::store::audit::{Action, Kind};
use crate::store::authorities::Holding;
use crate::store::sealing as rows;
use crate::store::seals as register;
use domain::access::Relation;
use domain::id::SealId;
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::sealing::{SealAct, Sealer, UseRefusal, may};
use domain::wire::case::StaffRef;
use domain::wire::sealing::{
    PutSeal, SEALED_AT_ONCE, SealPut, SealRefused, VersionRef, WaitingForSeal, WaitingVersion,
};
use std::collections::BTreeSet;

/// What waits for the keepers of the caller's agency.
pub async fn waiting(ctx: &Ctx<Clerk>) -> Result<WaitingForSeal> {
    if !may(ctx.actor.role, Relation::OwnAgency, SealAct::Put) {
        return Err(ProblemCode::Forbidden.into());
    }
    let most = SEALED_AT_ONCE;
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let mut read = ctx.app.db.read().await?;
    let when = (day::today(ctx.now), ctx.now);
    let mut found = rows::for_keeper(&mut read, ctx.actor.agency, when, limit + 1).await?;
    let all = register::list(&mut read).await?;
    drop(read);
    let more = found.len() > most;
    found.truncate(most);
    let me = Sealer::Person(ctx.actor.staff);
    let mine = all.iter().filter(|row| usage(row).by(me, ctx.now).is_ok());
    let answer = WaitingForSeal {
        seals: mine.map(seals::summary).collect(),
        items: found.iter().map(listed).collect(),
        more,
    };
    let whose = cases::by_holder(found.iter().map(|row| (row.holder_id, row.licence_id)));
    audit::reads(ctx, Action::ListWaiting, Kind::Licence, whose).await?;
    Ok(answer)
}

fn listed(row: &rows::Listed) -> WaitingVersion {
    WaitingVersion {
        licence: row.licence_id.into(),
        version: licences::small(row.version),
        identifier: row.identifier.clone(),
        type_name: row.type_name.clone(),
        hue: licences::small(row.hue),
        number: row.number.clone(),
        holder_name: row.holder_name.clone(),
        way: row.way.0,
        since: row.since.0,
        approved_by: row.approved_by.map(|id| StaffRef {
            id: id.into(),
            name: row.approver_name.clone().unwrap_or_default(),
        }),
    }
}

/// Puts a seal on versions, by its keeper or deputy.
pub async fn put(ctx: &Ctx<Clerk>, id: SealId, request: &PutSeal, once: &Once) -> Result<SealPut> {
    let versions: BTreeSet<VersionRef> = request.versions.iter().copied().collect();
    if versions.is_empty() || versions.len() > SEALED_AT_ONCE {
        let problem = FieldProblem::limited("/versions", FieldCode::TooMany, SEALED_AT_ONCE);
        return Err(problem.into());
    }
    let mut read = ctx.app.db.read().await?;
    let row = register::find(&mut read, id).await?;
    let row = row
        .filter(|row| row.agency_id == ctx.actor.agency.into())
        .ok_or(ProblemCode::NotFound)?;
    let sealer = Sealer::Person(ctx.actor.staff);
    let may_put = may(ctx.actor.role, Relation::OwnAgency, SealAct::Put);
    if !may_put {
        return Err(ProblemCode::Forbidden.into());
    }
    usage(&row).by(sealer, ctx.now)?;
    let mut answer = SealPut {
        sealed: Vec::new(),
        refused: Vec::new(),
    };
    let claim = once.claim(ctx, id.0);
    let came_before = claim.earlier(&mut read).await?.is_some();
    let mut found = Vec::with_capacity(versions.len());
    for version in versions {
        let key = (Id::from(version.licence), i64::from(version.version));
        match rows::one(&mut read, ctx.actor.agency, key).await? {
            Some(waiting) => found.push(waiting),
            None if came_before => answer.sealed.push(version),
            None => answer.refused.push(SealRefused {
                version,
                why: UseRefusal::NotWaiting,
            }),
        }
    }
    drop(read);
    if came_before {
        return Ok(answer);
    }
    let batch = sign(
        ctx,
        row,
        found,
        (sealer, Some(ctx.actor.staff.into()), None),
    )
    .await?;
    let refused = batch.refused.into_iter();
    answer
        .refused
        .extend(refused.map(|(version, why)| SealRefused { version, why }));
    let by = Holding::Keeper(ctx.actor.staff.into());
    answer.sealed = keep(ctx, batch.seals, id.into(), by, Some(claim)).await?;
    Ok(answer)
}
