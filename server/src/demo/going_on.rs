//! What happens to some cases of the demonstration after their stories: one is handed on to another agency, one taken up
//! again, one asked to be reviewed, one reviewed to the end by other people than decided, and departments confer about one.
//! Each step goes by the procedure's own state machine and its clocks.

use super::build::DemoError;
use super::reviewed;
use super::supervision::Scene;
use crate::crypto::Sealed;
use crate::store::clocks::{self, Row as ClockRow};
use crate::store::going_on::{self, Picked};
use crate::store::moves::{self, Decision, HandOn, Move};
use crate::store::objections::{self, NewEvent, SYSTEM};
use crate::store::{At, Day, Db, Id, Tx, earlier, word};
use domain::access::Role;
use domain::deadline::{Status, due_if_any};
use domain::flow::{CaseEvent, CaseState, Handed, Progress, Standing};
use domain::id::ObjectionId;
use domain::objection::{Outcome, Proposal};
use domain::rulebook::{Clock, LICENCE_OBJECTION, Starts};
use jiff::{SignedDuration, Timestamp};

/// Something that happens to a case.
pub(super) struct Step {
    pub(super) event: CaseEvent,
    pub(super) by: (Role, Option<Id>),
    pub(super) note: String,
    /// So many minutes ago.
    pub(super) ago: i64,
    /// To whom it is handed on.
    pub(super) to: Option<Id>,
    /// What is proposed, or was and is approved now.
    pub(super) proposal: Option<Proposal>,
}

/// Lets it happen.
pub(super) async fn lay(db: &Db, scene: &Scene<'_>) -> Result<(), DemoError> {
    let closed = picked(db, LICENCE_OBJECTION, (CaseState::Closed, 2)).await?;
    let mut closed = closed.iter();
    if let Some(case) = closed.next() {
        let approver = works(scene, case.issuer_id, Role::Approver);
        let step = Step {
            event: CaseEvent::Reopen,
            by: (Role::Approver, approver),
            note: "异议人交来公安部门出具的门牌证明，属于新的证据，重新核实。".to_owned(),
            ago: 180,
            to: None,
            proposal: None,
        };
        take(db, scene, case, &step).await?;
    }
    if let Some(case) = closed.next() {
        let step = Step {
            event: CaseEvent::AskReview,
            by: (Role::Holder, None),
            note: "答复中引用的档案不是本人提交的，请其他同志再核对一次。".to_owned(),
            ago: 95,
            to: None,
            proposal: None,
        };
        take(db, scene, case, &step).await?;
    }
    reviewed::lay(db, scene).await?;
    hand_on(db, scene).await?;
    confer(db, scene).await
}

/// A case that has just come in belongs to another agency.
async fn hand_on(db: &Db, scene: &Scene<'_>) -> Result<(), DemoError> {
    let received = picked(db, LICENCE_OBJECTION, (CaseState::Received, 1)).await?;
    let Some(case) = received.first() else {
        return Ok(());
    };
    let others = scene.agencies.iter().map(|agency| Id::from(agency.id));
    let mut others =
        others.filter(|id| *id != case.issuer_id && works(scene, *id, Role::Handler).is_some());
    let step = Step {
        event: CaseEvent::HandOn,
        by: (Role::Handler, works(scene, case.issuer_id, Role::Handler)),
        note: "所涉事项的登记档案在贵单位，请依职责核实答复。".to_owned(),
        ago: 0,
        to: others.next(),
        proposal: None,
    };
    take(db, scene, case, &step).await
}

/// Who asked disagrees with what another department answered.
async fn confer(db: &Db, scene: &Scene<'_>) -> Result<(), DemoError> {
    let conferring = scene.rulebook.procedures.iter();
    let conferring = conferring.filter(|one| one.flow.is_some_and(|flow| flow.confer));
    for procedure in conferring {
        let answered = picked(db, &procedure.id, (CaseState::Decided, 1)).await?;
        if let Some(case) = answered.first() {
            let step = Step {
                event: CaseEvent::Disagree,
                by: (Role::Handler, works(scene, case.issuer_id, Role::Handler)),
                note: "来源系统与共享数据的口径不同，双方对以哪一项为准意见不一致，请协调。"
                    .to_owned(),
                ago: 40,
                to: None,
                proposal: None,
            };
            take(db, scene, case, &step).await?;
        }
    }
    Ok(())
}

