//! For whom does somebody act, for themselves or for a company?
//!
//! The session says so, and each request asks whether the representation still holds.

use super::{Acting, Ctx, Error, Result, Standing, day};
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::representations::{self, Company as Row};
use crate::store::sessions::{self, IdHash};
use crate::store::{Id, Tx, contacts};
use domain::access::Actor;
use domain::id::HolderId;
use domain::problem::ProblemCode;
use domain::wire::acting::{ActFor, Company};
use jiff::civil::Date;

/// The companies that a person may act for today, each once: as its representative if as both.
pub(super) async fn companies(
    read: &mut Tx,
    person: HolderId,
    today: Date,
) -> Result<Vec<Company>> {
    let mut rows = representations::of_person(read, person, today).await?;
    rows.dedup_by_key(|row| row.company_id);
    Ok(rows.into_iter().map(view).collect())
}

/// From now on this session acts for a company, or for its person again.
pub async fn act(
    ctx: &Ctx<Option<Standing>>,
    id_hash: IdHash,
    request: ActFor,
) -> Result<Standing> {
    let standing = ctx.actor.as_ref().ok_or(ProblemCode::SignedOut)?;
    let person = standing.person().ok_or(ProblemCode::Forbidden)?;
    let (under, next) = match request.company {
        None => (None, Standing::of(Actor::Holder { holder: person })),
        Some(company) => under(ctx, person, company).await?,
    };
    let Actor::Holder { holder } = next.actor else {
        return Err(ProblemCode::Forbidden.into());
    };
    // In the person's own name; the record says whose data they see from now on.
    let object = Object {
        kind: Kind::Session,
        ids: Vec::new(),
        holder: Some(holder),
    };
    let caller = ctx.clone().with(Actor::Holder { holder: person });
    let entry = caller.entry(Action::ActFor, object);
    let now = ctx.now;
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                sessions::act(tx, &id_hash, under).await?;
                contacts::seen(tx, holder.into(), now).await?;
                audit::record(tx, &entry).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(next)
}

async fn under<A>(
    ctx: &Ctx<A>,
    person: HolderId,
    company: HolderId,
) -> Result<(Option<Id>, Standing)> {
    let mut read = ctx.app.db.read().await?;
    let rows = representations::of_person(&mut read, person, day::today(ctx.now)).await?;
    let row = rows
        .into_iter()
        .find(|row| row.company_id == company.into());
    let row = row.ok_or(ProblemCode::NotFound)?;
    let acting = Acting {
        person,
        acting_as: row.acting_as.0,
    };
    let standing = Standing {
        acting: Some(acting),
        ..Standing::of(Actor::Holder { holder: company })
    };
    Ok((Some(row.id), standing))
}

fn view(row: Row) -> Company {
    Company {
        holder: row.company_id.into(),
        name: row.name,
        acting_as: row.acting_as.0,
        until: row.to_date.map(|day| day.0),
    }
}
