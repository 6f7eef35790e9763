//! How do cases begin? With their numbers, clocks, first events, messages and audit records: many at once, each kind of row
//! by a few statements.

use super::audit::{self, Entry};
use super::notices::{self, New as Notice};
use super::objections::{self, New, NewEvent};
use super::{StoreError, Tx, board, clocks};
use domain::case_number::CaseNumber;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Everything that a case's beginning writes; only its place in its day is missing.
#[derive(Clone, Debug)]
pub(crate) struct Beginning {
    /// The case, without its number.
    pub(crate) case: New,
    /// The local date of filing.
    pub(crate) day: Date,
    /// Whether the app makes a work order of the hotline.
    pub(crate) by_work_order: bool,
    pub(crate) clocks: Vec<clocks::Row>,
    pub(crate) events: [NewEvent; 2],
    pub(crate) notices: Vec<Notice>,
    pub(crate) entry: Entry,
    /// What was received, or ran out, in a month before this one is counted there, although that month may be closed.
    pub(crate) count_from: Option<Date>,
}

/// Writes them; the cases with their numbers, in the same order. A duplicate means that a holder has an open case to its
/// licence, or that a work order began another.
pub(crate) async fn write(tx: &mut Tx, beginnings: &[Beginning]) -> Result<Vec<New>, StoreError> {
    let cases = numbered(tx, beginnings).await?;
    objections::insert(tx, &cases).await?;
    let all = beginnings.iter();
    let clocks = all.clone().flat_map(|one| {
        let holder = one.case.holder;
        one.clocks.iter().map(move |clock| (holder, clock))
    });
    clocks::insert(tx, &clocks.collect::<Vec<_>>()).await?;
    if let Some(month) = all.clone().filter_map(|one| one.count_from).min() {
        board::ask_from(tx, month).await?;
    }
    let events: Vec<NewEvent> = all.clone().flat_map(|one| one.events.clone()).collect();
    objections::insert_events(tx, &events).await?;
    let notices: Vec<Notice> = all.clone().flat_map(|one| one.notices.clone()).collect();
    notices::insert(tx, &notices).await?;
    let entries: Vec<Entry> = all.map(|one| one.entry.clone()).collect();
    audit::record_all(tx, &entries).await?;
    Ok(cases)
}

/// The cases with their numbers: each day counts its own.
async fn numbered(tx: &mut Tx, beginnings: &[Beginning]) -> Result<Vec<New>, StoreError> {
    let mut of_days: BTreeMap<Date, i64> = BTreeMap::new();
    for one in beginnings {
        *of_days.entry(one.day).or_default() += 1;
    }
    for (day, number) in &mut of_days {
        // Now the last number that was given before.
        *number = objections::last_of_day(tx, *day, *number).await? - *number;
    }
    let numbered = |one: &Beginning| {
        let place = of_days.entry(one.day).or_default();
        *place += 1;
        let place = u32::try_from(*place).map_err(|_| StoreError::Corrupt {
            table: "case_counter",
            what: format!("{place} cases on {}", one.day),
        })?;
        let number = CaseNumber::mint(one.day, place);
        let mut case = one.case.clone();
        if one.by_work_order {
            case.work_order = Some(number.work_order());
        }
        case.case_number = number.to_string();
        Ok(case)
    };
    beginnings.iter().map(numbered).collect()
}
