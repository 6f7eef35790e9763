//! Which cases of a demonstration can something more happen to? Nobody's whom visitors choose by name: their stories are told.

use super::{At, Id, StoreError, Tx, Word, on};
use domain::objection::{CaseState, Outcome};

mod sql {
    macro_rules! cases {
        ($which:literal) => {
            concat!(
                "SELECT o.holder_id, o.id, o.issuer_id, o.partner_id, o.received_at, o.procedure, o.state, o.marked, o.version, \
                    o.reviewing, o.finished_at, o.outcome, o.proposal_sealed, o.proposal_key_id, o.proposed_by, o.decided_by \
                FROM objection o WHERE ",
                $which
            )
        };
    }

    pub(super) const PICK: &str = cases!(
        "o.procedure = $1 AND o.state = $2 \
            AND NOT EXISTS (SELECT 1 FROM demonstration_person p WHERE p.holder_id = o.holder_id) \
            AND NOT EXISTS (SELECT 1 FROM objection p WHERE p.licence_id = o.licence_id AND p.id <> o.id AND p.finished_at IS NULL) \
        ORDER BY o.id DESC LIMIT $3"
    );
    pub(super) const FIND: &str = cases!("o.holder_id = $1 AND o.id = $2");
}

pub(crate) const SQL: &[&str] = &[sql::PICK, sql::FIND];

/// A case as it stands.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Picked {
    pub(crate) holder_id: Id,
    pub(crate) id: Id,
    pub(crate) issuer_id: Id,
    pub(crate) partner_id: Option<Id>,
    pub(crate) received_at: Option<At>,
    pub(crate) procedure: String,
    pub(crate) state: Word<CaseState>,
    pub(crate) marked: bool,
    pub(crate) version: i64,
    pub(crate) reviewing: bool,
    pub(crate) finished_at: Option<At>,
    pub(crate) outcome: Option<Word<Outcome>>,
    pub(crate) proposal_sealed: Option<Vec<u8>>,
    pub(crate) proposal_key_id: Option<String>,
    pub(crate) proposed_by: Option<Id>,
    pub(crate) decided_by: Option<Id>,
}

/// The last cases of a procedure in a state.
pub(crate) async fn pick(
    tx: &mut Tx,
    procedure: &str,
    state: CaseState,
    limit: i64,
) -> Result<Vec<Picked>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::PICK)
        .bind(procedure)
        .bind(Word(state))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// One case as it stands by now.
pub(crate) async fn find(
    tx: &mut Tx,
    (holder, id): (Id, Id),
) -> Result<Option<Picked>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(holder)
        .bind(id)
        .fetch_optional(c)
        .await)?)
}
