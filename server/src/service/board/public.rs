//! What of the board everybody may read (嘉网 十三): how many cases each department and each month had, and how many
//! were answered in time.

use super::facts;
use super::report::TREND;
use crate::service::{Result, months};
use crate::store::board::Slice;
use crate::store::{Tx, agencies};
use domain::board::{Dimension, Tally};
use domain::problem::ProblemCode;
use domain::wire::disclosure::DisclosedCount;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// A month's numbers by department, and those of the months to it.
pub(in crate::service) async fn department_figures(
    read: &mut Tx,
    month: Date,
) -> Result<(Vec<DisclosedCount>, Vec<DisclosedCount>)> {
    let from = month
        .checked_sub((TREND - 1).months())
        .map_err(|_| ProblemCode::Malformed)?;
    let mut by_agency = facts::of_all(read, Dimension::Issuer, month).await?;
    let mut by_month = facts::by_month(read, &Slice::default(), (from, month)).await?;
    let agencies = agencies::all(read).await?.into_iter();
    let mut agencies: Vec<DisclosedCount> = agencies
        .filter_map(|agency| {
            let tally = by_agency.remove(&agency.id.0.to_string())?;
            Some(count(agency.name, &tally))
        })
        .collect();
    agencies.sort_by(|one, other| one.name.cmp(&other.name));
    let months = months::from_to(from, month).map(|month| {
        let name = month.to_string();
        let tally = by_month.remove(&name).unwrap_or_default();
        count(name, &tally)
    });
    Ok((agencies, months.collect()))
}

fn count(name: String, tally: &Tally) -> DisclosedCount {
    DisclosedCount {
        name,
        received: tally.received,
        answered: tally.answer_days.entries(),
        on_time: tally.answer.on_time,
        ended: tally.answer.on_time + tally.answer.late,
    }
}
