//! A household as rows: numbers, faces and words sealed.

use super::agencies::Agency;
use super::case::{By, Case};
use super::data::Data;
use super::evidence::SAMPLES;
use super::ids::DemoIds;
use super::licence::{Licence, Version};
use super::office::Office;
use super::people::Person;
use super::seals::{Queue, Stamps};
use super::supervision;
use super::world::{Household, Mandate, NumberedCase, record_holder};
use crate::crypto::{CryptoError, Sealed, Vault};
use crate::service::filing;
use crate::service::library::{self, Canonical, Deed};
use crate::service::sealed::{EventWords, Statement};
use crate::store::bulk::{self, Batch};
use crate::store::{At, Day, Id, StoreError, Word, holders, objections, word};
use domain::access::Role;
use domain::catalogue::{FaceField, Need};
use domain::id::EvidenceId;
use domain::issuing::LicenceRecord;
use domain::licence::Trust;
use domain::objection::CaseEvent;
use domain::rulebook::{LICENCE_OBJECTION, Reminders};
use jiff::civil::Date;

/// What rows are made with.
pub(super) struct Rows<'a> {
    pub(super) vault: &'a Vault,
    pub(super) data: &'a Data,
    /// The fields of each type, in the order of the data.
    pub(super) fields: &'a [Vec<FaceField>],
    pub(super) office: &'a Office,
    pub(super) agencies: &'a [Agency],
    pub(super) calendar_version: Date,
    /// The content hashes of the samples, in their order.
    pub(super) hashes: &'a [String],
    pub(super) stamps: &'a Stamps,
    /// The days on which people are reminded.
    pub(super) reminders: Option<&'a Reminders>,
}

/// Why a row can't be made.
#[derive(Debug, thiserror::Error)]
pub(super) enum RowFault {
    #[error(transparent)]
    Crypto(#[from] CryptoError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("a licence names an agency or a type that isn't there")]
    Dangling,
}

/// Whose row it is, and of which agency.
#[derive(Clone, Copy)]
pub(super) struct Owner {
    pub(super) holder: Id,
    issuer: Id,
}

impl Rows<'_> {
    /// Adds everything of a household to the batch.
    pub(super) fn add(
        &self,
        household: &Household,
        ids: &mut DemoIds,
        queue: &mut Queue,
        batch: &mut Batch,
    ) -> Result<(), RowFault> {
        batch.holders.push(self.holder(household)?);
        if let Some((position, about)) = &household.cast {
            batch.persons.push(bulk::DemonstrationPerson {
                holder_id: household.id.into(),
                position: *position,
                about: about.clone(),
            });
        }
        let mandates = household.mandates.iter();
        batch
            .representations
            .extend(mandates.map(|mandate| self.representation(mandate)));
        for licence in &household.licences {
            let owner = self.owner(household, licence)?;
            if let Some((with, _)) = &licence.shared_with {
                batch.co_holders.push(bulk::CoHolder {
                    holder_id: (*with).into(),
                    leading_id: owner.holder,
                    licence_id: licence.id.into(),
                });
            }
            self.add_licence(owner, (household, licence), ids, queue, batch)?;
        }
        for numbered in &household.cases {
            let licence = household.licences.get(numbered.licence);
            let licence = licence.ok_or(RowFault::Dangling)?;
            let owner = self.owner(household, licence)?;
            batch
                .objections
                .push(self.objection(owner, licence, numbered)?);
            self.add_course(owner, &numbered.case, batch)?;
            self.add_evidence(owner, numbered, ids, batch)?;
            self.add_notices(owner, licence.agency, &numbered.case, ids, batch)?;
        }
        Ok(())
    }

    fn representation(&self, mandate: &Mandate) -> bulk::Representation {
        bulk::Representation {
            company_id: mandate.company.into(),
            id: Id(mandate.id),
            person_id: mandate.person.into(),
            acting_as: Word(mandate.acting_as),
            from_date: Day(mandate.from),
            to_date: mandate.to.map(Day),
            created_at: At(self.office.now),
        }
    }

    /// The cast and the companies are still to be reminded; the crowd has been, or a large world would begin with a heap.
    fn reminded(&self, household: &Household, licence: &Licence) -> i64 {
        if household.cast.is_some() || household.person.is_company {
            return 0;
        }
        let end = self.reminders.zip(licence.dates.valid_to);
        end.map_or(0, |(reminders, end)| {
            reminders.due(end, self.office.today).into()
        })
    }

    fn owner(&self, household: &Household, licence: &Licence) -> Result<Owner, RowFault> {
        let agency = self
            .agencies
            .get(licence.agency)
            .ok_or(RowFault::Dangling)?;
        Ok(Owner {
            holder: household.id.into(),
            issuer: agency.id.into(),
        })
    }

