//! How does a case move? Checked against the state machine and the version that was read, and written in one
//! transaction: the new state, the clocks that it meets, its event, its messages and its audit record.

use super::once::Claim;
use super::telling::{self, Occasion};
use super::{Caller, Ctx, Error, Result};
use crate::crypto::Sealed;
use crate::store::audit::{self, Entry, Kind, Object};
use crate::store::library::{self, Kept, Raise};
use crate::store::moves::{self, Decision, Move};
use crate::store::notices::{self, New, Recipient};
use crate::store::objections::{self, NewEvent, SYSTEM};
use crate::store::{At, Id, StoreError, Tx, clocks, word};
use domain::access::{self, Actor, Record, Role};
use domain::id::{HolderId, ObjectionId};
use domain::objection::{CaseEvent, Standing};
use domain::problem::ProblemCode;
use domain::rulebook::{MetBy, Rulebook};
use domain::wire::notice::NoticeKind;
use uuid::Uuid;

/// What somebody wants to do to a case.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// What the access table calls it.
    pub(super) may: access::Action,
    /// What the state machine calls it.
    pub(super) event: CaseEvent,
    /// What the audit log calls it.
    pub(super) audit: audit::Action,
    /// The version that was read.
    pub(super) version: i64,
}

/// A step that is allowed, with where it leads.
#[derive(Clone, Debug)]
pub(super) struct Allowed {
    pub(super) row: objections::Standing,
    pub(super) to: Standing,
    event: CaseEvent,
}

impl Allowed {
    /// The case's version after the step, and the place of its event.
    pub(super) fn seq(&self) -> i64 {
        self.row.version + 1
    }

    fn key(&self) -> (Id, Id) {
        (self.row.holder_id, self.row.id)
    }

    /// The messages about the step.
    pub(super) fn tell<A>(
        &self,
        ctx: &Ctx<A>,
        kind: NoticeKind,
        recipients: impl IntoIterator<Item = Recipient>,
    ) -> Result<Vec<New>> {
        let (holder, objection) = self.key();
        let occasion = Occasion {
            kind,
            holder,
            objection,
            seq: self.seq(),
        };
        telling::tell(ctx, occasion, recipients)
    }

    /// The message to the objector about the step.
    pub(super) fn tell_objector<A>(&self, ctx: &Ctx<A>, kind: NoticeKind) -> Result<Vec<New>> {
        self.tell(ctx, kind, [Recipient::Holder(self.row.holder_id)])
    }
}

/// Whether the step may be done now by who asks: unknown to strangers, forbidden in the wrong role, stale on another
/// version, and refused by name in the wrong state.
pub(super) async fn allow<A: Clone + Into<Actor>>(
    ctx: &Ctx<A>,
    read: &mut Tx,
    id: ObjectionId,
    step: Step,
) -> Result<Allowed> {
    let actor: Actor = ctx.actor.clone().into();
    let row = objections::standing(read, id)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    let record = Record {
        holder: row.holder_id.into(),
        issuer: row.issuer_id.into(),
    };
    if !actor.may(access::Action::ReadCase, record) {
        return Err(ProblemCode::NotFound.into());
    }
    if !actor.may(step.may, record) {
        return Err(ProblemCode::Forbidden.into());
    }
    if row.version != step.version {
        return Err(StoreError::Stale.into());
    }
    follow(row, step.event)
}

/// Where an event leads, whoever asks.
pub(super) fn follow(row: objections::Standing, event: CaseEvent) -> Result<Allowed> {
    let standing = Standing {
        state: row.state.0,
        marked: row.marked,
    };
    match standing.after(event) {
        Ok(to) => Ok(Allowed { row, to, event }),
        Err(refusal) => Err(Error::explained(
            ProblemCode::WrongState,
            refusal.to_string(),
        )),
    }
}

/// The version of the licence that an upheld objection brings.
#[derive(Clone, Debug)]
pub(super) struct Correction {
    pub(super) raise: Raise,
    pub(super) kept: Kept,
}

/// What a step writes besides moving the case.
#[derive(Clone, Debug)]
pub(super) enum Also {
    /// Nothing.
    Nothing,
    /// Keeps a proposal.
    Propose { sealed: Sealed, by: Id },
    /// Keeps a decision, and corrects the licence where it says so.
    Decide {
        decision: Decision,
        correction: Option<Box<Correction>>,
    },
}

