//! How does a second person decide? The decision, the correction that it carries and the message are one transaction.

use super::change::{self, Also, Step};
use super::handling::{by_clerk, once_only};
use super::once::Once;
use super::sealed::Face;
use super::{Clerk, Ctx, Error, Result, case_row, licences as reading};
use crate::store::audit;
use crate::store::licences::{self, Correction, Found as Licence};
use crate::store::moves::Decision;
use crate::store::objections::{self, Found};
use crate::store::{At, Day, Id, Tx};
use domain::access::Action;
use domain::id::{LicenceId, ObjectionId};
use domain::identifier::LicenceIdentifier;
use domain::licence::LicenceEventKind;
use domain::objection::deciding::two_people;
use domain::objection::{CaseEvent, Claim, Outcome, Proposal};
use domain::problem::ProblemCode;
use domain::validity::{Validity, ValidityFault};
use domain::wire::Expected;
use domain::wire::case::CaseDetail;
use domain::wire::notice::NoticeKind;

/// Digits of the older form of a citizen's number.
const SHORTEST_PERSONS_NUMBER: usize = 15;

/// Decides as proposed.
pub async fn approve(
    ctx: &Ctx<Clerk>,
    id: ObjectionId,
    request: Expected,
    once: &Once,
) -> Result<CaseDetail> {
    let step = Step {
        may: Action::Approve,
        event: CaseEvent::Approve,
        audit: audit::Action::Approve,
        version: request.version,
    };
    once_only(ctx, id, once, async {
        let mut read = ctx.app.db.read().await?;
        let allowed = change::allow(ctx, &mut read, id, step).await?;
        let found = objections::find(&mut read, id).await?;
        let found = found.ok_or(ProblemCode::NotFound)?;
        let proposer = found.proposed_by.ok_or(ProblemCode::WrongState)?;
        if !two_people(proposer.into(), ctx.actor.staff) {
            return Err(ProblemCode::SamePerson.into());
        }
        let proposal =
            case_row::proposal(&ctx.app.vault, &found)?.ok_or(ProblemCode::WrongState)?;
        let correction = match proposal.outcome {
            Outcome::Rejected => None,
            Outcome::Upheld | Outcome::PartlyUpheld => {
                Some(correct(ctx, &mut read, &found, &proposal).await?)
            }
        };
        let decision = Decision {
            outcome: proposal.outcome,
            by: Id::from(ctx.actor.staff),
            at: At(ctx.now),
            corrected_version: correction.as_ref().map(|correction| correction.to),
        };
        let notices = allowed.tell_objector(ctx, NoticeKind::Decided)?;
        let also = Also::Decide {
            decision,
            correction: correction.map(Box::new),
        };
        Ok(by_clerk(ctx, &allowed, step)?.also(also).telling(notices))
    })
    .await
}

/// The licence's next version: today's face with the corrected values, under the identifier's next version.
async fn correct(
    ctx: &Ctx<Clerk>,
    read: &mut Tx,
    found: &Found,
    proposal: &Proposal,
) -> Result<Correction> {
    let vault = &ctx.app.vault;
    let id = LicenceId(found.licence_id.0);
    let licence = licences::find(read, id)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    if let Err(refusal) = licence.status.0.after(LicenceEventKind::Corrected) {
        let detail = refusal.to_string();
        return Err(Error::explained(ProblemCode::WrongState, detail));
    }
    let before = reading::kept_face(vault, &licence)?;
    let mut face = before.clone();
    for correction in &proposal.corrections {
        face.insert(correction.key.clone(), correction.claimed.clone());
    }
    let dates = Validity {
        from: licence.valid_from.0,
        to: licence.valid_to.map(|day| day.0),
    };
    let dates = validity_after(dates, &proposal.corrections)
        .map_err(|fault| Error::explained(ProblemCode::WrongState, fault.to_string()))?;
    let to = licence.version + 1;
    let seq = licences::last_event(read, licence.holder_id, licence.id).await? + 1;
    let sealed = vault.seal_face(id, to, &face)?;
    let reason = format!("依异议{}更正", found.case_number);
    let reason = vault.seal_licence_reason(id, seq, &reason)?;
    let number = number_after(&licence, &before, &proposal.corrections);
    Ok(Correction {
        holder: licence.holder_id,
        licence: licence.id,
        from: licence.version,
        to,
        number,
        identifier: next_identifier(&licence.identifier)?,
        face_sealed: sealed.bytes,
        face_key_id: sealed.key_id,
        valid_from: Day(dates.from),
        valid_to: dates.to.map(Day),
        objection: found.id,
        agency: Id::from(ctx.actor.agency),
        staff: Id::from(ctx.actor.staff),
        event_seq: seq,
        reason_sealed: Some(reason.bytes),
        reason_key_id: Some(reason.key_id),
        at: At(ctx.now),
    })
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

fn next_identifier(identifier: &str) -> Result<String> {
    LicenceIdentifier::parse(identifier)
        .and_then(|identifier| identifier.next_version())
        .map(String::from)
        .map_err(Error::fault)
}

/// The licence's number follows a correction of the field that shows it, but never becomes a person's number in plain.
fn number_after(licence: &Licence, before: &Face, corrections: &[Claim]) -> String {
    let shows_it = |correction: &&Claim| before.get(&correction.key) == Some(&licence.number);
    corrections
        .iter()
        .find(shows_it)
        .map(|correction| &correction.claimed)
        .filter(|number| !may_be_a_persons(number))
        .unwrap_or(&licence.number)
        .clone()
}

/// Whether a number holds as many digits in a row as a person's, with a right check or without.
fn may_be_a_persons(number: &str) -> bool {
    number
        .split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() >= SHORTEST_PERSONS_NUMBER)
}
