//! What does a case's row hold once it is opened?

use super::Result;
use super::face::{self, Show};
use super::sealed::Statement;
use crate::crypto::Vault;
use crate::store::audit::Kind;
use crate::store::objections::{Disputed, Found};
use crate::store::{Id, clocks, disclosures, extensions, inquiries, inquiry_moves, urgings};
use domain::access::Record;
use domain::id::{AgencyId, HolderId};
use domain::issuing::LicenceRecord;
use domain::licence::FaceValue;
use domain::objection::Proposal;
use domain::objection::urging::is_unanswered;
use domain::rulebook::{Rulebook, Spoken};
use domain::wire::case::{ClockView, FallenClock};
use domain::wire::disclosure::DisclosureView;
use domain::wire::extension::{ExtensionAnswer, ExtensionView};
use domain::wire::inquiry::{InquiryAnswer, InquiryMove, InquiryView};
use domain::wire::urging::{UrgingAnswer, UrgingView};
use jiff::civil::Date;
use uuid::Uuid;

/// The record of the version in dispute.
pub(super) fn disputed_record(vault: &Vault, licence: &Disputed) -> Result<LicenceRecord> {
    let stored = (licence.key_id.as_str(), licence.record.as_slice());
    Ok(vault.read_record(licence.id.0, licence.version, stored)?)
}

/// The face of the version in dispute.
pub(super) fn disputed_face(
    vault: &Vault,
    licence: &Disputed,
    show: Show,
) -> Result<Vec<FaceValue>> {
    let record = disputed_record(vault, licence)?;
    Ok(face::values(&licence.face_schema, &record, show))
}

/// What the objector stated.
pub(super) fn statement(vault: &Vault, found: &Found) -> Result<Statement> {
    let stored = (found.key_id.as_str(), found.statement_sealed.as_slice());
    Ok(vault.open_statement(found.id.0, stored)?)
}

/// What was proposed, where something was.
pub(super) fn proposal(vault: &Vault, found: &Found) -> Result<Option<Proposal>> {
    match (&found.proposal_key_id, &found.proposal_sealed) {
        (Some(key), Some(bytes)) => Ok(Some(vault.open_proposal(found.id.0, (key, bytes))?)),
        _ => Ok(None),
    }
}

/// Whose case it is.
pub(super) fn record(found: &Found) -> Record {
    Record {
        holder: found.holder_id.into(),
        issuer: found.issuer_id.into(),
    }
}

/// The other agency of a case that was passed or handed on, which goes on reading it.
pub(super) fn partner(found: &Found) -> Option<AgencyId> {
    found.partner_id.or(found.handed_by).map(AgencyId::from)
}

/// Whose record an answer about the case carries: the licence's, or the case's own.
pub(super) fn whose(found: &Found) -> (Kind, [(HolderId, Vec<Uuid>); 1]) {
    match &found.licence {
        Some(licence) => (
            Kind::Licence,
            [(HolderId(licence.leading_id.0), vec![licence.id.0])],
        ),
        None => (
            Kind::Objection,
            [(HolderId(found.holder_id.0), vec![found.id.0])],
        ),
    }
}

/// What the rulebook calls a procedure; its name in code where the rulebook has it no more.
pub(super) fn title(rulebook: &Rulebook, procedure: &str) -> String {
    let known = rulebook.procedure(procedure);
    known.map_or_else(|| procedure.to_owned(), |known| known.title.clone())
}

/// What is disclosed, or waits to be, as it travels.
pub(super) fn disclosure_view(
    vault: &Vault,
    objection: Id,
    row: &disclosures::Row,
) -> Result<DisclosureView> {
    let words = vault.open_public_words(objection.0, (&row.key_id, &row.words_sealed))?;
    let why = match (&row.why_key_id, &row.why_sealed) {
        (Some(key), Some(bytes)) => vault.open_withheld(objection.0, (key, bytes))?,
        _ => String::new(),
    };
    Ok(DisclosureView {
        state: row.state.0,
        version: row.version,
        question: words.question,
        answer: words.answer,
        proposed_by: row.proposed_by_name.clone(),
        proposed_at: row.proposed_at.0,
        decided_by: row.decided_by_name.clone(),
        decided_at: row.decided_at.map(|at| at.0),
        why,
    })
}

