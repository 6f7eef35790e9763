//! Which files of licences were taken in, and how far? What was refused of them is in [`super::import_refusals`], what becomes of them in
//! [`super::import_steps`].

use super::{At, Id, StoreError, Tx, Word, on};
use domain::issuing::collecting::RowOutcome;
use domain::licence::Trust;
use domain::wire::importing::{ImportState, ImportWay};
use jiff::Timestamp;

mod sql {
    macro_rules! row {
        ($rest:literal) => {
            concat!(
                "SELECT r.id, r.agency_id, r.staff_id, r.type_code, r.way, r.trust, r.state, r.name_sealed, r.key_id, r.file_name, \
                    r.position, r.total, r.new_rows, r.changed_rows, r.same_rows, r.refused_rows, r.fault, \
                    r.answer_sealed, r.answer_key_id, r.created_at, r.started_at, r.finished_at \
                FROM import_run r ",
                $rest
            )
        };
    }

    pub(super) const INSERT: &str = "\
        INSERT INTO import_run (id, agency_id, staff_id, type_code, way, trust, state, name_sealed, key_id, content, file_name, created_at, started_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    pub(super) const FIND: &str = row!("WHERE r.id = $1");
    pub(super) const UNFINISHED: &str = row!(
        "WHERE r.content = $1 AND r.type_code = $2 AND r.trust = $3 AND r.way = 'command' AND r.state = 'running' \
        ORDER BY r.created_at DESC LIMIT 1"
    );
    pub(super) const OPEN: &str = row!(
        "WHERE r.state IN ('checking', 'running') AND r.way = 'desk' ORDER BY r.created_at, r.id LIMIT 1"
    );
    pub(super) const LIST: &str = row!(
        "WHERE r.agency_id = $1 AND (r.created_at, r.id) < ($2, $3) AND r.way = 'desk' \
        ORDER BY r.created_at DESC, r.id DESC LIMIT $4"
    );
    pub(super) const OLD: &str = row!(
        "WHERE COALESCE(r.finished_at, r.started_at, r.created_at) < $1 ORDER BY r.id LIMIT $2"
    );
    pub(super) const FILE_IN_USE: &str = "SELECT COUNT(*) FROM import_run WHERE file_name = $1";
}

pub(crate) const SQL: &[&str] = &[
    sql::INSERT,
    sql::FIND,
    sql::UNFINISHED,
    sql::OPEN,
    sql::LIST,
    sql::OLD,
    sql::FILE_IN_USE,
];

/// A file that is taken in.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) id: Id,
    pub(crate) agency_id: Option<Id>,
    pub(crate) staff_id: Option<Id>,
    pub(crate) type_code: String,
    pub(crate) way: Word<ImportWay>,
    pub(crate) trust: Word<Trust>,
    pub(crate) state: Word<ImportState>,
    pub(crate) name_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) file_name: Option<String>,
    pub(crate) position: i64,
    pub(crate) total: Option<i64>,
    pub(crate) new_rows: i64,
    pub(crate) changed_rows: i64,
    pub(crate) same_rows: i64,
    pub(crate) refused_rows: i64,
    pub(crate) fault: Option<String>,
    pub(crate) answer_sealed: Option<Vec<u8>>,
    pub(crate) answer_key_id: Option<String>,
    pub(crate) created_at: At,
    pub(crate) started_at: Option<At>,
    pub(crate) finished_at: Option<At>,
}

/// What begins.
#[derive(Clone, Debug)]
pub(crate) struct New {
    pub(crate) id: Id,
    pub(crate) agency: Option<Id>,
    pub(crate) staff: Option<Id>,
    pub(crate) type_code: String,
    pub(crate) way: ImportWay,
    pub(crate) trust: Trust,
    pub(crate) state: ImportState,
    pub(crate) name_sealed: Vec<u8>,
    pub(crate) key_id: String,
    pub(crate) content: Vec<u8>,
    pub(crate) file_name: Option<String>,
    pub(crate) at: At,
    pub(crate) started_at: Option<At>,
}

/// How many rows became what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) new: i64,
    pub(crate) changed: i64,
    pub(crate) same: i64,
    pub(crate) refused: i64,
}

impl Counts {
    /// All of them.
    pub(crate) fn rows(self) -> i64 {
        self.new + self.changed + self.same + self.refused
    }

    /// Counts one more.
    pub(crate) fn count(&mut self, outcome: RowOutcome) {
        let counted = match outcome {
            RowOutcome::New => &mut self.new,
            RowOutcome::Changed => &mut self.changed,
            RowOutcome::Same => &mut self.same,
            RowOutcome::Refused => &mut self.refused,
        };
        *counted += 1;
    }
}

impl std::ops::Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            new: self.new + other.new,
            changed: self.changed + other.changed,
            same: self.same + other.same,
            refused: self.refused + other.refused,
        }
    }
}

impl Row {
    /// What its rows became so far.
    pub(crate) fn counts(&self) -> Counts {
        Counts {
            new: self.new_rows,
            changed: self.changed_rows,
            same: self.same_rows,
            refused: self.refused_rows,
        }
    }
}

/// Where a list goes on: before this one.
#[derive(Clone, Copy, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Before {
    pub(crate) at: Timestamp,
    pub(crate) id: uuid::Uuid,
}

impl Before {
    /// After everything.
    pub(crate) const START: Self = Self {
        at: Timestamp::MAX,
        id: uuid::Uuid::max(),
    };
}

/// Begins one.
pub(crate) async fn insert(tx: &mut Tx, new: &New) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::INSERT)
        .bind(new.id)
        .bind(new.agency)
        .bind(new.staff)
        .bind(&new.type_code)
        .bind(Word(new.way))
        .bind(Word(new.trust))
        .bind(Word(new.state))
        .bind(&new.name_sealed)
        .bind(&new.key_id)
        .bind(&new.content)
        .bind(&new.file_name)
        .bind(new.at)
        .bind(new.started_at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// One of them.
pub(crate) async fn find(tx: &mut Tx, id: Id) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::FIND)
        .bind(id)
        .fetch_optional(c)
        .await)?)
}

/// A run of the same content by the command line that was not finished.
pub(crate) async fn unfinished(
    tx: &mut Tx,
    content: &[u8],
    type_code: &str,
    trust: Trust,
) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::UNFINISHED)
        .bind(content)
        .bind(type_code)
        .bind(Word(trust))
        .fetch_optional(c)
        .await)?)
}

/// The one of the desk that is to be worked on next.
pub(crate) async fn open(tx: &mut Tx) -> Result<Option<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OPEN)
        .fetch_optional(c)
        .await)?)
}

/// Those of an agency, the latest first.
pub(crate) async fn list(
    tx: &mut Tx,
    agency: Id,
    before: Before,
    limit: i64,
) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::LIST)
        .bind(agency)
        .bind(At(before.at))
        .bind(Id(before.id))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Those that ended, or were left lying, before `before`.
pub(crate) async fn old(
    tx: &mut Tx,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<Row>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::OLD)
        .bind(At(before))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Whether an import still needs this file.
pub(crate) async fn file_in_use(tx: &mut Tx, file_name: &str) -> Result<bool, StoreError> {
    let rows: i64 = on!(tx, |c| sqlx::query_scalar(sql::FILE_IN_USE)
        .bind(file_name)
        .fetch_one(c)
        .await)?;
    Ok(rows > 0)
}
