//! What can be asked for on the command line, and how is it answered?
//!
//! One file per command. `serve` and its kin begin with the configuration; the commands for agencies' own scripts (`workdays`, `deadline`, `identify`,
//! `rulebook`) need neither database nor configuration: each is a function from its arguments to an
//! answer, which goes to standard output as JSON with exit code 0. Bad input is one line on standard
//! error and exit code 2, whether clap finds it or we do.

pub mod backup;
pub mod check_config;
pub mod compare;
pub mod deadline;
pub mod demo;
pub mod doctor;
pub mod identify;
pub mod import;
mod keys;
pub mod licence;
pub mod migrate;
pub mod openapi;
mod prune;
pub mod restore;
pub mod rulebook;
pub mod serve;
mod staff;
pub mod verify;
mod verify_case;
pub mod workdays;

mod due;
mod error;
mod input;
mod limits;
mod progress;
mod settled;
mod stop;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use serde::Serialize;

pub use error::CliError;

/// 明证：电子证照库的命令行。The command line of the licence library.
#[derive(Parser)]
#[command(name = "mingzheng", version, arg_required_else_help = false)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Serve(serve::Args),
    Migrate(migrate::Args),
    Demo(demo::Args),
    Staff(staff::Args),
    Import(import::Args),
    Verify(verify::Args),
    Doctor(doctor::Args),
    Backup(backup::Args),
    Restore(restore::Args),
    Compare(compare::Args),
    Prune(prune::Args),
    Keys(keys::Args),
    Licence(licence::Args),
    VerifyCase(verify_case::Args),
    CheckConfig(check_config::Args),
    Openapi(openapi::Args),
    Workdays(workdays::Args),
    Deadline(deadline::Args),
    Identify(identify::Args),
    Rulebook(rulebook::Args),
}

/// Runs the command that `args` name, the program's own name first.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    match Cli::try_parse_from(args) {
        Ok(cli) => finish(run(cli.command)),
        Err(error) if !error.use_stderr() => finish(error.print().map_err(CliError::from)),
        Err(error) => finish(Err(CliError::from(error))),
    }
}

fn run(command: Command) -> Result<(), CliError> {
    match command {
        Command::Serve(args) => serve::run(&args),
        Command::Migrate(args) => migrate::run(args),
        Command::Demo(args) => demo::run(args),
        Command::Staff(args) => staff::run(args),
        Command::Import(args) => import::run(&args),
        Command::Verify(args) => verify::run(args),
        Command::Doctor(args) => doctor::run(args),
        Command::Backup(args) => backup::run(args),
        Command::Restore(args) => restore::run(args),
        Command::Compare(args) => compare::run(args),
        Command::Prune(args) => prune::run(args),
        Command::Keys(args) => keys::run(args),
        Command::Licence(args) => licence::run(args),
        Command::VerifyCase(args) => verify_case::run(&args),
        Command::CheckConfig(args) => check_config::run(&args),
        Command::Openapi(args) => openapi::run(&args),
        Command::Workdays(args) => print(&workdays::answer(&args)?),
        Command::Deadline(args) => print(&deadline::answer(&args)?),
        Command::Identify(args) => print(&identify::answer(&args, input::today())),
        Command::Rulebook(args) => print(&rulebook::answer(&args)?),
    }
}

fn print(answer: &impl Serialize) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, answer).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(())
}

fn finish(outcome: Result<(), CliError>) -> ExitCode {
    let Err(error) = outcome else {
        return ExitCode::SUCCESS;
    };
    // A reader that has gone away, as `head` does, leaves nobody to tell.
    let _ = writeln!(io::stderr(), "mingzheng: {error}");
    error.exit_code()
}
