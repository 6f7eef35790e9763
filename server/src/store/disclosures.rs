//! What is disclosed of cases: words that wait for a second person, sealed, and words that everybody may read, plain.

use super::{At, Day, Id, StoreError, Tx, Word, guarded, on};
use crate::crypto::Sealed;
use domain::disclosure::DisclosureState;
use domain::objection::Outcome;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

mod sql {
    pub(super) const FIND: &str = "\
        SELECT d.state, d.version, d.words_sealed, d.key_id, d.proposed_by, p.name AS proposed_by_name, d.proposed_at, \
            r.name AS decided_by_name, d.decided_at, d.why_sealed, d.why_key_id \
        FROM disclosure d JOIN staff p ON p.id = d.proposed_by LEFT JOIN staff r ON r.id = d.decided_by \
        WHERE d.holder_id = $1 AND d.objection_id = $2";
    pub(super) const BEGIN: &str = "\
        INSERT INTO disclosure (holder_id, objection_id, id, issuer_id, state, version, words_sealed, key_id, proposed_by, proposed_at) \
        VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9)";
    pub(super) const PROPOSE: &str = "\
        UPDATE disclosure SET state = $4, version = version + 1, words_sealed = $5, key_id = $6, proposed_by = $7, proposed_at = $8, \
            decided_by = NULL, decided_at = NULL, why_sealed = NULL, why_key_id = NULL \
        WHERE holder_id = $1 AND objection_id = $2 AND version = $3";
    pub(super) const RELEASE: &str = "\
        UPDATE disclosure SET state = $4, version = version + 1, decided_by = $5, decided_at = $6, received_on = $7, answered_on = $8, \
            question = $9, answer = $10 \
        WHERE holder_id = $1 AND objection_id = $2 AND version = $3";
    pub(super) const WITHHOLD: &str = "\
        UPDATE disclosure SET state = $4, version = version + 1, decided_by = $5, decided_at = $6, why_sealed = $7, why_key_id = $8, \
            received_on = NULL, answered_on = NULL, question = NULL, answer = NULL \
        WHERE holder_id = $1 AND objection_id = $2 AND version = $3";
    pub(super) const TAKE_DOWN: &str = "\
        UPDATE disclosure SET state = $3, version = version + 1, decided_by = $4, decided_at = $5, why_sealed = $6, why_key_id = $7, \
            received_on = NULL, answered_on = NULL, question = NULL, answer = NULL \
        WHERE holder_id = $1 AND objection_id = $2 AND state IN ('proposed', 'released')";
    pub(super) const FIRST_ANSWERED: &str = "\
        SELECT o.holder_id, o.id, s.agency_id, o.received_at, o.decided_at, o.outcome \
        FROM objection o JOIN staff s ON s.id = o.decided_by \
        WHERE o.finished_at IS NOT NULL AND o.state = 'closed' AND o.withheld IS NULL \
        ORDER BY o.decided_at, o.id LIMIT $1";
    pub(super) const PAGE: &str = "\
        SELECT d.id, d.received_on, d.answered_on, a.name AS agency_name, o.procedure, t.name AS type_name, o.outcome, d.question, d.answer \
        FROM disclosure d JOIN objection o ON o.holder_id = d.holder_id AND o.id = d.objection_id \
        LEFT JOIN licence l ON l.holder_id = o.leading_id AND l.id = o.licence_id \
        LEFT JOIN licence_type_version t ON t.code = l.type_code AND t.version = l.schema_version \
        JOIN agency a ON a.id = d.issuer_id \
        WHERE d.state = 'released' AND (d.answered_on, d.id) < ($1, $2) \
        ORDER BY d.answered_on DESC, d.id DESC LIMIT $3";
}

pub(crate) const SQL: &[&str] = &[
    sql::FIND,
    sql::BEGIN,
    sql::PROPOSE,
    sql::RELEASE,
    sql::WITHHOLD,
    sql::TAKE_DOWN,
    sql::FIRST_ANSWERED,
    sql::PAGE,
];

/// A case's key: its holder and its id.
pub(crate) type Key = (Id, Id);

/// A case that was answered.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Answered {
    pub(crate) holder_id: Id,
    pub(crate) id: Id,
    /// Of who decided it.
    pub(crate) agency_id: Id,
    pub(crate) received_at: At,
    pub(crate) decided_at: At,
    pub(crate) outcome: Word<Outcome>,
}

/// A disclosure as the desk knows it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) state: Word<DisclosureState>,
    pub(crate) version: i64,
    pub(crate) words_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) proposed_by: Id,
    pub(crate) proposed_by_name: String,
    pub(crate) proposed_at: At,
    pub(crate) decided_by_name: Option<String>,
    pub(crate) decided_at: Option<At>,
    pub(crate) why_sealed: Option<Vec<u8>>,
    pub(crate) why_key_id: Option<String>,
}

