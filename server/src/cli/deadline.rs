//! `mingzheng deadline`: when does a clock of a rulebook fall due, and how was that counted?

use domain::deadline;
use domain::rulebook;
use jiff::Timestamp;
use jiff::civil::Date;

use super::due::Explained;
use super::{CliError, input};

/// 规则中某一步骤的到期日及其算法。When a step of a rulebook's procedure is due, and why.
#[derive(clap::Args)]
#[command(
    after_help = "例 Example:\n  mingzheng deadline --rulebook daqing --procedure licence-objection --step mark --received 2026-09-17T10:00:00+08:00\n\n`mingzheng rulebook daqing` 列出程序和步骤 lists procedures and steps."
)]
pub struct Args {
    /// 规则。The rulebook: lanzhou-new-area, daqing, lhasa or jiayuguan.
    #[arg(long, value_name = "ID")]
    pub rulebook: String,
    /// 程序。The procedure, such as licence-objection.
    #[arg(long, value_name = "ID")]
    pub procedure: String,
    /// 步骤。The step, such as decide.
    #[arg(long, value_name = "ID")]
    pub step: String,
    /// 收到时间（倒计的期限为公布的日期），须带时区。When it was received, or the announced day of a clock that
    /// counts backwards, in RFC 3339 with an offset.
    #[arg(long, value_name = "TIME", value_parser = input::instant)]
    pub received: Timestamp,
    /// 按当日已公布的放假通知计算。Count by the holiday notices published by the end of this day [default: all].
    #[arg(long, value_name = "DATE", value_parser = input::date)]
    pub as_of: Option<Date>,
}

/// Computes the due date as the server would for a case. `mingzheng rulebook` names the regulation of every clock.
pub fn answer(args: &Args) -> Result<Explained, CliError> {
    let book = rulebook::embedded(&args.rulebook)
        .map_err(|error| CliError::argument("--rulebook", error))?;
    let clock = book
        .clock(&args.procedure, &args.step)
        .ok_or_else(|| no_such_clock(args))?;
    let calendar = input::calendar(&book.overlay.days, args.as_of)?;
    let deadline = deadline::compute(clock, args.received, &calendar, book.readings)
        .map_err(input::uncountable)?;
    Ok(Explained::of(&deadline, clock.article.clone()))
}

fn no_such_clock(args: &Args) -> CliError {
    let Args {
        rulebook,
        procedure,
        step,
        ..
    } = args;
    let cause = format!(
        "rulebook `{rulebook}` has no step `{step}` in a procedure `{procedure}`; `mingzheng rulebook {rulebook}` lists every clock"
    );
    CliError::argument("--procedure, --step", cause)
}
