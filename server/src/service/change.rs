//! How does a case move? Checked against the state machine and the version that was read, and written in one
//! transaction: the new state, the clocks that it meets, its event, its messages and its audit record.

use super::once::Claim;
use super::opening::{self, Anew};
use super::telling::{self, Occasion};
use super::{Caller, Ctx, Error, Result};
use crate::crypto::Sealed;
use crate::store::audit::{self, Entry, Kind, Object};
use crate::store::clocks::Row as ClockRow;
use crate::store::library::{self, Kept, Raise};
use crate::store::moves::{self, Decision, HandOn, Move};
use crate::store::notices::{self, New, Recipient};
use crate::store::objections::{self, NewEvent, SYSTEM};
use crate::store::{At, Day, Id, StoreError, Tx, clocks, earlier, word};
use domain::access::{self, Actor, Record, Role};
use domain::flow::{CaseEvent, CaseState, Flow, Progress, Standing};
use domain::id::{AgencyId, HolderId, ObjectionId};
use domain::problem::ProblemCode;
use domain::rulebook::{Clock, Rulebook};
use domain::wire::notice::NoticeKind;
use uuid::Uuid;

/// A step that is allowed, with where it leads.
#[derive(Clone, Debug)]
pub(super) struct Allowed {
    pub(super) row: objections::Standing,
    pub(super) to: Progress,
    pub(super) flow: Flow,
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

    /// The message about the step to the objector, where one can reach them, and to all who say the same.
    pub(super) fn tell_objector<A>(&self, ctx: &Ctx<A>, kind: NoticeKind) -> Result<Vec<New>> {
        let parties = self.row.parties();
        let fellows = Some(Recipient::Fellows(parties.case));
        // What an objector is asked is theirs to answer.
        let others = fellows.filter(|_| kind != NoticeKind::Returned);
        let others = others.filter(|_| parties.objector() != fellows);
        self.tell(ctx, kind, parties.objector().into_iter().chain(others))
    }

    /// The clocks that the step starts.
    fn started<A>(&self, ctx: &Ctx<A>) -> Result<Vec<ClockRow>> {
        opening::started_by(ctx, (&self.row.procedure, self.row.id), self.event)
    }

    /// The day by which the step lets an answer be due.
    pub(super) fn answer_due<A>(&self, ctx: &Ctx<A>) -> Result<Option<Day>> {
        let rulebook = &ctx.app.rules.rulebook;
        let started = self.started(ctx)?;
        Ok(opening::answer_due(rulebook, &self.row.procedure, &started))
    }

    /// The agency that has to tell the objector by hand.
    pub(super) fn teller(&self) -> Option<Id> {
        self.row.parties().teller()
    }
}

/// Whether the step may be done now by who asks: unknown to strangers, forbidden in the wrong role, stale on another
/// version, and refused by name in the wrong state.
pub(super) async fn allow<A: Clone + Into<Actor>>(
    ctx: &Ctx<A>,
    read: &mut Tx,
    id: ObjectionId,
    (event, version): (CaseEvent, i64),
) -> Result<Allowed> {
    let actor: Actor = ctx.actor.clone().into();
    let row = objections::standing(read, id)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    let record = Record {
        holder: row.holder_id.into(),
        issuer: row.issuer_id.into(),
    };
    let partner = row.partner_id.or(row.handed_by).map(AgencyId::from);
    if !actor.may_in_case(access::Action::ReadCase, record, partner) {
        return Err(ProblemCode::NotFound.into());
    }
    let may = access::Action::of_step_for(event, row.parties().account().is_some());
    if !may.is_some_and(|may| actor.may_in_case(may, record, partner)) {
        return Err(ProblemCode::Forbidden.into());
    }
    if row.version != version {
        return Err(StoreError::Stale.into());
    }
    follow(&ctx.app.rules.rulebook, row, event)
}

/// Where an event leads, whoever asks.
pub(super) fn follow(
    rulebook: &Rulebook,
    row: objections::Standing,
    event: CaseEvent,
) -> Result<Allowed> {
    let flow = rulebook.flow(&row.procedure);
    let now = Progress {
        standing: Standing {
            state: row.state.0,
            marked: row.marked,
        },
        passed: row.partner_id.is_some(),
        reviewing: row.reviewing,
        handed: row.handed.0,
    };
    match flow.after(now, event) {
        Ok(to) => Ok(Allowed {
            row,
            to,
            flow,
            event,
        }),
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
    /// Gives the case to another agency.
    PassOn(Id),
    /// Keeps the decision among the earlier ones, and leaves the case without one.
    SetAside,
    /// Gives it to the agency that it should have come to.
    HandOn(HandOn),
    /// Keeps what somebody answered alone.
    Answer { sealed: Sealed, decision: Decision },
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
        clocks::insert(tx, holder, &self.started).await?;
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
            Also::SetAside => earlier::set_aside(tx, key, self.event.seq).await?,
            Also::HandOn(on) => moves::hand_on(tx, key, *on).await?,
            Also::Propose { sealed, by } => moves::propose(tx, key, sealed, *by, at).await?,
            Also::Answer { sealed, decision } => {
                moves::propose(tx, key, sealed, decision.by, at).await?;
                moves::decide(tx, key, decision).await?;
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
