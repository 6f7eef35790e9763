//! A review of the demonstration that is decided: asked for by the objector, proposed and approved by other people than before.

use super::build::DemoError;
use super::going_on::{Step, take};
use super::supervision::Scene;
use crate::store::going_on::{self, Picked};
use crate::store::{Db, Id};
use domain::access::Role;
use domain::flow::{CaseEvent, CaseState};
use domain::objection::{Outcome, Proposal};
use domain::rulebook::LICENCE_OBJECTION;
use domain::text::Lang;
use domain::text::case::checked;
use jiff::SignedDuration;

/// Closed cases among which one is looked for.
const LOOKED_AT: i64 = 200;
/// Hours after it was closed: when a review was asked for, proposed, and approved, of which its objector was told at once.
const HOURS: (i64, i64, i64) = (3 * 24, 8 * 24, 9 * 24);

/// Lays it, where an agency has two people more than those who decided.
pub(super) async fn lay(db: &Db, scene: &Scene<'_>) -> Result<(), DemoError> {
    let closed = {
        let mut read = db.read().await?;
        going_on::pick(&mut read, LICENCE_OBJECTION, CaseState::Closed, LOOKED_AT).await?
    };
    let mut closed = closed.iter();
    let found = closed.find_map(|case| {
        let since = since_closed(scene, case)?;
        Some((case, since, others(scene, case)?, before(scene, case)?))
    });
    let Some((case, since, (handler, approver), before)) = found else {
        return Ok(());
    };
    let proposal = Proposal {
        reasons: [
            "复核时由另一名同志重新调阅了登记档案，与原决定所依据的材料一致，维持原决定。",
            &before.reasons,
        ]
        .concat(),
        ..before
    };
    let steps = steps(&proposal, handler, approver);
    for (event, by, note, after) in steps {
        let key = (case.holder_id, case.id);
        let now = going_on::find(&mut *db.read().await?, key).await?;
        let step = Step {
            event,
            by,
            note,
            ago: since.as_mins() - after * 60,
            to: None,
            proposal: decides(event).then(|| proposal.clone()),
        };
        if let Some(now) = now {
            take(db, scene, &now, &step).await?;
        }
    }
    Ok(())
}

/// Event, who does it, their words, and hours after it was closed.
type Planned = (CaseEvent, (Role, Option<Id>), String, i64);

fn steps(proposal: &Proposal, handler: Id, approver: Id) -> [Planned; 5] {
    let (ask, propose, approve) = HOURS;
    let asked = "答复中引用的档案是几年前的，请换一位同志再核对一次。";
    let found = checked(&proposal.checks, Lang::Zh);
    let silent = |event, who| (event, (Role::Approver, who), String::new(), approve);
    [
        (
            CaseEvent::AskReview,
            (Role::Holder, None),
            asked.to_owned(),
            ask,
        ),
        (
            CaseEvent::Propose,
            (Role::Handler, Some(handler)),
            found,
            propose,
        ),
        silent(CaseEvent::Approve, Some(approver)),
        silent(CaseEvent::Notify, None),
        silent(CaseEvent::Close, None),
    ]
}

const fn decides(event: CaseEvent) -> bool {
    matches!(event, CaseEvent::Propose | CaseEvent::Approve)
}

/// How long ago it was closed, where a whole review lies in between.
fn since_closed(scene: &Scene<'_>, case: &Picked) -> Option<SignedDuration> {
    let since = scene.office.now.duration_since(case.finished_at?.0);
    let (_, _, approved) = HOURS;
    (since > SignedDuration::from_hours(approved)).then_some(since)
}

/// A handler and an approver who did not decide it.
fn others(scene: &Scene<'_>, case: &Picked) -> Option<(Id, Id)> {
    let mut agencies = scene.agencies.iter();
    let agency = agencies.find(|one| Id::from(one.id) == case.issuer_id)?;
    let decided = [case.proposed_by, case.decided_by];
    let other = |role| {
        let mut people = agency.with(role).map(Id::from);
        people.find(|id| !decided.contains(&Some(*id)))
    };
    Some((other(Role::Handler)?, other(Role::Approver)?))
}

/// What was decided before, where it was a rejection.
fn before(scene: &Scene<'_>, case: &Picked) -> Option<Proposal> {
    let rejected = case.outcome.as_ref()?.0 == Outcome::Rejected;
    let key = case.proposal_key_id.as_deref()?;
    let stored = (key, case.proposal_sealed.as_deref()?);
    let opened = scene.vault.open_proposal(case.id.0, stored).ok()?;
    rejected.then_some(opened)
}
