//! Who has to be told what, and has it been delivered and read? The outbox and the inboxes: rows of `notice`.

use super::{At, Day, Id, StoreError, Tx, Word, fellows, on, portions};
use domain::id::NoticeId;
use domain::objection::Outcome;
use domain::wire::notice::NoticeKind;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::QueryBuilder;

mod colleagues;
mod outbox;

pub(crate) use colleagues::{Colleague, all_staff, staff_finder, staff_of};
pub(crate) use outbox::{Waiting, deliver, outbox, postpone};

mod sql {
    /// Messages with what they name.
    macro_rules! messages {
        ($which:literal) => {
            concat!(
                "SELECT n.id, n.kind, n.objection_id, n.holder_id, h.name AS holder_name, l.id AS licence_id, o.case_number, \
                    o.procedure, o.outcome, \
                    t.name AS type_name, n.outage_id, a.name AS agency_name, n.step, n.due_date, n.delivered_at, n.read_at \
                FROM notice n \
                LEFT JOIN outage g ON g.id = n.outage_id \
                LEFT JOIN agency a ON a.id = g.agency_id \
                LEFT JOIN objection o ON o.holder_id = n.holder_id AND o.id = n.objection_id \
                LEFT JOIN licence l ON l.holder_id = COALESCE(o.leading_id, n.holder_id) AND l.id = COALESCE(n.licence_id, o.licence_id) \
                LEFT JOIN licence_type_version t ON t.code = l.type_code AND t.version = l.schema_version \
                LEFT JOIN holder h ON h.id = n.holder_id ",
                $which
            )
        };
    }

    pub(super) const INBOX: &str = messages!(
        "WHERE n.recipient_id = $1 AND n.recipient_kind = $2 AND n.delivered_at IS NOT NULL \
            AND (CAST($5 AS TEXT) = '' OR (n.delivered_at, n.id) < ($3, $4)) \
        ORDER BY n.delivered_at DESC, n.id DESC LIMIT $6"
    );
    pub(super) const OF_PARCEL: &str = messages!(
        "WHERE n.delivered_at IS NOT NULL \
            AND n.id IN (SELECT d.notice_id FROM delivery d WHERE d.parcel = $1 AND d.state = 'sending') \
        ORDER BY n.delivered_at, n.id"
    );
    pub(super) const UNREAD: &str = "\
        SELECT COUNT(*) FROM notice \
        WHERE recipient_id = $1 AND recipient_kind = $2 AND read_at IS NULL AND delivered_at IS NOT NULL";
    pub(super) const FIND_OWN: &str = "\
        SELECT holder_id FROM notice WHERE id = $1 AND recipient_id = $2 AND recipient_kind = $3 AND delivered_at IS NOT NULL";
    pub(super) const READ: &str = "\
        UPDATE notice SET read_at = $4 \
        WHERE id = $1 AND recipient_id = $2 AND recipient_kind = $3 AND delivered_at IS NOT NULL AND read_at IS NULL";
    pub(super) const OF_CASE: &str = "\
        SELECT n.kind, n.recipient_kind, s.role, n.due_date, n.created_at, n.delivered_at, n.read_at \
        FROM notice n LEFT JOIN staff s ON s.id = n.recipient_id \
        WHERE n.holder_id = $1 AND n.objection_id = $2 ORDER BY n.created_at, n.id";
}

pub(crate) const SQL: &[&str] = &[
    sql::INBOX,
    sql::OF_PARCEL,
    sql::UNREAD,
    sql::FIND_OWN,
    sql::READ,
    outbox::OUTBOX,
    outbox::POSTPONE,
    sql::OF_CASE,
    colleagues::STAFF[0],
    colleagues::STAFF[1],
    colleagues::STAFF[2],
    colleagues::ALL_STAFF,
];

/// `recipient_kind` of somebody who is known by an address alone.
pub(crate) const ANYONE: &str = "anyone";

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Recipient {
    Holder(Id),
    Staff(Id),
    /// Somebody who is known by an address alone.
    Anyone(Id),
    /// All of these in a case: there is a message for each.
    Fellows(Id),
}

impl Recipient {
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::Holder(_) => "holder",
            Self::Staff(_) => "staff",
            Self::Anyone(_) | Self::Fellows(_) => ANYONE,
        }
    }

    pub(crate) const fn id(self) -> Id {
        match self {
            Self::Holder(id) | Self::Staff(id) | Self::Anyone(id) | Self::Fellows(id) => id,
        }
    }
}

/// What a message is about, and whose that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    Case {
        holder: Id,
        objection: Id,
    },
    Licence {
        holder: Id,
        licence: Id,
    },
    /// Who is told of an outage is told of no holder.
    Outage(Id),
    /// What one logs in with.
    Account,
}

impl About {
    /// As it stands in `holder_id`, `objection_id`, `licence_id` and `outage_id`.
    const fn columns(self) -> (Id, Option<Id>, Option<Id>, Option<Id>) {
        match self {
            Self::Case { holder, objection } => (holder, Some(objection), None, None),
            Self::Licence { holder, licence } => (holder, None, Some(licence), None),
            Self::Outage(outage) => (Id(uuid::Uuid::nil()), None, None, Some(outage)),
            Self::Account => (Id(uuid::Uuid::nil()), None, None, None),
        }
    }
}

