//! May a step be taken now, by who asks, and where does it lead?

use crate::service::opening;
use crate::service::telling::{self, Occasion};
use crate::service::{Ctx, Error, Result};
use crate::store::clocks::Row as ClockRow;
use crate::store::notices::{New, Recipient};
use crate::store::{Day, Id, StoreError, Tx, objections};
use domain::access::{self, Actor, Record};
use domain::flow::{CaseEvent, Flow, Progress, Refusal, Standing};
use domain::id::{AgencyId, ObjectionId};
use domain::problem::ProblemCode;
use domain::rulebook::Rulebook;
use domain::text::{Lang, refusal};
use domain::wire::notice::NoticeKind;

/// A step that is allowed, with where it leads.
#[derive(Clone, Debug)]
pub(in crate::service) struct Allowed {
    pub(in crate::service) row: objections::Standing,
    pub(in crate::service) to: Progress,
    pub(in crate::service) flow: Flow,
    pub(super) event: CaseEvent,
}

impl Allowed {
    /// The case's version after the step, and the place of its event.
    pub(in crate::service) fn seq(&self) -> i64 {
        self.row.version + 1
    }

    pub(super) fn key(&self) -> (Id, Id) {
        (self.row.holder_id, self.row.id)
    }

    /// The messages about the step.
    pub(in crate::service) fn tell<A>(
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
    pub(in crate::service) fn tell_objector<A>(
        &self,
        ctx: &Ctx<A>,
        kind: NoticeKind,
    ) -> Result<Vec<New>> {
        let parties = self.row.parties();
        let fellows = Some(Recipient::Fellows(parties.case));
        // What an objector is asked is theirs to answer.
        let others = fellows.filter(|_| kind != NoticeKind::Returned);
        let others = others.filter(|_| parties.objector() != fellows);
        self.tell(ctx, kind, parties.objector().into_iter().chain(others))
    }

    /// The clocks that the step starts.
    pub(super) fn started<A>(&self, ctx: &Ctx<A>) -> Result<Vec<ClockRow>> {
        opening::started_by(ctx, (&self.row.procedure, self.row.id), self.event)
    }

    /// The day by which the step lets an answer be due.
    pub(in crate::service) fn answer_due<A>(&self, ctx: &Ctx<A>) -> Result<Option<Day>> {
        let rulebook = &ctx.app.rules.rulebook;
        let started = self.started(ctx)?;
        Ok(opening::answer_due(rulebook, &self.row.procedure, &started))
    }

    /// The agency that has to tell the objector by hand.
    pub(in crate::service) fn teller(&self) -> Option<Id> {
        self.row.parties().teller()
    }
}

/// Whether the step may be done now by who asks: unknown to strangers, forbidden in the wrong role, stale on another
/// version, and refused by name in the wrong state.
pub(in crate::service) async fn allow<A: Clone + Into<Actor>>(
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
    if ctx.app.rules.rulebook.flow(&row.procedure).goes_by_itself() {
        let why = refusal::sentence(Refusal::EndsWithItsOutage, Lang::Zh);
        return Err(Error::explained(ProblemCode::WrongState, why));
    }
    if row.version != version {
        return Err(StoreError::Stale.into());
    }
    follow(&ctx.app.rules.rulebook, row, event)
}

/// Where an event leads, whoever asks.
pub(in crate::service) fn follow(
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
