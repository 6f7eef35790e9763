//! What do the objector and the desk do to a case, step by step, until it is decided?

use super::case_row;
use super::cases;
use super::change::{self, Allowed, Also, Change};
use super::deciding::validity_after;
use super::once::{Claim, Once};
use super::telling::in_role;
use super::{Caller, Citizen, Clerk, Ctx, Error, Result, reopening};
use crate::store::notices::{self, Recipient};
use crate::store::objections::Disputed;
use crate::store::{Id, Tx, objections};
use domain::access::{Actor, Role};
use domain::id::ObjectionId;
use domain::objection::deciding::{REASONS_MAX, REASONS_MIN};
use domain::objection::{CaseEvent, Claim as FieldClaim, Proposal, ProposalContext};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::text;
use domain::validity::{Validity, ValidityFault};
use domain::wire::Expected;
use domain::wire::asking::{Supplement, Withdraw};
use domain::wire::case::CaseDetail;
use domain::wire::desk::{Propose, WithNote};
use domain::wire::notice::NoticeKind;

/// The objector answers a return for supplement.
pub async fn supplement(
    ctx: &Ctx<Citizen>,
    id: ObjectionId,
    request: &Supplement,
    once: &Once,
) -> Result<CaseDetail> {
    let said = Said {
        event: CaseEvent::Supplement,
        version: request.version,
        words: Some(("/text", &request.text)),
        by: (Role::Holder, None),
    };
    said_by_objector(ctx, id, said, once).await
}

/// The objector withdraws.
pub async fn withdraw(
    ctx: &Ctx<Citizen>,
    id: ObjectionId,
    request: &Withdraw,
    once: &Once,
) -> Result<CaseDetail> {
    let said = Said {
        event: CaseEvent::Withdraw,
        version: request.version,
        words: None,
        by: (Role::Holder, None),
    };
    said_by_objector(ctx, id, said, once).await
}

/// A clerk enters what an objector without an account says, a supplement or a withdrawal, in that one's words.
pub async fn enter(
    ctx: &Ctx<Clerk>,
    (id, event): (ObjectionId, CaseEvent),
    request: &WithNote,
    once: &Once,
) -> Result<CaseDetail> {
    let said = Said {
        event,
        version: request.version,
        words: Some(("/note", &request.note)),
        by: (ctx.actor.role, Some(ctx.actor.staff.into())),
    };
    said_by_objector(ctx, id, said, once).await
}

/// What an objector says of a case, whoever enters it.
#[derive(Clone, Copy)]
struct Said<'a> {
    event: CaseEvent,
    version: i64,
    words: Option<(&'static str, &'a str)>,
    by: (Role, Option<Id>),
}

async fn said_by_objector<A: Caller + Clone + Into<Actor>>(
    ctx: &Ctx<A>,
    id: ObjectionId,
    said: Said<'_>,
    once: &Once,
) -> Result<CaseDetail> {
    once_only(ctx, id, once, async {
        let text = said.words.map(|(at, text)| words(at, text)).transpose()?;
        let mut read = ctx.app.db.read().await?;
        let allowed = change::allow(ctx, &mut read, id, (said.event, said.version)).await?;
        let handlers = colleagues(&mut read, &allowed, Role::Handler).await?;
        let others = handlers
            .into_iter()
            .filter(|one| said.by.1.is_none_or(|entered| one.id() != entered));
        let kind = match said.event {
            CaseEvent::Withdraw => NoticeKind::Withdrawn,
            _ => NoticeKind::Supplemented,
        };
        let change = Change::of(ctx, &allowed, Some(said.by))?;
        // Who says the same hears that there is no case of it any more.
        let fellows = Recipient::Fellows(allowed.row.id);
        let fellows = (said.event == CaseEvent::Withdraw).then_some(fellows);
        let change = change.telling(allowed.tell(ctx, kind, others.chain(fellows))?);
        Ok(match text {
            Some(text) => change.saying(ctx.app.vault.seal_note(id, allowed.seq(), text)?),
            None => change,
        })
    })
    .await
}

