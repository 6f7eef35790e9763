//! How is a closed case taken up again? By who decided it, where its notice came back or new evidence arrived; or once for
//! its objector, by other people (复核). No article knows either: both are services, the statutory clocks stand as they were
//! met, and the decision that was made stays among the earlier ones.

use super::change::{self, Allowed, Also, Change};
use super::handling::{by_clerk, colleagues, once_only, words};
use super::once::Once;
use super::{Citizen, Clerk, Ctx, Error, Result, day, publishing};
use crate::store::notices::New;
use crate::store::{Id, Tx, earlier, objections};
use domain::access::Role;
use domain::deadline::local_date;
use domain::flow::{CaseEvent, Refusal};
use domain::id::{ObjectionId, StaffId};
use domain::objection::reviewing::{asked_until, other_people};
use domain::problem::ProblemCode;
use domain::wire::asking::AskReview;
use domain::wire::case::CaseDetail;
use domain::wire::desk::WithNote;
use domain::wire::notice::NoticeKind;

/// Takes a closed case up again.
pub async fn reopen(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: &WithNote,
    once: &Once,
) -> Result<CaseDetail> {
    let step = (CaseEvent::Reopen, request.version);
    once_only(ctx, id, once, async {
        let text = words("/note", &request.note)?;
        let mut read = ctx.app.db.read().await?;
        let allowed = change::allow(ctx, &mut read, id, step).await?;
        let handlers = colleagues(&mut read, &allowed, Role::Handler).await?;
        let mut notices = allowed.tell_objector(ctx, NoticeKind::Reopened)?;
        notices.extend(allowed.tell(ctx, NoticeKind::Reopened, handlers)?);
        let note = ctx.app.vault.seal_note(id, allowed.seq(), text)?;
        let by = Some(Id::from(ctx.actor.staff));
        let down = Also::SetAside(publishing::taken_down(ctx, &allowed.row, by)?);
        let change = by_clerk(ctx, &allowed)?.saying(note).also(down);
        Ok(change.telling(due_with(ctx, &allowed, notices)?))
    })
    .await
}

/// The objector asks other people to look at the decision again, once and in time.
pub async fn ask_review(
    ctx: &Ctx<Citizen>,
    id: ObjectionId,
    request: &AskReview,
    once: &Once,
) -> Result<CaseDetail> {
    let step = (CaseEvent::AskReview, request.version);
    once_only(ctx, id, once, async {
        let text = words("/text", &request.text)?;
        let mut read = ctx.app.db.read().await?;
        let allowed = change::allow(ctx, &mut read, id, step).await?;
        in_time(ctx, &mut read, &allowed).await?;
        let mut notices = allowed.tell_objector(ctx, NoticeKind::ReviewBegun)?;
        for role in [Role::Handler, Role::Approver] {
            let staff = colleagues(&mut read, &allowed, role).await?;
            notices.extend(allowed.tell(ctx, NoticeKind::ReviewAsked, staff)?);
        }
        let note = ctx.app.vault.seal_note(id, allowed.seq(), text)?;
        let change = Change::of(ctx, &allowed, Some((Role::Holder, None)))?;
        let down = Also::SetAside(publishing::taken_down(ctx, &allowed.row, None)?);
        let change = change.saying(note).also(down);
        Ok(change.telling(due_with(ctx, &allowed, notices)?))
    })
    .await
}

/// Who proposed or approved a decision that was set aside takes no part in a review.
pub(super) async fn check_people(ctx: &Ctx<Clerk>, read: &mut Tx, allowed: &Allowed) -> Result<()> {
    if !allowed.row.reviewing {
        return Ok(());
    }
    let before = earlier::of_case(read, allowed.row.holder_id, allowed.row.id).await?;
    let people = before
        .iter()
        .flat_map(|one| [one.proposed_by, one.decided_by]);
    if other_people(people.map(StaffId::from), ctx.actor.staff) {
        Ok(())
    } else {
        Err(ProblemCode::SamePerson.into())
    }
}

async fn in_time(ctx: &Ctx<Citizen>, read: &mut Tx, allowed: &Allowed) -> Result<()> {
    let found = objections::find(read, allowed.row.id.into()).await?;
    let closed = found.and_then(|found| found.finished_at);
    let until = closed
        .zip(allowed.flow.review_days)
        .map(|(closed, days)| asked_until(local_date(closed.0), days));
    if until.is_some_and(|until| day::today(ctx.now) <= until) {
        return Ok(());
    }
    let over = Refusal::ReviewOver.to_string();
    Err(Error::explained(ProblemCode::WrongState, over))
}

/// Both sides hear by when a result is aimed at.
fn due_with<A>(ctx: &Ctx<A>, allowed: &Allowed, notices: Vec<New>) -> Result<Vec<New>> {
    let due_date = allowed.answer_due(ctx)?;
    let dated = |notice: New| New { due_date, ..notice };
    Ok(notices.into_iter().map(dated).collect())
}
