//! An objection as rows: its statement, its course with clocks and events, its evidence.

use super::{Owner, RowFault, Rows};
use crate::crypto::Sealed;
use crate::demo::case::{By, Case};
use crate::demo::evidence::SAMPLES;
use crate::demo::ids::DemoIds;
use crate::demo::licence::Licence;
use crate::demo::world::NumberedCase;
use crate::service::sealed::Statement;
use crate::store::bulk::{self, Batch};
use crate::store::{At, Day, Id, Word, objections, word};
use domain::access::Role;
use domain::id::EvidenceId;
use domain::objection::CaseEvent;
use domain::rulebook::{LICENCE_OBJECTION, Objector};
use domain::warning::Said;

impl Rows<'_> {
    pub(super) fn objection(
        &self,
        Owner { holder, issuer }: Owner,
        licence: &Licence,
        NumberedCase { case, number, .. }: &NumberedCase,
    ) -> Result<bulk::Objection, RowFault> {
        let statement = Statement {
            claims: case.body.claims.clone(),
            explanation: case.body.explanation.clone(),
            ..Statement::default()
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
            objector: Word(Objector::Holder),
            case_number: number.to_string(),
            work_order: Some(number.work_order()),
            leading_id: Some(holder),
            licence_id: Some(licence.id.into()),
            licence_version: Some(1),
            issuer_id: issuer,
            partner_id: None,
            procedure: LICENCE_OBJECTION.to_owned(),
            channel: Word(case.channel),
            state: Word(case.standing.state),
            marks: true,
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
            withheld: None,
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

    pub(super) fn add_course(
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
                    Said::ALL.0
                } else {
                    Said::NOTHING.0
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

    pub(super) fn add_evidence(
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
