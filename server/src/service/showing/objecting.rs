//! 其他社会用证主体 (庆证 二十二): who saw a licence by a code objects to it, straight to its issuer. The right is bound to the
//! check that they made; they are known by an address that a code has proved. Who says what an open case says already joins
//! it: one case, one clock, and everybody is told.

mod filing;

use super::{Seen, digest, object, open_to_anyone};
use crate::hex;
use crate::service::{Ctx, Error, Result, Visitor, audit, proving};
use crate::store::audit::{Action, Kind};
use crate::store::licences::{self as rows, Found};
use crate::store::showings::{self, Check};
use crate::store::{Id, StoreError, word};
use domain::delivery::{Address, Means};
use domain::id::HolderId;
use domain::objection::{Claim, DraftBody, FilingContext};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::rulebook::Ground;
use domain::showing::{Again, PROOFS_A_CHECK};
use filing::Filing;
use uuid::Uuid;

/// So that neither a person's id nor the address of a sheet tells what it was made of.
const PERSON_PURPOSE: &[u8] = b"fellow.person\0";
const SHEET_PURPOSE: &[u8] = b"fellow.sheet\0";
/// How often a filing begins anew because somebody else's came between.
const ATTEMPTS: usize = 5;

/// What somebody says of what they saw.
#[derive(Clone, Default)]
pub struct Said {
    /// The key of the field that is wrong.
    pub field: String,
    /// What is right.
    pub claimed: String,
    /// The ground.
    pub ground: Option<Ground>,
    /// Why.
    pub explanation: String,
    /// How they can be told,
    pub means: Option<Means>,
    /// and where.
    pub address: String,
}

/// That somebody saw a licence and may object to it.
#[derive(Clone)]
pub struct Grant {
    token: String,
    check: Check,
    found: Found,
    /// What they saw.
    pub seen: Seen,
    /// On which grounds they may object.
    pub grounds: Vec<Ground>,
}

/// What became of an objection. Not printed: the sheet's token opens it.
#[derive(Clone)]
pub enum Filed {
    /// It is followed by the sheet with this token.
    Sheet(String),
    /// It was one too many.
    TooMany(Again),
}

/// What a token lets somebody object to: nothing once its time is over, or when the licence has another version.
pub async fn open(ctx: &Ctx<Visitor>, token: &str) -> Result<Grant> {
    let procedure = open_to_anyone(&ctx.app).ok_or(ProblemCode::NotOffered)?;
    let mut read = ctx.app.db.read().await?;
    let check = showings::check(&mut read, &digest(token), ctx.now).await?;
    let check = check.ok_or(ProblemCode::NotFound)?;
    let found = rows::find(&mut read, check.licence_id.into()).await?;
    let found = found.filter(|found| found.version == check.version);
    let found = found.ok_or(ProblemCode::NotFound)?;
    drop(read);
    let seen = Seen::of(ctx, &found)?;
    // It is shown again: that is on record like the first time.
    let whose = [(HolderId(found.holder_id.0), vec![found.id.0])];
    audit::reads(ctx, Action::CheckShown, Kind::Licence, whose).await?;
    Ok(Grant {
        token: token.to_owned(),
        check,
        seen,
        found,
        grounds: procedure.grounds.clone(),
    })
}

impl Said {
    fn body(&self) -> DraftBody {
        let claim = Claim {
            key: self.field.clone(),
            claimed: self.claimed.trim().to_owned(),
        };
        let claims = [claim].into_iter().filter(|claim| !claim.key.is_empty());
        DraftBody {
            claims: claims.collect(),
            ground: self.ground,
            explanation: self.explanation.trim().to_owned(),
        }
    }

    /// What is wrong with it, or where they are told.
    fn checked(&self, ctx: &Ctx<Visitor>, grant: &Grant) -> Result<(Means, Address)> {
        let mut problems = self.body().check_for_filing(FilingContext {
            face: &grant.seen.face,
            grounds: &grant.grounds,
        });
        let means = self.means.filter(|means| ctx.app.post.has(*means));
        let address = means.map(|means| (means, Address::parse(means, &self.address)));
        let place = match address {
            Some((means, Ok(address))) if problems.is_empty() => return Ok((means, address)),
            Some((_, Ok(_))) => None,
            Some((_, Err(code))) => Some(FieldProblem::new("/address", code)),
            None => Some(FieldProblem::new("/means", FieldCode::Required)),
        };
        problems.extend(place);
        Err(Error::Invalid(problems))
    }
}

/// Sends a code to where they want to be told, if what they say can be filed. So many for each check, and so many checks of
/// each code: who was shown a licence once can't write to whomever they like.
pub async fn ask_code(ctx: &Ctx<Visitor>, grant: &Grant, said: &Said) -> Result<()> {
    let (means, address) = said.checked(ctx, grant)?;
    let person = person(ctx, means, &address)?;
    let check = digest(&grant.token);
    let counted = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(
                async move { Ok::<_, Error>(showings::ask(tx, &check, PROOFS_A_CHECK).await?) },
            )
        })
        .await?;
    if !counted {
        return Err(ProblemCode::TooManyRequests.into());
    }
    let entry = ctx.entry(Action::ClaimAddress, object(&grant.found));
    proving::ask(ctx, person, (means, &address), entry).await
}

/// Files it for who gives the code back, once for each check.
pub async fn file(ctx: &Ctx<Visitor>, grant: &Grant, said: &Said, code: &str) -> Result<Filed> {
    if grant.check.objection_id.is_some() {
        return Ok(Filed::Sheet(sheet(ctx, grant)));
    }
    let (means, address) = said.checked(ctx, grant)?;
    let person = person(ctx, means, &address)?;
    let claim = proving::prove(ctx, person, means, code).await?;
    let proved = filing::Proved {
        person,
        claim: (means, claim),
        address,
    };
    for _ in 0..ATTEMPTS {
        let filing = Filing::prepare(ctx, grant, said, &proved).await?;
        let filed = ctx
            .app
            .db
            .write(move |tx| Box::pin(async move { filing.write(tx).await }))
            .await;
        match filed {
            Err(Error::Store(StoreError::Stale)) => {}
            filed => {
                ctx.app.outbox().notify_one();
                return filed;
            }
        }
    }
    Err(StoreError::Stale.into())
}

/// Who is proved by an address: the same person whenever they come with it.
fn person(ctx: &Ctx<Visitor>, means: Means, address: &Address) -> Result<Id> {
    let means = word(&means)?;
    let bound = [
        PERSON_PURPOSE,
        means.as_bytes(),
        b"\0",
        address.as_str().as_bytes(),
    ];
    let digest = ctx.app.vault.keyed(&bound.concat());
    let half = digest.first_chunk().copied().unwrap_or_default();
    Ok(Id(Uuid::from_bytes(half)))
}

/// The token of the sheet that a check leads to: whoever files again by it is answered the same.
fn sheet(ctx: &Ctx<Visitor>, grant: &Grant) -> String {
    let bound = [SHEET_PURPOSE, grant.token.as_bytes()].concat();
    let digest = ctx.app.vault.keyed(&bound);
    hex::write(digest.get(..super::TOKEN_BYTES).unwrap_or(&digest))
}