async fn picked(
    db: &Db,
    procedure: &str,
    (state, limit): (CaseState, i64),
) -> Result<Vec<Picked>, DemoError> {
    let mut read = db.read().await?;
    Ok(going_on::pick(&mut read, procedure, state, limit).await?)
}

/// Somebody of an agency; the last of them, whom the stories use least.
pub(super) fn works(scene: &Scene<'_>, agency: Id, role: Role) -> Option<Id> {
    let mut agencies = scene.agencies.iter();
    let agency = agencies.find(|one| Id::from(one.id) == agency)?;
    agency.with(role).last().map(Id::from)
}

/// What is written of a step.
struct Written {
    to: Move,
    event: NewEvent,
    started: Vec<ClockRow>,
    fallen: Vec<String>,
    met: Vec<String>,
    handed: Option<HandOn>,
    decided: Option<(Outcome, Sealed)>,
}

pub(super) async fn take(
    db: &Db,
    scene: &Scene<'_>,
    case: &Picked,
    step: &Step,
) -> Result<(), DemoError> {
    let running = clocks::of_case(&mut *db.read().await?, case.holder_id, case.id).await?;
    let written = written(scene, case, step, &running)?;
    let (key, event) = ((case.holder_id, case.id), step.event);
    db.write(move |tx| Box::pin(write(tx, key, event, written)))
        .await
}

async fn write(
    tx: &mut Tx,
    key: (Id, Id),
    event: CaseEvent,
    written: Written,
) -> Result<(), DemoError> {
    let at = written.event.at;
    let (holder, id) = key;
    for step in &written.fallen {
        clocks::fall(tx, (holder, id, step), (written.event.seq, at)).await?;
    }
    let started: Vec<_> = written.started.iter().map(|row| (holder, row)).collect();
    clocks::insert(tx, &started).await?;
    for step in &written.met {
        clocks::meet(tx, holder, id, step, at).await?;
    }
    moves::advance(tx, &written.to).await?;
    open_again(tx, key, (event, written.event.seq)).await?;
    if let Some((outcome, sealed)) = written.decided {
        decide(tx, key, &written.event, (outcome, sealed)).await?;
    }
    if let Some(on) = written.handed {
        moves::hand_on(tx, key, on).await?;
    }
    Ok(objections::insert_events(tx, &[written.event]).await?)
}

/// Sets aside what was decided before, where the event takes the case up again.
async fn open_again(
    tx: &mut Tx,
    key: (Id, Id),
    (event, seq): (CaseEvent, i64),
) -> Result<(), DemoError> {
    match event {
        CaseEvent::Reopen | CaseEvent::AskReview => {}
        CaseEvent::Disagree => moves::hand_back(tx, key).await?,
        _ => return Ok(()),
    }
    Ok(earlier::set_aside(tx, key, seq).await?)
}

/// Keeps what is proposed, or what is decided with it.
async fn decide(
    tx: &mut Tx,
    key: (Id, Id),
    event: &NewEvent,
    (outcome, sealed): (Outcome, Sealed),
) -> Result<(), DemoError> {
    let Some(by) = event.staff else {
        return Ok(());
    };
    if event.event == word(&CaseEvent::Propose)? {
        return Ok(moves::propose(tx, key, &sealed, by, event.at).await?);
    }
    let decision = Decision {
        outcome,
        by,
        at: event.at,
        corrected_version: None,
        withheld: None,
    };
    Ok(moves::decide(tx, key, &decision).await?)
}

fn progress(case: &Picked) -> Progress {
    Progress {
        standing: Standing {
            state: case.state.0,
            marked: case.marked,
        },
        passed: case.partner_id.is_some(),
        reviewing: case.reviewing,
        handed: Handed::Never,
    }
}

