//! Whom can a visitor of the demonstration be?

use super::{Ctx, Result, Visitor};
use crate::store::{holders, staff};
use domain::problem::ProblemCode;
use domain::wire::session::{DemoAccounts, DemoPerson, DemoStaff};

/// The password of all the demonstration's staff. It opens nothing else: staff exist with it on demonstrations alone.
pub const PASSWORD: &str = "yanshi2026";

/// The demonstration's people; there are none anywhere else.
pub async fn accounts(ctx: &Ctx<Visitor>) -> Result<DemoAccounts> {
    if !ctx.app.demonstration {
        return Err(ProblemCode::NotFound.into());
    }
    let mut read = ctx.app.db.read().await?;
    let persons = holders::demonstration_persons(&mut read).await?;
    let staff = staff::accounts(&mut read).await?;
    Ok(DemoAccounts {
        persons: persons
            .into_iter()
            .map(|person| DemoPerson {
                holder: person.holder_id.into(),
                name: person.name,
                about: person.about,
            })
            .collect(),
        staff: staff
            .into_iter()
            .map(|account| DemoStaff {
                username: account.username,
                password: PASSWORD.to_owned(),
                name: account.name,
                agency_name: account.agency_name,
                role: account.role.0,
            })
            .collect(),
    })
}
