//! What the demonstration has besides objections to licences: cases of the other procedures that its rulebook knows, one at
//! each turn of its course.

use super::agencies::Agency;
use super::build::DemoError;
use super::ids::DemoIds;
use super::supervision::Scene;
use crate::store::bulk::{Objection, ObjectionClock, ObjectionEvent};
use crate::store::{At, Day, Db, Id, StoreError, Word, objections, word};
use domain::access::Role;
use domain::case_number::CaseNumber;
use domain::deadline::{Status, due_if_any, local_date};
use domain::flow::{CaseEvent, Decide, Flow, Progress, Subject, Transfer};
use domain::id::{ObjectionId, StaffId};
use domain::objection::Outcome;
use domain::rulebook::{Channel, LICENCE_OBJECTION, Procedure, Starts};
use domain::warning::Said;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

mod said;

use said::{answered, stated};

/// Of a course's steps, each some hours after the one before.
const BETWEEN: SignedDuration = SignedDuration::from_hours(2);

/// Lays them.
pub(super) async fn lay(db: &Db, scene: &Scene<'_>, ids: &mut DemoIds) -> Result<(), DemoError> {
    let procedures = scene.rulebook.procedures.iter();
    let others = procedures.filter(|one| one.offered && one.id != LICENCE_OBJECTION);
    for procedure in others {
        let Some(flow) = procedure
            .flow
            .filter(|flow| flow.subject != Subject::Licence)
        else {
            continue;
        };
        let whole = course(flow);
        // Just in, half-way, and closed: received on these working days before today. Where departments may confer, one is
        // answered, so that they do.
        let told = [(1, 1), (2, whole.len() - 3), (9, whole.len())];
        let answered = flow.confer.then_some((3, whole.len() - 2));
        for (days, steps) in told.into_iter().chain(answered) {
            let steps = whole.get(..steps.max(1)).unwrap_or_default();
            let case = Case::play(scene, (procedure, flow), (days, steps), ids)?;
            case.write(db).await?;
        }
    }
    Ok(())
}

/// From receipt to the end, with every step that the flow has.
fn course(flow: Flow) -> Vec<CaseEvent> {
    use CaseEvent as E;
    let answer: &[E] = match flow.decide {
        Decide::OnePerson => &[E::Answer],
        Decide::TwoPeople => &[E::Verify, E::Propose, E::Approve],
    };
    let mark = flow.mark.then_some(E::Mark);
    let transfer = (flow.transfer != Transfer::Never).then_some(E::Transfer);
    let before = [Some(E::Receive), mark, transfer].into_iter().flatten();
    let after = answer.iter().copied().chain([E::Notify, E::Close]);
    before.chain(after).collect()
}

/// A case of somebody without an account, as rows.
struct Case {
    day: jiff::civil::Date,
    row: Objection,
    clocks: Vec<ObjectionClock>,
    events: Vec<ObjectionEvent>,
}

/// Who works at the two agencies of a case.
struct Parties {
    receiver: Id,
    answerer: Id,
    receives: StaffId,
    answers: StaffId,
    approves: StaffId,
}

impl Parties {
    /// The last two agencies where cases are worked, so that the first ones show objections to licences alone.
    fn of(agencies: &[Agency], passed: bool) -> Option<Self> {
        let one = |agency: &Agency, role| agency.one(role, 0);
        let works = |agency: &&Agency| {
            one(agency, Role::Handler).is_some() && one(agency, Role::Approver).is_some()
        };
        let mut last = agencies.iter().rev().filter(works);
        let receiver = last.next()?;
        let answerer = if passed { last.next()? } else { receiver };
        Some(Self {
            receiver: receiver.id.into(),
            answerer: answerer.id.into(),
            receives: one(receiver, Role::Handler)?,
            answers: one(answerer, Role::Handler)?,
            approves: one(answerer, Role::Approver)?,
        })
    }

    /// Who has to act, and the other one. Once it is answered it goes back to who can tell somebody without an account.
    const fn lies_with(&self, passed: bool, answered: bool) -> (Id, Option<Id>) {
        match (passed, answered) {
            (true, false) => (self.answerer, Some(self.receiver)),
            (true, true) => (self.receiver, Some(self.answerer)),
            (false, _) => (self.receiver, None),
        }
    }

