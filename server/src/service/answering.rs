//! How is a case answered that takes no second person, passed on to who has to answer, and told to somebody who has no
//! account here? (庆数 三十三, 兰享 三十, 拉享 二十三, 嘉网 二十七(二).)

use super::change::{self, Allowed, Also, Change};
use super::deciding::told;
use super::handling::{by_clerk, once_only, words};
use super::once::Once;
use super::telling::in_role;
use super::{Clerk, Ctx, Result, publishing};
use crate::store::moves::Decision;
use crate::store::{At, Id, Tx, agencies, notices, objections};
use domain::access::{Action, Role};
use domain::flow::{CaseEvent, Flow};
use domain::id::ObjectionId;
use domain::objection::deciding::{REASONS_MAX, REASONS_MIN};
use domain::objection::{Outcome, Proposal, Withheld};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::text;
use domain::wire::case::CaseDetail;
use domain::wire::catalogue::AgencyRef;
use domain::wire::desk::{AnswerCase, PassOn, WithNote};
use domain::wire::notice::NoticeKind;

/// To whom a case of the own agency can be passed on: every other agency where somebody handles cases, by name.
pub async fn could_answer(ctx: &Ctx<Clerk>) -> Result<Vec<AgencyRef>> {
    ctx.may(Action::Transfer)?;
    let mut read = ctx.app.db.read().await?;
    let others = agencies::others(&mut read, ctx.actor.agency.into()).await?;
    let named = others.into_iter().map(|other| AgencyRef {
        id: other.id.into(),
        name: other.name,
    });
    Ok(named.collect())
}

/// 转交, 反馈: gives the case to the agency that has to answer.
pub async fn pass_on(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: &PassOn,
    once: &Once,
) -> Result<CaseDetail> {
    let step = (CaseEvent::Transfer, request.version);
    once_only(ctx, id, once, async {
        let text = words("/note", &request.note)?;
        let mut read = ctx.app.db.read().await?;
        let allowed = change::allow(ctx, &mut read, id, step).await?;
        let others = agencies::others(&mut read, ctx.actor.agency.into()).await?;
        if !others.iter().any(|other| other.id == request.to.into()) {
            return Err(FieldProblem::new("/to", FieldCode::Unknown).into());
        }
        let staff = notices::staff_of(&mut read, request.to.into()).await?;
        let handlers = in_role(&staff, Role::Handler);
        let mut notices = allowed.tell(ctx, NoticeKind::NewCase, handlers)?;
        let due = allowed.answer_due(ctx)?;
        for notice in &mut notices {
            notice.due_date = due;
        }
        let note = ctx.app.vault.seal_note(id, allowed.seq(), text)?;
        let change = by_clerk(ctx, &allowed)?.saying(note);
        Ok(change
            .also(Also::PassOn(request.to.into()))
            .telling(notices))
    })
    .await
}

/// Answers alone.
pub async fn answer(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: &AnswerCase,
    once: &Once,
) -> Result<CaseDetail> {
    let step = (CaseEvent::Answer, request.version);
    once_only(ctx, id, once, async {
        let mut read = ctx.app.db.read().await?;
        let allowed = change::allow(ctx, &mut read, id, step).await?;
        let deciding = ctx.app.rules.rulebook.deciding(&allowed.row.procedure);
        let answer = Proposal {
            outcome: request.outcome,
            corrections: Vec::new(),
            rejections: request.rejections.clone(),
            reasons: request.reasons.clone(),
            remedy: request.remedy.clone(),
            checks: request.checks.clone(),
        }
        .completed(deciding);
        let found = objections::find(&mut read, id).await?;
        let found = found.ok_or(ProblemCode::NotFound)?;
        let mut problems = answer.check_without_face(deciding, found.ground.0);
        problems.extend(check_withheld(allowed.flow, request));
        if !problems.is_empty() {
            return Err(super::Error::Invalid(problems));
        }
        let decision = Decision {
            outcome: answer.outcome,
            by: Id::from(ctx.actor.staff),
            at: At(ctx.now),
            corrected_version: None,
            withheld: request.withheld,
        };
        let kept_back = if request.withheld.is_none() {
            None
        } else {
            let kept = (&answer, request.withheld_why.as_str(), decision.by);
            let kept = publishing::kept_back(ctx, &mut read, &found, kept).await?;
            Some(Box::new(kept))
        };
        let sealed = ctx.app.vault.seal_proposal(id, &answer)?;
        let notices = told(ctx, &mut read, &allowed).await?;
        let checked = text::case::checked(&answer.checks, text::Lang::Zh);
        let note = ctx.app.vault.seal_note(id, allowed.seq(), &checked)?;
        let change = by_clerk(ctx, &allowed)?.saying(note);
        let change = change.also(Also::Answer {
            sealed,
            decision,
            kept_back,
        });
        Ok(change.telling(notices))
    })
    .await
}

/// Something is kept back only where answers are published, with a reason, and what was found to be so is not untrue.
fn check_withheld(flow: Flow, request: &AnswerCase) -> Option<FieldProblem> {
    let fits = match request.withheld {
        None => true,
        Some(Withheld::Unfit) => flow.publish,
        Some(Withheld::Untrue) => flow.publish && request.outcome == Outcome::Rejected,
    };
    if !fits {
        return Some(FieldProblem::new("/withheld", FieldCode::WrongForm));
    }
    let why = (!request.withheld_why.trim().is_empty() || request.withheld.is_some()).then(|| {
        FieldProblem::of_required(
            "/withheld_why",
            &request.withheld_why,
            REASONS_MIN..=REASONS_MAX,
        )
    });
    why.flatten()
}

/// Somebody without an account was told; nothing is left to do then.
pub async fn tell(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: &WithNote,
    once: &Once,
) -> Result<CaseDetail> {
    let step = (CaseEvent::Notify, request.version);
    once_only(ctx, id, once, async {
        let text = words("/note", &request.note)?;
        let mut read = ctx.app.db.read().await?;
        let allowed = change::allow(ctx, &mut read, id, step).await?;
        if allowed.row.parties().objector().is_some() {
            let by_message = "told-by-message";
            return Err(super::Error::explained(
                ProblemCode::WrongState,
                by_message.to_owned(),
            ));
        }
        let note = ctx.app.vault.seal_note(id, allowed.seq(), text)?;
        let closed = close_after(ctx, &mut read, &allowed).await?;
        // Who says the same is told by message, also where the objector is not.
        let fellows = allowed.tell_objector(ctx, NoticeKind::Decided)?;
        let told = by_clerk(ctx, &allowed)?.saying(note).telling(fellows);
        Ok(told.then(closed))
    })
    .await
}

async fn close_after(ctx: &Ctx<Clerk>, read: &mut Tx, told: &Allowed) -> Result<Change> {
    let mut row: objections::Standing = told.row.clone();
    (row.state.0, row.version) = (told.to.standing.state, told.seq());
    let publication = publishing::of_closing(ctx, read, &row).await?;
    let closed = change::follow(&ctx.app.rules.rulebook, row, CaseEvent::Close)?;
    Ok(Change::of(ctx, &closed, None)?.publishing(publication))
}