/// A message to be delivered.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) id: Id,
    pub(crate) to: Recipient,
    pub(crate) kind: NoticeKind,
    pub(crate) about: About,
    pub(crate) step: Option<String>,
    pub(crate) due_date: Option<Day>,
    /// Names the occasion, of which there is one message at most.
    pub(crate) once: String,
    pub(crate) created_at: At,
}

/// A delivered message.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Message {
    pub(crate) id: Id,
    pub(crate) kind: Word<NoticeKind>,
    pub(crate) objection_id: Option<Id>,
    pub(crate) holder_id: Id,
    pub(crate) holder_name: Option<String>,
    pub(crate) licence_id: Option<Id>,
    pub(crate) case_number: Option<String>,
    pub(crate) procedure: Option<String>,
    pub(crate) outcome: Option<Word<Outcome>>,
    pub(crate) type_name: Option<String>,
    pub(crate) outage_id: Option<Id>,
    pub(crate) agency_name: Option<String>,
    pub(crate) step: Option<String>,
    pub(crate) due_date: Option<Day>,
    pub(crate) delivered_at: At,
    pub(crate) read_at: Option<At>,
}

/// Where an inbox goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct After {
    pub(crate) at: Timestamp,
    pub(crate) id: uuid::Uuid,
}

/// Puts messages into the outbox; an occasion that has one keeps it.
pub(crate) async fn insert(tx: &mut Tx, notices: &[New]) -> Result<(), StoreError> {
    for part in portions(&fellows::addressed(tx, notices).await?) {
        on!(tx, |c| {
            let mut query = QueryBuilder::new(
                "INSERT INTO notice (id, recipient_kind, recipient_id, kind, holder_id, objection_id, licence_id, outage_id, step, due_date, once, created_at, try_at) ",
            );
            query.push_values(part, |mut row, notice| {
                let (holder, objection, licence, outage) = notice.about.columns();
                row.push_bind(notice.id)
                    .push_bind(notice.to.kind())
                    .push_bind(notice.to.id())
                    .push_bind(Word(notice.kind))
                    .push_bind(holder)
                    .push_bind(objection)
                    .push_bind(licence)
                    .push_bind(outage)
                    .push_bind(notice.step.clone())
                    .push_bind(notice.due_date)
                    .push_bind(notice.once.clone())
                    .push_bind(notice.created_at)
                    .push_bind(notice.created_at);
            });
            query.push(" ON CONFLICT (once) DO NOTHING");
            query.build().execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// An inbox, newest first.
pub(crate) async fn inbox(
    tx: &mut Tx,
    to: Recipient,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<Message>, StoreError> {
    let from = after.unwrap_or(After {
        at: Timestamp::UNIX_EPOCH,
        id: uuid::Uuid::nil(),
    });
    Ok(on!(tx, |c| sqlx::query_as(sql::INBOX)
        .bind(to.id())
        .bind(to.kind())
        .bind(At(from.at))
        .bind(Id(from.id))
        .bind(if after.is_some() { "on" } else { "" })
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// What is being sent together, oldest first.
pub(crate) async fn of_parcel(tx: &mut Tx, parcel: Id) -> Result<Vec<Message>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_PARCEL)
        .bind(parcel)
        .fetch_all(c)
        .await)?)
}

/// How many messages are unread.
pub(crate) async fn unread(tx: &mut Tx, to: Recipient) -> Result<i64, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::UNREAD)
        .bind(to.id())
        .bind(to.kind())
        .fetch_one(c)
        .await)?)
}

/// Whose case a message of this inbox is about.
pub(crate) async fn find_own(
    tx: &mut Tx,
    id: NoticeId,
    to: Recipient,
) -> Result<Option<Id>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_scalar(sql::FIND_OWN)
        .bind(Id::from(id))
        .bind(to.id())
        .bind(to.kind())
        .fetch_optional(c)
        .await)?)
}

/// Notes that a message was read; a second time changes nothing.
pub(crate) async fn read(
    tx: &mut Tx,
    id: NoticeId,
    to: Recipient,
    at: Timestamp,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::READ)
        .bind(Id::from(id))
        .bind(to.id())
        .bind(to.kind())
        .bind(At(at))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// A message of a case, and to whom it went.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Told {
    pub(crate) kind: Word<NoticeKind>,
    pub(crate) recipient_kind: String,
    /// Of a recipient who is staff.
    pub(crate) role: Option<String>,
    pub(crate) due_date: Option<Day>,
    pub(crate) created_at: At,
    pub(crate) delivered_at: Option<At>,
    pub(crate) read_at: Option<At>,
}

/// What people were told of a case, oldest first.
pub(crate) async fn of_case(
    tx: &mut Tx,
    holder: Id,
    objection: Id,
) -> Result<Vec<Told>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OF_CASE)
        .bind(holder)
        .bind(objection)
        .fetch_all(c)
        .await)?)
}
