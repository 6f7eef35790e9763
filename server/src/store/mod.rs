//! The store: SQL on SQLite or PostgreSQL, one text for both.
//!
//! It knows rows and statements and nothing of HTTP or of who may do what. Each aggregate has a module with its
//! statements under names, its row types, and functions that take a [`Tx`] first. To add one: write the module, add
//! its `SQL` to [`ALL_SQL`], and a test prepares every statement on both databases.

pub(crate) mod accounts;
pub(crate) mod agencies;
pub mod audit;
pub(crate) mod authorities;
pub(crate) mod beginnings;
pub(crate) mod board;
pub(crate) mod bulk;
pub(crate) mod calendar;
pub(crate) mod case_exports;
pub(crate) mod case_notes;
pub(crate) mod catalogue;
pub(crate) mod clocks;
pub(crate) mod compiling;
pub(crate) mod contacts;
pub(crate) mod copying;
mod db;
pub(crate) mod deliveries;
pub(crate) mod deployment;
pub(crate) mod disclosures;
pub(crate) mod drafts;
pub(crate) mod earlier;
pub(crate) mod evidence;
pub(crate) mod exports;
pub(crate) mod extensions;
pub(crate) mod fellows;
pub(crate) mod filings;
pub(crate) mod forgetting;
pub(crate) mod gauges;
pub(crate) mod going_on;
pub(crate) mod held_up;
pub(crate) mod histories;
pub(crate) mod holders;
pub(crate) mod holds;
pub(crate) mod idempotency;
pub(crate) mod import_refusals;
pub(crate) mod import_steps;
pub(crate) mod imports;
pub(crate) mod inquiries;
pub(crate) mod inquiry_moves;
pub(crate) mod inspections;
pub(crate) mod known;
pub(crate) mod leases;
pub(crate) mod library;
pub mod licences;
pub(crate) mod log_in_attempts;
pub(crate) mod machine_keys;
pub(crate) mod moves;
pub(crate) mod notices;
pub(crate) mod objections;
pub(crate) mod outages;
pub(crate) mod outside;
pub(crate) mod passkeys;
mod portions;
pub(crate) mod preparations;
pub(crate) mod prunings;
pub(crate) mod quality;
pub(crate) mod queue;
pub(crate) mod recounts;
pub(crate) mod redating;
pub(crate) mod reminders;
pub(crate) mod representations;
pub(crate) mod representatives;
pub(crate) mod resealing;
#[cfg(test)]
mod schema_tests;
pub(crate) mod seal_roots;
pub(crate) mod sealing;
pub(crate) mod seals;
pub(crate) mod search;
pub(crate) mod second_factors;
pub(crate) mod sessions;
pub(crate) mod showings;
pub(crate) mod staff;
pub(crate) mod templates;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod together;
mod types;
pub(crate) mod urgings;
pub(crate) mod uses;
mod wal;
pub(crate) mod whole;
mod word;
mod writer;

pub use copying::Sum;
pub use db::{Db, ReadGuard, Tx};
pub(crate) use portions::portions;
pub(crate) use together::Together;
pub(crate) use types::{At, Day, Id};
pub(crate) use word::{Word, read_word, word};

/// Runs the same body on whichever database the transaction belongs to; the compiler checks it once for each.
macro_rules! on {
    ($tx:expr, |$c:ident| $body:expr) => {
        match $tx {
            $crate::store::Tx::Sqlite(connection) => {
                let $c = &mut **connection;
                $body
            }
            $crate::store::Tx::PostgresAlone(connection) => {
                let $c = &mut **connection;
                $body
            }
            $crate::store::Tx::Postgres(connection) => {
                let $c = &mut **connection;
                $body
            }
        }
    };
}
pub(crate) use on;

