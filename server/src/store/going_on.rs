//! Which cases of a demonstration can something more happen to? Nobody's whom visitors choose by name: their stories are told.

use super::{At, Id, StoreError, Tx, Word, on};
use domain::objection::CaseState;

mod sql {
    pub(super) const PICK: &str = "\
        SELECT o.holder_id, o.id, o.issuer_id, o.partner_id, o.received_at, o.procedure, o.state, o.marked, o.version FROM objection o \
        WHERE o.procedure = $1 AND o.state = $2 \
            AND NOT EXISTS (SELECT 1 FROM demonstration_person p WHERE p.holder_id = o.holder_id) \
            AND NOT EXISTS (SELECT 1 FROM objection p WHERE p.licence_id = o.licence_id AND p.id <> o.id AND p.finished_at IS NULL) \
        ORDER BY o.id DESC LIMIT $3";
}

pub(crate) const SQL: &[&str] = &[sql::PICK];

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
