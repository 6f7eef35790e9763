//! 异议: the procedure of an objection to a licence, from filing to telling the objector.
//!
//! - [`machine`]: every state and event, and what each does to the other;
//! - [`filing`]: what a filing must say, checked in the browser and on the server alike;
//! - [`deciding`]: what a proposal and a decision must say, and who may make them.

pub mod deciding;
pub mod filing;
pub mod machine;

pub use deciding::{Outcome, Proposal, ProposalContext};
pub use filing::{Claim, DraftBody, Ground};
pub use machine::{CaseEvent, CaseState, Refusal, Standing};
