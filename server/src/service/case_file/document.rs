//! What the file says. Names of members are this system's wire names; words for people are Chinese, as the file's readers.

use crate::service::{Error, Result};
use crate::store::notices::Told;
use domain::calendar::Calendar;
use domain::deadline::{Deadline, compute};
use domain::rulebook::{Basis, Rulebook, Unit};
use domain::text::{Lang, counting};
use domain::wire::case::{CaseDetail, ClockView};
use domain::wire::notice::NoticeKind;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

/// What the file calls itself.
pub(super) const FORMAT: &str = "mingzheng-case-file/1";

/// Everything that is known of a case.
#[derive(Serialize)]
pub(super) struct Document {
    pub(super) format: &'static str,
    pub(super) exported_at: Timestamp,
    pub(super) exported_by: Exporter,
    pub(super) reason: String,
    /// False: names are masked and sensitive values hidden.
    pub(super) in_full: bool,
    pub(super) rulebook: String,
    pub(super) procedure: String,
    pub(super) case: CaseDetail,
    pub(super) clocks: Vec<ClockProof>,
    pub(super) notices: Vec<NoticeProof>,
}

/// Who took it home.
#[derive(Serialize)]
pub(super) struct Exporter {
    pub(super) name: String,
    pub(super) agency: String,
}

/// A clock as it stands, and how it is counted: anew, with the calendar that it was counted with.
#[derive(Serialize)]
pub(super) struct ClockProof {
    #[serde(flatten)]
    stands: ClockView,
    title: String,
    basis: Basis,
    #[serde(skip_serializing_if = "Option::is_none")]
    regulation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<String>,
    how_counted: String,
    days: Vec<DayProof>,
    computed_due: Timestamp,
    /// Whether what is computed is what stands.
    agrees: bool,
}

#[derive(Serialize)]
struct DayProof {
    date: Date,
    counted: bool,
    why: String,
}

/// A message of the case: to whom, and what became of it.
#[derive(Serialize)]
pub(super) struct NoticeProof {
    kind: NoticeKind,
    to: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    due_date: Option<Date>,
    created_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    delivered_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    read_at: Option<Timestamp>,
}

/// Each clock of a case with its reasoning; those of steps that the rulebook has no longer can't be explained.
pub(super) fn clocks(
    (rulebook, calendar): (&Rulebook, &Calendar),
    procedure: &str,
    clocks: &[ClockView],
) -> Result<Vec<ClockProof>> {
    let known = clocks.iter().filter_map(|view| {
        let clock = rulebook.clock(procedure, &view.step)?;
        Some((view, clock))
    });
    let proofs = known.map(|(view, clock)| {
        let calendar = calendar.as_of(Some(view.calendar_version));
        let calendar = calendar.map_err(Error::fault)?;
        let computed = compute(
            &clock.as_granted(view.extended),
            view.started_at,
            &calendar,
            rulebook.readings,
        );
        let computed = computed.map_err(Error::fault)?;
        Ok(ClockProof {
            stands: view.clone(),
            title: clock.title.clone(),
            basis: clock.basis,
            regulation: clock.regulation.clone(),
            article: clock.article.clone(),
            reading: clock.reading.clone(),
            how_counted: counting::how_counted(
                &computed,
                clock.unit.unwrap_or(Unit::WorkingDay),
                Lang::Zh,
            ),
            days: days(&computed),
            computed_due: computed.due,
            agrees: computed.due == view.due && computed.due_date == view.due_date,
        })
    });
    proofs.collect()
}

fn days(computed: &Deadline) -> Vec<DayProof> {
    let days = computed.days.iter().map(|day| DayProof {
        date: day.date,
        counted: day.counted,
        why: counting::reason(&day.reason, Lang::Zh),
    });
    days.collect()
}

/// A message as it stands.
pub(super) fn notice(told: Told) -> NoticeProof {
    NoticeProof {
        kind: told.kind.0,
        to: told.role.unwrap_or(told.recipient_kind),
        due_date: told.due_date.map(|day| day.0),
        created_at: told.created_at.0,
        delivered_at: told.delivered_at.map(|at| at.0),
        read_at: told.read_at.map(|at| at.0),
    }
}
