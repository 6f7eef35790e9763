//! What does somebody see of an objection? The objector, the desk and the supervisor each their part.

use super::Result;
use super::case_row::{
    clock_view, disclosure_view, disputed_face, disputed_record, proposal, statement, title,
    urging_view,
};
use super::evidence::evidence_view;
use super::face::{self, Show};
use super::licences::small;
use super::sealed::Statement;
use crate::crypto::Vault;
use crate::store::objections::{self, Disputed, FILED, Found, Happened, SYSTEM};
use crate::store::{Id, Tx, clocks, disclosures, evidence, read_word, recounts, urgings};
use domain::access::{Actor, Role};
use domain::calendar::Calendar;
use domain::flow::{CaseEvent, CaseState};
use domain::issuing::shown_code;
use domain::licence::standing;
use domain::mask;
use domain::mask::mask_value;
use domain::objection::Proposal;
use domain::rulebook::Rulebook;
use domain::wire::case::{
    CaseDetail, CaseHistory, CaseSummary, ClockMove, Decision, DisputedField, StaffRef,
};
use domain::wire::desk::{DeskView, ProposalView};
use domain::wire::licence::LicenceSummary;

/// The table of a case's history.
const EVENTS: &str = "objection_event";

/// In which part somebody reads a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    Objector,
    Desk,
    /// Watches the clocks; needs to know nobody's number.
    Supervisor,
}

impl Reader {
    pub(super) const fn of(actor: &Actor) -> Self {
        match actor.role() {
            Role::Holder => Self::Objector,
            Role::Supervisor => Self::Supervisor,
            _ => Self::Desk,
        }
    }
}

/// What stands beside the case in other tables.
pub(super) struct Rest {
    clocks: Vec<clocks::Row>,
    moves: Vec<recounts::Moved>,
    events: Vec<Happened>,
    files: Vec<evidence::Row>,
    urgings: Vec<urgings::Row>,
    disclosure: Option<disclosures::Row>,
}

impl Rest {
    pub(super) async fn read(read: &mut Tx, found: &Found) -> Result<Self> {
        Ok(Self {
            clocks: clocks::of_case(read, found.holder_id, found.id).await?,
            moves: recounts::moves(read, found.holder_id, found.id).await?,
            events: objections::events(read, found.holder_id, found.id).await?,
            files: evidence::of_objection(read, found.holder_id, found.id).await?,
            urgings: urgings::of_case(read, found.holder_id, found.id).await?,
            disclosure: disclosures::find(read, (found.holder_id, found.id)).await?,
        })
    }
}

/// One case, as one reader sees it.
pub(super) struct View<'a> {
    pub(super) vault: &'a Vault,
    pub(super) rulebook: &'a Rulebook,
    pub(super) found: &'a Found,
    pub(super) reader: Reader,
    pub(super) today: jiff::civil::Date,
    /// Which names the document that moved a due date.
    pub(super) calendar: &'a Calendar,
}

