//! How is it written down that somebody objects: as a case of its own, or with the open one that says the same?

use super::{Filed, Grant, Said, sheet};
use crate::service::opening::{self, Beginning, Opening};
use crate::service::registering::key;
use crate::service::sealed::Statement;
use crate::service::showing::{digest, open_to_anyone};
use crate::service::telling::{self, Occasion};
use crate::service::{Ctx, Error, Result, Visitor, day};
use crate::store::audit::{self, Action, Entry, Kind, Object};
use crate::store::contacts::{self, Owner};
use crate::store::fellows::{self, Begun, New as Fellow};
use crate::store::notices::{self, ANYONE, About, New as Notice, Recipient};
use crate::store::{At, Id, StoreError, Tx, clocks, showings};
use domain::delivery::{Address, Means};
use domain::flow::{CaseState, Flow};
use domain::id::{HolderId, ObjectionId};
use domain::objection::Contact;
use domain::problem::ProblemCode;
use domain::rulebook::{Channel, LICENCE_OBJECTION, Objector};
use domain::showing::{self as rules, Again};
use domain::text::{Lang, case};
use domain::wire::notice::NoticeKind;
use jiff::SignedDuration;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Who objects, by the address that a code has proved.
pub(super) struct Proved {
    pub(super) person: Id,
    pub(super) claim: (Means, Id),
    pub(super) address: Address,
}

/// Everything that an objection writes.
pub(super) struct Filing {
    ctx: Ctx<Visitor>,
    check: Vec<u8>,
    sheet: String,
    /// The licence, under who leads it.
    licence: (Id, Id),
    /// The open cases of it that were looked at.
    open: Vec<Id>,
    way: Way,
    claim: (Means, Id),
    fellow: Fellow,
}

enum Way {
    /// A case of its own; its holders are told.
    Begin(Box<Opening>, ObjectionId, Vec<Notice>),
    /// With the open one that says the same.
    Join((Id, Id), Entry),
}

impl Filing {
    pub(super) async fn prepare(
        ctx: &Ctx<Visitor>,
        grant: &Grant,
        said: &Said,
        proved: &Proved,
    ) -> Result<Self> {
        let mut read = ctx.app.db.read().await?;
        let open = fellows::open(&mut read, grant.found.id).await?;
        let same = same(ctx, &open, said)?;
        let way = match same {
            Some(case) => {
                let object = Object::of(Kind::Objection, case.1.0, HolderId(case.0.0));
                Way::Join(case, ctx.entry(Action::Join, object))
            }
            None => begin(ctx, &mut read, grant, said, &proved.address).await?,
        };
        drop(read);
        let sheet = sheet(ctx, grant);
        Ok(Self {
            ctx: ctx.clone(),
            check: digest(&grant.token),
            fellow: Fellow {
                sheet_digest: digest(&sheet),
                person: proved.person,
                field: said.field.clone(),
                joined_at: At(ctx.now),
            },
            sheet,
            licence: (grant.found.holder_id, grant.found.id),
            open: open.iter().map(|case| case.id).collect(),
            way,
            claim: proved.claim,
        })
    }

    /// Stale where another case came between.
    pub(super) async fn write(self, tx: &mut Tx) -> Result<Filed> {
        fellows::hold_licence(tx, self.licence).await?;
        let now = fellows::open(tx, self.licence.1).await?;
        if now.iter().map(|case| case.id).ne(self.open.iter().copied()) {
            return Err(StoreError::Stale.into());
        }
        let again = self.again(tx).await?;
        if again != Again::Now {
            return Ok(Filed::TooMany(again));
        }
        let case = self.way.case();
        if !showings::use_up(tx, &self.check, case.1).await? {
            // The same form was sent twice at this moment.
            return Ok(Filed::Sheet(self.sheet));
        }
        self.confirm(tx).await?;
        let state = self.way.write(tx).await?;
        fellows::join(tx, case, &self.fellow).await?;
        let told = told(&self.ctx, tx, case, self.fellow.person, state).await?;
        notices::insert(tx, &told).await?;
        Ok(Filed::Sheet(self.sheet))
    }

    async fn again(&self, tx: &mut Tx) -> Result<Again> {
        let now = self.ctx.now;
        let since = now.checked_sub(DAY).map_err(Error::fault)?;
        let begun = fellows::begun(tx, self.fellow.person, since).await?;
        let begun: Vec<_> = begun.iter().map(begun_then).collect();
        Ok(rules::again(&begun, now))
    }

    /// The address counts from now on, and its code no more.
    async fn confirm(&self, tx: &mut Tx) -> Result<()> {
        let owner = Owner {
            kind: ANYONE,
            id: self.fellow.person,
        };
        let confirmed = contacts::confirm(tx, owner, self.claim, self.ctx.now).await?;
        confirmed
            .then_some(())
            .ok_or_else(|| ProblemCode::NotFound.into())
    }
}