    /// Who takes a step; none is the server itself.
    fn who(&self, event: CaseEvent) -> Option<(Role, StaffId)> {
        match event {
            CaseEvent::Receive | CaseEvent::Close => None,
            CaseEvent::Mark | CaseEvent::Transfer | CaseEvent::Notify => {
                Some((Role::Handler, self.receives))
            }
            CaseEvent::Approve => Some((Role::Approver, self.approves)),
            _ => Some((Role::Handler, self.answers)),
        }
    }
}

impl Case {
    fn play(
        scene: &Scene<'_>,
        (procedure, flow): (&Procedure, Flow),
        (days, steps): (i64, &[CaseEvent]),
        ids: &mut DemoIds,
    ) -> Result<Self, DemoError> {
        let fault = |what: &dyn std::fmt::Display| DemoError::Fault(what.to_string());
        let id = Id(ids.next());
        let parties = Parties::of(scene.agencies, flow.transfer != Transfer::Never);
        let parties = parties.ok_or_else(|| fault(&procedure.id))?;
        let office = scene.office;
        let received = office.instant(office.working_day(-days), 9 * 60 + 20, 0);
        let mut progress = Progress::FILED;
        let mut at = BTreeMap::new();
        let mut clocks = Vec::new();
        let mut events = vec![event(
            id,
            1,
            (objections::FILED.to_owned(), received),
            None,
        )?];
        let mut now = received;
        for (seq, step) in (2..).zip(steps) {
            progress = flow.after(progress, *step).map_err(|error| fault(&error))?;
            // What is stated was found in the morning.
            let stated = now.saturating_sub(BETWEEN).unwrap_or(now);
            settle(
                scene,
                &procedure.id,
                (id, *step),
                (now, stated),
                &mut clocks,
            )?;
            let who = parties.who(*step);
            events.push(event(id, seq, (word(step)?, now), who)?);
            at.insert(format!("{step:?}"), At(now));
            now = now.saturating_add(BETWEEN).unwrap_or(now).min(office.now);
        }
        let version = i64::try_from(events.len()).unwrap_or(i64::MAX);
        let row = row(
            scene,
            (procedure, flow),
            (id, version, progress),
            (&parties, &at),
        )?;
        let unmet = clocks.iter().filter(|clock| clock.met_at.is_none());
        let next_due = unmet.map(|clock| clock.due_at).min();
        let next_due = next_due.unwrap_or_else(objections::nothing_due);
        let finished = progress.standing.state.is_finished();
        Ok(Self {
            day: local_date(received),
            row: Objection {
                next_due: (!finished).then_some(next_due),
                ..row
            },
            clocks,
            events,
        })
    }

    async fn write(self, db: &Db) -> Result<(), DemoError> {
        let Self {
            day,
            mut row,
            clocks,
            events,
        } = self;
        db.write(move |tx| {
            Box::pin(async move {
                let last = objections::last_of_day(tx, day, 1).await?;
                let last = u32::try_from(last).map_err(|_| StoreError::Stale)?;
                row.case_number = CaseNumber::mint(day, last).to_string();
                Objection::insert(tx, vec![row]).await?;
                ObjectionClock::insert(tx, clocks).await?;
                ObjectionEvent::insert(tx, events).await
            })
        })
        .await?;
        Ok(())
    }
}

