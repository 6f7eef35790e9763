//! What does every command with a database begin with? The configuration, the log and a runtime.

use super::CliError;
use crate::config::{Config, Flags, sqlite_path};
use crate::log;
use std::num::NonZero;
use std::thread::available_parallelism;
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
    let cores = available_parallelism().map_or(1, NonZero::get);
    let runtime = Builder::new_multi_thread()
        .worker_threads(request_threads(&config.database_url, cores))
        .enable_all()
        .build()
        .map_err(CliError::failed)?;
    Ok(Settled { config, runtime })
}

/// How many threads answer requests: one for each core; beside SQLite, whose own threads do half of the work, one less,
/// since they would only wake each other.
fn request_threads(database: &str, cores: usize) -> usize {
    let taken = usize::from(sqlite_path(database).is_some());
    cores.saturating_sub(taken).max(1)
}

/// The variables that can be read as text.
pub(super) fn environment() -> Vec<(String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_has_a_core_for_itself_where_there_are_several() {
        for (database, cores, threads) in [
            ("sqlite:mingzheng.db", 4, 3),
            ("sqlite:mingzheng.db", 2, 1),
            ("sqlite:mingzheng.db", 1, 1),
            ("postgres://database/mingzheng", 4, 4),
        ] {
            assert_eq!(request_threads(database, cores), threads);
        }
    }
}
