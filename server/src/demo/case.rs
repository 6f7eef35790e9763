//! One objection of the demonstration, played through the procedure's own state machine and its clocks.

use super::agencies::Agency;
use super::chance::Chance;
use super::data::Data;
use super::licence::Licence;
use super::office::Office;
use super::plot::{Outline, Plot, Receipt, When};
use super::slip::Slip;
use super::told::Told;
use domain::access::Role;
use domain::calendar::KnownCalendar;
use domain::deadline::{DeadlineError, Due, due_only};
use domain::id::{ObjectionId, StaffId};
use domain::objection::{CaseEvent, DraftBody, Outcome, Proposal, Refusal, Standing};
use domain::rulebook::Channel;
use domain::rulebook::{LICENCE_OBJECTION, MetBy, Rulebook};
use jiff::{SignedDuration, Timestamp};

/// A case is as old as its clocks can be alive, and its steps follow one another by at least this.
const BETWEEN_STEPS: SignedDuration = SignedDuration::from_secs(1);

pub(super) struct Case {
    pub(super) id: ObjectionId,
    pub(super) channel: Channel,
    pub(super) standing: Standing,
    pub(super) body: DraftBody,
    pub(super) proposal: Option<Proposal>,
    pub(super) outcome: Option<Outcome>,
    pub(super) corrected_version: Option<u16>,
    pub(super) steps: Vec<Step>,
    pub(super) clocks: Vec<CaseClock>,
}

/// Something that happened; the first has no event and is the filing.
pub(super) struct Step {
    pub(super) at: Timestamp,
    pub(super) event: Option<CaseEvent>,
    pub(super) by: By,
    pub(super) note: String,
}

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Holder,
    Staff(Role, StaffId),
    System,
}

pub(super) struct CaseClock {
    pub(super) step: String,
    pub(super) due: Due,
    pub(super) met_at: Option<Timestamp>,
}

/// What a case is played with.
pub(super) struct Stage<'a> {
    pub(super) data: &'a Data,
    pub(super) office: &'a Office,
    pub(super) rulebook: &'a Rulebook,
    pub(super) calendar: &'a KnownCalendar,
    pub(super) agencies: &'a [Agency],
}

/// Why a case can't be played.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unplayable {
    #[error("the procedure refuses: {0}")]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Deadline(#[from] DeadlineError),
    #[error("nobody at the agency can do it")]
    Nobody,
    #[error("the licence has nothing to dispute")]
    NothingToDispute,
}

impl Case {
    /// Plays `plot` on a licence whose slips these are. The licence is changed by what it shows and by a correction.
    pub(super) fn play(
        stage: &Stage<'_>,
        plot: Plot,
        id: ObjectionId,
        licence: &Licence,
        slips: &[Slip],
        chance: &mut Chance,
    ) -> Result<(Self, Told), Unplayable> {
        let outline = plot.outline();
        let told = Told::of(stage, outline.outcome, slips, chance)?;
        let agency = stage
            .agencies
            .get(licence.agency)
            .ok_or(Unplayable::Nobody)?;
        let turn = chance.place(8);
        let handler = agency.one(Role::Handler, turn).ok_or(Unplayable::Nobody)?;
        let approver = agency.one(Role::Approver, turn).ok_or(Unplayable::Nobody)?;
        let mut case = Self {
            id,
            channel: channel(outline, chance),
            standing: Standing::FILED,
            body: told.body(),
            proposal: None,
            outcome: None,
            corrected_version: None,
            steps: Vec::with_capacity(outline.steps.len() + 2),
            clocks: Vec::new(),
        };
        for (event, at) in times(stage, outline, chance)? {
            let by = match event {
                None | Some(CaseEvent::Supplement | CaseEvent::Withdraw) => By::Holder,
                Some(CaseEvent::Receive | CaseEvent::Notify | CaseEvent::Close) => By::System,
                Some(CaseEvent::Approve | CaseEvent::SendBack) => {
                    By::Staff(Role::Approver, approver)
                }
                Some(_) => By::Staff(Role::Handler, handler),
            };
            case.take(event, at, by, &told)?;
        }
        case.start_clocks(stage)?;
        if case
            .outcome
            .is_some_and(|outcome| outcome != Outcome::Rejected)
        {
            case.corrected_version = Some(licence.version() + 1);
        }
        Ok((case, told))
    }

    fn take(
        &mut self,
        event: Option<CaseEvent>,
        at: Timestamp,
        by: By,
        told: &Told,
    ) -> Result<(), Unplayable> {
        if let Some(event) = event {
            self.standing = self.standing.after(event)?;
        }
        match event {
            Some(CaseEvent::Propose) => self.proposal.clone_from(&told.proposal),
            Some(CaseEvent::Approve) => {
                self.outcome = self.proposal.as_ref().map(|proposal| proposal.outcome);
            }
            _ => {}
        }
        let note = match event {
            Some(CaseEvent::Return) => told.request.clone(),
            Some(CaseEvent::Supplement) => told.supplement.clone(),
            Some(CaseEvent::SendBack) => told.sent_back.clone(),
            Some(CaseEvent::Propose) => told.checked(),
            _ => String::new(),
        };
        self.steps.push(Step {
            at,
            event,
            by,
            note,
        });
        Ok(())
    }

