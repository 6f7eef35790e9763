//! Cases that another system brings with a key: how does each begin once, and what is the system told of it?
//!
//! - [`work_orders`]: of the hotline;
//! - [`agency_objections`]: of an agency that uses licences or data.

pub mod agency_objections;
mod named;
pub mod work_orders;

use super::case_row::{clock_view, proposal, whose};
use super::case_view::rejected;
use super::opening::Opening;
use super::{Ctx, Error, Machine, Result, audit};
use crate::crypto::Vault;
use crate::store::audit::Action;
use crate::store::objections::{self, Found};
use crate::store::outside::{self, Key, New};
use crate::store::{Tx, agencies, clocks};
use domain::flow::CaseState;
use domain::id::{AgencyId, ObjectionId};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::wire::case::{Decision, Receipt};
use domain::wire::outside::FollowedCase;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Who brings a case, and what they sent.
#[derive(Clone)]
struct Bringer {
    machine: Machine,
    digest: Vec<u8>,
}

impl Bringer {
    fn of(ctx: &Ctx<Machine>, sent: &impl Serialize) -> Result<Self> {
        let bytes = serde_json::to_vec(sent).map_err(Error::fault)?;
        Ok(Self {
            machine: ctx.actor,
            digest: ctx.app.vault.keyed(&Sha256::digest(&bytes)).to_vec(),
        })
    }

    /// Writes a case down with who brought it; what it is asked for by may be its number.
    async fn write(
        self,
        tx: &mut Tx,
        (id, opening): (ObjectionId, Opening),
        reference: Option<String>,
    ) -> Result<()> {
        let holder = opening.lies_under();
        let receipt: Receipt = opening.write(tx).await?;
        let reference = reference.unwrap_or(receipt.case_number);
        let new = New {
            key: key(self.machine, reference),
            holder,
            objection: id.into(),
            machine: self.machine.key.into(),
            digest: self.digest,
        };
        Ok(outside::insert(tx, &new).await?)
    }
}

/// By what a system asks for a case: nobody else's key finds it.
fn key(machine: Machine, reference: String) -> Key {
    Key {
        agency: machine.agency.into(),
        purpose: machine.purpose,
        reference,
    }
}

/// A case that this system's agency brought; to any other it isn't there.
async fn find(ctx: &Ctx<Machine>, reference: &str) -> Result<FollowedCase> {
    let mut read = ctx.app.db.read().await?;
    let found = outside::find(&mut read, &key(ctx.actor, reference.to_owned())).await?;
    let found = found.ok_or(ProblemCode::NotFound)?;
    drop(read);
    followed(ctx, found.objection_id.into()).await
}

/// A case as it is told to the system that brought it.
async fn followed(ctx: &Ctx<Machine>, id: ObjectionId) -> Result<FollowedCase> {
    let mut read = ctx.app.db.read().await?;
    let found = objections::find(&mut read, id).await?;
    let found = found.ok_or(ProblemCode::NotFound)?;
    let clocks = clocks::of_case(&mut read, found.holder_id, found.id).await?;
    drop(read);
    let decision = told(&ctx.app.vault, &found)?;
    let (kind, of) = whose(&found);
    audit::reads(ctx, Action::ReadCase, kind, of).await?;
    let clocks = clocks.iter();
    Ok(FollowedCase {
        clocks: clocks
            .map(|clock| clock_view(&ctx.app.rules.rulebook, &found.procedure, clock))
            .collect(),
        case_number: found.case_number,
        work_order: found.work_order,
        state: found.state.0,
        issuer_name: found.issuer_name,
        received_at: found.received_at.map(|at| at.0),
        decision,
    })
}

/// What was decided, once the objector has been told; which version it made of the licence is not theirs to know.
fn told(vault: &Vault, found: &Found) -> Result<Option<Decision>> {
    let told = matches!(found.state.0, CaseState::Notified | CaseState::Closed);
    let (true, Some(outcome), Some(at)) = (told, found.outcome, found.decided_at) else {
        return Ok(None);
    };
    let proposal = proposal(vault, found)?;
    Ok(proposal.map(|proposal| Decision {
        outcome: outcome.0,
        reason: rejected(&proposal, ""),
        reasons: proposal.reasons,
        remedy: proposal.remedy,
        decided_at: at.0,
        corrected_version: None,
        withheld: found.withheld.map(|why| why.0),
    }))
}

/// The agency in charge of a case about no licence: the one that was named, or the one that manages the library.
async fn in_charge(read: &mut Tx, agency: Option<AgencyId>) -> Result<AgencyId> {
    match agency {
        None => {
            let managing = agencies::managing(read).await?;
            let managing = managing.ok_or(ProblemCode::NotOffered)?;
            Ok(managing.id.into())
        }
        Some(agency) => {
            let known = agencies::handles(read, agency).await?;
            let unknown = || FieldProblem::new("/agency", FieldCode::Unknown);
            known.then_some(agency).ok_or_else(|| unknown().into())
        }
    }
}

/// What is wrong, said of the fields that were sent.
fn as_sent(error: Error) -> Error {
    let Error::Invalid(mut problems) = error else {
        return error;
    };
    for problem in &mut problems {
        if problem.pointer == "/licence" {
            problem.pointer.push_str("_number");
        }
    }
    Error::Invalid(problems)
}
