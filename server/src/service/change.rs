//! How does a case move? Checked against the state machine and the version that was read (`allowing`), and written in one
//! transaction: the new state, the clocks that it meets, its event, its messages and its audit record.

use super::once::Claim;
use super::opening::Anew;
use super::publishing::{KeptBack, Publication, TakenDown};
use super::{Caller, Ctx, Result};
use crate::crypto::Sealed;
use crate::store::audit::{self, Entry, Kind, Object};
use crate::store::clocks::Row as ClockRow;
use crate::store::library::{self, Kept, Raise};
use crate::store::moves::{self, Decision, HandOn, Move};
use crate::store::notices::{self, New};
use crate::store::objections::{self, NewEvent, SYSTEM};
use crate::store::{At, Id, StoreError, Tx, clocks, earlier, word};
use domain::access::Role;
use domain::flow::{CaseEvent, CaseState, Standing};
use domain::id::HolderId;
use domain::problem::ProblemCode;
use domain::rulebook::Clock;
use uuid::Uuid;

mod allowing;

pub(super) use allowing::{Allowed, allow, follow};

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
    /// Gives the case to another agency.
    PassOn(Id),
    /// Keeps the decision among the earlier ones, and leaves the case without one and with nothing public.
    SetAside(TakenDown),
    /// Gives it to the agency that it should have come to.
    HandOn(HandOn),
    /// Keeps what somebody answered alone.
    Answer {
        sealed: Sealed,
        decision: Decision,
        kept_back: Option<Box<KeptBack>>,
    },
    /// Lets the answer be public, or wait to be.
    Publish(Box<Publication>),
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
    spared: Vec<String>,
    fallen: Vec<String>,
    started: Vec<ClockRow>,
    /// Whether the case goes back to who received it.
    back: bool,
    event: NewEvent,
    also: Also,
    notices: Vec<New>,
    entry: Entry,
    /// What follows at once.
    then: Option<Box<Change>>,
}

impl Change {
    /// Puts together what the step writes.
    pub(super) fn of<A: Caller>(
        ctx: &Ctx<A>,
        allowed: &Allowed,
        role: Option<(Role, Option<Id>)>,
    ) -> Result<Self> {
        let (holder, objection) = allowed.key();
        let at = At(ctx.now);
        let Standing { state, marked } = allowed.to.standing;
        let finished = state.is_finished();
        let staff = role.and_then(|(_, staff)| staff);
        // Who disagrees doesn't take the case up.
        let handles = allowed.event != CaseEvent::Disagree
            && role.is_some_and(|(role, _)| role == Role::Handler);
        let object = Object::of(Kind::Objection, objection.0, HolderId(holder.0));
        Ok(Self {
            to: Move {
                holder,
                id: objection,
                from: allowed.row.version,
                state,
                marked,
                reviewing: allowed.to.reviewing,
                handler: staff.filter(|_| handles),
                finished_at: finished.then_some(at),
            },
            met: steps(ctx, allowed, Clock::is_met_by),
            spared: steps(ctx, allowed, Clock::is_spared_by),
            fallen: Vec::new(),
            started: allowed.started(ctx)?,
            back: hands_over(allowed)
                && allowed.row.partner_id.is_some()
                && allowed.teller().is_some(),
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
            entry: ctx.entry(recorded(allowed.event), object),
            then: None,
        })
    }

