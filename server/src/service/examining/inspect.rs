//! What is wrong with one case? Its history is played again by the same state machine that made it.

use super::Flaw;
use crate::service::opening::RECEIVED_AS;
use crate::store::histories::{Happened, Row};
use crate::store::objections::{FILED, nothing_due};
use crate::store::read_word;
use domain::flow::{CaseEvent, CaseState, Flow, Progress};
use jiff::Timestamp;

/// A case with all that belongs to it.
#[derive(Clone, Debug, Default)]
pub(super) struct Dossier {
    pub(super) case: Option<Row>,
    pub(super) events: Vec<Happened>,
    /// Whether a file is missing.
    pub(super) lacks_file: bool,
}

/// Everything that is wrong with a case of this flow. `recorded_since`: since when the audit log has been kept; what a
/// demonstration is laid with happened until then.
pub(super) fn inspect(
    dossier: &Dossier,
    flow: Flow,
    recorded_since: Option<Timestamp>,
) -> Vec<Flaw> {
    let Some(case) = &dossier.case else {
        return vec![Flaw::NoCase];
    };
    let mut flaws = Vec::new();
    if is_complete(case, &dossier.events) {
        match replay(&dossier.events, flow) {
            Ok(progress) => flaws.extend(differing(case, progress)),
            Err(impossible) => flaws.push(impossible),
        }
    } else {
        flaws.push(Flaw::History);
    }
    let due = if case.finished_at.is_some() {
        None
    } else {
        Some(case.clock_due.unwrap_or_else(nothing_due))
    };
    if case.next_due != due {
        flaws.push(Flaw::NextDue);
    }
    flaws.extend(unrecorded(&dossier.events, recorded_since));
    if dossier.lacks_file {
        flaws.push(Flaw::File);
    }
    flaws
}

/// Whether its events are numbered from one to its version, the filing first.
fn is_complete(case: &Row, events: &[Happened]) -> bool {
    let numbered = (1..).zip(events).all(|(seq, event)| event.seq == seq);
    let last = events.last().map(|event| event.seq);
    let filed = events.first().is_some_and(|event| event.event == FILED);
    numbered && filed && last == Some(case.version)
}

fn replay(events: &[Happened], flow: Flow) -> Result<Progress, Flaw> {
    let words = events.iter().skip(1);
    let happened: Vec<CaseEvent> = words
        .map(|event| {
            read_word("objection_event", &event.event).map_err(|_| Flaw::Unknown(event.seq))
        })
        .collect::<Result<_, _>>()?;
    flow.replay(happened)
        .map_err(|(place, refusal)| Flaw::Impossible(seq_of(place), refusal))
}

/// The number of an event by its place after the filing.
fn seq_of(place: usize) -> i64 {
    i64::try_from(place).map_or(i64::MAX, |place| place.saturating_add(2))
}

fn differing(case: &Row, progress: Progress) -> Vec<Flaw> {
    let standing = progress.standing;
    let state: Option<CaseState> = read_word("objection", &case.state).ok();
    let columns = [
        ("state", state == Some(standing.state)),
        ("marked", case.marked == standing.marked),
        ("reviewing", case.reviewing == progress.reviewing),
        (
            "finished_at",
            case.finished_at.is_some() == standing.state.is_finished(),
        ),
    ];
    columns
        .into_iter()
        .filter(|(_, same)| !same)
        .map(|(column, _)| Flaw::Row(column))
        .collect()
}

fn unrecorded(events: &[Happened], since: Option<Timestamp>) -> impl Iterator<Item = Flaw> {
    events
        .iter()
        .filter(move |event| since.is_some_and(|since| event.at.0 > since))
        // The receipt is entered with the filing before it, and can tell of an earlier day.
        .filter(|event| event.seq != RECEIVED_AS && !event.recorded)
        .map(|event| Flaw::Unrecorded(event.seq))
}
