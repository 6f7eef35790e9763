//! How does an objection move on? Its state with its next due date, its proposal and its decision.

use super::objections::nothing_due;
use super::{At, Id, StoreError, Tx, Word, guarded, on};
use domain::flow::Handed;
use domain::objection::{CaseState, Outcome, Withheld};

mod sql {
    pub(super) const MOVE: &str = "\
        UPDATE objection SET state = $4, marked = $5, reviewing = $10, version = version + 1, \
            handler_id = COALESCE($6, handler_id), finished_at = $7, \
            next_due = CASE WHEN $9 THEN NULL ELSE COALESCE(( \
                SELECT MIN(CASE WHEN c.on_time_until > c.due_at THEN c.on_time_until ELSE c.due_at END) FROM objection_clock c \
                WHERE c.holder_id = objection.holder_id AND c.objection_id = objection.id AND c.met_at IS NULL), $8) END \
        WHERE holder_id = $1 AND id = $2 AND version = $3";

    pub(super) const PROPOSE: &str = "\
        UPDATE objection SET proposal_sealed = $3, proposal_key_id = $4, proposed_by = $5, proposed_at = $6 \
        WHERE holder_id = $1 AND id = $2";

    pub(super) const DECIDE: &str = "\
        UPDATE objection SET outcome = $3, decided_by = $4, decided_at = $5, corrected_version = $6, withheld = $7 \
        WHERE holder_id = $1 AND id = $2";

    pub(super) const PASS_ON: &str = "\
        UPDATE objection SET partner_id = issuer_id, issuer_id = $3, handler_id = NULL WHERE holder_id = $1 AND id = $2";

    pub(super) const HAND_ON: &str = "\
        UPDATE objection SET handed = $4, handed_by = issuer_id, issuer_id = $3, handler_id = NULL, \
            first_received_at = COALESCE(first_received_at, received_at), received_at = $5 \
        WHERE holder_id = $1 AND id = $2";

    pub(super) const HAND_BACK: &str = "\
        UPDATE objection SET partner_id = issuer_id, issuer_id = partner_id, handler_id = NULL \
        WHERE holder_id = $1 AND id = $2 AND partner_id IS NOT NULL";
}

pub(crate) const SQL: &[&str] = &[
    sql::MOVE,
    sql::PROPOSE,
    sql::DECIDE,
    sql::PASS_ON,
    sql::HAND_ON,
    sql::HAND_BACK,
];

/// Where an objection goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Move {
    pub(crate) holder: Id,
    pub(crate) id: Id,
    /// The version that was read.
    pub(crate) from: i64,
    pub(crate) state: CaseState,
    pub(crate) marked: bool,
    pub(crate) reviewing: bool,
    /// Who takes it up, where somebody does.
    pub(crate) handler: Option<Id>,
    /// When nothing is left to do.
    pub(crate) finished_at: Option<At>,
}

/// A decision to be written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decision {
    pub(crate) outcome: Outcome,
    pub(crate) by: Id,
    pub(crate) at: At,
    pub(crate) corrected_version: Option<i64>,
    /// Why it is not published, where it would be.
    pub(crate) withheld: Option<Withheld>,
}

/// Moves an objection on and keeps `next_due`; call it after the clocks were met. Stale if somebody was faster.
pub(crate) async fn advance(tx: &mut Tx, to: &Move) -> Result<(), StoreError> {
    let moved = on!(tx, |c| sqlx::query(sql::MOVE)
        .bind(to.holder)
        .bind(to.id)
        .bind(to.from)
        .bind(Word(to.state))
        .bind(to.marked)
        .bind(to.handler)
        .bind(to.finished_at)
        .bind(nothing_due())
        .bind(to.finished_at.is_some())
        .bind(to.reviewing)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    guarded(moved)
}

/// Keeps a proposal with the case.
pub(crate) async fn propose(
    tx: &mut Tx,
    (holder, id): (Id, Id),
    sealed: &crate::crypto::Sealed,
    by: Id,
    at: At,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::PROPOSE)
        .bind(holder)
        .bind(id)
        .bind(&sealed.bytes)
        .bind(&sealed.key_id)
        .bind(by)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Keeps a decision with the case.
pub(crate) async fn decide(
    tx: &mut Tx,
    (holder, id): (Id, Id),
    decision: &Decision,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::DECIDE)
        .bind(holder)
        .bind(id)
        .bind(Word(decision.outcome))
        .bind(decision.by)
        .bind(decision.at)
        .bind(decision.corrected_version)
        .bind(decision.withheld.map(Word))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Gives a case to the agency that has to answer.
pub(crate) async fn pass_on(tx: &mut Tx, (holder, id): (Id, Id), to: Id) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::PASS_ON)
        .bind(holder)
        .bind(id)
        .bind(to)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// To whom a case is handed on that came to the wrong agency.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HandOn {
    pub(crate) to: Id,
    /// How often it has been by now.
    pub(crate) handed: Handed,
    /// When the right agency receives it.
    pub(crate) at: At,
}

/// Gives a case to the agency that it should have come to.
pub(crate) async fn hand_on(
    tx: &mut Tx,
    (holder, id): (Id, Id),
    on: HandOn,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::HAND_ON)
        .bind(holder)
        .bind(id)
        .bind(on.to)
        .bind(Word(on.handed))
        .bind(on.at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Gives a case that was passed on back to who received it.
pub(crate) async fn hand_back(tx: &mut Tx, (holder, id): (Id, Id)) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::HAND_BACK)
        .bind(holder)
        .bind(id)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}
