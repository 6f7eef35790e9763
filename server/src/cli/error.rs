//! What is told to a script whose question cannot be answered?

use std::error::Error;
use std::fmt::Display;
use std::io;
use std::process::ExitCode;

/// Why a command has no answer. Its `Display` is one line, whatever the input was.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The input is wrong, as this says.
    #[error("{}", one_line(.0))]
    Input(String),
    /// The configuration is wrong: a line for each fault.
    #[error("{0}")]
    Faults(String),
    /// What was asked for failed.
    #[error("{}", one_line(.0))]
    Failed(String),
    /// The answer couldn't be written.
    #[error("cannot write the answer: {0}")]
    Output(#[from] io::Error),
}

impl CliError {
    /// The cause, told as bad input.
    pub(super) fn input(cause: impl Into<Box<dyn Error>>) -> Self {
        Self::Input(cause.into().to_string())
    }

    /// The cause, told as bad input of one argument.
    pub(super) fn argument(name: &str, cause: impl Display) -> Self {
        Self::Input(format!("{name}: {cause}"))
    }

    /// The cause, told as a failure.
    pub(super) fn failed(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Failed(cause.into().to_string())
    }

    pub(super) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Input(_) | Self::Faults(_) => ExitCode::from(2),
            Self::Failed(_) | Self::Output(_) => ExitCode::FAILURE,
        }
    }
}

/// clap says what is wrong, then in paragraphs of their own what it would have been, how the command is used, and
/// where to read more; all but the last go on the line.
impl From<clap::Error> for CliError {
    fn from(error: clap::Error) -> Self {
        let text = error.to_string();
        let said = text
            .rsplit_once("\n\nFor more information")
            .map_or(text.as_str(), |(said, _)| said);
        let paragraphs: Vec<&str> = said.split("\n\n").map(str::trim).collect();
        Self::Input(
            paragraphs
                .join("; ")
                .trim_start_matches("error: ")
                .to_owned(),
        )
    }
}

fn one_line(text: &str) -> String {
    let printable: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    printable.split_whitespace().collect::<Vec<_>>().join(" ")
}
