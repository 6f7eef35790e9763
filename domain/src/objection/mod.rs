//! 异议: the procedure of an objection to a licence, from filing to telling the objector.
//!
//! - [`standing`]: the states of a case, the events, the refusals;
//! - [`machine`]: what every event does in every state;
//! - [`filing`]: what a filing must say, checked in the browser and on the server alike;
//! - [`deciding`]: what a proposal and a decision must say, and who may make them.

pub mod deciding;
pub mod filing;
pub mod machine;
pub mod standing;

pub use deciding::{Outcome, Proposal, ProposalContext};
pub use filing::{Claim, DraftBody, FilingContext};
pub use standing::{CaseEvent, CaseState, Refusal, Standing};
