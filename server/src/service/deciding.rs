//! How does a second person decide? The decision, the correction that it carries and the message are one transaction.

use super::change::{self, Allowed, Also, Correction};
use super::handling::{by_clerk, once_only};
use super::library::{self, Canonical, Deed};
use super::once::Once;
use super::sealed::EventWords;
use super::telling::in_role;
use super::{Clerk, Ctx, Error, Result, case_row, day, licences as reading, reopening};
use crate::store::library::Raise;
use crate::store::licences;
use crate::store::moves::Decision;
use crate::store::notices::{self, New};
use crate::store::objections::{self, Disputed, Found};
use crate::store::{At, Id, Tx};
use domain::access::Role;
use domain::id::{LicenceId, ObjectionId};
use domain::identifier::LicenceIdentifier;
use domain::issuing::LicenceRecord;
use domain::licence::{LicenceEventKind, Trust};
use domain::objection::deciding::two_people;
use domain::objection::{CaseEvent, Claim, Outcome, Proposal};
use domain::problem::ProblemCode;
use domain::validity::{Validity, ValidityFault};
use domain::wire::Expected;
use domain::wire::case::CaseDetail;
use domain::wire::notice::NoticeKind;

/// Decides as proposed.
pub async fn approve(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: Expected,
    once: &Once,
) -> Result<CaseDetail> {
    let step = (CaseEvent::Approve, request.version);
    let decided = once_only(ctx, id, once, async {
        let mut read = ctx.app.db.read().await?;
        let allowed = change::allow(ctx, &mut read, id, step).await?;
        reopening::check_people(ctx, &mut read, &allowed).await?;
        let found = objections::find(&mut read, id).await?;
        let found = found.ok_or(ProblemCode::NotFound)?;
        let proposer = found.proposed_by.ok_or(ProblemCode::WrongState)?;
        if !two_people(proposer.into(), ctx.actor.staff) {
            return Err(ProblemCode::SamePerson.into());
        }
        let proposal =
            case_row::proposal(&ctx.app.vault, &found)?.ok_or(ProblemCode::WrongState)?;
        let correction = match (&found.licence, proposal.outcome) {
            (None, _) | (_, Outcome::Rejected) => None,
            (Some(licence), Outcome::Upheld | Outcome::PartlyUpheld) => {
                Some(correct(ctx, &mut read, (&found, licence), &proposal).await?)
            }
        };
        let decision = Decision {
            outcome: proposal.outcome,
            by: Id::from(ctx.actor.staff),
            at: At(ctx.now),
            corrected_version: correction
                .as_ref()
                .map(|correction| correction.kept.version.version),
            withheld: None,
        };
        let notices = told(ctx, &mut read, &allowed).await?;
        let also = Also::Decide {
            decision,
            correction: correction.map(Box::new),
        };
        Ok(by_clerk(ctx, &allowed)?.also(also).telling(notices))
    })
    .await?;
    // A correction waits for its seal.
    ctx.app.sealing().notify_one();
    Ok(decided)
}

/// Who hears of a decision: the objector, or who has to tell one without an account; and who received the case and passed
/// it on (庆数 三十三(二)).
pub(super) async fn told(ctx: &Ctx<Clerk>, read: &mut Tx, allowed: &Allowed) -> Result<Vec<New>> {
    if let Some(teller) = allowed.teller() {
        let staff = notices::staff_of(read, teller).await?;
        return allowed.tell(ctx, NoticeKind::ToTell, in_role(&staff, Role::Handler));
    }
    let mut told = allowed.tell_objector(ctx, NoticeKind::Decided)?;
    if let Some(partner) = allowed.row.partner_id {
        let staff = notices::staff_of(read, partner).await?;
        let handlers = in_role(&staff, Role::Handler);
        told.extend(allowed.tell(ctx, NoticeKind::DecidedElsewhere, handlers)?);
    }
    Ok(told)
}

/// The licence's next version: today's record with the corrected values, under the identifier's next version and the same
/// version of its type. Who approves the decision approves this content with it (兰安 一百四十一).
async fn correct(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    (found, disputed): (&Found, &Disputed),
    proposal: &Proposal,
) -> Result<Correction> {
    let vault = &ctx.app.vault;
    let id = LicenceId(disputed.id.0);
    let licence = licences::find(read, id)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    let kind = LicenceEventKind::Corrected;
    reading::condition(&licence)
        .after(kind)
        .map_err(|refusal| Error::explained(ProblemCode::WrongState, refusal.to_string()))?;
    let record = corrected(reading::record(vault, &licence)?, &proposal.corrections)?;
    let canonical = Canonical::of(record)?;
    let approver = Id::from(ctx.actor.staff);
    let words = EventWords {
        basis: found.case_number.clone(),
        reason: format!("依异议{}更正", found.case_number),
    };
    let deed = Deed {
        holder: licence.holder_id,
        issuer: Id::from(ctx.actor.agency),
        version: licence.version + 1,
        seq: licence.revision + 1,
        kind,
        on: day::today(ctx.now),
        staff: Some(approver),
        words: &words,
        objection: Some(found.id),
        trust: Trust::A,
        approved_by: Some(approver),
        at: ctx.now,
    };
    Ok(Correction {
        raise: Raise::to(&canonical.record, licence.revision),
        kept: library::keep(vault, &canonical, &licence.face_schema, &deed)?,
    })
}

/// The record after the corrections of its face, and of what the face repeats.
fn corrected(mut record: LicenceRecord, corrections: &[Claim]) -> Result<LicenceRecord> {
    let dates = validity_after(record.validity(), corrections)
        .map_err(|fault| Error::explained(ProblemCode::WrongState, fault.to_string()))?;
    (record.valid_from, record.valid_to) = (dates.from, dates.to);
    let shows_number = |claim: &&Claim| record.face.get(&claim.key) == Some(&record.number);
    if let Some(claim) = corrections.iter().find(shows_number) {
        record.number.clone_from(&claim.claimed);
    }
    for claim in corrections {
        record.face.insert(claim.key.clone(), claim.claimed.clone());
    }
    let next = LicenceIdentifier::parse(&record.identifier)
        .and_then(|identifier| identifier.next_version())
        .map_err(Error::fault)?;
    let before = std::mem::replace(&mut record.identifier, String::from(next));
    record.predecessor = Some(before);
    record.salt = library::salt();
    Ok(record)
}

/// The licence's dates once the face is corrected.
pub(super) fn validity_after(
    before: Validity,
    corrections: &[Claim],
) -> std::result::Result<Validity, ValidityFault> {
    corrections
        .iter()
        .try_fold(before, |dates, one| dates.after(&one.key, &one.claimed))?
        .checked()
}