fn written(
    scene: &Scene<'_>,
    case: &Picked,
    step: &Step,
    running: &[ClockRow],
) -> Result<Written, DemoError> {
    let fault = |error: &dyn std::fmt::Display| DemoError::Fault(error.to_string());
    let flow = scene.rulebook.flow(&case.procedure);
    let to = flow
        .after(progress(case), step.event)
        .map_err(|error| fault(&error))?;
    let since = SignedDuration::from_mins(step.ago);
    let at = scene.office.now.saturating_sub(since);
    let at = at.unwrap_or(scene.office.now);
    let seq = case.version + 1;
    let seal = |words: &str| scene.vault.seal_note(ObjectionId(case.id.0), seq, words);
    let said = Some(step.note.as_str()).filter(|words| !words.is_empty());
    let note = said.map(seal).transpose()?;
    let (note_sealed, key_id) = note.map(|note| (note.bytes, note.key_id)).unzip();
    let (role, staff) = step.by;
    let decided = step.proposal.as_ref().map(|proposal| {
        let sealed = scene
            .vault
            .seal_proposal(ObjectionId(case.id.0), proposal)?;
        Ok::<_, DemoError>((proposal.outcome, sealed))
    });
    let (started, fallen) = counted(scene, case, (step, at), running)?;
    let rules = scene.rulebook.clocks_of(&case.procedure);
    let met = rules.filter(|clock| clock.is_met_by(step.event));
    Ok(Written {
        met: met.map(|clock| clock.step.clone()).collect(),
        started,
        fallen,
        decided: decided.transpose()?,
        handed: step.to.map(|agency| HandOn {
            to: agency,
            handed: to.handed,
            at: At(at),
        }),
        to: Move {
            holder: case.holder_id,
            id: case.id,
            from: case.version,
            state: to.standing.state,
            marked: to.standing.marked,
            reviewing: to.reviewing,
            handler: staff.filter(|_| role == Role::Handler),
            finished_at: to.standing.state.is_finished().then_some(At(at)),
        },
        event: NewEvent {
            holder: case.holder_id,
            objection: case.id,
            seq,
            at: At(at),
            event: word(&step.event)?,
            actor_kind: match step.event {
                CaseEvent::Notify | CaseEvent::Close => SYSTEM.to_owned(),
                _ => word(&role)?,
            },
            staff,
            note_sealed,
            key_id,
        },
    })
}

/// The clocks that a step starts, and those that fall away for them.
fn counted(
    scene: &Scene<'_>,
    case: &Picked,
    (step, at): (&Step, Timestamp),
    running: &[ClockRow],
) -> Result<(Vec<ClockRow>, Vec<String>), DemoError> {
    let (mut started, mut fallen) = (Vec::new(), Vec::new());
    for clock in scene.rulebook.clocks_of(&case.procedure) {
        let mut rows = running.iter();
        let row = rows.find(|row| row.step == clock.step && row.met_at.is_none());
        let anew = step.event == CaseEvent::HandOn && clock.counts_anew();
        let from = match (clock.starts, row) {
            (Starts::Misdirected, _) if clock.is_started_by(step.event) => {
                case.received_at.map_or(at, |received| received.0)
            }
            (_, Some(row)) if anew => {
                fallen.push(row.step.clone());
                at
            }
            _ if clock.is_started_by(step.event) => at,
            _ => continue,
        };
        started.extend(run(scene, case.id, (clock, from))?);
    }
    Ok((started, fallen))
}

fn run(
    scene: &Scene<'_>,
    case: Id,
    (clock, from): (&Clock, Timestamp),
) -> Result<Option<ClockRow>, DemoError> {
    let due = due_if_any(clock, from, scene.calendar, scene.rulebook.readings);
    let due = due.map_err(|error| DemoError::Fault(error.to_string()))?;
    Ok(due.map(|due| ClockRow {
        objection_id: case,
        step: clock.step.clone(),
        started_at: At(from),
        due_date: Day(due.due_date),
        due_at: At(due.due),
        provisional: due.status == Status::Provisional,
        calendar_version: Day(scene.calendar.version()),
        on_time_until: None,
        met_at: None,
        spared_at: None,
        extended: false,
    }))
}
