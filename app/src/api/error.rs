//! What can go wrong between the browser and the server.

use domain::problem::{FieldProblem, Problem, ProblemCode};

/// Why a call brought no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// No connection.
    Offline,
    /// No answer in time.
    Timeout,
    /// The log-in has run out.
    SignedOut,
    /// The server says what is wrong.
    Problem(Box<Problem>),
    /// An answer that can't be read: a proxy's page, or a newer server than this page.
    Garbled,
}

impl ApiError {
    /// The server's code, where it gave one.
    pub fn code(&self) -> Option<ProblemCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            Self::SignedOut => Some(ProblemCode::SignedOut),
            _ => None,
        }
    }

    /// The fields that the server finds wrong.
    pub fn fields(&self) -> &[FieldProblem] {
        match self {
            Self::Problem(problem) => &problem.errors,
            _ => &[],
        }
    }

    /// Whether no answer came: then nobody knows whether the call arrived.
    pub const fn is_unanswered(&self) -> bool {
        matches!(self, Self::Offline | Self::Timeout)
    }

    /// Whether the same call may well succeed later without any change.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Offline | Self::Timeout | Self::Garbled => true,
            Self::SignedOut => false,
            Self::Problem(problem) => {
                problem.status >= 500 || problem.code == ProblemCode::InProgress
            }
        }
    }
}
