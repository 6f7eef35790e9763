//! What does somebody see of an objection? The objector, the desk and the supervisor each their part.

use super::evidence::evidence_view;
use super::face::{self, SealedNumber, Show, mask_value};
use super::licences::small;
use super::paging::{self, Paging};
use super::sealed::Statement;
use super::{Caller, Citizen, Ctx, Result, audit, day};
use crate::crypto::Vault;
use crate::store::audit::{Action, Kind};
use crate::store::objections::{self, After, FILED, Found, Happened, Listed};
use crate::store::{Id, StoreError, Tx, clocks, evidence};
use domain::access::{self, Actor, Record, Role};
use domain::id::{HolderId, ObjectionId};
use domain::licence::standing;
use domain::mask;
use domain::objection::{CaseEvent, CaseState, Proposal};
use domain::problem::ProblemCode;
use domain::wire::Page;
use domain::wire::case::{
    CaseDetail, CaseHistory, CaseSummary, ClockView, Decision, DisputedField, Receipt, StaffRef,
};
use domain::wire::desk::{DeskView, ProposalView};
use domain::wire::licence::{FaceValue, LicenceSummary};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error as WordError;
use std::collections::HashMap;

/// Whom the history names where nobody acted.
const SYSTEM_NAME: &str = "系统";

/// The holder's own objections: open ones first, then the newest.
pub async fn list(ctx: &Ctx<Citizen>, paging: &Paging) -> Result<Page<CaseSummary>> {
    let holder = ctx.actor.holder;
    let limit = paging.limit()?;
    let after = paging.after::<After>()?.unwrap_or(After::START);
    let mut read = ctx.app.db.read().await?;
    let mut rows = objections::own(&mut read, holder, after, limit + 1).await?;
    let next = paging::cut(&mut rows, limit, |row| After {
        place: row.place,
        filed_at: row.filed_at.0,
        id: row.id.0,
    })?;
    let items = summaries(&mut read, &ctx.app.vault, &rows).await?;
    drop(read);
    if !rows.is_empty() {
        let ids = rows.iter().map(|row| row.licence_id.0).collect();
        audit::reads(ctx, Action::ListCases, Kind::Licence, [(holder, ids)]).await?;
    }
    Ok(paging::page(items, next))
}

/// One objection, for whoever may read it.
pub async fn find(ctx: &Ctx<Actor>, id: ObjectionId) -> Result<CaseDetail> {
    let detail = show(ctx, id).await?;
    let whose = [(detail.holder, vec![detail.licence.id.0])];
    audit::reads(ctx, Action::ReadCase, Kind::Licence, whose).await?;
    Ok(detail)
}

/// One objection, for an answer whose audit record was written with what it answers.
pub(super) async fn show<A: Caller + Clone + Into<Actor>>(
    ctx: &Ctx<A>,
    id: ObjectionId,
) -> Result<CaseDetail> {
    let actor: Actor = ctx.actor.clone().into();
    let mut read = ctx.app.db.read().await?;
    let found = objections::find(&mut read, id)
        .await?
        .filter(|found| actor.may(access::Action::ReadCase, record(found)))
        .ok_or(ProblemCode::NotFound)?;
    let rest = Rest::read(&mut read, &found).await?;
    drop(read);
    View {
        vault: &ctx.app.vault,
        found: &found,
        reader: Reader::of(&actor),
        today: day::today(ctx.now),
    }
    .detail(rest)
}

/// What the objector got after filing, again.
pub(super) async fn receipt(ctx: &Ctx<Citizen>, id: ObjectionId) -> Result<Receipt> {
    let mut read = ctx.app.db.read().await?;
    let found = objections::find(&mut read, id)
        .await?
        .filter(|found| found.holder_id == Id::from(ctx.actor.holder))
        .ok_or(ProblemCode::NotFound)?;
    let clocks = clocks::of_case(&mut read, found.holder_id, found.id).await?;
    Ok(Receipt {
        id,
        case_number: found.case_number,
        work_order: found.work_order,
        issuer_name: found.issuer_name,
        filed_at: found.filed_at.0,
        clocks: clocks.iter().map(clock_view).collect(),
    })
}

