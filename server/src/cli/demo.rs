//! `mingzheng demo`: fill an empty database with the demonstration, small or large.

use super::settled::{self, Settled};
use super::{CliError, progress};
use crate::clock::Clock;
use crate::config::FileFlag;
use crate::demo::{self, Made, Size};
use crate::start;
use std::io::{self, Write as _};

/// 在空数据库里建立演示数据。Fill an empty database with a demonstration
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    file: FileFlag,
    /// 证照数,50以上。How many licences, 50 at least
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(50..))]
    licences: u32,
    /// 异议数,10以上,不多于证照数;不写为证照数的百分之六。How many objections, at most one for each licence
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(10..))]
    cases: Option<u32>,
    /// 至多在办数,其余均已办结;不写则多数在办。How many of them are in hand at most, the others being over
    #[arg(long, value_name = "K")]
    in_hand: Option<u32>,
}

/// Lays the demonstration.
pub(super) fn run(args: Args) -> Result<(), CliError> {
    let size = size(&args)?;
    let Settled { config, runtime } = settled::settle(&args.file.into())?;
    let bar = progress::bar(args.licences.into(), "证照 licences");
    let made = runtime.block_on(async {
        let ground = start::ground(&config).await.map_err(CliError::failed)?;
        let now = Clock::System.now();
        let laid = demo::build(ground, size, now, |written| {
            bar.set_position(count(written));
        });
        laid.await.map_err(CliError::failed)
    });
    bar.finish_and_clear();
    let Made {
        people,
        companies,
        licences,
        cases,
    } = made?;
    writeln!(
        io::stdout().lock(),
        "演示数据已建立：{people}人、{companies}家企业、{licences}个证照、{cases}件异议，均为虚构。\n\
         A demonstration of {people} people, {companies} companies, {licences} licences and {cases} objections, all invented."
    )?;
    Ok(())
}

fn size(args: &Args) -> Result<Size, CliError> {
    let cases = args.cases.unwrap_or(args.licences / 100 * 6).max(10);
    if cases > args.licences {
        return Err(CliError::input(format!(
            "--cases {cases} is more than --licences {}: a licence is objected to once",
            args.licences
        )));
    }
    let size = |number: u32| usize::try_from(number).map_err(CliError::input);
    Ok(Size {
        licences: size(args.licences)?,
        cases: size(cases)?,
        in_hand: args.in_hand.map_or(Ok(usize::MAX), size)?,
    })
}

fn count(written: usize) -> u64 {
    u64::try_from(written).unwrap_or(u64::MAX)
}