    fn start_clocks(&mut self, stage: &Stage<'_>) -> Result<(), Unplayable> {
        let Some(received) = self.at(CaseEvent::Receive) else {
            return Ok(());
        };
        // What a reopening or a review would start runs in no story.
        let all = stage.rulebook.clocks_of(LICENCE_OBJECTION);
        for clock in all.filter(|clock| clock.is_started_by(CaseEvent::Receive)) {
            let due = match due_only(clock, received, stage.calendar, stage.rulebook.readings) {
                Ok(due) => due,
                Err(DeadlineError::NoDueDate(_)) => continue,
                Err(error) => return Err(error.into()),
            };
            let met_at = match clock.met_by {
                Some(MetBy::Marked) => self.at(CaseEvent::Mark),
                Some(MetBy::Transferred) => self.at(CaseEvent::Transfer),
                Some(MetBy::HandedOn) => self.at(CaseEvent::HandOn),
                Some(MetBy::Decided) => self.at(CaseEvent::Approve),
                Some(MetBy::Notified) => self.at(CaseEvent::Notify),
                None => None,
            };
            self.clocks.push(CaseClock {
                step: clock.step.clone(),
                due,
                met_at,
            });
        }
        Ok(())
    }

    /// When an event happened, the last time.
    pub(super) fn at(&self, event: CaseEvent) -> Option<Timestamp> {
        self.step(event).map(|step| step.at)
    }

    /// The last step of this event.
    pub(super) fn step(&self, event: CaseEvent) -> Option<&Step> {
        self.steps
            .iter()
            .rev()
            .find(|step| step.event == Some(event))
    }

    /// When it was filed.
    pub(super) fn filed_at(&self) -> Timestamp {
        self.steps
            .first()
            .map_or(Timestamp::UNIX_EPOCH, |step| step.at)
    }

    /// When nothing was left to do.
    pub(super) fn finished_at(&self) -> Option<Timestamp> {
        let last = self.steps.last()?;
        self.standing.state.is_finished().then_some(last.at)
    }
}

/// A case that no agency has yet was taken by the hotline; most others were filed in the app.
fn channel(outline: Outline, chance: &mut Chance) -> Channel {
    let not_received = matches!(outline.receipt, Receipt::NotYet { .. });
    if not_received || chance.percent(15) {
        Channel::Hotline
    } else {
        Channel::App
    }
}

/// What happened when: in order, and before now even where the day has just begun.
fn times(
    stage: &Stage<'_>,
    outline: Outline,
    chance: &mut Chance,
) -> Result<Vec<(Option<CaseEvent>, Timestamp)>, Unplayable> {
    let office = stage.office;
    let ago = |minutes: i64| {
        let since = SignedDuration::from_mins(minutes);
        office.now.saturating_sub(since).unwrap_or(office.now)
    };
    let mut times = Vec::with_capacity(outline.steps.len() + 2);
    let received_on = match outline.receipt {
        Receipt::NotYet { minutes } => {
            return Ok(vec![(None, ago(minutes + chance.between(0, 9)))]);
        }
        Receipt::Due { step, due } => {
            let days = days_of(stage.rulebook, step)?;
            office.working_day(due - days)
        }
        Receipt::Ago { least, most } => office.working_day(-chance.between(least, most)),
    };
    let received = office.instant(
        received_on,
        chance.between(8 * 60, 17 * 60),
        chance.between(0, 59),
    );
    times.push((None, received));
    times.push((Some(CaseEvent::Receive), received));
    let mut earliest = received;
    for (event, when) in outline.steps {
        let at = match when {
            When::Day(n, minute) => {
                let minute = minute + chance.between(-7, 7);
                office.instant(office.after(received_on, *n), minute, chance.between(0, 59))
            }
            When::Ago(minutes) => ago(*minutes),
        };
        earliest = at.max(earliest.saturating_add(BETWEEN_STEPS).unwrap_or(at));
        times.push((Some(*event), earliest));
    }
    let mut latest = ago(1);
    for (_, at) in times.iter_mut().rev() {
        *at = latest.min(*at);
        latest = at.saturating_sub(BETWEEN_STEPS).unwrap_or(*at);
    }
    same_instant_for_receipt(&mut times);
    Ok(times)
}

/// The app hands an objection to its agency in the moment of filing.
fn same_instant_for_receipt(times: &mut [(Option<CaseEvent>, Timestamp)]) {
    if let [(_, filed), (_, received), ..] = times {
        *filed = *received;
    }
}

fn days_of(rulebook: &Rulebook, step: &str) -> Result<i64, DeadlineError> {
    rulebook
        .clock(LICENCE_OBJECTION, step)
        .and_then(|clock| clock.amount)
        .map(i64::from)
        .ok_or(DeadlineError::NoAmount)
}

impl By {
    /// Who of the agency it was.
    pub(super) fn staff(self) -> Option<StaffId> {
        match self {
            Self::Staff(_, id) => Some(id),
            Self::Holder | Self::System => None,
        }
    }
}

impl Case {
    /// Goes up with each event; the filing is the first.
    pub(super) fn version(&self) -> i64 {
        i64::try_from(self.steps.len()).unwrap_or(i64::MAX)
    }

    /// Who took it up: the last handler who moved it.
    pub(super) fn handler(&self) -> Option<StaffId> {
        self.steps.iter().rev().find_map(|step| match step.by {
            By::Staff(Role::Handler, id) => Some(id),
            _ => None,
        })
    }

    /// The earliest unmet clock.
    pub(super) fn next_due(&self) -> Option<Timestamp> {
        let unmet = self.clocks.iter().filter(|clock| clock.met_at.is_none());
        unmet.map(|clock| clock.due.due).min()
    }
}
