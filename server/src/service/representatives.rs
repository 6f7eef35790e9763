//! Who represents a company, and who registers that? The agency that issued its 营业执照, from that licence's page.

use super::approving::holder_row;
use super::once::Once;
use super::{Clerk, Ctx, Error, Result, day, licences as reading, preparing};
use crate::crypto::{BlindIndex, Sealed, Vault};
use crate::store::audit::{Action, Kind, Object};
use crate::store::bulk::Representation;
use crate::store::licences::Found;
use crate::store::representatives::{self as rows, End, Row};
use crate::store::{At, Day, Id, Tx, Word, holders, representations};
use domain::access;
use domain::id::{HolderId, LicenceId, RepresentationId, StaffId};
use domain::identifier::CitizenId;
use domain::issuing::{CITIZEN_ID, RecordHolder};
use domain::mask::mask_citizen_id;
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::representation::{ActingAs, check_ending, check_registering, is_registration};
use domain::wire::representative::{
    EndRepresentative, RegisterRepresentative, Registered, RepresentativeShown, Representatives,
};
use jiff::civil::Date;

/// The representatives of the company that holds this 营业执照.
pub async fn list(ctx: &Ctx<Clerk>, id: LicenceId) -> Result<Representatives> {
    let found = registration(ctx, id).await?;
    let shown = show(ctx, &found).await?;
    let ids = shown.items.iter().map(|item| item.id.0).collect();
    let whose = [(shown.company, ids)];
    super::audit::reads(
        ctx,
        Action::ListRepresentatives,
        Kind::Representation,
        whose,
    )
    .await?;
    Ok(shown)
}

/// Registers who represents the company from now on; in the same step the former one's time ends.
pub async fn register(
    ctx: &Ctx<Clerk>,
    id: LicenceId,
    request: &RegisterRepresentative,
    once: &Once,
) -> Result<Representatives> {
    let found = registration(ctx, id).await?;
    let new = Id(ctx.new_id());
    let claim = once.claim(ctx, new.0);
    let mut read = ctx.app.db.read().await?;
    if claim.earlier(&mut read).await?.is_some() {
        drop(read);
        return show(ctx, &found).await;
    }
    let company = HolderId(found.holder_id.0);
    let today = day::today(ctx.now);
    let (name, days) = (request.name.trim(), (request.from, request.basis.as_str()));
    let problems = check_registering(name, &request.number, days, today);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    if !may_register(&found) {
        let detail = "the business licence is not in force any more";
        return Err(Error::explained(ProblemCode::WrongState, detail));
    }
    drop(read);
    let registering = Registering::of(ctx, (company, new), request)?;
    let object = Object::of(Kind::Representation, new.0, company);
    let entry = ctx.entry(Action::RegisterRepresentative, object);
    claim
        .effect(ctx, entry, move |tx| Box::pin(registering.write(tx)))
        .await?;
    show(ctx, &found).await
}

/// Ends the time of the company's representative, and of the agents.
pub async fn end(
    ctx: &Ctx<Clerk>,
    (id, representation): (LicenceId, RepresentationId),
    request: &EndRepresentative,
    once: &Once,
) -> Result<Representatives> {
    let found = registration(ctx, id).await?;
    let company = HolderId(found.holder_id.0);
    let claim = once.claim(ctx, representation.0);
    let mut read = ctx.app.db.read().await?;
    if claim.earlier(&mut read).await?.is_some() {
        drop(read);
        return show(ctx, &found).await;
    }
    let all = rows::of_company(&mut read, company).await?;
    drop(read);
    let row = all.iter().find(|row| row.id == representation.into());
    let row = row.ok_or(ProblemCode::NotFound)?;
    if row.ended_at.is_some() {
        let detail = "the time of this representative has ended already";
        return Err(Error::explained(ProblemCode::WrongState, detail));
    }
    let (from, today) = (row.from_date.0, day::today(ctx.now));
    let problems = check_ending(request.on, &request.basis, from, today);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let ending = ending(ctx, company, row.id, (request.on, &request.basis))?;
    let object = Object::of(Kind::Representation, representation.0, company);
    let entry = ctx.entry(Action::EndRepresentative, object);
    claim
        .effect(ctx, entry, move |tx| {
            Box::pin(async move {
                representations::lock(tx, company).await?;
                Ok(rows::end(tx, ending).await?)
            })
        })
        .await?;
    show(ctx, &found).await
}

/// A representative on the way into the register.
struct Registering {
    company: HolderId,
    id: Id,
    from: Date,
    /// The person, in case the library doesn't know the number, and what that is found by.
    person: (holders::Row, Vec<BlindIndex>),
    /// The end of who was shown as the representative.
    former: Option<End>,
    by: StaffId,
    at: At,
    said: Sealed,
}

