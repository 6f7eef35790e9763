//! Which messages did not arrive, and what does the desk do about them? Trying again, or telling the person by other means;
//! each is a task of the agency that the message is about.

use super::once::Once;
use super::paging::{self, Paging};
use super::{Clerk, Ctx, Result, audit as read_audit};
use crate::store::audit::{Action, Kind, Object};
use crate::store::deliveries::tasks::{self, After, Row, ToldBy};
use crate::store::notices::ANYONE;
use crate::store::{Id, objections};
use domain::access::{self, Actor, Record, Role};
use domain::delivery::DeliveryState;
use domain::id::{AgencyId, DeliveryId, HolderId, ObjectionId};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::rulebook::Objector;
use domain::text::{Lang, case};
use domain::wire::delivery::{Delivery, Told, ToldView, Undelivered};
use domain::wire::{Expected, Page};
use jiff::SignedDuration;

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// What did not arrive: of the own agency, and for a supervisor of all; the longest waiting first.
pub async fn list(ctx: &Ctx<Clerk>, paging: &Paging) -> Result<Page<Undelivered>> {
    if !ctx.actor.role.works_cases() {
        return Err(ProblemCode::Forbidden.into());
    }
    let limit = paging.limit()?;
    let after = paging.after::<After>()?;
    let agency = (ctx.actor.role != Role::Supervisor).then(|| Id::from(ctx.actor.agency));
    let mut read = ctx.app.db.read().await?;
    let mut rows = tasks::list(&mut read, agency, after, limit + 1).await?;
    drop(read);
    let next = paging::cut(&mut rows, limit, |row| After {
        since: row.since.0,
        id: row.id.0,
    })?;
    let told = |row: &Row| (HolderId(row.holder_id.0), vec![row.notice_id.0]);
    let whose = rows.iter().map(told);
    read_audit::reads(ctx, Action::ListUndelivered, Kind::Notice, whose).await?;
    Ok(Page {
        items: rows.into_iter().map(|row| task(ctx, row)).collect(),
        next,
    })
}

/// How the people of a case were told of it outside of the app.
pub async fn of_case(ctx: &Ctx<Clerk>, id: ObjectionId) -> Result<Vec<Delivery>> {
    let mut read = ctx.app.db.read().await?;
    let found = objections::standing(&mut read, id).await?;
    let found = found.ok_or(ProblemCode::NotFound)?;
    let record = Record {
        holder: found.holder_id.into(),
        issuer: found.issuer_id.into(),
    };
    let actor: Actor = ctx.actor.into();
    let partner = found.partner_id.map(AgencyId::from);
    if !actor.may_in_case(access::Action::ReadCase, record, partner) {
        return Err(ProblemCode::NotFound.into());
    }
    let rows = tasks::of_objection(&mut read, id.into()).await?;
    drop(read);
    let whose = [(HolderId(found.holder_id.0), vec![id.0])];
    read_audit::reads(ctx, Action::ReadCase, Kind::Objection, whose).await?;
    Ok(rows.into_iter().map(|row| view(&row)).collect())
}

/// Tries a delivery again from now on.
pub async fn again(
    ctx: &Ctx<Clerk>,
    id: DeliveryId,
    expected: Expected,
    once: &Once,
) -> Result<Undelivered> {
    let claim = once.claim(ctx, id.0);
    let row = mine(ctx, id).await?;
    let entry = ctx.entry(Action::TryDeliveryAgain, object(&row));
    let (by, now) = (Id::from(ctx.actor.staff), ctx.now);
    let moved = (Id::from(id), expected.version);
    claim
        .effect(ctx, entry, move |tx| {
            Box::pin(async move { Ok(tasks::again(tx, moved, by, now).await?) })
        })
        .await?;
    ctx.app.deliveries(row.means.0).notify_one();
    mine(ctx, id).await.map(|row| task(ctx, row))
}

/// Enters that the person was told by other means.
pub async fn told(
    ctx: &Ctx<Clerk>,
    id: DeliveryId,
    request: &Told,
    once: &Once,
) -> Result<Undelivered> {
    let claim = once.claim(ctx, id.0);
    let row = mine(ctx, id).await?;
    if request.at > ctx.now {
        return Err(FieldProblem::new("/at", FieldCode::InFuture).into());
    }
    // Who enters it says minutes.
    if request.at.saturating_add(MINUTE).unwrap_or(request.at) <= row.created_at.0 {
        return Err(FieldProblem::new("/at", FieldCode::InPast).into());
    }
    let entry = ctx.entry(Action::TellByOtherMeans, object(&row));
    let now = ctx.now;
    let (moved, told) = (
        (Id::from(id), request.version),
        ToldBy {
            way: request.way,
            at: request.at,
            by: ctx.actor.staff.into(),
        },
    );
    claim
        .effect(ctx, entry, move |tx| {
            Box::pin(async move { Ok(tasks::told(tx, moved, told, now).await?) })
        })
        .await?;
    mine(ctx, id).await.map(|row| task(ctx, row))
}

/// A delivery that is a task of the caller's agency, or was.
async fn mine(ctx: &Ctx<Clerk>, id: DeliveryId) -> Result<Row> {
    let row = tasks::find(&mut *ctx.app.db.read().await?, id.into()).await?;
    let row = row.filter(|row| row.recipient_kind != "staff");
    let row = row.ok_or(ProblemCode::NotFound)?;
    if may_do(ctx, &row) {
        return Ok(row);
    }
    // Who may see it is told that it isn't theirs to do.
    let sees = ctx.actor.role == Role::Supervisor;
    let code = if sees {
        ProblemCode::Forbidden
    } else {
        ProblemCode::NotFound
    };
    Err(code.into())
}

/// Handlers and approvers do what is their agency's.
fn may_do(ctx: &Ctx<Clerk>, row: &Row) -> bool {
    let works = matches!(ctx.actor.role, Role::Handler | Role::Approver);
    works && row.issuer_id == Some(ctx.actor.agency.into())
}

fn object(row: &Row) -> Object {
    Object::of(Kind::Notice, row.notice_id.0, HolderId(row.holder_id.0))
}

fn task(ctx: &Ctx<Clerk>, row: Row) -> Undelivered {
    Undelivered {
        delivery: view(&row),
        objection: row.objection_id.map(Into::into),
        mine: may_do(ctx, &row),
        holder_name: named(&row),
        case_number: row.case_number.unwrap_or_default(),
        type_name: row.type_name.unwrap_or_default(),
        issuer_name: row.issuer_name.unwrap_or_default(),
    }
}

/// Who was to be told; somebody who is known by an address alone has no name.
fn named(row: &Row) -> String {
    let nobody = row.recipient_kind == ANYONE;
    let anyone = nobody.then(|| case::objector(Objector::Anyone, Lang::Zh).to_owned());
    row.holder_name.clone().or(anyone).unwrap_or_default()
}

/// A delivery as its recipient and the desk see it.
pub(super) fn view(row: &Row) -> Delivery {
    let told = row.told_way.zip(row.told_at);
    let again = matches!(row.state.0, DeliveryState::Queued | DeliveryState::Failed);
    Delivery {
        id: row.id.into(),
        kind: row.kind.0,
        means: row.means.0,
        state: row.state.0,
        since: row.since.0,
        tries: row.tries,
        fault: row.fault.map(|fault| fault.0),
        next_try: again.then_some(row.try_at.0),
        told: told.map(|(way, at)| ToldView {
            way: way.0,
            at: at.0,
            by: row.told_by.clone().unwrap_or_default(),
        }),
        version: row.version,
    }
}
