//! `mingzheng migrate`: bring the database's schema up to date, and nothing else.

use super::CliError;
use super::settled::{self, Settled};
use crate::config::FileFlag;
use crate::start;
use std::io::{self, Write as _};

/// 建立或更新数据库结构。Make the database's schema or bring it up to date
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    file: FileFlag,
}

/// Migrates.
pub(super) fn run(args: Args) -> Result<(), CliError> {
    let Settled { config, runtime } = settled::settle(&args.file.into())?;
    runtime
        .block_on(start::database(&config))
        .map_err(CliError::failed)?;
    writeln!(
        io::stdout().lock(),
        "数据库结构已是最新。The database's schema is up to date."
    )?;
    Ok(())
}