/// 异议标注.
pub async fn mark(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: Expected,
    once: &Once,
) -> Result<CaseDetail> {
    let step = (CaseEvent::Mark, request.version);
    once_only(ctx, id, once, async {
        let mut read = ctx.app.db.read().await?;
        let allowed = change::allow(ctx, &mut read, id, step).await?;
        let notices = allowed.tell_objector(ctx, NoticeKind::Marked)?;
        Ok(by_clerk(ctx, &allowed)?.telling(notices))
    })
    .await
}

/// 核实 begins.
pub async fn verify(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: Expected,
    once: &Once,
) -> Result<CaseDetail> {
    let step = (CaseEvent::Verify, request.version);
    once_only(ctx, id, once, async {
        let mut read = ctx.app.db.read().await?;
        let allowed = change::allow(ctx, &mut read, id, step).await?;
        by_clerk(ctx, &allowed)
    })
    .await
}

/// The objector is asked for more; the clock runs on.
pub async fn return_for_supplement(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: &WithNote,
    once: &Once,
) -> Result<CaseDetail> {
    let step = (CaseEvent::Return, request.version);
    once_only(ctx, id, once, async {
        let text = words("/note", &request.note)?;
        let mut read = ctx.app.db.read().await?;
        let allowed = change::allow(ctx, &mut read, id, step).await?;
        let notices = allowed.tell_objector(ctx, NoticeKind::Returned)?;
        let note = ctx.app.vault.seal_note(id, allowed.seq(), text)?;
        let change = by_clerk(ctx, &allowed)?;
        Ok(change.saying(note).telling(notices))
    })
    .await
}

/// A decision is proposed to a second person.
pub async fn propose(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: &Propose,
    once: &Once,
) -> Result<CaseDetail> {
    let step = (CaseEvent::Propose, request.version);
    once_only(ctx, id, once, async {
        let mut read = ctx.app.db.read().await?;
        let allowed = change::allow(ctx, &mut read, id, step).await?;
        reopening::check_people(ctx, &mut read, &allowed).await?;
        let deciding = ctx.app.rules.rulebook.deciding(&allowed.row.procedure);
        let proposal = request.proposal.completed(deciding);
        check(ctx, &mut read, id, &proposal).await?;
        let approvers = colleagues(&mut read, &allowed, Role::Approver).await?;
        let notices = allowed.tell(ctx, NoticeKind::ApprovalWaiting, approvers)?;
        let also = Also::Propose {
            sealed: ctx.app.vault.seal_proposal(id, &proposal)?,
            by: Id::from(ctx.actor.staff),
        };
        let found = text::case::checked(&proposal.checks, text::Lang::Zh);
        let note = ctx.app.vault.seal_note(id, allowed.seq(), &found)?;
        let change = by_clerk(ctx, &allowed)?.saying(note).also(also);
        Ok(change.telling(notices))
    })
    .await
}

/// A proposal goes back to who made it.
pub async fn send_back(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: &WithNote,
    once: &Once,
) -> Result<CaseDetail> {
    let step = (CaseEvent::SendBack, request.version);
    once_only(ctx, id, once, async {
        let text = words("/note", &request.note)?;
        let mut read = ctx.app.db.read().await?;
        let allowed = change::allow(ctx, &mut read, id, step).await?;
        reopening::check_people(ctx, &mut read, &allowed).await?;
        let found = objections::find(&mut read, id).await?;
        let proposer = found.and_then(|found| found.proposed_by);
        let notices = allowed.tell(ctx, NoticeKind::SentBack, proposer.map(Recipient::Staff))?;
        let note = ctx.app.vault.seal_note(id, allowed.seq(), text)?;
        let change = by_clerk(ctx, &allowed)?;
        Ok(change.saying(note).telling(notices))
    })
    .await
}

