//! What is counted of the library? Sums over `entry_quality` and its neighbours, and the months that a job keeps of them.

use super::bulk::{QualityMonth, QualityStock};
use super::{At, Day, Id, StoreError, Tx, on};
use jiff::Timestamp;
use jiff::civil::Date;

mod sql {
    pub(super) const FIRST: &str = "SELECT MIN(entered_on) FROM entry_quality";
    pub(super) const MARKS: &str = "\
        SELECT issuer_id, \
            CAST(SUM(CASE WHEN collected THEN 1 ELSE 0 END) AS BIGINT) AS collected, \
            COUNT(version) AS versions, \
            CAST(SUM(required) AS BIGINT) AS required, CAST(SUM(required_missing) AS BIGINT) AS required_missing, \
            CAST(SUM(recommended) AS BIGINT) AS recommended, CAST(SUM(recommended_missing) AS BIGINT) AS recommended_missing, \
            CAST(SUM(wrong_identifier) AS BIGINT) AS wrong_identifier, CAST(SUM(wrong_number) AS BIGINT) AS wrong_number \
        FROM entry_quality WHERE entered_on >= $1 AND entered_on < $2 GROUP BY issuer_id";
    pub(super) const LAGS: &str = "\
        SELECT issuer_id, on_date, entered_on, COUNT(*) AS entries FROM entry_quality \
        WHERE entered_on >= $1 AND entered_on < $2 AND NOT collected GROUP BY issuer_id, on_date, entered_on";
    pub(super) const UPHELD: &str = "\
        SELECT issuer_id, COUNT(*) AS number FROM objection \
        WHERE decided_at >= $1 AND decided_at < $2 AND outcome IN ('upheld', 'partly-upheld') AND licence_id IS NOT NULL GROUP BY issuer_id";
    pub(super) const SEALED: &str = "\
        SELECT q.issuer_id, COUNT(*) AS number FROM entry_quality q \
        JOIN licence_seal x ON x.holder_id = q.holder_id AND x.licence_id = q.licence_id AND x.version = q.version \
        WHERE q.entered_on >= $1 AND q.entered_on < $2 GROUP BY q.issuer_id";
    pub(super) const STOCK: &str = "\
        SELECT issuer_id, type_code, COUNT(*) AS licences FROM licence \
        WHERE status NOT IN ('cancelled', 'withdrawn', 'revoked') AND COALESCE(valid_to, '9999-12-31') >= $1 \
        GROUP BY issuer_id, type_code";
    pub(super) const FORGET_MONTH: &str = "DELETE FROM quality_month WHERE month = $1";
    pub(super) const FORGET_STOCK: &str = "DELETE FROM quality_stock";
    /// By the seals, of which there are few, so that their index finds what was sealed since.
    pub(super) const OLDEST_SEALED: &str = "\
        SELECT MIN(v.created_at) FROM licence_seal x \
        JOIN licence_version v ON v.holder_id = x.holder_id AND v.licence_id = x.licence_id AND v.version = x.version \
        WHERE x.seal_id IN (SELECT id FROM seal) AND x.sealed_at >= $1";
    pub(super) const INCOMPLETE: &str = "\
        SELECT DISTINCT month FROM quality_month WHERE month >= $1 AND month < $2 AND sealed < versions ORDER BY month";
    pub(super) const SEALED_SINCE: &str =
        "UPDATE quality_month SET sealed = $3 WHERE month = $1 AND issuer_id = $2";
    pub(super) const COUNTED: &str =
        "SELECT counted_at, open_from FROM quality_count WHERE name = 'library'";
    pub(super) const NOTE: &str = "\
        INSERT INTO quality_count (name, counted_at, open_from) VALUES ('library', $1, $2) \
        ON CONFLICT (name) DO UPDATE SET counted_at = $1, open_from = $2";
    pub(super) const MONTHS: &str = "\
        SELECT month, issuer_id, lags, prompt, collected, versions, sealed, required, required_missing, recommended, \
            recommended_missing, wrong_identifier, wrong_number, upheld \
        FROM quality_month WHERE month >= $1 AND month <= $2 ORDER BY month, issuer_id";
    pub(super) const STOCKS: &str = "SELECT issuer_id, type_code, licences FROM quality_stock";
    pub(super) const TYPES: &str = "SELECT code, agency_id, state FROM licence_type";
    pub(super) const ISSUERS: &str = "\
        SELECT a.id, a.name FROM agency a \
        WHERE EXISTS (SELECT 1 FROM licence_type t WHERE t.agency_id = a.id) ORDER BY a.id";
}

pub(crate) const SQL: &[&str] = &[
    sql::FIRST,
    sql::MARKS,
    sql::LAGS,
    sql::UPHELD,
    sql::SEALED,
    sql::STOCK,
    sql::FORGET_MONTH,
    sql::FORGET_STOCK,
    sql::OLDEST_SEALED,
    sql::INCOMPLETE,
    sql::SEALED_SINCE,
    sql::COUNTED,
    sql::NOTE,
    sql::MONTHS,
    sql::STOCKS,
    sql::TYPES,
    sql::ISSUERS,
];

/// A month: its days, the last one excluded, and the instants at which they begin.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub(crate) from: Date,
    pub(crate) to: Date,
    pub(crate) begins: Timestamp,
    pub(crate) ends: Timestamp,
}

/// The sum of an issuer's marks.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct MarksRow {
    pub(crate) issuer_id: Id,
    pub(crate) collected: i64,
    pub(crate) versions: i64,
    pub(crate) required: i64,
    pub(crate) required_missing: i64,
    pub(crate) recommended: i64,
    pub(crate) recommended_missing: i64,
    pub(crate) wrong_identifier: i64,
    pub(crate) wrong_number: i64,
}

