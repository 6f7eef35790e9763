//! What has happened to a case, and to its due dates, as one reader sees it?

use super::{Reader, View};
use crate::service::Result;
use crate::service::case_row::extension_view;
use crate::service::sealed::Statement;
use crate::store::objections::{FILED, Happened, SYSTEM};
use crate::store::{extensions, read_word, recounts};
use domain::access::Role;
use domain::flow::{CaseEvent, CaseState};
use domain::objection::Consent;
use domain::rulebook::Spoken;
use domain::wire::case::{CaseHistory, ClockMove};
use domain::wire::extension::{ExtensionAnswer, ExtensionView};

/// The table of a case's history.
const EVENTS: &str = "objection_event";

impl View<'_> {
    pub(super) fn step_name(&self, step: &str) -> Spoken {
        self.rulebook.step_name(&self.found.procedure, step)
    }

    pub(super) fn moves(&self, moves: &[recounts::Moved]) -> Vec<ClockMove> {
        let view = |one: &recounts::Moved| ClockMove {
            step: one.step.clone(),
            name: self.step_name(&one.step),
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

    /// What is said between the agency and who manages the library is not for the objector, and what was not granted is
    /// nothing to them.
    pub(super) fn extensions(&self, rows: &[extensions::Row]) -> Result<Vec<ExtensionView>> {
        let all = rows.iter().map(|row| {
            let name = self.step_name(&row.step);
            extension_view(self.vault, name, row)
        });
        if self.reader != Reader::Objector {
            return all.collect();
        }
        let granted = rows.iter().zip(all).filter(|(row, _)| {
            row.consent
                .as_ref()
                .is_some_and(|consent| consent.0 == Consent::Granted)
        });
        let granted = granted.map(|(row, view)| {
            let view = view?;
            let answer = view.answer.map(|answer| ExtensionAnswer {
                words: String::new(),
                by: String::new(),
                ..answer
            });
            Ok(ExtensionView {
                reason: String::new(),
                by: row.agency_name.clone(),
                answer,
                ..view
            })
        });
        granted.collect()
    }

    pub(super) fn history(
        &self,
        events: &[Happened],
        statement: &Statement,
    ) -> Result<Vec<CaseHistory>> {
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
        // What colleagues say to each other is not for the objector, and what was found at each point for the desk alone.
        let kept_back = match what {
            Some(
                CaseEvent::SendBack | CaseEvent::Transfer | CaseEvent::Disagree | CaseEvent::Settle,
            ) => self.reader == Reader::Objector,
            Some(CaseEvent::Propose | CaseEvent::Answer) => self.reader != Reader::Desk,
            _ => false,
        };
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
            by: self.by(role, event, objector),
            note,
        })
    }

    fn by(&self, role: Option<Role>, event: &Happened, objector: &str) -> String {
        match (role, self.reader) {
            (None, _) => String::new(),
            (Some(Role::Holder), _) => objector.to_owned(),
            // An agency answers for its people, also when the case is with another one by now.
            (Some(_), Reader::Objector) => {
                let agency = event.agency_name.as_ref();
                agency.unwrap_or(&self.found.issuer_name).clone()
            }
            (Some(_), _) => event.staff_name.clone().unwrap_or_default(),
        }
    }

    pub(super) fn supplement_request(&self, history: &[CaseHistory]) -> Option<String> {
        let waits = self.found.state.0 == CaseState::Returned;
        let asked = history
            .iter()
            .rev()
            .find(|one| one.event == Some(CaseEvent::Return));
        asked.filter(|_| waits).map(|one| one.note.clone())
    }
}
