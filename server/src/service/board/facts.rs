//! What was counted, part by part and month by month. Of all cases it is read as the job has summed it; of a part of them
//! its rows are summed here.

use crate::service::Result;
use crate::store::Tx;
use crate::store::board::{self as rows, FactSum, Slice};
use domain::board::{Dimension, Tally};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Tallies by the values of a dimension, or by months.
pub(super) type Tallies = BTreeMap<String, Tally>;

/// A month's facts and what stands open, by each dimension.
pub(super) async fn by_dimension(
    read: &mut Tx,
    slice: &Slice,
    month: Date,
) -> Result<Vec<(Dimension, Tallies)>> {
    let mut all = Vec::new();
    for dimension in Dimension::ALL {
        all.push((dimension, standing(read, slice, dimension).await?));
    }
    let counted = all.iter_mut().filter(|(one, _)| *one != Dimension::Handler);
    if narrowed(slice).is_empty() {
        for (dimension, tallies) in counted {
            add(tallies, rows::parts(read, *dimension, month).await?);
        }
        return Ok(all);
    }
    let facts = rows::sliced(read, slice, month).await?;
    for (dimension, tallies) in counted {
        for row in &facts {
            let tally = tallies.entry(row.about.part(*dimension)).or_default();
            tally.count(row.fact.0, row.days, row.number);
        }
    }
    Ok(all)
}

/// A month's facts by one dimension, of all cases.
pub(super) async fn of_all(read: &mut Tx, dimension: Dimension, month: Date) -> Result<Tallies> {
    let mut all = Tallies::new();
    add(&mut all, rows::parts(read, dimension, month).await?);
    Ok(all)
}

/// The facts of the months from one to another.
pub(super) async fn by_month(
    read: &mut Tx,
    slice: &Slice,
    months: (Date, Date),
) -> Result<Tallies> {
    let facts = match narrowed(slice).as_slice() {
        [] => rows::trend(read, None, months).await?,
        [one] => rows::trend(read, Some(*one), months).await?,
        _ => rows::sliced_trend(read, slice, months).await?,
    };
    let mut all = Tallies::new();
    add(&mut all, facts);
    Ok(all)
}

/// By what a slice narrows, and to which value.
fn narrowed(slice: &Slice) -> Vec<(Dimension, &str)> {
    let all = [
        (Dimension::Issuer, slice.issuer.as_str()),
        (Dimension::Type, &slice.type_code),
        (Dimension::Channel, &slice.channel),
        (Dimension::Ground, &slice.ground),
        (Dimension::Procedure, &slice.procedure),
    ];
    all.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

fn add(tallies: &mut Tallies, facts: Vec<FactSum>) {
    for row in facts {
        let tally = tallies.entry(row.part).or_default();
        tally.count(row.fact.0, row.days, row.number);
    }
}

async fn standing(read: &mut Tx, slice: &Slice, dimension: Dimension) -> Result<Tallies> {
    let open = rows::standings(read, slice, dimension).await?.into_iter();
    let tallies = open.map(|row| {
        let tally = Tally {
            open: row.open_cases,
            due_today: row.due_today,
            overdue: row.overdue,
            provisional: row.provisional,
            unanswered: row.unanswered,
            ..Tally::default()
        };
        (row.part, tally)
    });
    Ok(tallies.collect())
}
