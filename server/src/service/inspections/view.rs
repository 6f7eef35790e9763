//! What does somebody see of a sample? Supervisor and inspector everything, an issuer what was looked at of its own.

use super::may_see;
use crate::hex;
use crate::service::{Clerk, Ctx, Result, audit, cases, licences};
use crate::store::audit::{Action, Kind};
use crate::store::inspections::{self as rows, Happened, Item, Row};
use crate::store::{Tx, agencies};
use domain::access::Role;
use domain::id::{InspectionId, LicenceId};
use domain::inspection::SampleState;
use domain::problem::ProblemCode;
use domain::wire::case::StaffRef;
use domain::wire::inspection::{
    InspectionDetail, InspectionSummary, SampleCounts, SampleHistory, Sampled,
};

/// A sample with those of its licences that the reader may see.
pub(super) async fn seen(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    id: InspectionId,
) -> Result<(Row, Vec<Item>)> {
    may_see(ctx)?;
    let row = rows::find(read, id.into()).await?;
    let row = row.ok_or(ProblemCode::NotFound)?;
    let mut items = rows::items(read, id.into()).await?;
    items.retain(|item| is_shown(ctx, item));
    let shown = match ctx.actor.role {
        Role::Supervisor => true,
        Role::Auditor => row.inspector_id == ctx.actor.staff.into(),
        _ => !items.is_empty(),
    };
    if shown {
        Ok((row, items))
    } else {
        Err(ProblemCode::NotFound.into())
    }
}

/// An issuer isn't told what will be looked at.
fn is_shown(ctx: &Ctx<Clerk>, item: &Item) -> bool {
    match ctx.actor.role {
        Role::Supervisor | Role::Auditor => true,
        _ => {
            let own = item.issuer_id == ctx.actor.agency.into();
            own && item.state.0 != SampleState::Drawn
        }
    }
}

pub(super) fn summary(ctx: &Ctx<Clerk>, row: &Row, items: &[Item]) -> InspectionSummary {
    let mut counts = SampleCounts::default();
    for item in items.iter().filter(|item| is_shown(ctx, item)) {
        let of = match item.state.0 {
            SampleState::Drawn => &mut counts.drawn,
            SampleState::Conforms => &mut counts.conforms,
            SampleState::Found => &mut counts.found,
            SampleState::Answered => &mut counts.answered,
            SampleState::Closed => &mut counts.closed,
        };
        *of += 1;
        counts.overdue += i64::from(is_overdue(ctx, item));
    }
    InspectionSummary {
        id: InspectionId(row.id.0),
        drawn_at: row.drawn_at.0,
        drawn_by: StaffRef {
            id: row.drawn_by.into(),
            name: row.drawer_name.clone(),
        },
        inspector: StaffRef {
            id: row.inspector_id.into(),
            name: row.inspector_name.clone(),
        },
        wanted: row.wanted,
        stock: row.stock,
        counts,
    }
}

fn is_overdue(ctx: &Ctx<Clerk>, item: &Item) -> bool {
    item.state.0.is_owed() && item.due_at.is_some_and(|due| due.0 <= ctx.now)
}

pub(super) async fn show(ctx: &Ctx<Clerk>, id: InspectionId) -> Result<InspectionDetail> {
    let mut read = ctx.app.db.read().await?;
    let (row, items) = seen(ctx, &mut read, id).await?;
    let history = rows::history(&mut read, id.into()).await?;
    let filter_issuer = match row.filter.0.issuer {
        Some(issuer) => agencies::find(&mut read, issuer).await?,
        None => None,
    };
    drop(read);
    let sampled = items.iter().map(|item| sampled(ctx, id, item, &history));
    Ok(InspectionDetail {
        summary: summary(ctx, &row, &items),
        seed: row.seed.clone(),
        filter: row.filter.0.clone(),
        filter_issuer: filter_issuer.map(|agency| agency.name),
        upper: row.upper_id.map(Into::into),
        stock_digest: hex::write(&row.stock_digest),
        items: sampled.collect::<Result<_>>()?,
        mine: row.inspector_id == ctx.actor.staff.into(),
    })
}

fn sampled(
    ctx: &Ctx<Clerk>,
    id: InspectionId,
    item: &Item,
    history: &[Happened],
) -> Result<Sampled> {
    let own = history
        .iter()
        .filter(|event| event.licence_id == item.licence_id);
    Ok(Sampled {
        licence: LicenceId(item.licence_id.0),
        place: item.place,
        issuer_name: item.issuer_name.clone(),
        type_name: item.type_name.clone(),
        number: item.number.clone(),
        version: licences::small(item.version),
        state: item.state.0,
        revision: item.revision,
        ground: item.ground.map(|ground| ground.0),
        due_date: item.due_date.map(|day| day.0),
        overdue: is_overdue(ctx, item),
        history: own
            .map(|event| happened(ctx, id, event))
            .collect::<Result<_>>()?,
    })
}

fn happened(ctx: &Ctx<Clerk>, id: InspectionId, event: &Happened) -> Result<SampleHistory> {
    let words = match (&event.key_id, &event.words_sealed) {
        (Some(key), Some(bytes)) => {
            let at = (id.0, event.licence_id.0);
            ctx.app.vault.open_sampled(at, event.seq, (key, bytes))?
        }
        _ => String::new(),
    };
    Ok(SampleHistory {
        event: event.event.0,
        at: event.at.0,
        by: event.staff_name.clone(),
        words,
    })
}

/// Records whose licences the answer named.
pub(super) async fn record_read(ctx: &Ctx<Clerk>, id: InspectionId) -> Result<()> {
    let items = seen(ctx, &mut *ctx.app.db.read().await?, id).await?.1;
    let whose = cases::by_holder(items.iter().map(|item| (item.holder_id, item.licence_id)));
    audit::reads(ctx, Action::ReadSample, Kind::Licence, whose).await
}
