//! Who works here? The security administrator gives each person an account of their own, and ends it when they leave.

use super::once::Once;
use super::{Clerk, Ctx, Error, Result, System, password};
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::{
    At, Id, Tx, Word, accounts, agencies, passkeys, second_factors, sessions, staff,
};
use domain::access::{self, Role};
use domain::account;
use domain::id::{AgencyId, StaffId};
use domain::identifier::Uscc;
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::wire::staff::{AgencyChoice, GivenAccount, NewAccount, StaffAccount, StaffAccounts};
use jiff::{SignedDuration, Timestamp};

const GIVEN_FOR: SignedDuration = SignedDuration::from_hours(24 * account::GIVEN_DAYS);

/// Every account.
pub async fn list(ctx: &Ctx<Clerk>) -> Result<StaffAccounts> {
    ctx.may(access::Action::KeepStaff)?;
    let mut read = ctx.app.db.read().await?;
    let items = accounts::all(&mut read).await?;
    let mut agencies = agencies::all(&mut read).await?;
    agencies.sort_by(|one, other| one.name.cmp(&other.name));
    let choice = |one: agencies::Listed| AgencyChoice {
        id: one.id.into(),
        name: one.name,
    };
    Ok(StaffAccounts {
        items: items.into_iter().map(view).collect(),
        agencies: agencies.into_iter().map(choice).collect(),
    })
}

/// Makes an account. Its password is in this answer and nowhere else: sent twice under one key it is refused the second
/// time.
pub async fn add(ctx: &Ctx<Clerk>, request: &NewAccount, once: &Once) -> Result<GivenAccount> {
    ctx.may(access::Action::KeepStaff)?;
    let faults = account::faults(&request.username, &request.name, request.role);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let found = agencies::find(&mut *ctx.app.db.read().await?, request.agency).await?;
    if found.is_none() {
        return Err(FieldProblem::new("/agency", FieldCode::Unknown).into());
    }
    let given = Given::new(ctx.now).await?;
    let row = given.row(StaffId(ctx.new_id()), request);
    let id = row.id;
    let entry = ctx.entry(Action::AddStaff, Object::alone(Kind::Staff, id.0));
    let effect = once.claim(ctx, id.0).effect(ctx, entry, move |tx| {
        Box::pin(async move { insert(tx, &row).await })
    });
    if effect.await?.is_some() {
        return Err(ProblemCode::KeyReused.into());
    }
    shown(ctx, id, given.password).await
}

/// Gives somebody another password who has lost theirs (兰安 一百三十九). Nobody chooses it, and nobody is logged in by the
/// old one.
pub async fn give_password(ctx: &Ctx<Clerk>, id: StaffId, once: &Once) -> Result<GivenAccount> {
    ctx.may(access::Action::KeepStaff)?;
    not_oneself(ctx, id)?;
    let given = Given::new(ctx.now).await?;
    let (hash, until, now) = (given.hash, At(given.until), ctx.now);
    let entry = ctx.entry(Action::GivePassword, Object::alone(Kind::Staff, id.0));
    let effect = once.claim(ctx, id.0).effect(ctx, entry, move |tx| {
        Box::pin(async move {
            if !accounts::give_password(tx, id.into(), &hash, until).await? {
                return Err(ProblemCode::NotFound.into());
            }
            sessions::revoke_all(tx, id.into(), now).await?;
            Ok(())
        })
    });
    if effect.await?.is_some() {
        return Err(ProblemCode::KeyReused.into());
    }
    shown(ctx, id.into(), given.password).await
}

/// Ends the account of somebody who leaves (兰安 八十九): they are logged out everywhere at once.
pub async fn end(ctx: &Ctx<Clerk>, id: StaffId, once: &Once) -> Result<StaffAccounts> {
    ctx.may(access::Action::KeepStaff)?;
    not_oneself(ctx, id)?;
    let now = ctx.now;
    let entry = ctx.entry(Action::EndStaff, Object::alone(Kind::Staff, id.0));
    let effect = once.claim(ctx, id.0).effect(ctx, entry, move |tx| {
        Box::pin(async move {
            if !accounts::end(tx, id.into(), At(now)).await? {
                return Err(ProblemCode::NotFound.into());
            }
            sessions::revoke_all(tx, id.into(), now).await?;
            Ok(())
        })
    });
    effect.await?;
    list(ctx).await
}

