//! What does somebody see of an objection? The objector, the desk and the supervisor each their part.
//!
//! - `history`: what has happened to it; `desk`: what only staff see; `earlier_ones`: decisions that were set aside.

mod desk;
mod earlier_ones;
mod history;

use super::Result;
use super::case_row::{
    clock_view, disputed_face, fallen_view, partner, proposal, statement, title,
};
use super::evidence::evidence_view;
use super::face::Show;
use super::licences::small;
use super::sealed::Statement;
use crate::crypto::Vault;
use crate::store::objections::{self, Disputed, Found, Happened};
use crate::store::{
    Tx, clocks, disclosures, earlier, evidence, extensions, fellows, inquiries, recounts, urgings,
};
use desk::Beside;
use domain::access::{Actor, Role};
use domain::calendar::Calendar;
use domain::id::OutageId;
use domain::licence::standing;
use domain::mask;
use domain::mask::mask_value;
use domain::objection::Proposal;
use domain::rulebook::{Channel, Rulebook};
use domain::wire::case::{CaseDetail, CaseSummary, Decision, DisputedField, FallenClock};
use domain::wire::licence::LicenceSummary;

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
    fallen: Vec<clocks::Fallen>,
    events: Vec<Happened>,
    files: Vec<evidence::Row>,
    urgings: Vec<urgings::Row>,
    inquiries: Vec<inquiries::Row>,
    extensions: Vec<extensions::Row>,
    earlier: Vec<earlier::Row>,
    disclosure: Option<disclosures::Row>,
    fellows: u16,
}

impl Rest {
    pub(super) async fn read(read: &mut Tx, found: &Found) -> Result<Self> {
        Ok(Self {
            clocks: clocks::of_case(read, found.holder_id, found.id).await?,
            moves: recounts::moves(read, found.holder_id, found.id).await?,
            fallen: clocks::fallen(read, found.holder_id, found.id).await?,
            events: objections::events(read, found.holder_id, found.id).await?,
            files: evidence::of_objection(read, found.holder_id, found.id).await?,
            urgings: urgings::of_case(read, found.holder_id, found.id).await?,
            inquiries: inquiries::of_case(read, found.holder_id, found.id).await?,
            extensions: extensions::of_case(read, (found.holder_id, found.id)).await?,
            earlier: earlier::of_case(read, found.holder_id, found.id).await?,
            disclosure: disclosures::find(read, (found.holder_id, found.id)).await?,
            fellows: fellows(read, found).await?,
        })
    }
}

/// How many say the same besides the objector, who is one of those without an account where the case is theirs.
async fn fellows(read: &mut Tx, found: &Found) -> Result<u16> {
    let all = fellows::of_case(read, found.id).await?.len();
    let own = found.channel.0 == Channel::PublicCheck;
    let others = all.saturating_sub(usize::from(own));
    Ok(u16::try_from(others).unwrap_or(u16::MAX))
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
            partner: partner(found),
            partner_name: found.partner_name.clone(),
            licence: found.licence.as_ref().map(|licence| self.licence(licence)),
            licence_version: found.licence.as_ref().map(|licence| small(licence.version)),
            flow: self.rulebook.flow(&found.procedure),
            procedure_note: self.procedure_note(),
            objector: found.objector.0,
            received_at: found.received_at.map(|at| at.0),
            first_received_at: found.first_received_at.map(|at| at.0),
            handed: found.handed.0,
            fallen: self.fallen(rest.fallen),
            channel: found.channel.0,
            work_order: found.work_order.clone(),
            ground: found.ground.0,
            explanation: statement.explanation.clone(),
            supplement_request: self.supplement_request(&history),
            outage: found.outage_id.map(|id| OutageId(id.0)),
            decision: decided.and_then(|proposal| self.decision(proposal)),
            desk: self.desk(
                &statement,
                &disputed,
                proposal,
                &Beside {
                    urgings: &rest.urgings,
                    inquiries: &rest.inquiries,
                    earlier: &rest.earlier,
                    disclosure: rest.disclosure.as_ref(),
                    fellows: rest.fellows,
                },
            )?,
            disputed,
            earlier: self.earlier(&rest.earlier)?,
            reviewing: found.reviewing,
            review_until: self.review_until(),
            moves: self.moves(&rest.moves),
            extensions: self.extensions(&rest.extensions)?,
            history,
            evidence: files
                .iter()
                .map(|file| evidence_view(self.vault, file))
                .collect::<Result<_>>()?,
        })
    }

    fn procedure_note(&self) -> Option<String> {
        let procedure = self.rulebook.procedure(&self.found.procedure)?;
        procedure.note.clone()
    }

    fn fallen(&self, clocks: Vec<clocks::Fallen>) -> Vec<FallenClock> {
        let view = |one: clocks::Fallen| fallen_view(self.step_name(&one.step), one);
        clocks.into_iter().map(view).collect()
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
                .map(|clock| clock_view(self.rulebook, &found.procedure, clock))
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
                    rejected: decided.and_then(|proposal| rejected(proposal, &claim.key)),
                }
            })
            .collect())
    }

    fn decision(&self, proposal: &Proposal) -> Option<Decision> {
        Some(Decision {
            outcome: self.found.outcome?.0,
            reason: rejected(proposal, ""),
            reasons: proposal.reasons.clone(),
            remedy: proposal.remedy.clone(),
            decided_at: self.found.decided_at?.0,
            corrected_version: self.found.corrected_version.map(small),
            withheld: self.found.withheld.map(|why| why.0),
        })
    }
}

/// Why a field was not corrected; without a key, why what is about no field was refused.
pub(super) fn rejected(proposal: &Proposal, key: &str) -> Option<String> {
    let one = proposal.rejections.iter().find(|one| one.key == key)?;
    let said = [one.reason.as_str(), one.words.as_str()];
    let said: Vec<_> = said.into_iter().filter(|said| !said.is_empty()).collect();
    Some(said.join("。"))
}