/// 督办 as it travels.
pub(super) fn urging_view(vault: &Vault, row: &urgings::Row, today: Date) -> Result<UrgingView> {
    let answer = match (&row.answer_key_id, &row.answer_sealed, row.answered_at) {
        (Some(key), Some(bytes), Some(at)) => Some(UrgingAnswer {
            words: vault.open_urging_answer(row.id.0, (key, bytes))?,
            by: row.answered_by_name.clone().unwrap_or_default(),
            at: at.0,
        }),
        _ => None,
    };
    Ok(UrgingView {
        id: row.id.into(),
        issuer: row.issuer_id.into(),
        words: vault.open_urging(row.id.0, (&row.key_id, &row.words_sealed))?,
        answer_by: row.answer_by.0,
        by: row.urged_by_name.clone(),
        at: row.urged_at.0,
        unanswered: is_unanswered(row.answer_by.0, answer.is_some(), today),
        answer,
    })
}

/// 协查 as it travels.
pub(super) fn inquiry_view(
    vault: &Vault,
    row: &inquiries::Row,
    today: Date,
) -> Result<InquiryView> {
    let answer = match (&row.answer_key_id, &row.answer_sealed, row.answered_at) {
        (Some(key), Some(bytes), Some(at)) => Some(InquiryAnswer {
            words: vault.open_inquiry_answer(row.id.0, (key, bytes))?,
            by: row.answered_by_name.clone().unwrap_or_default(),
            at: at.0,
        }),
        _ => None,
    };
    Ok(InquiryView {
        id: row.id.into(),
        case_number: row.case_number.clone(),
        from: row.from_name.clone(),
        to: row.to_name.clone(),
        words: vault.open_inquiry(row.id.0, (&row.key_id, &row.words_sealed))?,
        answer_by: row.answer_by.0,
        moves: row.moves.iter().map(inquiry_move).collect(),
        by: row.asked_by_name.clone(),
        at: row.asked_at.0,
        unanswered: is_unanswered(row.answer_by.0, answer.is_some(), today),
        answer,
    })
}

fn inquiry_move(row: &inquiry_moves::Moved) -> InquiryMove {
    InquiryMove {
        at: row.at.0,
        from: row.from_date.0,
        to: row.to_date.0,
        calendar_version: row.to_version.0,
    }
}

/// 延长 as it travels.
pub(super) fn extension_view(
    vault: &Vault,
    name: Spoken,
    row: &extensions::Row,
) -> Result<ExtensionView> {
    let answered = (row.consent.as_ref(), row.answered_at);
    let answer = match (&row.answer_key_id, &row.answer_sealed, answered) {
        (Some(key), Some(bytes), (Some(consent), Some(at))) => Some(ExtensionAnswer {
            consent: consent.0,
            words: vault.open_extension_answer(row.id.0, (key, bytes))?,
            by: row.answered_by_name.clone().unwrap_or_default(),
            at: at.0,
        }),
        _ => None,
    };
    Ok(ExtensionView {
        id: row.id.into(),
        step: row.step.clone(),
        name,
        from: row.from_date.0,
        to: row.to_date.0,
        reason: vault.open_extension(row.id.0, (&row.key_id, &row.words_sealed))?,
        by: row.asked_by_name.clone(),
        at: row.asked_at.0,
        answer,
    })
}

/// A clock that fell away, as it travels.
pub(super) fn fallen_view(name: Spoken, clock: clocks::Fallen) -> FallenClock {
    FallenClock {
        name,
        step: clock.step,
        started_at: clock.started_at.0,
        due_date: clock.due_date.0,
        fell_at: clock.fell_at.0,
    }
}

/// A clock as it travels.
pub(super) fn clock_view(rulebook: &Rulebook, procedure: &str, clock: &clocks::Row) -> ClockView {
    ClockView {
        procedure: procedure.to_owned(),
        step: clock.step.clone(),
        name: rulebook.step_name(procedure, &clock.step),
        owed: rulebook.step_owed(procedure, &clock.step),
        started_at: clock.started_at.0,
        due_date: clock.due_date.0,
        due: clock.due_at.0,
        provisional: clock.provisional,
        calendar_version: clock.calendar_version.0,
        on_time_until: clock.on_time_until.map(|at| at.0),
        met_at: clock.met_at.map(|at| at.0),
        spared: clock.spared_at.is_some(),
        extended: clock.extended,
    }
}