/// Removes what somebody proved themselves with who has lost it; the next log-in by password sets up another.
pub async fn remove_factors(ctx: &Ctx<Clerk>, id: StaffId, once: &Once) -> Result<StaffAccounts> {
    ctx.may(access::Action::KeepStaff)?;
    not_oneself(ctx, id)?;
    let now = ctx.now;
    let entry = ctx.entry(Action::RemoveFactor, Object::alone(Kind::Staff, id.0));
    let effect = once.claim(ctx, id.0).effect(ctx, entry, move |tx| {
        Box::pin(async move {
            let passkeys = passkeys::remove_all(tx, id.into()).await?;
            if !second_factors::remove(tx, id.into()).await? && passkeys == 0 {
                return Err(ProblemCode::NotFound.into());
            }
            sessions::revoke_all(tx, id.into(), now).await?;
            Ok(())
        })
    });
    effect.await?;
    list(ctx).await
}

/// Nobody ends their own account, so that there is always somebody who keeps the others.
fn not_oneself(ctx: &Ctx<Clerk>, id: StaffId) -> Result<()> {
    if ctx.actor.staff == id {
        Err(ProblemCode::SamePerson.into())
    } else {
        Ok(())
    }
}

/// Somebody's first account, from the command line, with their agency if it isn't here yet.
pub struct First {
    /// What the person logs in with.
    pub username: String,
    /// The person's own name.
    pub name: String,
    /// As what.
    pub role: Role,
    /// The agency's name.
    pub agency_name: String,
    /// Its 统一社会信用代码.
    pub agency_code: String,
}

/// Makes it; the password that is shown this once.
pub async fn add_first(ctx: &Ctx<System>, first: First) -> Result<String> {
    let code = Uscc::parse(&first.agency_code)
        .map_err(|_| FieldProblem::new("/agency_code", FieldCode::WrongNumber))?;
    let code = String::from(code);
    let all = agencies::all(&mut *ctx.app.db.read().await?).await?;
    let known = all.iter().find(|one| one.uscc == code).map(|one| one.id);
    let agency = known.map_or_else(|| AgencyId(ctx.new_id()), AgencyId::from);
    let request = NewAccount {
        username: first.username,
        name: first.name,
        agency,
        role: first.role,
    };
    let mut faults = account::faults(&request.username, &request.name, request.role);
    if known.is_none() {
        let named = FieldProblem::of_required("/agency_name", &first.agency_name, 2..=60);
        faults.extend(named);
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let given = Given::new(ctx.now).await?;
    let row = given.row(StaffId(ctx.new_id()), &request);
    let entry = ctx.entry(Action::AddStaff, Object::alone(Kind::Staff, row.id.0));
    let name = first.agency_name.trim().to_owned();
    let is_new = known.is_none();
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if is_new {
                    agencies::insert(tx, agency, &name, &code).await?;
                }
                insert(tx, &row).await?;
                Ok::<_, Error>(audit::record(tx, &entry).await?)
            })
        })
        .await?;
    Ok(given.password)
}

async fn insert(tx: &mut Tx, row: &staff::Row) -> Result<()> {
    staff::insert(tx, row).await.map_err(|error| match error {
        crate::store::StoreError::Duplicate => {
            FieldProblem::new("/username", FieldCode::Repeated).into()
        }
        other => other.into(),
    })
}

/// A password that was made up for somebody.
struct Given {
    password: String,
    hash: String,
    until: Timestamp,
}

impl Given {
    async fn new(now: Timestamp) -> Result<Self> {
        let password = password::random();
        Ok(Self {
            hash: password::hash(&password).await?,
            password,
            until: now.saturating_add(GIVEN_FOR).unwrap_or(now),
        })
    }

    fn row(&self, id: StaffId, request: &NewAccount) -> staff::Row {
        staff::Row {
            id: id.into(),
            agency_id: request.agency.into(),
            username: request.username.clone(),
            name: request.name.trim().to_owned(),
            role: Word(request.role),
            password_hash: self.hash.clone(),
            must_change_password: true,
            password_changed_at: None,
            initial_until: Some(At(self.until)),
            disabled_at: None,
            created_at: At(self.until.saturating_sub(GIVEN_FOR).unwrap_or(self.until)),
        }
    }
}

async fn shown(ctx: &Ctx<Clerk>, id: Id, password: String) -> Result<GivenAccount> {
    let found = accounts::find(&mut *ctx.app.db.read().await?, id).await?;
    Ok(GivenAccount {
        account: view(found.ok_or_else(|| Error::fault("an account that was made is gone"))?),
        password,
    })
}

fn view(row: accounts::Listed) -> StaffAccount {
    StaffAccount {
        id: row.id.into(),
        username: row.username,
        name: row.name,
        agency_name: row.agency_name,
        role: row.role.0,
        made_at: row.created_at.0,
        has_initial_password: row.must_change_password,
        has_second_factor: row.factors > 0,
        seen_at: row.seen_at.map(|at| at.0),
        ended_at: row.disabled_at.map(|at| at.0),
    }
}
