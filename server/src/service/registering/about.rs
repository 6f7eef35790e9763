//! What is a registered case about, and is that said well enough?

use crate::service::face::{self, Show};
use crate::service::sealed::Statement;
use crate::service::{Clerk, Ctx, Error, Result, licences};
use crate::store::objections::{self, LicenceKey};
use crate::store::{Id, Tx, licences as rows};
use domain::flow::{Flow, Subject};
use domain::id::{HolderId, LicenceId};
use domain::licence::FaceValue;
use domain::objection::{Claim as FieldClaim, Contact, DraftBody, FilingContext};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::rulebook::{Ground, Objector, Procedure};
use domain::wire::desk::RegisterCase;

/// What a registered case is about.
pub(super) struct About {
    pub(super) account: Option<HolderId>,
    pub(super) licence: Option<LicenceKey>,
    pub(super) ground: Ground,
    pub(super) statement: Statement,
}

/// The licence that a case names.
pub(in crate::service) enum Named {
    Nothing,
    Unknown,
    /// Types number alike: it takes the identifier.
    Several,
    One(Objected),
}

/// A licence in question.
pub(in crate::service) struct Objected {
    pub(in crate::service) licence: LicenceKey,
    /// Under whose account the case lies; who only was shown the licence has none.
    pub(in crate::service) account: Option<HolderId>,
    /// Its face as far as who objects may know it.
    pub(in crate::service) face: Vec<FaceValue>,
}

impl Named {
    fn one(self) -> std::result::Result<Objected, FieldProblem> {
        let code = match self {
            Self::One(objected) => return Ok(objected),
            Self::Nothing => FieldCode::Required,
            Self::Unknown => FieldCode::Unknown,
            Self::Several => FieldCode::Ambiguous,
        };
        Err(FieldProblem::new("/licence", code))
    }
}

/// A licence of the own agency. Its holder has an account; anybody else who objects to it has none.
pub(super) async fn own(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    id: LicenceId,
    objector: Objector,
) -> Result<Named> {
    let licence = rows::find(read, id).await?;
    let own = |licence: &rows::Found| licence.issuer_id == Id::from(ctx.actor.agency);
    let Some(licence) = licence.filter(own) else {
        return Ok(Named::Unknown);
    };
    let record = licences::record(&ctx.app.vault, &licence)?;
    Ok(Named::One(Objected {
        account: (objector == Objector::Holder).then(|| licence.holder_id.into()),
        face: face::values(&licence.face_schema, &record, Show::Full),
        licence: key(&licence),
    }))
}

/// The licence in its present version.
pub(in crate::service) fn key(licence: &rows::Found) -> LicenceKey {
    LicenceKey {
        leading: licence.holder_id,
        id: licence.id,
        version: licence.version,
    }
}

/// What it is about, if that is said well enough.
pub(super) async fn about(
    read: &mut Tx,
    (procedure, flow): (&Procedure, Flow),
    request: &RegisterCase,
    named: Named,
) -> Result<About> {
    match flow.subject {
        Subject::Licence => of_licence(read, procedure, request, named.one()?).await,
        Subject::DataSet | Subject::WebPage | Subject::Outage => of_none(procedure, request),
    }
}

fn of_none(procedure: &Procedure, request: &RegisterCase) -> Result<About> {
    let contact = request.contact.clone().unwrap_or_default();
    let mut problems = request.complaint.check(procedure);
    problems.extend(contact.check());
    let (Some(ground), true) = (request.complaint.ground, problems.is_empty()) else {
        return Err(Error::Invalid(problems));
    };
    let complaint = request.complaint.trimmed();
    Ok(About {
        account: None,
        licence: None,
        ground,
        statement: Statement {
            explanation: complaint.explanation,
            subject: complaint.subject,
            contact: Some(contact.trimmed()),
            ..Statement::default()
        },
    })
}

async fn of_licence(
    read: &mut Tx,
    procedure: &Procedure,
    request: &RegisterCase,
    objected: Objected,
) -> Result<About> {
    let account = objected.account;
    if let Some(holder) = account
        && objections::open(read, holder, objected.licence.id)
            .await?
            .is_some()
    {
        return Err(ProblemCode::AlreadyOpen.into());
    }
    let body = DraftBody {
        claims: request.claims.iter().map(trimmed).collect(),
        ground: request.complaint.ground,
        explanation: request.complaint.explanation.trim().to_owned(),
    };
    let mut problems = body.check_for_filing(FilingContext {
        face: &objected.face,
        grounds: &procedure.grounds,
    });
    let contact = request.contact.as_ref().map(Contact::trimmed);
    if account.is_none() {
        problems.extend(contact.clone().unwrap_or_default().check());
    }
    let (Some(ground), true) = (body.ground, problems.is_empty()) else {
        return Err(Error::Invalid(problems));
    };
    Ok(About {
        account,
        licence: Some(objected.licence),
        ground,
        statement: Statement {
            claims: body.claims,
            explanation: body.explanation,
            contact,
            ..Statement::default()
        },
    })
}

fn trimmed(claim: &FieldClaim) -> FieldClaim {
    FieldClaim {
        key: claim.key.clone(),
        claimed: claim.claimed.trim().to_owned(),
    }
}