impl View<'_> {
    pub(super) fn detail(&self, rest: Rest) -> Result<CaseDetail> {
        let found = self.found;
        let statement = statement(self.vault, found)?;
        let proposal = proposal(self.vault, found)?;
        let decided = proposal.as_ref().filter(|_| found.outcome.is_some());
        let disputed = self.disputed(&statement, decided)?;
        let history = self.history(&rest.events, &statement)?;
        let files = if self.reader == Reader::Supervisor {
            Vec::new()
        } else {
            rest.files
        };
        Ok(CaseDetail {
            summary: self.summary(&rest.clocks, &statement, &disputed),
            version: found.version,
            holder: found.holder_id.into(),
            issuer: found.issuer_id.into(),
            partner_name: found.partner_name.clone(),
            licence: found.licence.as_ref().map(|licence| self.licence(licence)),
            licence_version: found.licence.as_ref().map(|licence| small(licence.version)),
            flow: self.rulebook.flow(&found.procedure),
            procedure_note: self
                .rulebook
                .procedure(&found.procedure)
                .and_then(|procedure| procedure.note.clone()),
            objector: found.objector.0,
            received_at: found.received_at.map(|at| at.0),
            channel: found.channel.0,
            work_order: found.work_order.clone(),
            ground: found.ground.0,
            explanation: statement.explanation.clone(),
            supplement_request: self.supplement_request(&history),
            decision: decided.and_then(|proposal| self.decision(proposal)),
            desk: self.desk(
                &statement,
                &disputed,
                proposal,
                (&rest.urgings, rest.disclosure.as_ref()),
            )?,
            disputed,
            moves: self.moves(&rest.moves),
            history,
            evidence: files
                .iter()
                .map(|file| evidence_view(self.vault, file))
                .collect::<Result<_>>()?,
        })
    }

    fn summary(
        &self,
        clocks: &[clocks::Row],
        statement: &Statement,
        disputed: &[DisputedField],
    ) -> CaseSummary {
        let found = self.found;
        let licence = found.licence.as_ref();
        CaseSummary {
            id: found.id.into(),
            case_number: found.case_number.clone(),
            procedure_title: title(self.rulebook, &found.procedure),
            subject: self.rulebook.flow(&found.procedure).subject,
            state: found.state.0,
            marked: found.marked,
            type_name: licence
                .map_or_else(|| statement.subject.clone(), |one| one.type_name.clone()),
            hue: licence.map_or(0, |one| small(one.hue)),
            issuer_name: found.issuer_name.clone(),
            filed_at: found.filed_at.0,
            finished_at: found.finished_at.map(|at| at.0),
            clocks: clocks
                .iter()
                .map(|clock| clock_view(&found.procedure, clock))
                .collect(),
            outcome: found.outcome.map(|outcome| outcome.0),
            fields: disputed.iter().map(|field| field.label.clone()).collect(),
        }
    }

    fn licence(&self, licence: &Disputed) -> LicenceSummary {
        let (from, to) = (licence.valid_from.0, licence.valid_to.map(|day| day.0));
        LicenceSummary {
            id: licence.id.into(),
            type_name: licence.type_name.clone(),
            hue: small(licence.hue),
            number: licence.number.clone(),
            holder_name: self.named(&licence.holder_name),
            issuer_name: licence.issuer_name.clone(),
            standing: standing(licence.status.0, from, to, self.today),
            valid_from: from,
            valid_to: to,
            pledged: licence.pledged,
            disputed: licence.contested,
            version: small(licence.now),
        }
    }

    /// The objector: of somebody without an account as they left it.
    fn objector(&self, statement: &Statement) -> String {
        let contact = statement.contact.as_ref();
        let name = self.found.holder_name.as_ref();
        let name = name.or(contact.map(|contact| &contact.name));
        name.map_or_else(String::new, |name| self.named(name))
    }

    fn named(&self, name: &str) -> String {
        match self.reader {
            Reader::Supervisor => mask::mask_name(name),
            Reader::Objector | Reader::Desk => name.to_owned(),
        }
    }

    /// Who compares what is shown with what is claimed needs both in full.
    fn disputed(
        &self,
        statement: &Statement,
        decided: Option<&Proposal>,
    ) -> Result<Vec<DisputedField>> {
        let face = match &self.found.licence {
            Some(licence) => disputed_face(self.vault, licence, Show::Full)?,
            None => Vec::new(),
        };
        let corrected = |key: &str| {
            let corrections = decided.map(|proposal| &proposal.corrections)?;
            corrections.iter().find(|c| c.key == key)
        };
        Ok(statement
            .claims
            .iter()
            .map(|claim| {
                let field = face.iter().find(|field| field.key == claim.key);
                let hide =
                    self.reader == Reader::Supervisor && field.is_some_and(|field| field.sensitive);
                let read = |value: &str| {
                    if hide {
                        mask_value(value)
                    } else {
                        value.to_owned()
                    }
                };
                DisputedField {
                    key: claim.key.clone(),
                    label: field.map_or_else(|| claim.key.clone(), |field| field.label.clone()),
                    shown: field.map_or_else(String::new, |field| read(&field.value)),
                    claimed: read(&claim.claimed),
                    corrected: corrected(&claim.key).map(|c| read(&c.claimed)),
                }
            })
            .collect())
    }

    fn moves(&self, moves: &[recounts::Moved]) -> Vec<ClockMove> {
        let view = |one: &recounts::Moved| ClockMove {
            step: one.step.clone(),
            at: one.at.0,
            from: one.from_date.0,
            to: one.to_date.0,
            from_version: one.from_version.0,
            to_version: one.to_version.0,
            source: self
                .calendar
                .source_of(one.to_version.0)
                .unwrap_or_default()
                .to_owned(),
            on_time_until: one.on_time_until.map(|at| at.0),
        };
        moves.iter().map(view).collect()
    }

    fn history(&self, events: &[Happened], statement: &Statement) -> Result<Vec<CaseHistory>> {
        let objector = self.objector(statement);
        let all = events.iter();
        all.map(|event| self.happened(event, &objector)).collect()
    }

    fn happened(&self, event: &Happened, objector: &str) -> Result<CaseHistory> {
        let what: Option<CaseEvent> = match event.event.as_str() {
            FILED => None,
            word => Some(read_word(EVENTS, word)?),
        };
        let role: Option<Role> = match event.actor_kind.as_str() {
            SYSTEM => None,
            word => Some(read_word(EVENTS, word)?),
        };
        // What colleagues say to each other is not for the objector.
        let kept_back = self.reader == Reader::Objector
            && matches!(what, Some(CaseEvent::SendBack | CaseEvent::Transfer));
        let note = match (&event.key_id, &event.note_sealed) {
            (Some(key), Some(bytes)) if !kept_back => {
                self.vault
                    .open_note(self.found.id.0, event.seq, (key, bytes))?
            }
            _ => String::new(),
        };
        Ok(CaseHistory {
            seq: event.seq,
            at: event.at.0,
            event: what,
            role,
            by: self.by(role, event.staff_name.as_deref(), objector),
            note,
        })
    }

    fn by(&self, role: Option<Role>, staff: Option<&str>, objector: &str) -> String {
        match (role, self.reader) {
            (None, _) => String::new(),
            (Some(Role::Holder), _) => objector.to_owned(),
            (Some(_), Reader::Objector) => self.found.issuer_name.clone(),
            (Some(_), _) => staff.unwrap_or_default().to_owned(),
        }
    }

    fn supplement_request(&self, history: &[CaseHistory]) -> Option<String> {
        let waits = self.found.state.0 == CaseState::Returned;
        let asked = history
            .iter()
            .rev()
            .find(|one| one.event == Some(CaseEvent::Return));
        asked.filter(|_| waits).map(|one| one.note.clone())
    }

    fn decision(&self, proposal: &Proposal) -> Option<Decision> {
        Some(Decision {
            outcome: self.found.outcome?.0,
            reasons: proposal.reasons.clone(),
            remedy: proposal.remedy.clone(),
            decided_at: self.found.decided_at?.0,
            corrected_version: self.found.corrected_version.map(small),
            withheld: self.found.withheld.map(|why| why.0),
        })
    }

    fn desk(
        &self,
        statement: &Statement,
        disputed: &[DisputedField],
        proposal: Option<Proposal>,
        (urgings, disclosure): (&[urgings::Row], Option<&disclosures::Row>),
    ) -> Result<Option<DeskView>> {
        if self.reader == Reader::Objector {
            return Ok(None);
        }
        let found = self.found;
        let (mut face, holder_number) = match &found.licence {
            None => (Vec::new(), String::new()),
            Some(licence) => {
                let record = disputed_record(self.vault, licence)?;
                let face = face::values(&licence.face_schema, &record, Show::Masked);
                // The record names the leading holder first; of somebody else no number is shown.
                let leads = licence.leading_id == found.holder_id;
                let holder = record.holders.first().filter(|_| leads);
                (face, holder.map(shown_code).unwrap_or_default())
            }
        };
        for field in &mut face {
            if let Some(one) = disputed.iter().find(|one| one.key == field.key) {
                field.value.clone_from(&one.shown);
            }
        }
        Ok(Some(DeskView {
            holder_name: self.objector(statement),
            holder_number,
            reach: self.reach(statement),
            face,
            handler: staff_ref(found.handler_id, found.handler_name.as_ref()),
            proposal: self.waiting_proposal(proposal),
            urgings: urgings
                .iter()
                .map(|row| urging_view(self.vault, row, self.today))
                .collect::<Result<_>>()?,
            disclosure: disclosure
                .map(|row| disclosure_view(self.vault, found.id, row))
                .transpose()?,
        }))
    }

    /// How somebody without an account can be told; that is no business of who watches the clocks.
    fn reach(&self, statement: &Statement) -> String {
        let contact = statement.contact.as_ref();
        let contact = contact.filter(|_| self.reader == Reader::Desk);
        contact.map_or_else(String::new, |contact| contact.reach.clone())
    }

    fn waiting_proposal(&self, proposal: Option<Proposal>) -> Option<ProposalView> {
        let found = self.found;
        if self.reader == Reader::Supervisor {
            return None;
        }
        Some(ProposalView {
            proposal: proposal.filter(|_| found.outcome.is_none())?,
            by: staff_ref(found.proposed_by, found.proposer_name.as_ref())?,
            at: found.proposed_at?.0,
        })
    }
}

fn staff_ref(id: Option<Id>, name: Option<&String>) -> Option<StaffRef> {
    Some(StaffRef {
        id: id?.into(),
        name: name?.clone(),
    })
}
