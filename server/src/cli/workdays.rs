//! `mingzheng workdays`: at the end of which day has a number of working days passed since a receipt?

use domain::deadline::{self, Deadline};
use domain::rulebook::Readings;
use jiff::Timestamp;
use jiff::civil::Date;

use super::{CliError, input};

/// 自收到之日起第 n 个工作日。The end of the n-th working day after a receipt.
#[derive(clap::Args)]
pub struct Args {
    /// 收到时间，须带时区。When it was received, in RFC 3339 with an offset.
    #[arg(long, value_parser = input::instant)]
    pub received: Timestamp,
    /// 工作日数。How many working days.
    #[arg(long, allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(0..=i64::from(deadline::MAX_DAYS)))]
    pub days: u32,
    /// 按当日已公布的放假通知计算。Count by the holiday notices published by the end of this day.
    #[arg(long, value_parser = input::date)]
    pub as_of: Option<Date>,
}

/// Counts by the national calendar, as a rulebook counts that says nothing else.
pub fn answer(args: &Args) -> Result<Deadline, CliError> {
    let calendar = input::calendar(&[], args.as_of)?;
    deadline::working_days(args.days, args.received, &calendar, Readings::default())
        .map_err(CliError::input)
}
