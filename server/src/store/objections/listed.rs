//! Which cases does a holder have, and which has a licence? Rows of lists, of which the desk's queue is one more.

use crate::store::{At, Id, StoreError, Tx, Word, on};
use domain::catalogue::FaceField;
use domain::id::HolderId;
use domain::objection::{CaseState, Outcome};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;

pub(super) const OWN: &str = "\
        SELECT o.holder_id, o.id, o.case_number, o.procedure, o.leading_id, o.licence_id, o.state, o.marked, o.statement_sealed, o.key_id, o.outcome, \
            o.filed_at, o.next_due, o.finished_at, t.name AS type_name, t.hue, t.face_schema, a.name AS issuer_name, \
            CAST(CASE WHEN o.finished_at IS NULL THEN 0 ELSE 1 END AS BIGINT) AS place, \
            CAST(NULL AS TEXT) AS holder_name, CAST(NULL AS TEXT) AS handler_name \
        FROM objection o \
        LEFT JOIN licence l ON l.holder_id = o.leading_id AND l.id = o.licence_id \
        LEFT JOIN licence_type_version t ON t.code = l.type_code AND t.version = l.schema_version \
        JOIN agency a ON a.id = o.issuer_id \
        WHERE o.holder_id = $1 \
            AND (CASE WHEN o.finished_at IS NULL THEN 0 ELSE 1 END > $2 \
                OR (CASE WHEN o.finished_at IS NULL THEN 0 ELSE 1 END = $2 AND (o.filed_at, o.id) < ($3, $4))) \
        ORDER BY place, o.filed_at DESC, o.id DESC LIMIT $5";

/// By whichever holder; the index of open ones is no help, as finished ones are listed, too.
pub(super) const OF_LICENCE: &str = "\
        SELECT o.holder_id, o.id, o.case_number, o.procedure, o.leading_id, o.licence_id, o.state, o.marked, o.statement_sealed, o.key_id, o.outcome, \
            o.filed_at, o.next_due, o.finished_at, t.name AS type_name, t.hue, t.face_schema, a.name AS issuer_name, \
            CAST(0 AS BIGINT) AS place, CAST(NULL AS TEXT) AS holder_name, CAST(NULL AS TEXT) AS handler_name \
        FROM objection o \
        LEFT JOIN licence l ON l.holder_id = o.leading_id AND l.id = o.licence_id \
        LEFT JOIN licence_type_version t ON t.code = l.type_code AND t.version = l.schema_version \
        JOIN agency a ON a.id = o.issuer_id \
        WHERE o.leading_id = $1 AND o.licence_id = $2 AND o.filed_at <= $3 AND (o.filed_at < $3 OR o.id < $4) \
        ORDER BY o.filed_at DESC, o.id DESC LIMIT $5";

/// A case in a list, the objector's or the desk's.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Listed {
    pub(crate) holder_id: Id,
    pub(crate) id: Id,
    pub(crate) case_number: String,
    pub(crate) procedure: String,
    leading_id: Option<Id>,
    licence_id: Option<Id>,
    pub(crate) state: Word<CaseState>,
    pub(crate) marked: bool,
    pub(crate) statement_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) outcome: Option<Word<Outcome>>,
    pub(crate) filed_at: At,
    pub(crate) next_due: Option<At>,
    pub(crate) finished_at: Option<At>,
    pub(crate) type_name: Option<String>,
    pub(crate) hue: Option<i64>,
    pub(crate) face_schema: Option<Json<Vec<FaceField>>>,
    pub(crate) issuer_name: String,
    /// 0 open, 1 finished: the first key of the objector's order.
    pub(crate) place: i64,
    pub(crate) holder_name: Option<String>,
    pub(crate) handler_name: Option<String>,
}

impl Listed {
    /// The licence with its leading holder, where the case is about one.
    pub(crate) fn licence(&self) -> Option<(Id, Id)> {
        self.leading_id.zip(self.licence_id)
    }
}

/// Where the objector's list goes on: after this place, filing and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct After {
    pub(crate) place: i64,
    pub(crate) filed_at: Timestamp,
    pub(crate) id: uuid::Uuid,
}

impl After {
    /// Before everything.
    pub(crate) const START: Self = Self {
        place: -1,
        filed_at: Timestamp::UNIX_EPOCH,
        id: uuid::Uuid::nil(),
    };
    /// After everything, for a list that begins with the last.
    pub(crate) const END: Self = Self {
        place: 0,
        filed_at: Timestamp::constant(253_402_207_200, 0),
        id: uuid::Uuid::max(),
    };
}

/// The objections to a licence, the last first.
pub(crate) async fn of_licence(
    tx: &mut Tx,
    (holder, licence): (Id, Id),
    before: After,
    limit: i64,
) -> Result<Vec<Listed>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(OF_LICENCE)
        .bind(holder)
        .bind(licence)
        .bind(At(before.filed_at))
        .bind(Id(before.id))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// A holder's objections: open ones first, then the newest.
pub(crate) async fn own(
    tx: &mut Tx,
    holder: HolderId,
    after: After,
    limit: i64,
) -> Result<Vec<Listed>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(OWN)
        .bind(Id::from(holder))
        .bind(after.place)
        .bind(At(after.filed_at))
        .bind(Id(after.id))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}
