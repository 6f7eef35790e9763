//! 异议: what a case says, from filing to the decision. What can happen to it, and when, is in [`crate::flow`].
//!
//! - [`filing`]: what a filing must say, checked in the browser and on the server alike;
//! - [`naming`]: what a filing about something else than a licence must say;
//! - [`verifying`]: what was found at each point that the procedure asks for;
//! - [`deciding`]: what a proposal and a decision must say, and who may make them; [`rejecting`]: of each field that is
//!   not corrected;
//! - [`reviewing`]: 复核, by other people;
//! - [`templates`]: the texts that an agency keeps for what it says often;
//! - [`extending`]: 延长, more time for a step where the rulebook allows it;
//! - [`urging`]: 督办, and [`inquiring`]: 协查, which move nothing.

pub mod deciding;
pub mod extending;
pub mod filing;
pub mod inquiring;
pub mod naming;
pub mod rejecting;
pub mod reviewing;
pub mod templates;
pub mod urging;
pub mod verifying;

pub use crate::flow::{CaseEvent, CaseState, Refusal, Standing};
pub use deciding::{Outcome, Proposal, ProposalContext, Withheld};
pub use extending::Consent;
pub use filing::{Claim, DraftBody, FilingContext};
pub use naming::{CallerDocument, Complaint, Contact, DocumentKind};
pub use rejecting::Rejection;
pub use verifying::{PointCheck, PointFinding};