    /// With what follows at once.
    pub(super) fn then(mut self, change: Self) -> Self {
        self.then = Some(Box::new(change));
        self
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

    /// With what its procedure does with the answer, where it publishes that.
    pub(super) fn publishing(self, publication: Option<Publication>) -> Self {
        match publication {
            Some(publication) => self.also(Also::Publish(Box::new(publication))),
            None => self,
        }
    }

    /// With clocks that count anew in place of those that fall away.
    pub(super) fn counting_anew(mut self, clocks: Anew) -> Self {
        (self.fallen, self.started) = (clocks.fallen, clocks.started);
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

    /// Writes it and what follows; stale if somebody was faster.
    pub(super) async fn apply(self, tx: &mut Tx) -> Result<()> {
        let mut next = Some(Box::new(self));
        while let Some(change) = next {
            next = change.apply_alone(tx).await?;
        }
        Ok(())
    }

    async fn apply_alone(self, tx: &mut Tx) -> Result<Option<Box<Self>>> {
        self.settle_clocks(tx).await?;
        match moves::advance(tx, &self.to).await {
            // Another case about the same licence was begun since this one was closed.
            Err(StoreError::Duplicate) => return Err(ProblemCode::AlreadyOpen.into()),
            moved => moved?,
        }
        if self.back {
            moves::hand_back(tx, (self.to.holder, self.to.id)).await?;
        }
        self.write_also(tx).await?;
        objections::insert_events(tx, &[self.event]).await?;
        notices::insert(tx, &self.notices).await?;
        audit::record(tx, &self.entry).await?;
        Ok(self.then)
    }

    async fn settle_clocks(&self, tx: &mut Tx) -> Result<()> {
        let (holder, id) = (self.to.holder, self.to.id);
        for step in &self.fallen {
            let at = (self.event.seq, self.event.at);
            clocks::fall(tx, (holder, id, step), at).await?;
        }
        let started: Vec<_> = self.started.iter().map(|row| (holder, row)).collect();
        clocks::insert(tx, &started).await?;
        for step in &self.met {
            clocks::meet(tx, holder, id, step, self.event.at).await?;
        }
        for step in &self.spared {
            clocks::spare(tx, holder, id, step, self.event.at).await?;
        }
        if self.to.finished_at.is_some() {
            clocks::silence(tx, holder, id).await?;
        }
        Ok(())
    }

    async fn write_also(&self, tx: &mut Tx) -> Result<()> {
        let (key, at) = ((self.to.holder, self.to.id), self.event.at);
        match &self.also {
            Also::Nothing => {}
            Also::PassOn(to) => moves::pass_on(tx, key, *to).await?,
            Also::SetAside(down) => {
                earlier::set_aside(tx, key, self.event.seq).await?;
                down.write(tx).await?;
            }
            Also::Publish(publication) => publication.write(tx).await?,
            Also::HandOn(on) => moves::hand_on(tx, key, *on).await?,
            Also::Propose { sealed, by } => moves::propose(tx, key, sealed, *by, at).await?,
            Also::Answer {
                sealed,
                decision,
                kept_back,
            } => {
                moves::propose(tx, key, sealed, decision.by, at).await?;
                moves::decide(tx, key, decision).await?;
                if let Some(kept_back) = kept_back {
                    kept_back.write(tx).await?;
                }
            }
            Also::Decide {
                decision,
                correction,
            } => {
                moves::decide(tx, key, decision).await?;
                if let Some(correction) = correction {
                    library::raise(tx, &correction.raise, correction.kept.clone()).await?;
                }
            }
        }
        Ok(())
    }
}

/// Who answered can't tell somebody without an account: that is done by who received the case. Taken up again, or disputed
/// once it was answered, it goes to who answered.
fn hands_over(allowed: &Allowed) -> bool {
    match allowed.event {
        CaseEvent::Reopen => true,
        CaseEvent::Disagree => allowed.row.state.0 == CaseState::Decided,
        _ => allowed.to.standing.state == CaseState::Decided,
    }
}

/// What the audit log calls what happens to a case.
const fn recorded(event: CaseEvent) -> audit::Action {
    use audit::Action as A;
    match event {
        // A case is received as it is filed.
        CaseEvent::Receive => A::File,
        CaseEvent::Mark => A::Mark,
        CaseEvent::Transfer => A::Transfer,
        CaseEvent::HandOn => A::HandOn,
        CaseEvent::Verify => A::Verify,
        CaseEvent::Return => A::Return,
        CaseEvent::Supplement => A::Supplement,
        CaseEvent::Propose => A::Propose,
        CaseEvent::SendBack => A::SendBack,
        CaseEvent::Approve => A::Approve,
        CaseEvent::Answer => A::Answer,
        CaseEvent::Notify => A::Notify,
        CaseEvent::Close => A::Close,
        CaseEvent::Withdraw => A::Withdraw,
        CaseEvent::Reopen => A::Reopen,
        CaseEvent::AskReview => A::AskReview,
        CaseEvent::Disagree => A::Disagree,
        CaseEvent::Settle => A::Settle,
    }
}

/// The steps of the procedure whose clocks the event settles in this way: the rulebook says which.
fn steps<A>(
    ctx: &Ctx<A>,
    allowed: &Allowed,
    settles: fn(&Clock, CaseEvent) -> bool,
) -> Vec<String> {
    ctx.app
        .rules
        .rulebook
        .clocks_of(&allowed.row.procedure)
        .filter(|clock| settles(clock, allowed.event))
        .map(|clock| clock.step.clone())
        .collect()
}
