//! The project's commands: `cargo xtask serve | test | build | web | sizes | bench | fuzz | parsers | timing`.
//!
//! Each installs what it needs on a bare machine and says so in one line.

mod bench;
mod fuzz;
mod release;
mod serve;
mod setup;
mod shell;
mod sizes;
mod test;
mod timing;
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
    /// Build what a city installs: `target/release/mingzheng`, both applications inside
    Build,
    /// Build everything as it is tested and serve the demonstration at <http://127.0.0.1:8080>
    Serve(serve::Options),
    /// Tell what the citizen's applications are made of: server/docs/size.md
    Sizes,
    /// Measure the release build at 100,000 licences: one table, with the marks
    Bench(bench::Options),
    /// Send each role's 10,000 requests that nobody would, made from the API's description
    Fuzz(fuzz::Options),
    /// Let libFuzzer look for input that a parser can't take: numbers, rulebooks, forms
    Parsers(fuzz::parsers::Options),
    /// Measure whether the time of an answer tells that an account, a licence or a case exists
    Timing(timing::Options),
    /// Prove everything: format, lints, tests on both databases, browser journeys, size
    Test(test::Options),
}

fn main() -> ExitCode {
    let outcome = match Task::parse() {
        Task::Web => web::build().map(|site| site.print_sizes()),
        Task::Build => release::build(&[]),
        Task::Serve(options) => serve::run(&options),
        Task::Sizes => sizes::run(),
        Task::Bench(options) => bench::run(&options),
        Task::Fuzz(options) => fuzz::run(&options),
        Task::Timing(options) => timing::run(&options),
        Task::Parsers(options) => fuzz::parsers::run(&options),
        // Its last line is its verdict: nothing is said after it.
        Task::Test(options) => match test::run(&options) {
            Ok(false) => return ExitCode::FAILURE,
            outcome => outcome.map(drop),
        },
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            shell::say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
