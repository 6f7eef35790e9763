//! What of the board everybody may read (嘉网 十三): how many cases each department and each month had, and how many
//! were answered in time. What an agency has to make good after an outage is its own arrears and nobody's question: it is
//! counted on the board, and not here.

use super::facts::{self, Tallies};
use super::report::TREND;
use crate::service::{Result, months};
use crate::store::board::{self as rows, Slice};
use crate::store::{Tx, agencies};
use domain::board::{Dimension, Tally};
use domain::problem::ProblemCode;
use domain::rulebook::Rulebook;
use domain::wire::disclosure::DisclosedCount;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// A month's numbers by department, and those of the months to it.
pub(in crate::service) async fn department_figures(
    read: &mut Tx,
    rulebook: &Rulebook,
    month: Date,
) -> Result<(Vec<DisclosedCount>, Vec<DisclosedCount>)> {
    let from = month
        .checked_sub((TREND - 1).months())
        .map_err(|_| ProblemCode::Malformed)?;
    let mut by_agency = facts::of_all(read, Dimension::Issuer, month).await?;
    let mut by_month = facts::by_month(read, &Slice::default(), (from, month)).await?;
    if let Some(procedure) = rulebook.about_outages() {
        leave_out(
            read,
            &procedure.id,
            (&mut by_agency, &mut by_month),
            (from, month),
        )
        .await?;
    }
    let agencies = agencies::all(read).await?.into_iter();
    let mut agencies: Vec<DisclosedCount> = agencies
        .filter_map(|agency| {
            let tally = by_agency.remove(&agency.id.0.to_string())?;
            Some(count(agency.name, &tally))
                .filter(|count| count.received + count.answered + count.ended > 0)
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

/// Takes a procedure out of what was counted of all.
async fn leave_out(
    read: &mut Tx,
    procedure: &str,
    (by_agency, by_month): (&mut Tallies, &mut Tallies),
    (from, month): (Date, Date),
) -> Result<()> {
    let slice = Slice {
        procedure: procedure.to_owned(),
        ..Slice::default()
    };
    for row in rows::sliced(read, &slice, month).await? {
        let part = row.about.part(Dimension::Issuer);
        let tally = by_agency.entry(part).or_default();
        tally.count(row.fact.0, row.days, -row.number);
    }
    let of = (Dimension::Procedure, procedure);
    for row in rows::trend(read, Some(of), (from, month)).await? {
        let tally = by_month.entry(row.part).or_default();
        tally.count(row.fact.0, row.days, -row.number);
    }
    Ok(())
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
