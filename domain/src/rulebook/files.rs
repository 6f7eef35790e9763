//! Reading rulebooks from TOML: those that the program carries, and those that a deployment brings.

use thiserror::Error;

use super::{Rulebook, check};

/// The rulebooks that this version of the program carries, by id.
pub const EMBEDDED: [(&str, &str); 4] = [
    (
        "lanzhou-new-area",
        include_str!("../../rulebooks/lanzhou-new-area.toml"),
    ),
    ("daqing", include_str!("../../rulebooks/daqing.toml")),
    ("lhasa", include_str!("../../rulebooks/lhasa.toml")),
    ("jiayuguan", include_str!("../../rulebooks/jiayuguan.toml")),
];

/// One thing wrong with a rulebook.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{key}: {reason}")]
pub struct RulebookFault {
    /// The key, with its clock, procedure or line.
    pub key: String,
    /// What is wrong with it.
    pub reason: String,
}

/// Why a rulebook cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RulebookError {
    /// No rulebook of this id is carried.
    #[error("no rulebook is called `{0}`; there are {known}", known = known_ids())]
    Unknown(String),
    /// The file is not a rulebook; every fault found, on one line.
    #[error("{file}: {}", join(.faults))]
    Faulty {
        /// The file.
        file: String,
        /// What is wrong, in the order of the file.
        faults: Vec<RulebookFault>,
    },
}

/// A rulebook that the program carries.
pub fn embedded(id: &str) -> Result<Rulebook, RulebookError> {
    match EMBEDDED.iter().find(|(name, _)| *name == id) {
        Some((name, text)) => parse(&[name, ".toml"].concat(), text),
        None => Err(RulebookError::Unknown(id.to_owned())),
    }
}

/// Reads a rulebook and refuses what cannot be one, naming file, key and reason.
pub fn parse(file: &str, text: &str) -> Result<Rulebook, RulebookError> {
    let refuse = |faults| RulebookError::Faulty {
        file: file.to_owned(),
        faults,
    };
    let rulebook: Rulebook =
        toml::from_str(text).map_err(|error| refuse(vec![unreadable(&error, text)]))?;
    let faults = check::faults(&rulebook);
    if faults.is_empty() {
        Ok(rulebook)
    } else {
        Err(refuse(faults))
    }
}

/// Where the TOML reader stumbled: the line, and the key or table that stands there.
fn unreadable(error: &toml::de::Error, text: &str) -> RulebookFault {
    let start = error.span().map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or_default();
    let number = before.matches('\n').count() + 1;
    let line = text.lines().nth(number - 1).unwrap_or_default();
    let key = line.split('=').next().unwrap_or_default().trim();
    let mut reason = error.message().replace('\n', " ");
    if reason.ends_with("expected a date string") {
        reason.push_str(", such as \"2026-09-24\" in quotes");
    }
    RulebookFault {
        key: format!("line {number}, {key}"),
        reason,
    }
}

fn known_ids() -> String {
    EMBEDDED.map(|(id, _)| id).join(", ")
}

fn join(faults: &[RulebookFault]) -> String {
    faults
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("; ")
}