/// Rows of a list with their clocks.
pub(super) async fn summaries(
    read: &mut Tx,
    vault: &Vault,
    rows: &[Listed],
) -> Result<Vec<CaseSummary>> {
    let keys: Vec<_> = rows.iter().map(|row| (row.holder_id, row.id)).collect();
    let mut clocks: HashMap<Id, Vec<ClockView>> = HashMap::new();
    for clock in clocks::of_cases(read, &keys).await? {
        let of_case = clocks.entry(clock.objection_id).or_default();
        of_case.push(clock_view(&clock));
    }
    rows.iter()
        .map(|row| {
            let stored = (row.key_id.as_str(), row.statement_sealed.as_slice());
            let statement = vault.open_statement(row.id.0, stored)?;
            let label = |key: &str| {
                let field = row.face_schema.iter().find(|field| field.key == key);
                field.map_or_else(|| key.to_owned(), |field| field.label.clone())
            };
            Ok(CaseSummary {
                id: row.id.into(),
                case_number: row.case_number.clone(),
                state: row.state.0,
                marked: row.marked,
                type_name: row.type_name.clone(),
                hue: small(row.hue),
                issuer_name: row.issuer_name.clone(),
                filed_at: row.filed_at.0,
                clocks: clocks.remove(&row.id).unwrap_or_default(),
                outcome: row.outcome.map(|outcome| outcome.0),
                fields: statement.claims.iter().map(|c| label(&c.key)).collect(),
            })
        })
        .collect()
}

/// The face of the version in dispute, in full: what claims and corrections are checked against.
pub(super) fn disputed_face(vault: &Vault, found: &Found, show: Show) -> Result<Vec<FaceValue>> {
    let stored = (found.face_key_id.as_str(), found.face_sealed.as_slice());
    let kept = vault.open_face(found.licence_id.0, found.licence_version, stored)?;
    face::values(&found.face_schema, &kept, number_of(vault, found), show)
}

/// What the objector stated.
pub(super) fn statement(vault: &Vault, found: &Found) -> Result<Statement> {
    let stored = (found.key_id.as_str(), found.statement_sealed.as_slice());
    Ok(vault.open_statement(found.id.0, stored)?)
}

/// What was proposed, where something was.
pub(super) fn proposal(vault: &Vault, found: &Found) -> Result<Option<Proposal>> {
    match (&found.proposal_key_id, &found.proposal_sealed) {
        (Some(key), Some(bytes)) => Ok(Some(vault.open_proposal(found.id.0, (key, bytes))?)),
        _ => Ok(None),
    }
}

/// Whose case it is.
pub(super) fn record(found: &Found) -> Record {
    Record {
        holder: found.holder_id.into(),
        issuer: found.issuer_id.into(),
    }
}

fn number_of<'a>(vault: &'a Vault, found: &'a Found) -> SealedNumber<'a> {
    SealedNumber {
        vault,
        holder: found.holder_id,
        key_id: &found.number_key_id,
        bytes: &found.number_sealed,
    }
}

/// A clock as it travels.
pub(super) fn clock_view(clock: &clocks::Row) -> ClockView {
    ClockView {
        step: clock.step.clone(),
        started_at: clock.started_at.0,
        due_date: clock.due_date.0,
        due: clock.due_at.0,
        provisional: clock.provisional,
        calendar_version: clock.calendar_version.0,
        met_at: clock.met_at.map(|at| at.0),
    }
}

/// In which part somebody reads a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    Objector,
    Desk,
    /// Watches the clocks; needs to know nobody's number.
    Supervisor,
}

impl Reader {
    const fn of(actor: &Actor) -> Self {
        match actor.role() {
            Role::Holder => Self::Objector,
            Role::Supervisor => Self::Supervisor,
            _ => Self::Desk,
        }
    }
}

/// What stands beside the case in other tables.
struct Rest {
    clocks: Vec<clocks::Row>,
    events: Vec<Happened>,
    files: Vec<evidence::Row>,
}

impl Rest {
    async fn read(read: &mut Tx, found: &Found) -> Result<Self> {
        Ok(Self {
            clocks: clocks::of_case(read, found.holder_id, found.id).await?,
            events: objections::events(read, found.holder_id, found.id).await?,
            files: evidence::of_objection(read, found.holder_id, found.id).await?,
        })
    }
}

struct View<'a> {
    vault: &'a Vault,
    found: &'a Found,
    reader: Reader,
    today: jiff::civil::Date,
}