impl Registering {
    fn of(
        ctx: &Ctx<Clerk>,
        (company, id): (HolderId, Id),
        request: &RegisterRepresentative,
    ) -> Result<Self> {
        let number = CitizenId::parse(&request.number).map_err(|_| ProblemCode::Invalid)?;
        let person = RecordHolder {
            name: request.name.trim().to_owned(),
            code_type: CITIZEN_ID.to_owned(),
            code: number.into(),
        };
        let ends = (request.from, request.basis.as_str());
        let former = request.former.map(Id::from);
        let former = former.map(|former| ending(ctx, company, former, ends));
        let said = request.basis.trim();
        let said = ctx.app.vault.seal_registration(id.0, 1, said)?;
        Ok(Self {
            company,
            id,
            from: request.from,
            person: holder_row(ctx, &person)?,
            former: former.transpose()?,
            by: ctx.actor.staff,
            at: At(ctx.now),
            said,
        })
    }

    async fn write(self, tx: &mut Tx) -> Result<()> {
        representations::lock(tx, self.company).await?;
        let all = rows::of_company(tx, self.company).await?;
        let current = all.into_iter().find(|row| row.ended_at.is_none());
        if current.as_ref().map(|row| row.id) != self.former.as_ref().map(|end| end.id) {
            return Err(ProblemCode::StaleVersion.into());
        }
        let person = self.person(tx).await?;
        if let Some(current) = current {
            if current.person_id == person {
                return Err(FieldProblem::new("/number", FieldCode::Repeated).into());
            }
            if self.from < current.from_date.0 {
                return Err(FieldProblem::new("/from", FieldCode::EndsFirst).into());
            }
        }
        if let Some(former) = self.former {
            rows::end(tx, former).await?;
        }
        let row = Representation {
            company_id: self.company.into(),
            id: self.id,
            person_id: person,
            acting_as: Word(ActingAs::Representative),
            from_date: Day(self.from),
            to_date: None,
            created_at: self.at,
        };
        Ok(rows::register(tx, row, self.by, self.said).await?)
    }

    /// Who it is; a number that the library knows under another name is somebody else's.
    async fn person(&self, tx: &mut Tx) -> Result<Id> {
        let (row, indexes) = &self.person;
        let person = holders::settle(tx, row, indexes).await?;
        let known = holders::find(tx, person.into()).await?;
        if known.is_none_or(|known| known.name != row.name) {
            return Err(FieldProblem::new("/number", FieldCode::UnknownPerson).into());
        }
        Ok(person)
    }
}

fn ending(ctx: &Ctx<Clerk>, company: HolderId, id: Id, (on, basis): (Date, &str)) -> Result<End> {
    Ok(End {
        company,
        id,
        on,
        today: day::today(ctx.now),
        at: ctx.now,
        by: ctx.actor.staff,
        said: ctx.app.vault.seal_registration(id.0, 2, basis.trim())?,
    })
}

/// The 营业执照 of a company that the own agency issued; anything else makes nobody its registering agency.
async fn registration(ctx: &Ctx<Clerk>, id: LicenceId) -> Result<Found> {
    let asked = ctx.app.licences().ask(id).await?;
    let (found, _) = asked.ok_or(ProblemCode::NotFound)?;
    preparing::may(ctx, &found, access::Action::RegisterRepresentative)?;
    let mut read = ctx.app.db.read().await?;
    let holder = holders::find(&mut read, found.holder_id.into()).await?;
    let holder = holder.ok_or(ProblemCode::NotFound)?;
    if is_registration(&found.type_name, holder.kind == "person") {
        Ok(found)
    } else {
        Err(ProblemCode::NotFound.into())
    }
}

fn may_register(found: &Found) -> bool {
    !reading::condition(found).status.is_final()
}

async fn show(ctx: &Ctx<Clerk>, found: &Found) -> Result<Representatives> {
    let company = HolderId(found.holder_id.0);
    let today = day::today(ctx.now);
    let mut read = ctx.app.db.read().await?;
    let all = rows::of_company(&mut read, company).await?;
    let agents = rows::agents(&mut read, company, today).await?;
    drop(read);
    let vault = &ctx.app.vault;
    let items = all.iter().map(|row| shown(vault, row, today));
    Ok(Representatives {
        company,
        name: found.holder_name.clone(),
        items: items.collect::<Result<_>>()?,
        agents: i64::try_from(agents.len()).unwrap_or(i64::MAX),
        may_register: may_register(found),
    })
}

fn shown(vault: &Vault, row: &Row, today: Date) -> Result<RepresentativeShown> {
    let number = vault.open_text(
        holders::NUMBER,
        row.person_id.0,
        &row.key_id,
        &row.number_sealed,
    )?;
    let words = |seq, key: &Option<String>, bytes: &Option<Vec<u8>>| match (key, bytes) {
        (Some(key), Some(bytes)) => vault.open_registration(row.id.0, seq, (key, bytes)),
        _ => Ok(String::new()),
    };
    let ended = match row.ended_at {
        Some(at) => Some(Registered {
            at: at.0,
            by: row.ended_by.clone(),
            basis: words(2, &row.ended_key, &row.ended_words)?,
        }),
        None => None,
    };
    Ok(RepresentativeShown {
        id: row.id.into(),
        name: row.name.clone(),
        number: mask_citizen_id(&number),
        from: row.from_date.0,
        to: row.to_date.map(|day| day.0),
        standing: row.term().standing(today),
        registered: Registered {
            at: row.named_at.0,
            by: row.named_by.clone(),
            basis: words(1, &row.named_key, &row.named_words)?,
        },
        ended,
    })
}