    fn holder(&self, household: &Household) -> Result<bulk::Holder, CryptoError> {
        let number = household.person.number.as_str();
        let sealed = self
            .vault
            .seal(holders::NUMBER, household.id.0, number.as_bytes())?;
        let index = self.vault.index(number);
        Ok(bulk::Holder {
            id: household.id.into(),
            kind: if household.person.is_company {
                "organisation"
            } else {
                "person"
            },
            name: household.person.name.clone(),
            code_type: household.person.code_type(),
            number_sealed: sealed.bytes,
            key_id: sealed.key_id,
            number_index: index.bytes,
            index_key_id: index.key_id,
            created_at: At(self.office.now),
        })
    }

    fn add_licence(
        &self,
        owner: Owner,
        (household, licence): (&Household, &Licence),
        ids: &mut DemoIds,
        queue: &mut Queue,
        batch: &mut Batch,
    ) -> Result<(), RowFault> {
        let approver = self
            .agencies
            .get(licence.agency)
            .and_then(|agency| agency.one(Role::Approver, 0));
        let mut predecessor = None;
        for (seq, event) in (1..).zip(&licence.events) {
            let words = EventWords {
                basis: String::new(),
                reason: event.reason.clone(),
            };
            let version = licence
                .versions
                .iter()
                .find(|version| version.place == event.version);
            let version = version.ok_or(RowFault::Dangling)?;
            let deed = Deed {
                holder: owner.holder,
                issuer: owner.issuer,
                version: event.version.into(),
                seq,
                kind: event.kind,
                on: event.on,
                staff: event.staff.map(Id::from),
                words: &words,
                objection: version.objection.map(Id::from),
                trust: Trust::A,
                approved_by: approver.map(Id::from),
                at: event.at,
            };
            if !event.kind.makes_version() {
                batch.happen(library::event(self.vault, licence.id, &deed)?);
                continue;
            }
            let record = self.record(&household.person, licence, version, predecessor.take())?;
            let record = LicenceRecord {
                salt: ids.next().simple().to_string(),
                ..record
            };
            predecessor = Some(record.identifier.clone());
            let canonical = Canonical::of(record).map_err(|_| RowFault::Dangling)?;
            let fields = self.fields.get(licence.kind).ok_or(RowFault::Dangling)?;
            batch.keep(library::keep(self.vault, &canonical, fields, &deed)?);
            if version.place == licence.version() {
                let events = i64::try_from(licence.events.len()).unwrap_or(i64::MAX);
                let deed = Deed {
                    seq: events,
                    ..deed
                };
                let row = library::licence_row(&canonical.record, &deed, licence.condition);
                batch.licences.push(bulk::Licence {
                    reminded: self.reminded(household, licence),
                    ..row
                });
            }
            let of_cast = household.cast.is_some() || household.person.is_company;
            let agency = (licence.agency, of_cast);
            self.stamps.queue(queue, batch, agency, canonical.bytes);
        }
        Ok(())
    }

    fn record(
        &self,
        person: &Person,
        licence: &Licence,
        version: &Version,
        predecessor: Option<String>,
    ) -> Result<LicenceRecord, RowFault> {
        let kind = self
            .data
            .types
            .get(licence.kind)
            .ok_or(RowFault::Dangling)?;
        let agency = self
            .data
            .agencies
            .get(licence.agency)
            .ok_or(RowFault::Dangling)?;
        Ok(LicenceRecord {
            identifier: version.identifier.as_str().to_owned(),
            type_name: kind.name.clone(),
            type_code: kind.code.clone(),
            schema_version: 1,
            number: licence.number.clone(),
            issuer_name: agency.name.clone(),
            issuer_code: agency.uscc.as_str().to_owned(),
            issued_on: licence.dates.issued,
            valid_from: licence.dates.valid_from,
            valid_to: licence.dates.valid_to,
            holders: [record_holder(person)]
                .into_iter()
                .chain(licence.shared_with.iter().map(|(_, with)| with.clone()))
                .collect(),
            predecessor,
            face: version
                .face
                .iter()
                .filter(|(key, _)| !self.is_forgotten(licence, key))
                .cloned()
                .collect(),
            licence: licence.id,
            salt: String::new(),
        })
    }

    /// Whether a field was left empty when the licence was entered.
    fn is_forgotten(&self, licence: &Licence, key: &str) -> bool {
        let fields = self.fields.get(licence.kind);
        let field = fields.and_then(|fields| fields.iter().find(|field| field.key == key));
        licence.fresh
            && field.is_some_and(|field| field.need == Need::Recommended)
            && supervision::forgets(licence.id, licence.agency)
    }