impl View<'_> {
    fn detail(&self, rest: Rest) -> Result<CaseDetail> {
        let found = self.found;
        let statement = statement(self.vault, found)?;
        let proposal = proposal(self.vault, found)?;
        let decided = proposal.as_ref().filter(|_| found.outcome.is_some());
        let disputed = self.disputed(&statement, decided)?;
        let history = self.history(&rest.events)?;
        let files = if self.reader == Reader::Supervisor {
            Vec::new()
        } else {
            rest.files
        };
        Ok(CaseDetail {
            summary: self.summary(&rest.clocks, &disputed),
            version: found.version,
            holder: found.holder_id.into(),
            issuer: found.issuer_id.into(),
            licence: self.licence()?,
            licence_version: small(found.licence_version),
            channel: found.channel.0,
            work_order: found.work_order.clone(),
            ground: found.ground.0,
            explanation: statement.explanation.clone(),
            supplement_request: self.supplement_request(&history),
            decision: decided.and_then(|proposal| self.decision(proposal)),
            desk: self.desk(&disputed, proposal)?,
            disputed,
            history,
            evidence: files
                .iter()
                .map(|file| evidence_view(self.vault, file))
                .collect::<Result<_>>()?,
        })
    }

    fn summary(&self, clocks: &[clocks::Row], disputed: &[DisputedField]) -> CaseSummary {
        let found = self.found;
        CaseSummary {
            id: found.id.into(),
            case_number: found.case_number.clone(),
            state: found.state.0,
            marked: found.marked,
            type_name: found.type_name.clone(),
            hue: small(found.hue),
            issuer_name: found.issuer_name.clone(),
            filed_at: found.filed_at.0,
            clocks: clocks.iter().map(clock_view).collect(),
            outcome: found.outcome.map(|outcome| outcome.0),
            fields: disputed.iter().map(|field| field.label.clone()).collect(),
        }
    }

    fn licence(&self) -> Result<LicenceSummary> {
        let found = self.found;
        let (from, to) = (found.valid_from.0, found.valid_to.map(|day| day.0));
        Ok(LicenceSummary {
            id: found.licence_id.into(),
            type_name: found.type_name.clone(),
            hue: small(found.hue),
            number: number_of(self.vault, found).licence_number(&found.number)?,
            holder_name: self.holder_name(),
            issuer_name: found.issuer_name.clone(),
            standing: standing(found.status.0, from, to, self.today),
            valid_from: from,
            valid_to: to,
            disputed: found.disputed,
            version: small(found.licence_now),
        })
    }

    fn holder_name(&self) -> String {
        match self.reader {
            Reader::Supervisor => mask::mask_name(&self.found.holder_name),
            Reader::Objector | Reader::Desk => self.found.holder_name.clone(),
        }
    }

    /// Who compares what is shown with what is claimed needs both in full.
    fn disputed(
        &self,
        statement: &Statement,
        decided: Option<&Proposal>,
    ) -> Result<Vec<DisputedField>> {
        let face = disputed_face(self.vault, self.found, Show::Full)?;
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

    fn history(&self, events: &[Happened]) -> Result<Vec<CaseHistory>> {
        events.iter().map(|event| self.happened(event)).collect()
    }

    fn happened(&self, event: &Happened) -> Result<CaseHistory> {
        let what: Option<CaseEvent> = match event.event.as_str() {
            FILED => None,
            word => Some(read_word(word)?),
        };
        let role: Option<Role> = match event.actor_kind.as_str() {
            objections::SYSTEM => None,
            word => Some(read_word(word)?),
        };
        // What colleagues say to each other is not for the objector.
        let kept_back = self.reader == Reader::Objector && what == Some(CaseEvent::SendBack);
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
            by: self.by(role, event.staff_name.as_deref()),
            note,
        })
    }

    fn by(&self, role: Option<Role>, staff: Option<&str>) -> String {
        match (role, self.reader) {
            (None, _) => SYSTEM_NAME.to_owned(),
            (Some(Role::Holder), _) => self.holder_name(),
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
        })
    }

    fn desk(
        &self,
        disputed: &[DisputedField],
        proposal: Option<Proposal>,
    ) -> Result<Option<DeskView>> {
        if self.reader == Reader::Objector {
            return Ok(None);
        }
        let found = self.found;
        let mut face = disputed_face(self.vault, found, Show::Masked)?;
        for field in &mut face {
            if let Some(one) = disputed.iter().find(|one| one.key == field.key) {
                field.value.clone_from(&one.shown);
            }
        }
        Ok(Some(DeskView {
            holder_name: self.holder_name(),
            holder_number: number_of(self.vault, found).masked()?,
            face,
            handler: staff_ref(found.handler_id, found.handler_name.as_ref()),
            proposal: self.waiting_proposal(proposal),
        }))
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

fn read_word<T: for<'de> Deserialize<'de>>(word: &str) -> Result<T> {
    let read: std::result::Result<T, WordError> = T::deserialize(word.into_deserializer());
    read.map_err(|error| {
        StoreError::Corrupt {
            table: "objection_event",
            what: error.to_string(),
        }
        .into()
    })
}

/// For lists of several holders' cases: one record for each holder.
pub(super) fn by_holder(
    rows: impl Iterator<Item = (Id, Id)>,
) -> impl Iterator<Item = (HolderId, Vec<uuid::Uuid>)> {
    let mut ids: HashMap<Id, Vec<uuid::Uuid>> = HashMap::new();
    for (holder, licence) in rows {
        let of_holder = ids.entry(holder).or_default();
        if !of_holder.contains(&licence.0) {
            of_holder.push(licence.0);
        }
    }
    ids.into_iter()
        .map(|(holder, ids)| (HolderId(holder.0), ids))
}
