//! How does a refusal of a step with a seal travel? As a code for machines, and as the sentence that people read.

use crate::service::Error;
use domain::problem::ProblemCode;
use domain::sealing::{KeeperRefusal, SealRefusal, UseRefusal};
use domain::text::{Lang, sealing as text};

impl From<SealRefusal> for Error {
    fn from(refusal: SealRefusal) -> Self {
        Self::explained(ProblemCode::WrongState, text::step(refusal, Lang::Zh))
    }
}

impl From<KeeperRefusal> for Error {
    fn from(refusal: KeeperRefusal) -> Self {
        let code = match refusal {
            KeeperRefusal::NotOfTheAgency => ProblemCode::Invalid,
            KeeperRefusal::NotAHandler | KeeperRefusal::Already => ProblemCode::WrongState,
        };
        Self::explained(code, text::keeper(refusal, Lang::Zh))
    }
}

impl From<UseRefusal> for Error {
    fn from(refusal: UseRefusal) -> Self {
        let code = match refusal {
            UseRefusal::NotTheKeeper => ProblemCode::Forbidden,
            _ => ProblemCode::WrongState,
        };
        Self::explained(code, text::using(refusal, Lang::Zh))
    }
}
