//! What does only the desk see of a case?

use super::{Reader, View};
use crate::service::Result;
use crate::service::case_row::{disclosure_view, disputed_record, inquiry_view, urging_view};
use crate::service::face::{self, Show};
use crate::service::sealed::Statement;
use crate::store::{Id, disclosures, earlier, inquiries, urgings};
use domain::id::StaffId;
use domain::issuing::shown_code;
use domain::objection::{CallerDocument, PointCheck, Proposal};
use domain::wire::case::{DisputedField, StaffRef};
use domain::wire::desk::{DeskView, ProposalView};

/// What was said beside the case.
pub(super) struct Beside<'a> {
    pub(super) urgings: &'a [urgings::Row],
    pub(super) inquiries: &'a [inquiries::Row],
    pub(super) earlier: &'a [earlier::Row],
    pub(super) disclosure: Option<&'a disclosures::Row>,
    pub(super) fellows: u16,
}

impl View<'_> {
    pub(super) fn desk(
        &self,
        statement: &Statement,
        disputed: &[DisputedField],
        proposal: Option<Proposal>,
        beside: &Beside<'_>,
    ) -> Result<Option<DeskView>> {
        if self.reader == Reader::Objector {
            return Ok(None);
        }
        let found = self.found;
        let (mut face, holder_number) = match &found.licence {
            None => (Vec::new(), self.document(statement)),
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
            fellows: beside.fellows,
            face,
            handler: staff_ref(found.handler_id, found.handler_name.as_ref()),
            procedure: found.procedure.clone(),
            deciding: self.rulebook.deciding(&found.procedure).clone(),
            checks: self.checks(proposal.as_ref()),
            proposal: self.waiting_proposal(proposal),
            took_part: self.took_part(beside.earlier),
            urgings: beside
                .urgings
                .iter()
                .map(|row| urging_view(self.vault, row, self.today))
                .collect::<Result<_>>()?,
            inquiries: beside
                .inquiries
                .iter()
                .map(|row| inquiry_view(self.vault, row, self.today))
                .collect::<Result<_>>()?,
            disclosure: beside
                .disclosure
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

    fn took_part(&self, earlier: &[earlier::Row]) -> Vec<StaffId> {
        let reviewed = earlier.iter().filter(|_| self.found.reviewing);
        let people = reviewed.flat_map(|one| [one.proposed_by, one.decided_by]);
        people.map(StaffId::from).collect()
    }

    /// What was found may repeat what is sensitive: it is for who decides.
    fn checks(&self, proposal: Option<&Proposal>) -> Vec<PointCheck> {
        let proposal = proposal.filter(|_| self.reader == Reader::Desk);
        proposal.map_or_else(Vec::new, |proposal| proposal.checks.clone())
    }

    /// By which document somebody without an account was made sure of, in part.
    fn document(&self, statement: &Statement) -> String {
        let document = statement.document.as_ref();
        let document = document.filter(|_| self.reader == Reader::Desk);
        document.map_or_else(String::new, CallerDocument::masked)
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
