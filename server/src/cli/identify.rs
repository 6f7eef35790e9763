//! `mingzheng identify`: what kind of identifier is this code, is it valid, and why?

use std::ffi::OsString;

use domain::identifier::{self, Identified};
use jiff::civil::Date;

/// 判别号码的种类与真伪。Tell what kind of identifier a code is, and whether it is valid.
#[derive(clap::Args)]
#[command(after_help = "例 Example:\n  mingzheng identify 91350100M000100Y43")]
pub struct Args {
    /// 号码：公民身份号码、统一社会信用代码、组织机构代码或证照标识。The code; anything has an answer.
    #[arg(allow_hyphen_values = true)]
    pub code: OsString,
}

/// Judges the code; `today` because nobody's birth date is later.
pub fn answer(args: &Args, today: Date) -> Identified {
    identifier::identify(&args.code.to_string_lossy(), today)
}