/// What everybody may read.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Public {
    pub(crate) id: Id,
    pub(crate) received_on: Day,
    pub(crate) answered_on: Day,
    pub(crate) agency_name: String,
    pub(crate) procedure: String,
    /// Of a case about a licence.
    pub(crate) type_name: Option<String>,
    pub(crate) outcome: Word<Outcome>,
    pub(crate) question: String,
    pub(crate) answer: String,
}

/// Where the public list goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct After {
    pub(crate) on: Date,
    pub(crate) id: Uuid,
}

impl After {
    /// Before everything.
    pub(crate) const START: Self = Self {
        on: Date::MAX,
        id: Uuid::max(),
    };
}

/// A disclosure's words, sealed.
#[derive(Clone, Debug)]
pub(crate) struct Proposed {
    pub(crate) key: Key,
    pub(crate) id: Id,
    pub(crate) issuer: Id,
    pub(crate) version: i64,
    pub(crate) words: Sealed,
    pub(crate) by: Id,
    pub(crate) at: At,
}

/// What is written when words are released.
#[derive(Clone, Debug)]
pub(crate) struct Released {
    pub(crate) key: Key,
    pub(crate) version: i64,
    /// Who released them; none where the procedure does.
    pub(crate) by: Option<Id>,
    pub(crate) at: At,
    pub(crate) received_on: Day,
    pub(crate) answered_on: Day,
    pub(crate) question: String,
    pub(crate) answer: String,
}

/// The cases that were answered first, of those that could be disclosed.
pub(crate) async fn first_answered(tx: &mut Tx, limit: i64) -> Result<Vec<Answered>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIRST_ANSWERED)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// What is disclosed of a case, or waits to be.
pub(crate) async fn find(tx: &mut Tx, (holder, objection): Key) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(holder)
        .bind(objection)
        .fetch_optional(c)
        .await)?)
}

/// Proposes words; stale if somebody was faster.
pub(crate) async fn propose(tx: &mut Tx, new: &Proposed) -> Result<(), StoreError> {
    let (holder, objection) = new.key;
    let state = Word(DisclosureState::Proposed);
    if new.version == 0 {
        let begun = on!(tx, |c| sqlx::query(sql::BEGIN)
            .bind(holder)
            .bind(objection)
            .bind(new.id)
            .bind(new.issuer)
            .bind(state)
            .bind(&new.words.bytes)
            .bind(&new.words.key_id)
            .bind(new.by)
            .bind(new.at)
            .execute(c)
            .await
            .map(drop));
        return match begun.map_err(StoreError::from) {
            Err(StoreError::Duplicate) => Err(StoreError::Stale),
            other => other,
        };
    }
    let done = on!(tx, |c| sqlx::query(sql::PROPOSE)
        .bind(holder)
        .bind(objection)
        .bind(new.version)
        .bind(state)
        .bind(&new.words.bytes)
        .bind(&new.words.key_id)
        .bind(new.by)
        .bind(new.at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    guarded(done)
}

/// Releases words.
pub(crate) async fn release(tx: &mut Tx, released: &Released) -> Result<(), StoreError> {
    let (holder, objection) = released.key;
    let done = on!(tx, |c| sqlx::query(sql::RELEASE)
        .bind(holder)
        .bind(objection)
        .bind(released.version)
        .bind(Word(DisclosureState::Released))
        .bind(released.by)
        .bind(released.at)
        .bind(released.received_on)
        .bind(released.answered_on)
        .bind(&released.question)
        .bind(&released.answer)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    guarded(done)
}

/// Withholds words, or takes them down.
pub(crate) async fn withhold(
    tx: &mut Tx,
    ((holder, objection), version): (Key, i64),
    why: &Sealed,
    (by, at): (Id, At),
) -> Result<(), StoreError> {
    let done = on!(tx, |c| sqlx::query(sql::WITHHOLD)
        .bind(holder)
        .bind(objection)
        .bind(version)
        .bind(Word(DisclosureState::Withheld))
        .bind(by)
        .bind(at)
        .bind(&why.bytes)
        .bind(&why.key_id)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    guarded(done)
}

/// That words about a case stand no longer, because it is taken up again.
#[derive(Clone, Debug)]
pub(crate) struct TakenDown {
    pub(crate) key: Key,
    pub(crate) why: Sealed,
    /// Who took the case up; none where its objector did.
    pub(crate) by: Option<Id>,
    pub(crate) at: At,
}

/// Takes down what is public, or waits to be; whether there was anything.
pub(crate) async fn take_down(tx: &mut Tx, down: &TakenDown) -> Result<bool, StoreError> {
    let (holder, objection) = down.key;
    let done = on!(tx, |c| sqlx::query(sql::TAKE_DOWN)
        .bind(holder)
        .bind(objection)
        .bind(Word(DisclosureState::Withheld))
        .bind(down.by)
        .bind(down.at)
        .bind(&down.why.bytes)
        .bind(&down.why.key_id)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// What everybody may read, the last answered first.
pub(crate) async fn page(tx: &mut Tx, after: After, limit: i64) -> Result<Vec<Public>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::PAGE)
        .bind(Day(after.on))
        .bind(Id(after.id))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}
