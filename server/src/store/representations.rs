//! Who may act for which company? Rows of `representation`, each with its history.

use super::bulk::{Representation, RepresentationEvent};
use super::{At, Day, Id, StoreError, Tx, Word, on};
use domain::id::{HolderId, RepresentationId};
use domain::representation::{ActingAs, Term};
use jiff::Timestamp;
use jiff::civil::Date;

mod sql {
    /// A person's companies today, by name.
    pub(super) const OF_PERSON: &str = "\
        SELECT r.id, r.company_id, h.name, r.acting_as, r.to_date \
        FROM representation r JOIN holder h ON h.id = r.company_id \
        WHERE r.person_id = $1 AND r.ended_at IS NULL AND r.from_date <= $2 AND (r.to_date IS NULL OR r.to_date >= $2) \
        ORDER BY h.name, r.acting_as DESC, r.id";
    /// A company's agents, the newest first.
    pub(super) const AGENTS: &str = "\
        SELECT r.id, r.person_id, h.name, h.number_sealed, h.key_id, r.from_date, r.to_date, r.ended_at \
        FROM representation r JOIN holder h ON h.id = r.person_id \
        WHERE r.company_id = $1 AND r.acting_as = 'agent' ORDER BY r.created_at DESC, r.id DESC LIMIT 100";
    pub(super) const END: &str = "\
        UPDATE representation SET ended_at = $3 \
        WHERE company_id = $1 AND id = $2 AND acting_as = 'agent' AND ended_at IS NULL";
    /// Takes the company's turn, so that of two namings at once the second sees the first.
    pub(super) const LOCK: &str =
        "UPDATE holder SET kind = kind WHERE id = $1 AND kind = 'organisation'";
}

pub(crate) const SQL: &[&str] = &[sql::OF_PERSON, sql::AGENTS, sql::END, sql::LOCK];

/// A company that a person may act for.
#[derive(Clone, Debug, sqlx::FromRow)]
#[expect(clippy::struct_field_names, reason = "the columns have their names")]
pub(crate) struct Company {
    pub(crate) id: Id,
    pub(crate) company_id: Id,
    pub(crate) name: String,
    pub(crate) acting_as: Word<ActingAs>,
    pub(crate) to_date: Option<Day>,
}

/// An agent of a company.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Agent {
    pub(crate) id: Id,
    pub(crate) person_id: Id,
    pub(crate) name: String,
    pub(crate) number_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) from_date: Day,
    pub(crate) to_date: Option<Day>,
    pub(crate) ended_at: Option<At>,
}

impl Agent {
    pub(crate) fn term(&self) -> Term {
        term(self.from_date, self.to_date, self.ended_at)
    }
}

/// A term as its columns have it.
pub(super) fn term(from: Day, to: Option<Day>, ended: Option<At>) -> Term {
    Term {
        from: from.0,
        to: to.map(|day| day.0),
        ended: ended.is_some(),
    }
}

/// The companies that a person may act for today.
pub(crate) async fn of_person(
    tx: &mut Tx,
    person: HolderId,
    today: Date,
) -> Result<Vec<Company>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_PERSON)
        .bind(Id::from(person))
        .bind(Day(today))
        .fetch_all(c)
        .await)?)
}

/// The last hundred agents of a company, also those whose time is over.
pub(crate) async fn agents(tx: &mut Tx, company: HolderId) -> Result<Vec<Agent>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::AGENTS)
        .bind(Id::from(company))
        .fetch_all(c)
        .await)?)
}

/// Makes other namings of this company wait for the end of the transaction.
pub(crate) async fn lock(tx: &mut Tx, company: HolderId) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::LOCK)
        .bind(Id::from(company))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Adds one with the event that made it.
pub(crate) async fn insert(
    tx: &mut Tx,
    row: Representation,
    event: RepresentationEvent,
) -> Result<(), StoreError> {
    Representation::insert(tx, vec![row]).await?;
    RepresentationEvent::insert(tx, vec![event]).await
}

/// Ends an agent's time; false if there is none to end.
pub(crate) async fn end(
    tx: &mut Tx,
    company: HolderId,
    id: RepresentationId,
    (by, at): (HolderId, Timestamp),
) -> Result<bool, StoreError> {
    let ended = on!(tx, |c| sqlx::query(sql::END)
        .bind(Id::from(company))
        .bind(Id::from(id))
        .bind(At(at))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if ended != 1 {
        return Ok(false);
    }
    let event = RepresentationEvent::ended((company.into(), id.into()), At(at));
    RepresentationEvent::insert(tx, vec![event.by_holder(by)]).await?;
    Ok(true)
}