/// Every statement of the store, module by module.
pub const ALL_SQL: &[&[&str]] = &[
    accounts::SQL,
    agencies::SQL,
    board::SQL,
    calendar::SQL,
    case_exports::SQL,
    case_notes::SQL,
    catalogue::SQL,
    clocks::SQL,
    compiling::SQL,
    contacts::SQL,
    copying::SQL,
    deliveries::SQL,
    deliveries::tasks::SQL,
    deployment::SQL,
    disclosures::SQL,
    drafts::SQL,
    earlier::SQL,
    evidence::SQL,
    extensions::SQL,
    fellows::SQL,
    forgetting::SQL,
    gauges::SQL,
    going_on::SQL,
    histories::SQL,
    holders::SQL,
    idempotency::SQL,
    inquiries::SQL,
    inquiry_moves::SQL,
    inspections::SQL,
    import_refusals::SQL,
    import_steps::SQL,
    imports::SQL,
    leases::SQL,
    library::SQL,
    licences::SQL,
    log_in_attempts::SQL,
    machine_keys::SQL,
    moves::SQL,
    notices::SQL,
    objections::SQL,
    outages::SQL,
    outside::SQL,
    passkeys::SQL,
    gauges::SQL,
    held_up::SQL,
    holds::SQL,
    preparations::SQL,
    prunings::SQL,
    quality::SQL,
    queue::SQL,
    search::SQL,
    urgings::SQL,
    uses::SQL,
    exports::SQL,
    authorities::SQL,
    resealing::SQL,
    seal_roots::SQL,
    sealing::SQL,
    seals::SQL,
    recounts::SQL,
    redating::SQL,
    reminders::SQL,
    representations::SQL,
    representatives::SQL,
    second_factors::SQL,
    sessions::SQL,
    showings::SQL,
    staff::SQL,
    templates::SQL,
    whole::SQL,
];

/// What can go wrong in the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A unique rule is broken; the caller knows which, since each insert has one.
    #[error("the row exists already")]
    Duplicate,
    /// The row was changed by somebody else since it was read.
    #[error("the row was changed by somebody else")]
    Stale,
    /// A row that can't be understood: a fault of ours or a tampered database.
    #[error("{table} holds a row that can't be read: {what}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// What is wrong with it; never the content.
        what: String,
    },
    /// The database is busy, full, read-only or gone; nothing was changed.
    #[error("the database can't be used now")]
    Unavailable(#[source] Option<sqlx::Error>),
    /// Any other fault of the database.
    #[error("the database failed")]
    Db(#[source] sqlx::Error),
    /// A migration failed.
    #[error("the database's schema can't be brought up to date")]
    Migration(#[source] sqlx::migrate::MigrateError),
}

/// A change that names what was read of its row: stale unless it found it so.
pub(crate) fn guarded(rows: u64) -> Result<(), StoreError> {
    if rows == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(cause) if cause.is_unique_violation() => Self::Duplicate,
            sqlx::Error::Database(cause) if is_passing(cause.code().as_deref()) => {
                Self::Unavailable(Some(error))
            }
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Tls(_) => Self::Unavailable(Some(error)),
            _ => Self::Db(error),
        }
    }
}

/// Faults that pass or that an operator mends: SQLite's busy (5), locked (6), read-only (8), I/O (10), full (13) and
/// can't-open (14) with their extended codes, PostgreSQL's classes for connections, resources and interventions.
fn is_passing(code: Option<&str>) -> bool {
    let Some(code) = code else { return false };
    if let (true, Ok(number)) = (code.len() < 5, code.parse::<u32>()) {
        return matches!(number & 0xff, 5 | 6 | 8 | 10 | 13 | 14);
    }
    ["08", "53", "57P", "58", "25006", "40001", "40P01", "55P03"]
        .iter()
        .any(|class| code.starts_with(class))
}

#[cfg(test)]
mod tests {
    use super::is_passing;

    #[test]
    fn a_full_or_busy_database_is_unavailable_and_a_broken_statement_is_not() {
        for code in ["5", "13", "1032", "2570", "57P01", "08006", "53100"] {
            assert!(is_passing(Some(code)), "{code}");
        }
        for code in ["1", "19", "42601", "23503"] {
            assert!(!is_passing(Some(code)), "{code}");
        }
    }
}
