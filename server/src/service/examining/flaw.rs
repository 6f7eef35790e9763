//! What can be wrong with what is kept of a case?

use domain::flow::Refusal;

/// One thing that is wrong; a word for programs, and a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// An event is gone, doubled, or there is one more than the row knows of.
    #[error("history: an event is missing or out of place")]
    History,
    /// A word that no program of this version writes.
    #[error("event {0}: its word isn't known")]
    Unknown(i64),
    /// An event that couldn't happen.
    #[error("event {0}: it couldn't happen: {1}")]
    Impossible(i64, Refusal),
    /// The row stands elsewhere than its history leads.
    #[error("column {0}: it isn't what the history leads to")]
    Row(&'static str),
    /// The queue's order isn't what the clocks say.
    #[error("next_due: it isn't the earliest clock that runs")]
    NextDue,
    /// Nobody can say who did it.
    #[error("event {0}: the audit log doesn't know of it")]
    Unrecorded(i64),
    /// Evidence without its file.
    #[error("file: a file of evidence is missing or cut short")]
    File,
    /// Records went as nobody permitted.
    #[error("records went without a grant of another person, or without a record of it")]
    Unfounded,
    /// Events or files without their case.
    #[error("case: its row is missing")]
    NoCase,
}
