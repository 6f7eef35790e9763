//! The register of seals: an issuer asks for one, the service centre confirms it, 科技发展局 makes it, and who keeps it is
//! written down at each hand-over (兰安 一百三十六, 一百三十七, 一百三十九).
//!
//! - [`list`], [`find`]: what the register says;
//! - [`request`], [`advance`], [`hand_over`]: what happens to a seal, each step with its line in the history;
//! - [`grant`], [`end`]: standing authorities to put it;
//! - `making`: how it comes to its key and its certificate; [`ask_for_certificate`] where an accredited authority gives that.

mod authorities;
mod certifying;
mod handing;
pub(crate) mod making;
mod reading;
mod refusals;
mod requesting;
mod steps;

pub use authorities::{end, grant};
pub use certifying::ask as ask_for_certificate;
pub use handing::hand_over;
pub use reading::{candidates, find, list};
pub use requesting::request;
pub use steps::advance;

pub(super) use reading::{person, summary};

use super::{Clerk, Ctx, Result};
use crate::store::Tx;
use crate::store::seals::{self as rows, Row};
use domain::access::Relation;
use domain::id::SealId;
use domain::problem::ProblemCode;
use domain::sealing::{SealAct, may};

fn can(ctx: &Ctx<Clerk>, row: &Row, act: SealAct) -> bool {
    let relation = if row.agency_id == ctx.actor.agency.into() {
        Relation::OwnAgency
    } else {
        Relation::Other
    };
    may(ctx.actor.role, relation, act)
}

/// A seal that the caller may look up; the others aren't there.
async fn own(ctx: &Ctx<Clerk>, read: &mut Tx, id: SealId) -> Result<Row> {
    let row = rows::find(read, id).await?;
    row.filter(|row| can(ctx, row, SealAct::Read))
        .ok_or_else(|| ProblemCode::NotFound.into())
}

/// A seal with which the caller may do this.
async fn own_for(ctx: &Ctx<Clerk>, read: &mut Tx, id: SealId, act: SealAct) -> Result<Row> {
    let row = own(ctx, read, id).await?;
    if can(ctx, &row, act) {
        Ok(row)
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}

/// Whether the caller may do this with a seal of the own agency.
fn at_home(ctx: &Ctx<Clerk>, act: SealAct) -> Result<()> {
    if may(ctx.actor.role, Relation::OwnAgency, act) {
        Ok(())
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}
