//! Who is, and who was, the 法定代表人 of a company? Their rows of `representation`, with what was said of each.

use super::bulk::{Representation, RepresentationEvent};
use super::{At, Day, Id, StoreError, Tx, on, representations};
use crate::crypto::Sealed;
use domain::id::{HolderId, StaffId};
use domain::representation::Term;
use jiff::Timestamp;
use jiff::civil::Date;

mod sql {
    /// The last hundred: who does first, then who did, the last one first.
    pub(super) const OF_COMPANY: &str = "\
        SELECT r.id, r.person_id, h.name, h.number_sealed, h.key_id, r.from_date, r.to_date, r.ended_at, \
            n.at AS named_at, ns.name AS named_by, n.words_sealed AS named_words, n.key_id AS named_key, \
            es.name AS ended_by, e.words_sealed AS ended_words, e.key_id AS ended_key \
        FROM representation r JOIN holder h ON h.id = r.person_id \
        JOIN representation_event n ON n.company_id = r.company_id AND n.representation_id = r.id AND n.seq = 1 \
        LEFT JOIN representation_event e ON e.company_id = r.company_id AND e.representation_id = r.id AND e.seq = 2 \
        LEFT JOIN staff ns ON ns.id = n.staff_id LEFT JOIN staff es ON es.id = e.staff_id \
        WHERE r.company_id = $1 AND r.acting_as = 'representative' \
        ORDER BY CASE WHEN r.ended_at IS NULL THEN 0 ELSE 1 END, r.created_at DESC, r.id DESC LIMIT 100";
    pub(super) const AGENTS: &str = "\
        SELECT id FROM representation \
        WHERE company_id = $1 AND acting_as = 'agent' AND ended_at IS NULL AND (to_date IS NULL OR to_date >= $2)";
    pub(super) const END: &str = "\
        UPDATE representation SET ended_at = $3, to_date = $4 \
        WHERE company_id = $1 AND id = $2 AND acting_as = 'representative' AND ended_at IS NULL";
    pub(super) const END_AGENT: &str = "\
        UPDATE representation SET ended_at = $3 WHERE company_id = $1 AND id = $2";
}

pub(crate) const SQL: &[&str] = &[sql::OF_COMPANY, sql::AGENTS, sql::END, sql::END_AGENT];

/// Somebody who represents a company, or did.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) person_id: Id,
    pub(crate) name: String,
    pub(crate) number_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) from_date: Day,
    pub(crate) to_date: Option<Day>,
    pub(crate) ended_at: Option<At>,
    pub(crate) named_at: At,
    pub(crate) named_by: Option<String>,
    pub(crate) named_words: Option<Vec<u8>>,
    pub(crate) named_key: Option<String>,
    pub(crate) ended_by: Option<String>,
    pub(crate) ended_words: Option<Vec<u8>>,
    pub(crate) ended_key: Option<String>,
}

impl Row {
    pub(crate) fn term(&self) -> Term {
        representations::term(self.from_date, self.to_date, self.ended_at)
    }
}

/// How the time of a representative ends.
#[derive(Clone, Debug)]
pub(crate) struct End {
    pub(crate) company: HolderId,
    pub(crate) id: Id,
    /// The last day.
    pub(crate) on: Date,
    pub(crate) today: Date,
    pub(crate) at: Timestamp,
    pub(crate) by: StaffId,
    pub(crate) said: Sealed,
}

/// Everybody who is or was a company's representative, the last one first.
pub(crate) async fn of_company(tx: &mut Tx, company: HolderId) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_COMPANY)
        .bind(Id::from(company))
        .fetch_all(c)
        .await)?)
}

/// The agents of a company whose time isn't over.
pub(crate) async fn agents(
    tx: &mut Tx,
    company: HolderId,
    today: Date,
) -> Result<Vec<Id>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::AGENTS)
        .bind(Id::from(company))
        .bind(Day(today))
        .fetch_all(c)
        .await)?)
}

/// Registers one.
pub(crate) async fn register(
    tx: &mut Tx,
    row: Representation,
    by: StaffId,
    said: Sealed,
) -> Result<(), StoreError> {
    let event = RepresentationEvent::named(&row).by_staff(by, Some(said));
    representations::insert(tx, row, event).await
}

/// Ends one's time, and with it that of the company's agents; stale if there is nothing to end.
pub(crate) async fn end(tx: &mut Tx, end: End) -> Result<(), StoreError> {
    let company = Id::from(end.company);
    let done = on!(tx, |c| sqlx::query(sql::END)
        .bind(company)
        .bind(end.id)
        .bind(At(end.at))
        .bind(Day(end.on))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    if done != 1 {
        return Err(StoreError::Stale);
    }
    let ended = |id| RepresentationEvent::ended((company, id), At(end.at));
    let mut events = vec![ended(end.id).by_staff(end.by, Some(end.said))];
    for agent in agents(tx, end.company, end.today).await? {
        on!(tx, |c| sqlx::query(sql::END_AGENT)
            .bind(company)
            .bind(agent)
            .bind(At(end.at))
            .execute(c)
            .await
            .map(drop))?;
        events.push(ended(agent).by_staff(end.by, None));
    }
    RepresentationEvent::insert(tx, events).await
}
