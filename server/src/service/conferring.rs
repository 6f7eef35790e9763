//! 分歧协商: asking and providing department disagree, the managing body is shown it and ends it with a result (兰享 三十).
//!
//! The article gives no time for it: no clock of its own runs, and those of the case go on as they are.

use super::change::{self, Allowed, Also};
use super::handling::{by_clerk, once_only, words};
use super::once::Once;
use super::telling::in_role;
use super::{Clerk, Ctx, Result, publishing};
use crate::store::notices::{self, Recipient};
use crate::store::{Id, Tx};
use domain::access::Role;
use domain::flow::{CaseEvent, CaseState};
use domain::id::ObjectionId;
use domain::wire::case::CaseDetail;
use domain::wire::desk::WithNote;
use domain::wire::notice::NoticeKind;

/// Takes a disagreement to the managing body.
pub async fn disagree(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: &WithNote,
    once: &Once,
) -> Result<CaseDetail> {
    let step = (CaseEvent::Disagree, request.version);
    once_only(ctx, id, once, async {
        let text = words("/note", &request.note)?;
        let mut read = ctx.app.db.read().await?;
        let allowed = change::allow(ctx, &mut read, id, step).await?;
        let mut told = departments(&mut read, &allowed).await?;
        let everybody = notices::all_staff(&mut read).await?;
        told.extend(in_role(&everybody, Role::Supervisor));
        let own = Recipient::Staff(Id::from(ctx.actor.staff));
        told.retain(|one| *one != own);
        let notices = allowed.tell(ctx, NoticeKind::Disagreed, told)?;
        let note = ctx.app.vault.seal_note(id, allowed.seq(), text)?;
        let change = by_clerk(ctx, &allowed)?.saying(note).telling(notices);
        // What was answered already is answered anew.
        Ok(if allowed.row.state.0 == CaseState::Decided {
            let by = Some(Id::from(ctx.actor.staff));
            let down = publishing::taken_down(ctx, &allowed.row, by)?;
            change.also(Also::SetAside(down))
        } else {
            change
        })
    })
    .await
}

/// Ends it with a result; who has to answer goes on from there.
pub async fn settle(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: &WithNote,
    once: &Once,
) -> Result<CaseDetail> {
    let step = (CaseEvent::Settle, request.version);
    once_only(ctx, id, once, async {
        let text = words("/note", &request.note)?;
        let mut read = ctx.app.db.read().await?;
        let allowed = change::allow(ctx, &mut read, id, step).await?;
        let told = departments(&mut read, &allowed).await?;
        let notices = allowed.tell(ctx, NoticeKind::Settled, told)?;
        let note = ctx.app.vault.seal_note(id, allowed.seq(), text)?;
        let change = by_clerk(ctx, &allowed)?.saying(note);
        Ok(change.telling(notices))
    })
    .await
}

/// The handlers of both departments.
async fn departments(read: &mut Tx, allowed: &Allowed) -> Result<Vec<Recipient>> {
    let mut all = Vec::new();
    let agencies = [Some(allowed.row.issuer_id), allowed.row.partner_id];
    for agency in agencies.into_iter().flatten() {
        let staff = notices::staff_of(read, agency).await?;
        all.extend(in_role(&staff, Role::Handler));
    }
    Ok(all)
}
