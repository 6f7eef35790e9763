//! Why can a use case not be carried out?

use crate::crypto::CryptoError;
use crate::store::StoreError;
use domain::problem::{FieldProblem, ProblemCode};
use std::time::Duration;

/// What a service answers instead of a result. [`Error::code`] is what a machine is told.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule says no.
    #[error("refused: {}", .0.as_str())]
    Refused(ProblemCode),
    /// A rule says no, and there is something to say about this occurrence; never personal data.
    #[error("refused: {} ({detail})", .code.as_str())]
    Explained {
        /// What went wrong.
        code: ProblemCode,
        /// What is special.
        detail: String,
    },
    /// Fields can't be accepted as they are.
    #[error("{} field(s) can't be accepted", .0.len())]
    Invalid(Vec<FieldProblem>),
    /// Too many attempts.
    #[error("too many attempts")]
    TooMany {
        /// When it is worth trying again.
        retry_after: Duration,
    },
    /// The store failed or refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something sealed can't be opened.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
    /// A file can't be read or written.
    #[error("a file can't be read or written")]
    File(#[from] std::io::Error),
    /// Something that can't be, was: a fault of ours.
    #[error("fault: {0}")]
    Fault(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A refusal with a sentence about this occurrence.
    pub fn explained(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self::Explained {
            code,
            detail: detail.into(),
        }
    }

    /// A fault of ours, with its cause.
    pub fn fault(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Fault(cause.into())
    }

    /// What the caller is told.
    pub fn code(&self) -> ProblemCode {
        match self {
            Self::Refused(code) | Self::Explained { code, .. } => *code,
            Self::Invalid(_) => ProblemCode::Invalid,
            Self::TooMany { .. } => ProblemCode::TooManyRequests,
            Self::Store(StoreError::Stale) => ProblemCode::StaleVersion,
            Self::Store(StoreError::Unavailable(_)) => ProblemCode::Unavailable,
            Self::File(cause) if is_passing(cause) => ProblemCode::Unavailable,
            Self::Store(_) | Self::Crypto(_) | Self::File(_) | Self::Fault(_) => {
                ProblemCode::Internal
            }
        }
    }
}

impl From<ProblemCode> for Error {
    fn from(code: ProblemCode) -> Self {
        Self::Refused(code)
    }
}

impl From<FieldProblem> for Error {
    fn from(problem: FieldProblem) -> Self {
        Self::Invalid(vec![problem])
    }
}

/// A full disk and the like, which an operator mends while the server runs.
fn is_passing(cause: &std::io::Error) -> bool {
    use std::io::ErrorKind as K;
    matches!(
        cause.kind(),
        K::StorageFull | K::QuotaExceeded | K::ReadOnlyFilesystem | K::ResourceBusy | K::TimedOut
    )
}