/// A change in a clerk's name.
pub(super) fn by_clerk(ctx: &Ctx<Clerk>, allowed: &Allowed) -> Result<Change> {
    let Clerk { role, staff, .. } = ctx.actor;
    Change::of(ctx, allowed, Some((role, Some(staff.into()))))
}

/// Carries a prepared change out once, and answers with the case as it is then.
pub(super) async fn once_only<A: Caller + Clone + Into<Actor>>(
    ctx: &Ctx<A>,
    id: ObjectionId,
    once: &Once,
    prepare: impl Future<Output = Result<Change>>,
) -> Result<CaseDetail> {
    let claim = once.claim(ctx, id.0);
    let change = match prepare.await {
        Ok(change) => change,
        Err(error) => return again_or(ctx, id, &claim, error).await,
    };
    let first = ctx
        .app
        .db
        .write(move |tx| Box::pin(async move { change.settle(tx, &claim).await }))
        .await?;
    ctx.app.outbox().notify_one();
    match first {
        None => cases::show(ctx, id).await,
        Some(_) => cases::find(&ctx.clone().with(ctx.actor.clone().into()), id).await,
    }
}

/// A refusal of what was done already is no refusal.
async fn again_or<A: Clone + Into<Actor>>(
    ctx: &Ctx<A>,
    id: ObjectionId,
    claim: &Claim,
    error: Error,
) -> Result<CaseDetail> {
    let earlier = claim.earlier(&mut *ctx.app.db.read().await?).await?;
    match earlier {
        Some(_) => cases::find(&ctx.clone().with(ctx.actor.clone().into()), id).await,
        None => Err(error),
    }
}

pub(super) async fn colleagues(
    read: &mut Tx,
    allowed: &Allowed,
    role: Role,
) -> Result<Vec<Recipient>> {
    let staff = notices::staff_of(read, allowed.row.issuer_id).await?;
    Ok(in_role(&staff, role).collect())
}

/// Words that somebody else has to understand.
pub(super) fn words<'a>(pointer: &str, text: &'a str) -> Result<&'a str> {
    match FieldProblem::of_required(pointer, text, REASONS_MIN..=REASONS_MAX) {
        Some(problem) => Err(problem.into()),
        None => Ok(text.trim()),
    }
}

/// Corrections that would let the licence end before it begins.
fn backwards(licence: &Disputed, proposal: &Proposal) -> Option<FieldProblem> {
    let before = Validity {
        from: licence.valid_from.0,
        to: licence.valid_to.map(|day| day.0),
    };
    let corrections = &proposal.corrections;
    if validity_after(before, corrections) != Err(ValidityFault::Backwards) {
        return None;
    }
    let moved = |one: &FieldClaim| before.after(&one.key, &one.claimed) != Ok(before);
    let place = corrections.iter().rposition(moved)?;
    let pointer = format!("/corrections/{place}/claimed");
    Some(FieldProblem::new(pointer, FieldCode::WrongForm))
}

async fn check(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    id: ObjectionId,
    proposal: &Proposal,
) -> Result<()> {
    let found = objections::find(read, id).await?;
    let found = found.ok_or(ProblemCode::NotFound)?;
    let deciding = ctx.app.rules.rulebook.deciding(&found.procedure);
    let ground = found.ground.0;
    let mut problems = match &found.licence {
        None => proposal.check_without_face(deciding, ground),
        Some(licence) => {
            let face = case_row::disputed_face(&ctx.app.vault, licence, super::face::Show::Full)?;
            let statement = case_row::statement(&ctx.app.vault, &found)?;
            let mut problems = proposal.check(ProposalContext {
                face: &face,
                claims: &statement.claims,
                ground,
                deciding,
            });
            problems.extend(backwards(licence, proposal));
            problems
        }
    };
    if problems.is_empty() {
        return Ok(());
    }
    for problem in &mut problems {
        problem.pointer.insert_str(0, "/proposal");
    }
    Err(Error::Invalid(problems))
}