/// How many entries of a day told of another.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct LagRow {
    pub(crate) issuer_id: Id,
    pub(crate) on_date: Day,
    pub(crate) entered_on: Day,
    pub(crate) entries: i64,
}

/// How many of something an issuer has.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct NumberRow {
    pub(crate) issuer_id: Id,
    pub(crate) number: i64,
}

/// A type and whether it is published.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct TypeRow {
    pub(crate) code: String,
    pub(crate) agency_id: Id,
    pub(crate) state: String,
}

/// An issuer's name.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct IssuerRow {
    pub(crate) id: Id,
    pub(crate) name: String,
}

/// When it was counted last.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct Counted {
    pub(crate) counted_at: At,
    pub(crate) open_from: Day,
}

/// The day of the first entry.
pub(crate) async fn first(tx: &mut Tx) -> Result<Option<Date>, StoreError> {
    let day: Option<Day> = on!(tx, |c| sqlx::query_scalar(sql::FIRST).fetch_one(c).await)?;
    Ok(day.map(|day| day.0))
}

/// The marks of a month.
pub(crate) async fn marks(tx: &mut Tx, span: Span) -> Result<Vec<MarksRow>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::MARKS)
        .bind(Day(span.from))
        .bind(Day(span.to))
        .fetch_all(c)
        .await)?)
}

/// How late the entries of a month were.
pub(crate) async fn lags(tx: &mut Tx, span: Span) -> Result<Vec<LagRow>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::LAGS)
        .bind(Day(span.from))
        .bind(Day(span.to))
        .fetch_all(c)
        .await)?)
}

/// Versions of a month that bear a seal.
pub(crate) async fn sealed(tx: &mut Tx, span: Span) -> Result<Vec<NumberRow>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::SEALED)
        .bind(Day(span.from))
        .bind(Day(span.to))
        .fetch_all(c)
        .await)?)
}

/// Objections that a month has upheld.
pub(crate) async fn upheld(tx: &mut Tx, span: Span) -> Result<Vec<NumberRow>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::UPHELD)
        .bind(At(span.begins))
        .bind(At(span.ends))
        .fetch_all(c)
        .await)?)
}

/// Licences that are current today.
pub(crate) async fn stock(tx: &mut Tx, today: Date) -> Result<Vec<QualityStock>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::STOCK)
        .bind(Day(today))
        .fetch_all(c)
        .await)?)
}

/// Keeps a month's figures in the place of what was counted before.
pub(crate) async fn keep_month(
    tx: &mut Tx,
    month: Date,
    rows: Vec<QualityMonth>,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::FORGET_MONTH)
        .bind(Day(month))
        .execute(c)
        .await
        .map(drop))?;
    QualityMonth::insert(tx, rows).await
}

/// Keeps today's stock in the place of yesterday's.
pub(crate) async fn keep_stock(tx: &mut Tx, rows: Vec<QualityStock>) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::FORGET_STOCK)
        .execute(c)
        .await
        .map(drop))?;
    QualityStock::insert(tx, rows).await
}

/// When the oldest of the versions was made that were sealed since an instant.
pub(crate) async fn oldest_sealed(
    tx: &mut Tx,
    since: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<At> = on!(tx, |c| sqlx::query_scalar(sql::OLDEST_SEALED)
        .bind(At(since))
        .fetch_one(c)
        .await)?;
    Ok(at.map(|at| at.0))
}

/// The months from one to another, the last excluded, of which something had no seal when they were counted.
pub(crate) async fn incomplete(
    tx: &mut Tx,
    (from, before): (Date, Date),
) -> Result<Vec<Date>, StoreError> {
    let months: Vec<Day> = on!(tx, |c| sqlx::query_scalar(sql::INCOMPLETE)
        .bind(Day(from))
        .bind(Day(before))
        .fetch_all(c)
        .await)?;
    Ok(months.into_iter().map(|month| month.0).collect())
}

/// Notes how much of a closed month bears a seal by now.
pub(crate) async fn keep_sealed(
    tx: &mut Tx,
    month: Date,
    row: NumberRow,
) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::SEALED_SINCE)
        .bind(Day(month))
        .bind(row.issuer_id)
        .bind(row.number)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// When it was counted last.
pub(crate) async fn counted(tx: &mut Tx) -> Result<Option<Counted>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::COUNTED)
        .fetch_optional(c)
        .await)?)
}

/// Notes when it was counted, and from which month on it has to be counted again.
pub(crate) async fn note(tx: &mut Tx, at: Timestamp, open_from: Date) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::NOTE)
        .bind(At(at))
        .bind(Day(open_from))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// The kept figures of the months from one to another, both included.
pub(crate) async fn months(
    tx: &mut Tx,
    from: Date,
    to: Date,
) -> Result<Vec<QualityMonth>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::MONTHS)
        .bind(Day(from))
        .bind(Day(to))
        .fetch_all(c)
        .await)?)
}

/// The kept stock.
pub(crate) async fn stocks(tx: &mut Tx) -> Result<Vec<QualityStock>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::STOCKS).fetch_all(c).await)?)
}

/// Every type.
pub(crate) async fn types(tx: &mut Tx) -> Result<Vec<TypeRow>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::TYPES).fetch_all(c).await)?)
}

/// Every agency that has a type of its own.
pub(crate) async fn issuers(tx: &mut Tx) -> Result<Vec<IssuerRow>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::ISSUERS)
        .fetch_all(c)
        .await)?)
}
