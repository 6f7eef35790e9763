//! 异议: what a case says, from filing to the decision. What can happen to it, and when, is in [`crate::flow`].
//!
//! - [`filing`]: what a filing must say, checked in the browser and on the server alike;
//! - [`naming`]: what a filing about something else than a licence must say;
//! - [`deciding`]: what a proposal and a decision must say, and who may make them;
//! - [`urging`]: 督办, which moves nothing.

pub mod deciding;
pub mod filing;
pub mod naming;
pub mod urging;

pub use crate::flow::{CaseEvent, CaseState, Refusal, Standing};
pub use deciding::{Outcome, Proposal, ProposalContext, Withheld};
pub use filing::{Claim, DraftBody, FilingContext};
pub use naming::{CallerDocument, Complaint, Contact, DocumentKind};
