//! `mingzheng rulebook`: which clocks does a city's rulebook hold?

use domain::rulebook::{self, Basis, Bound, Clock, Unit};
use serde::Serialize;

use super::CliError;

/// 列出规则中的全部期限。List every clock of a rulebook.
#[derive(clap::Args)]
#[command(after_help = "例 Example:\n  mingzheng rulebook lanzhou-new-area")]
pub struct Args {
    /// 规则。The rulebook: lanzhou-new-area, daqing, lhasa or jiayuguan.
    pub id: String,
}

/// One clock, in the fields that scripts may rely on.
#[derive(Serialize)]
pub struct Row {
    procedure: String,
    step: String,
    title: String,
    from: Option<String>,
    bound: Bound,
    amount: Option<u32>,
    unit: Option<Unit>,
    who: String,
    regulation: Option<String>,
    article: Option<String>,
    basis: Basis,
    reading: Option<String>,
}

impl From<Clock> for Row {
    fn from(clock: Clock) -> Self {
        Self {
            procedure: clock.procedure,
            step: clock.step,
            title: clock.title,
            from: clock.from,
            bound: clock.bound,
            amount: clock.amount,
            unit: clock.unit,
            who: clock.who,
            regulation: clock.regulation,
            article: clock.article,
            basis: clock.basis,
            reading: clock.reading,
        }
    }
}

/// Every clock, in the rulebook's order.
pub fn answer(args: &Args) -> Result<Vec<Row>, CliError> {
    let book = rulebook::embedded(&args.id).map_err(|error| CliError::argument("<ID>", error))?;
    Ok(book.clocks.into_iter().map(Row::from).collect())
}