/// Everything that a step writes, ready for the transaction.
#[derive(Clone, Debug)]
pub(super) struct Change {
    to: Move,
    met: Vec<String>,
    event: NewEvent,
    also: Also,
    notices: Vec<New>,
    entry: Entry,
}

impl Change {
    /// Puts together what the step writes.
    pub(super) fn of<A: Caller>(
        ctx: &Ctx<A>,
        allowed: &Allowed,
        action: audit::Action,
        role: Option<(Role, Option<Id>)>,
    ) -> Result<Self> {
        let (holder, objection) = allowed.key();
        let at = At(ctx.now);
        let finished = allowed.to.state.is_finished();
        let staff = role.and_then(|(_, staff)| staff);
        let handles = role.is_some_and(|(role, _)| role == Role::Handler);
        let object = Object::of(Kind::Objection, objection.0, HolderId(holder.0));
        Ok(Self {
            to: Move {
                holder,
                id: objection,
                from: allowed.row.version,
                state: allowed.to.state,
                marked: allowed.to.marked,
                handler: staff.filter(|_| handles),
                finished_at: finished.then_some(at),
            },
            met: met_steps(
                &ctx.app.rules.rulebook,
                &allowed.row.procedure,
                allowed.event,
            ),
            event: NewEvent {
                holder,
                objection,
                seq: allowed.seq(),
                at,
                event: word(&allowed.event)?,
                actor_kind: match role {
                    Some((role, _)) => word(&role)?,
                    None => SYSTEM.to_owned(),
                },
                staff,
                note_sealed: None,
                key_id: None,
            },
            also: Also::Nothing,
            notices: Vec::new(),
            entry: ctx.entry(action, object),
        })
    }

    /// With words, sealed.
    pub(super) fn saying(mut self, sealed: Sealed) -> Self {
        self.event.note_sealed = Some(sealed.bytes);
        self.event.key_id = Some(sealed.key_id);
        self
    }

    /// With something else to write.
    pub(super) fn also(mut self, also: Also) -> Self {
        self.also = also;
        self
    }

    /// With messages.
    pub(super) fn telling(mut self, notices: Vec<New>) -> Self {
        self.notices = notices;
        self
    }

    /// Writes it; the result of the first attempt if the request came before.
    pub(super) async fn settle(self, tx: &mut Tx, claim: &Claim) -> Result<Option<Uuid>> {
        let first = claim.settle(tx).await?;
        if first.is_none() {
            self.apply(tx).await?;
        }
        Ok(first)
    }

    /// Writes it; stale if somebody was faster.
    pub(super) async fn apply(self, tx: &mut Tx) -> Result<()> {
        let (holder, id) = (self.to.holder, self.to.id);
        for step in &self.met {
            clocks::meet(tx, holder, id, step, self.event.at).await?;
        }
        if self.to.finished_at.is_some() {
            clocks::silence(tx, holder, id).await?;
        }
        moves::advance(tx, &self.to).await?;
        match &self.also {
            Also::Nothing => {}
            Also::Propose { sealed, by } => {
                moves::propose(tx, (holder, id), sealed, *by, self.event.at).await?;
            }
            Also::Decide {
                decision,
                correction,
            } => {
                moves::decide(tx, (holder, id), decision).await?;
                if let Some(correction) = correction {
                    library::raise(tx, &correction.raise, correction.kept.clone()).await?;
                }
            }
        }
        objections::insert_events(tx, &[self.event]).await?;
        notices::insert(tx, &self.notices).await?;
        audit::record(tx, &self.entry).await?;
        Ok(())
    }
}

/// The steps of the procedure whose clocks an event meets: the rulebook says which.
fn met_steps(rulebook: &Rulebook, procedure: &str, event: CaseEvent) -> Vec<String> {
    let met_by = match event {
        CaseEvent::Mark => MetBy::Marked,
        CaseEvent::Approve => MetBy::Decided,
        CaseEvent::Notify => MetBy::Notified,
        _ => return Vec::new(),
    };
    rulebook
        .clocks_of(procedure)
        .filter(|clock| clock.met_by == Some(met_by))
        .map(|clock| clock.step.clone())
        .collect()
}
