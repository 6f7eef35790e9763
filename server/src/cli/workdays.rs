//! `mingzheng workdays`: at the end of which day has a number of working days passed since a receipt?

use domain::deadline;
use domain::rulebook::Readings;
use jiff::Timestamp;
use jiff::civil::Date;

use super::due::Explained;
use super::{CliError, input};

/// 自收到之日起第 n 个工作日。The end of the n-th working day after a receipt.
#[derive(clap::Args)]
#[command(
    after_help = "例 Example:\n  mingzheng workdays --received 2026-09-17T10:00:00+08:00 --days 5"
)]
pub struct Args {
    /// 收到时间，须带时区。When it was received, in RFC 3339 with an offset; the date in China counts.
    #[arg(long, value_name = "TIME", value_parser = input::instant)]
    pub received: Timestamp,
    /// 工作日数，0 至 3660。How many working days, 0 to 3660.
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = input::days)]
    pub days: u32,
    /// 按当日已公布的放假通知计算。Count by the holiday notices published by the end of this day [default: all].
    #[arg(long, value_name = "DATE", value_parser = input::date)]
    pub as_of: Option<Date>,
}

/// Counts by the national calendar, as a rulebook counts that says nothing else.
pub fn answer(args: &Args) -> Result<Explained, CliError> {
    let calendar = input::calendar(&[], args.as_of)?;
    let deadline = deadline::working_days(args.days, args.received, &calendar, Readings::default())
        .map_err(input::uncountable)?;
    Ok(Explained::of(&deadline, None))
}