impl Way {
    fn case(&self) -> (Id, Id) {
        match self {
            Self::Begin(opening, id, _) => (opening.lies_under(), Id::from(*id)),
            Self::Join(case, _) => *case,
        }
    }

    /// Where the case stands then.
    async fn write(self, tx: &mut Tx) -> Result<CaseState> {
        match self {
            Self::Begin(opening, _, holders) => {
                opening.write(tx).await?;
                notices::insert(tx, &holders).await?;
                Ok(CaseState::Received)
            }
            Self::Join(case, entry) => {
                let state = fellows::hold_case(tx, case).await?;
                audit::record(tx, &entry).await?;
                state.ok_or_else(|| StoreError::Stale.into())
            }
        }
    }
}

fn begun_then(row: &Begun) -> rules::Begun {
    rules::Begun {
        at: row.joined_at.0,
        open: row.finished_at.is_none(),
    }
}

/// The open case in which the same is said of the same field.
fn same(ctx: &Ctx<Visitor>, open: &[fellows::Open], said: &Said) -> Result<Option<(Id, Id)>> {
    for case in open {
        let stored = (case.key_id.as_str(), case.statement_sealed.as_slice());
        let statement = ctx.app.vault.open_statement(case.id.0, stored)?;
        let mut claims = statement.claims.iter();
        if claims.any(|one| one.key == said.field && one.claimed == said.claimed.trim()) {
            return Ok(Some((case.holder_id, case.id)));
        }
    }
    Ok(None)
}

async fn begin(
    ctx: &Ctx<Visitor>,
    read: &mut Tx,
    grant: &Grant,
    said: &Said,
    address: &Address,
) -> Result<Way> {
    let procedure = open_to_anyone(&ctx.app).ok_or(ProblemCode::NotOffered)?;
    let found = &grant.found;
    let staff = notices::staff_of(read, found.issuer_id).await?;
    let body = said.body();
    let statement = Statement {
        claims: body.claims,
        explanation: body.explanation,
        contact: Some(Contact {
            name: case::objector(Objector::Anyone, Lang::Zh).to_owned(),
            reach: address.as_str().to_owned(),
        }),
        ..Statement::default()
    };
    let id = ObjectionId(ctx.new_id());
    let case = Beginning {
        id,
        procedure,
        flow: procedure.flow.unwrap_or(Flow::LICENCE),
        account: None,
        objector: Objector::Anyone,
        channel: Channel::PublicCheck,
        work_order: None,
        licence: Some(key(found)),
        outage: None,
        issuer: found.issuer_id,
        issuer_name: found.issuer_name.clone(),
        ground: body.ground.ok_or(ProblemCode::Malformed)?,
        statement: &statement,
        received: ctx.now,
        stated: ctx.now,
        staff: None,
    };
    let opening = Opening::of(ctx, &case, &staff)?;
    let holders = holders(ctx, read, (found.holder_id, found.id), id).await?;
    Ok(Way::Begin(Box::new(opening), id, holders))
}

/// The holders hear that their licence is disputed, once for each case, and not by whom.
async fn holders(
    ctx: &Ctx<Visitor>,
    read: &mut Tx,
    (holder, licence): (Id, Id),
    case: ObjectionId,
) -> Result<Vec<Notice>> {
    let all = showings::concerned(read, (holder, licence), day::today(ctx.now)).await?;
    let notice = |one: Id| Notice {
        id: Id(ctx.new_id()),
        to: Recipient::Holder(one),
        kind: NoticeKind::Disputed,
        about: About::Licence { holder, licence },
        step: None,
        due_date: None,
        once: format!("disputed/{case}/{}", one.0),
        created_at: At(ctx.now),
    };
    Ok(all.into_iter().map(notice).collect())
}

/// What somebody hears who has just objected: that it was received, and the result where there is one by now.
async fn told(
    ctx: &Ctx<Visitor>,
    tx: &mut Tx,
    (holder, objection): (Id, Id),
    person: Id,
    state: CaseState,
) -> Result<Vec<Notice>> {
    let occasion = |kind| Occasion {
        kind,
        holder,
        objection,
        seq: 0,
    };
    let to = Recipient::Anyone(person);
    let mut told = telling::tell(ctx, occasion(NoticeKind::Received), [to])?;
    let clocks = clocks::of_case(tx, holder, objection).await?;
    let rulebook = &ctx.app.rules.rulebook;
    for notice in &mut told {
        notice.due_date = opening::answer_due(rulebook, LICENCE_OBJECTION, &clocks);
    }
    if matches!(state, CaseState::Decided | CaseState::Reviewed) {
        told.extend(telling::tell(ctx, occasion(NoticeKind::Decided), [to])?);
    }
    Ok(told)
}