fn row(
    scene: &Scene<'_>,
    (procedure, flow): (&Procedure, Flow),
    (id, version, progress): (Id, i64, Progress),
    (parties, at): (&Parties, &BTreeMap<String, At>),
) -> Result<Objection, DemoError> {
    let fault = || DemoError::Fault(procedure.id.clone());
    let happened = |event: CaseEvent| at.get(&format!("{event:?}")).copied();
    let received = happened(CaseEvent::Receive).ok_or_else(fault)?;
    let decided = happened(CaseEvent::Approve).or(happened(CaseEvent::Answer));
    let by_two = flow.decide == Decide::TwoPeople;
    let case = ObjectionId(id.0);
    let statement = scene.vault.seal_statement(case, &stated())?;
    let ground = *procedure.grounds.first().ok_or_else(fault)?;
    let answer = answered(procedure, ground);
    let proposal = decided.map(|_| scene.vault.seal_proposal(case, &answer));
    let proposal = proposal.transpose()?;
    let (proposal_key_id, proposal_sealed) =
        proposal.map(|sealed| (sealed.key_id, sealed.bytes)).unzip();
    let who = if by_two {
        parties.approves
    } else {
        parties.answers
    };
    let channels = procedure.channels.iter().map(|one| one.channel);
    let (issuer_id, partner_id) = parties.lies_with(progress.passed, decided.is_some());
    Ok(Objection {
        holder_id: id,
        id,
        objector: Word(*procedure.objectors.first().ok_or_else(fault)?),
        case_number: String::new(),
        work_order: None,
        leading_id: None,
        licence_id: None,
        licence_version: None,
        issuer_id,
        partner_id,
        procedure: procedure.id.clone(),
        channel: Word(
            channels
                .into_iter()
                .find(|one| *one != Channel::App)
                .ok_or_else(fault)?,
        ),
        state: Word(progress.standing.state),
        marks: flow.mark,
        marked: progress.standing.marked,
        version,
        ground: Word(ground),
        statement_sealed: statement.bytes,
        key_id: statement.key_id,
        proposal_sealed,
        proposal_key_id,
        handler_id: decided.map(|_| parties.answers.into()),
        proposed_by: decided.map(|_| parties.answers.into()),
        proposed_at: decided,
        outcome: decided.map(|_| Word(Outcome::Upheld)),
        decided_by: decided.map(|_| who.into()),
        decided_at: decided,
        corrected_version: None,
        withheld: None,
        filed_at: received,
        received_at: Some(received),
        finished_at: happened(CaseEvent::Close),
        next_due: None,
    })
}

/// What a step does to the clocks of its case.
pub(super) fn settle(
    scene: &Scene<'_>,
    procedure: &str,
    (id, step): (Id, CaseEvent),
    (now, stated): (Timestamp, Timestamp),
    clocks: &mut Vec<ObjectionClock>,
) -> Result<(), DemoError> {
    for clock in scene.rulebook.clocks_of(procedure) {
        if clock.is_met_by(step) {
            let mut running = clocks.iter_mut();
            if let Some(running) = running.find(|one| one.step == clock.step) {
                running.met_at = running.met_at.or(Some(At(now)));
            }
        }
        if clock.is_spared_by(step) {
            clocks.retain(|one| one.step != clock.step || one.met_at.is_some());
        }
        if !clock.is_started_by(step) {
            continue;
        }
        let from = match clock.starts {
            Starts::Stated => stated,
            _ => now,
        };
        let due = due_if_any(clock, from, scene.calendar, scene.rulebook.readings);
        let due = due.map_err(|error| DemoError::Fault(error.to_string()))?;
        clocks.extend(due.map(|due| ObjectionClock {
            holder_id: id,
            objection_id: id,
            step: clock.step.clone(),
            started_at: At(from),
            due_date: Day(due.due_date),
            due_at: At(due.due),
            provisional: due.status == Status::Provisional,
            calendar_version: Day(scene.calendar.version()),
            met_at: None,
            warned: Said::NOTHING.0,
        }));
    }
    Ok(())
}

pub(super) fn event(
    id: Id,
    seq: i64,
    (event, at): (String, Timestamp),
    who: Option<(Role, StaffId)>,
) -> Result<ObjectionEvent, DemoError> {
    let actor_kind = match who {
        Some((role, _)) => word(&role)?,
        None => objections::SYSTEM.to_owned(),
    };
    Ok(ObjectionEvent {
        holder_id: id,
        objection_id: id,
        seq,
        at: At(at),
        event,
        actor_kind,
        staff_id: who.map(|(_, staff)| staff.into()),
        note_sealed: None,
        key_id: None,
    })
}
