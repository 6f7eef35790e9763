//! Which decisions of a case were set aside, and until when can its objector have the one that stands reviewed?

use super::{Reader, View, rejected};
use crate::service::Result;
use crate::service::licences::small;
use crate::store::earlier;
use domain::deadline::local_date;
use domain::flow::{CaseEvent, Progress, Standing};
use domain::objection::reviewing::asked_until;
use domain::wire::case::Decision;
use jiff::civil::Date;

impl View<'_> {
    pub(super) fn earlier(&self, rows: &[earlier::Row]) -> Result<Vec<Decision>> {
        let decision = |row: &earlier::Row| {
            let stored = (row.proposal_key_id.as_str(), row.proposal_sealed.as_slice());
            let proposal = self.vault.open_proposal(self.found.id.0, stored)?;
            Ok(Decision {
                outcome: row.outcome.0,
                reason: rejected(&proposal, ""),
                reasons: proposal.reasons,
                remedy: proposal.remedy,
                decided_at: row.decided_at.0,
                corrected_version: row.corrected_version.map(small),
                withheld: row.withheld.map(|why| why.0),
            })
        };
        rows.iter().map(decision).collect()
    }

    /// A service, and only for the objector.
    pub(super) fn review_until(&self) -> Option<Date> {
        let found = self.found;
        let flow = self.rulebook.flow(&found.procedure);
        let now = Progress {
            standing: Standing {
                state: found.state.0,
                marked: found.marked,
            },
            passed: found.partner_id.is_some(),
            reviewing: found.reviewing,
            handed: found.handed.0,
        };
        if self.reader != Reader::Objector || flow.after(now, CaseEvent::AskReview).is_err() {
            return None;
        }
        let until = asked_until(local_date(found.finished_at?.0), flow.review_days?);
        (self.today <= until).then_some(until)
    }
}
