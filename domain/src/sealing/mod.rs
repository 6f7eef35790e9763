//! Whose seals are there, who keeps them, and what may one be put on (兰安 第七章, 一百三十三至一百四十三)?
//!
//! - [`SealForm`]: what an issuer asks a seal with (电子印章印模采集表);
//! - [`SealState`]: from the request to the end of a seal; [`may`]: who may do what with it;
//! - [`Sealer`] and [`Use`]: whether this seal may be put on this version now; [`AuthorityTerms`]: a standing authority;
//! - [`Period`]: over what a summary of sealings and print-outs goes.
//!
//! Whether a seal that was put holds is asked of `seal`.

mod form;
mod machine;
mod period;
mod using;

pub use form::{CreditCertificate, FormPerson, Proof, SealForm};
pub use machine::{KeeperRefusal, SealAct, SealEvent, SealRefusal, SealState, keeps, may};
pub use period::Period;
pub use using::{AuthorityTerms, Covers, Sealer, Use, UseRefusal};
