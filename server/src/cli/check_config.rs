//! `mingzheng check-config`: what holds, and where does it come from?

use super::{CliError, settled};
use crate::config::{Config, Flags};
use std::io::{self, Write as _};

/// 检查配置,列出生效的值和来源。Check the configuration and list what holds, with its source
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    flags: Flags,
}

/// Prints every setting, or every fault.
pub(super) fn run(args: &Args) -> Result<(), CliError> {
    let settings = Config::explain(&args.flags, &settled::environment())
        .map_err(|faults| CliError::Faults(faults.to_string()))?;
    let mut out = io::stdout().lock();
    for (key, value, source) in settings {
        let value = if value.is_empty() { "-" } else { &value };
        writeln!(out, "{key} = {value}  ({source})")?;
    }
    Ok(())
}
