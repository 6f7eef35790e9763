//! 随机抽查: which samples are there, and what does somebody see of one (兰安 一百六十三, 庆证 三十)?
//!
//! - [`drawing`]: a sample is drawn; [`finding`]: its licences are looked at, answered for and closed;
//! - `view`: what each reader sees of it.

pub mod drawing;
pub mod finding;
mod view;

use super::paging::{self, Paging};
use super::{Clerk, Ctx, Result, licences as reading};
use crate::store::audit::{Action, Entry, Kind, Object};
use crate::store::inspections::{self as rows, Item, Row};
use crate::store::outages::Before;
use crate::store::quality;
use domain::access::{self, Actor, Relation, Role, allowed};
use domain::id::{HolderId, InspectionId, LicenceId, StaffId};
use domain::problem::ProblemCode;
use domain::wire::Page;
use domain::wire::case::StaffRef;
use domain::wire::inspection::{
    AgencyName, DrawChoices, InspectionDetail, InspectionSummary, TypeRef,
};
use domain::wire::licence::LicenceDetail;
use view::show;

/// Samples, the last first: all for a supervisor, the own ones for an auditor, and for an agency those in which licences
/// of its own were looked at.
pub async fn list(ctx: &Ctx<Clerk>, paging: &Paging) -> Result<Page<InspectionSummary>> {
    let whose = match ctx.actor.role {
        Role::Supervisor => (None, None),
        Role::Auditor => (None, Some(ctx.actor.staff.into())),
        _ => (Some(ctx.actor.agency.into()), None),
    };
    may_see(ctx)?;
    let limit = paging.limit()?;
    let before = paging.after::<Before>()?.unwrap_or_else(Before::end);
    let mut read = ctx.app.db.read().await?;
    let mut found = rows::list(&mut read, whose, before, limit + 1).await?;
    let next = paging::cut(&mut found, limit, |row| Before {
        at: row.drawn_at.0,
        id: row.id.0,
    })?;
    let mut items = Vec::with_capacity(found.len());
    for row in &found {
        let sampled = rows::items(&mut read, row.id).await?;
        items.push(view::summary(ctx, row, &sampled));
    }
    Ok(paging::page(items, next))
}

/// One sample with its licences.
pub async fn find(ctx: &Ctx<Clerk>, id: InspectionId) -> Result<InspectionDetail> {
    let detail = show(ctx, id).await?;
    view::record_read(ctx, id).await?;
    Ok(detail)
}

/// Whom and what a draw can name.
pub async fn choices(ctx: &Ctx<Clerk>) -> Result<DrawChoices> {
    may_draw(ctx)?;
    let mut read = ctx.app.db.read().await?;
    let inspectors = rows::inspectors(&mut read, ctx.actor.agency.into()).await?;
    let issuers = quality::issuers(&mut read).await?;
    let types = rows::types(&mut read).await?;
    Ok(DrawChoices {
        inspectors: inspectors
            .into_iter()
            .map(|one| StaffRef {
                id: one.id.into(),
                name: one.name,
            })
            .collect(),
        issuers: issuers
            .into_iter()
            .map(|one| AgencyName {
                id: one.id.into(),
                name: one.name,
            })
            .collect(),
        types: types
            .into_iter()
            .map(|(code, name)| TypeRef { code, name })
            .collect(),
    })
}

/// A licence that was drawn for the reader, and no other; the record names the inspection as the reason.
pub async fn licence(
    ctx: &Ctx<Clerk>,
    id: InspectionId,
    licence: LicenceId,
) -> Result<LicenceDetail> {
    let (row, _) = sampled(ctx, id, licence).await?;
    as_inspector(ctx, &row, access::Action::ReadLicence)?;
    let (found, events) = ctx
        .app
        .licences()
        .ask(licence)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    let actor: Actor = ctx.actor.into();
    let detail = reading::detail(&ctx.clone().with(actor), &found, &events, false)?;
    let object = Object::of(Kind::Licence, licence.0, HolderId(found.holder_id.0));
    let entry = Entry {
        service_item: Some(format!("inspection/{id}")),
        ..ctx.entry(Action::ReadLicence, object)
    };
    ctx.app.recorder().ask(vec![entry]).await?;
    Ok(detail)
}

/// A licence of a sample that the reader may see.
async fn sampled(ctx: &Ctx<Clerk>, id: InspectionId, licence: LicenceId) -> Result<(Row, Item)> {
    let mut read = ctx.app.db.read().await?;
    let (row, items) = view::seen(ctx, &mut read, id).await?;
    let item = items
        .into_iter()
        .find(|item| item.licence_id == licence.into());
    Ok((row, item.ok_or(ProblemCode::NotFound)?))
}

fn as_inspector(ctx: &Ctx<Clerk>, row: &Row, may: access::Action) -> Result<()> {
    let drawn_for = StaffId(row.inspector_id.0) == ctx.actor.staff;
    if drawn_for && allowed(ctx.actor.role, Relation::Drawn, may) {
        Ok(())
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}

fn may_see(ctx: &Ctx<Clerk>) -> Result<()> {
    let role = ctx.actor.role;
    let watches = allowed(role, Relation::OwnAgency, access::Action::WatchLibrary);
    if watches || allowed(role, Relation::Drawn, access::Action::Inspect) {
        Ok(())
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}

fn may_draw(ctx: &Ctx<Clerk>) -> Result<()> {
    let may = access::Action::DrawSample;
    if allowed(ctx.actor.role, Relation::Other, may) {
        Ok(())
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}
