//! What does a case's row hold once it is opened?

use super::Result;
use super::face::{self, Show};
use super::sealed::Statement;
use crate::crypto::Vault;
use crate::store::clocks;
use crate::store::objections::Found;
use domain::access::Record;
use domain::issuing::LicenceRecord;
use domain::licence::FaceValue;
use domain::objection::Proposal;
use domain::wire::case::ClockView;

/// The record of the version in dispute.
pub(super) fn disputed_record(vault: &Vault, found: &Found) -> Result<LicenceRecord> {
    let stored = (found.record_key_id.as_str(), found.record.as_slice());
    Ok(vault.read_record(found.licence_id.0, found.licence_version, stored)?)
}

/// The face of the version in dispute.
pub(super) fn disputed_face(vault: &Vault, found: &Found, show: Show) -> Result<Vec<FaceValue>> {
    let record = disputed_record(vault, found)?;
    Ok(face::values(&found.face_schema, &record, show))
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

/// A clock as it travels.
pub(super) fn clock_view(clock: &clocks::Row) -> ClockView {
    ClockView {
        step: clock.step.clone(),
        started_at: clock.started_at.0,
        due_date: clock.due_date.0,
        due: clock.due_at.0,
        provisional: clock.provisional,
        calendar_version: clock.calendar_version.0,
        met_at: clock.met_at.map(|at| at.0),
    }
}
