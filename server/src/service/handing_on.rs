//! 移送: how does a case get to the agency that it should have come to? It is another thing than passing on, which the law
//! orders ([`super::answering`]).
//!
//! The statutory clocks count anew from the right agency's receipt. Twice is the most ([`domain::flow::Handed`]), the second
//! time the managing body is told, and never back to who handed it on.

use super::handling::{by_clerk, once_only, words};
use super::once::Once;
use super::telling::in_role;
use super::{Clerk, Ctx, Result, change, opening};
use crate::store::moves::HandOn as Move;
use crate::store::notices::{self, New};
use crate::store::{At, Day, Id, Tx, agencies, clocks};
use change::{Allowed, Also};
use domain::access::Role;
use domain::flow::{CaseEvent, Handed};
use domain::id::ObjectionId;
use domain::problem::{FieldCode, FieldProblem};
use domain::wire::case::CaseDetail;
use domain::wire::desk::HandOn;
use domain::wire::notice::NoticeKind;

/// Gives the case to the agency that it should have come to.
pub async fn hand_on(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: &HandOn,
    once: &Once,
) -> Result<CaseDetail> {
    let step = (CaseEvent::HandOn, request.version);
    once_only(ctx, id, once, async {
        let text = words("/note", &request.note)?;
        let mut read = ctx.app.db.read().await?;
        let allowed = change::allow(ctx, &mut read, id, step).await?;
        let to = Id::from(request.to);
        let others = agencies::others(&mut read, ctx.actor.agency.into()).await?;
        let known = others.iter().any(|other| other.id == to);
        if !known || allowed.row.handed_by == Some(to) {
            return Err(FieldProblem::new("/to", FieldCode::Unknown).into());
        }
        let row = &allowed.row;
        let running = clocks::of_case(&mut read, row.holder_id, row.id).await?;
        let received = row.received_at.map_or(ctx.now, |at| at.0);
        let anew = opening::anew(ctx, (&row.procedure, row.id), (&running, received))?;
        let rulebook = &ctx.app.rules.rulebook;
        let due = opening::answer_due(rulebook, &row.procedure, &anew.started);
        let notices = told(ctx, &mut read, &allowed, (to, due)).await?;
        let note = ctx.app.vault.seal_note(id, allowed.seq(), text)?;
        let on = Move {
            to,
            handed: allowed.to.handed,
            at: At(ctx.now),
        };
        let change = by_clerk(ctx, &allowed)?.saying(note).counting_anew(anew);
        Ok(change.also(Also::HandOn(on)).telling(notices))
    })
    .await
}

/// Who gets it, whose it is, and who answers for the agency that had it; the second time who manages the library, too.
async fn told(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    allowed: &Allowed,
    (to, due): (Id, Option<Day>),
) -> Result<Vec<New>> {
    let receiving = notices::staff_of(read, to).await?;
    let handlers = in_role(&receiving, Role::Handler);
    let mut notices = allowed.tell(ctx, NoticeKind::NewCase, handlers)?;
    notices.extend(allowed.tell_objector(ctx, NoticeKind::HandedOn)?);
    let own = notices::staff_of(read, allowed.row.issuer_id).await?;
    let heads = in_role(&own, Role::Approver);
    notices.extend(allowed.tell(ctx, NoticeKind::HandedOn, heads)?);
    for notice in &mut notices {
        notice.due_date = due;
    }
    if allowed.to.handed == Handed::Twice {
        let all = notices::all_staff(read).await?;
        let supervisors = in_role(&all, Role::Supervisor);
        notices.extend(allowed.tell(ctx, NoticeKind::HandedOnAgain, supervisors)?);
    }
    Ok(notices)
}
