//! What does every command with a database begin with? The configuration, the log and a runtime.

use super::CliError;
use crate::config::{Config, Flags};
use crate::log;
use tokio::runtime::{Builder, Runtime};

/// A beginning.
pub(super) struct Settled {
    pub(super) config: Config,
    pub(super) runtime: Runtime,
}

/// Reads the configuration and starts logging.
pub(super) fn settle(flags: &Flags) -> Result<Settled, CliError> {
    let config = Config::load(flags, &environment())
        .map_err(|faults| CliError::Faults(faults.to_string()))?;
    log::start(&config.log);
    let runtime = Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(CliError::failed)?;
    Ok(Settled { config, runtime })
}

/// The variables that can be read as text.
pub(super) fn environment() -> Vec<(String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}
