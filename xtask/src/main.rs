//! The project's commands: `cargo xtask serve`, `cargo xtask test`, `cargo xtask web`.
//!
//! Each installs what it needs on a bare machine and says so in one line.

mod bench;
mod serve;
mod setup;
mod shell;
mod test;
mod web;

use std::process::ExitCode;

use clap::Parser;

#[derive(Parser)]
#[command(
    bin_name = "cargo xtask",
    about = "明证 Mingzheng: build, start and prove it"
)]
enum Task {
    /// Build the browser's two applications into `target/web`
    Web,
    /// Build everything and serve the demonstration at <http://127.0.0.1:8080>
    Serve(serve::Options),
    /// Measure the release build at 100,000 licences: one table, with the marks
    Bench(bench::Options),
    /// Prove everything: format, lints, tests on both databases, browser journeys, size
    Test(test::Options),
}

fn main() -> ExitCode {
    let outcome = match Task::parse() {
        Task::Web => web::build().map(|site| site.print_sizes()),
        Task::Serve(options) => serve::run(&options),
        Task::Bench(options) => bench::run(&options),
        Task::Test(options) => test::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            shell::say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