    fn objection(
        &self,
        Owner { holder, issuer }: Owner,
        licence: &Licence,
        NumberedCase { case, number, .. }: &NumberedCase,
    ) -> Result<bulk::Objection, RowFault> {
        let statement = Statement {
            claims: case.body.claims.clone(),
            explanation: case.body.explanation.clone(),
        };
        let statement = self.vault.seal_statement(case.id, &statement)?;
        let proposal = case
            .proposal
            .as_ref()
            .map(|proposal| self.vault.seal_proposal(case.id, proposal))
            .transpose()?;
        let (proposal_key_id, proposal_sealed) = parts(proposal);
        let step = |event| case.step(event);
        let staff = |event| step(event).and_then(|step| step.by.staff()).map(Id::from);
        let at = |event| step(event).map(|step| At(step.at));
        Ok(bulk::Objection {
            holder_id: holder,
            id: case.id.into(),
            case_number: number.to_string(),
            work_order: Some(filing::work_order(number.as_str())),
            licence_id: licence.id.into(),
            licence_version: 1,
            issuer_id: issuer,
            procedure: LICENCE_OBJECTION,
            channel: Word(case.channel),
            state: Word(case.standing.state),
            marked: case.standing.marked,
            version: case.version(),
            ground: Word(case.body.ground.ok_or(RowFault::Dangling)?),
            statement_sealed: statement.bytes,
            key_id: statement.key_id,
            proposal_sealed,
            proposal_key_id,
            handler_id: case.handler().map(Id::from),
            proposed_by: staff(CaseEvent::Propose),
            proposed_at: at(CaseEvent::Propose),
            outcome: case.outcome.map(Word),
            decided_by: staff(CaseEvent::Approve),
            decided_at: at(CaseEvent::Approve),
            corrected_version: case.corrected_version.map(i64::from),
            filed_at: At(case.filed_at()),
            received_at: at(CaseEvent::Receive),
            finished_at: case.finished_at().map(At),
            next_due: match case.next_due() {
                _ if case.standing.state.is_finished() => None,
                Some(due) => Some(At(due)),
                None => Some(objections::nothing_due()),
            },
        })
    }

    fn add_course(
        &self,
        Owner { holder, .. }: Owner,
        case: &Case,
        batch: &mut Batch,
    ) -> Result<(), RowFault> {
        let finished = case.standing.state.is_finished();
        for clock in &case.clocks {
            batch.clocks.push(bulk::ObjectionClock {
                holder_id: holder,
                objection_id: case.id.into(),
                step: clock.step.clone(),
                started_at: At(case.at(CaseEvent::Receive).unwrap_or(case.filed_at())),
                due_date: Day(clock.due.due_date),
                due_at: At(clock.due.due),
                provisional: clock.due.status == domain::deadline::Status::Provisional,
                calendar_version: Day(self.calendar_version),
                met_at: clock.met_at.map(At),
                // What a finished case still owed is owed no longer: nobody is warned.
                warned: if finished && clock.met_at.is_none() {
                    3
                } else {
                    0
                },
            });
        }
        for (seq, step) in (1..).zip(&case.steps) {
            let note = (!step.note.is_empty())
                .then(|| self.vault.seal_note(case.id, seq, &step.note))
                .transpose()?;
            let (key_id, note_sealed) = parts(note);
            batch.events.push(bulk::ObjectionEvent {
                holder_id: holder,
                objection_id: case.id.into(),
                seq,
                at: At(step.at),
                event: match step.event {
                    Some(event) => word(&event)?,
                    None => objections::FILED.to_owned(),
                },
                actor_kind: match step.by {
                    By::Holder => word(&Role::Holder)?,
                    By::Staff(role, _) => word(&role)?,
                    By::System => objections::SYSTEM.to_owned(),
                },
                staff_id: step.by.staff().map(Id::from),
                note_sealed,
                key_id,
            });
        }
        Ok(())
    }

    fn add_evidence(
        &self,
        Owner { holder, .. }: Owner,
        numbered: &NumberedCase,
        ids: &mut DemoIds,
        batch: &mut Batch,
    ) -> Result<(), RowFault> {
        let case = &numbered.case;
        for (place, name) in &numbered.evidence {
            let (Some(sample), Some(hash)) = (SAMPLES.get(*place), self.hashes.get(*place)) else {
                return Err(RowFault::Dangling);
            };
            let id = EvidenceId(ids.next());
            let sealed = self.vault.seal_evidence_name(id, name)?;
            batch.evidence.push(bulk::Evidence {
                holder_id: holder,
                id: id.into(),
                objection_id: Some(case.id.into()),
                name_sealed: sealed.bytes,
                key_id: sealed.key_id,
                media_type: sample.media_type,
                size: i64::try_from(sample.content.len()).unwrap_or(i64::MAX),
                content_hash: hash.clone(),
                created_at: At(case.filed_at()),
            });
        }
        Ok(())
    }
}

/// Key and ciphertext of what may not be there.
fn parts(sealed: Option<Sealed>) -> (Option<String>, Option<Vec<u8>>) {
    sealed.map(|sealed| (sealed.key_id, sealed.bytes)).unzip()
}
