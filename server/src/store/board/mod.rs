//! What is counted of cases: facts of a month and what stands open, as a job keeps them, and their sums by what cases are
//! told apart by.

use super::bulk::{CaseFigure, CasePart, CaseStanding};
use super::quality::Span;
use super::{At, Day, Id, StoreError, Tx, Word, on};
use domain::board::Dimension;
use domain::objection::Outcome;
use jiff::Timestamp;
use jiff::civil::Date;

mod progress;
mod sql;

pub(crate) use progress::{LastCount, ask_from, counted, first, note, turn_back};
pub(super) use sql::{answering, receiving};

pub(crate) const SQL: &[&str] = &[
    sql::FIRST,
    sql::RECEIVED,
    sql::DECIDED,
    sql::ENDED,
    sql::STANDING,
    sql::UNANSWERED,
    sql::FORGET_MONTH,
    sql::FORGET_STANDING,
    sql::TURN_BACK,
    sql::ASK_FROM,
    sql::COUNTED,
    sql::NOTE,
    sql::FORGET_PARTS,
    sql::PARTS,
    sql::TREND,
    sql::SLICED,
    sql::SLICED_TREND,
    sql::STANDINGS,
    sql::HANDLERS,
];

/// What a case is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
pub(crate) struct About {
    pub(crate) procedure: String,
    pub(crate) issuer_id: Id,
    pub(crate) type_code: String,
    pub(crate) channel: String,
    pub(crate) ground: String,
}

impl About {
    /// The value by which it is told apart; handlers aren't known of what is over.
    pub(crate) fn part(&self, dimension: Dimension) -> String {
        match dimension {
            Dimension::Issuer => self.issuer_id.0.to_string(),
            Dimension::Type => self.type_code.clone(),
            Dimension::Channel => self.channel.clone(),
            Dimension::Ground => self.ground.clone(),
            Dimension::Procedure => self.procedure.clone(),
            Dimension::Handler => String::new(),
        }
    }
}

/// So many cases were received.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Received {
    #[sqlx(flatten)]
    pub(crate) about: About,
    pub(crate) number: i64,
}

/// So many cases were decided so.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Decided {
    #[sqlx(flatten)]
    pub(crate) about: About,
    pub(crate) outcome: Word<Outcome>,
    pub(crate) number: i64,
}

/// A clock that was met or ran out.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Ended {
    #[sqlx(flatten)]
    pub(crate) about: About,
    /// Who received the case, where another one answers.
    pub(crate) receiver_id: Id,
    /// Who had received it wrongly, where it was handed on.
    pub(crate) handed_by: Option<Id>,
    pub(crate) step: String,
    pub(crate) started_at: At,
    pub(crate) due_at: At,
    pub(crate) on_time_until: Option<At>,
    pub(crate) met_at: Option<At>,
    pub(crate) spared_at: Option<At>,
    pub(crate) finished_at: Option<At>,
}

/// A sum of facts of one part.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct FactSum {
    pub(crate) part: String,
    pub(crate) fact: Word<domain::board::Fact>,
    pub(crate) days: i64,
    pub(crate) number: i64,
}

/// So many times a fact is true of such cases.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct FactOf {
    #[sqlx(flatten)]
    pub(crate) about: About,
    pub(crate) fact: Word<domain::board::Fact>,
    pub(crate) days: i64,
    pub(crate) number: i64,
}

/// What stands open of one part.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct StandingSum {
    pub(crate) part: String,
    pub(crate) open_cases: i64,
    pub(crate) due_today: i64,
    pub(crate) overdue: i64,
    pub(crate) provisional: i64,
    pub(crate) unanswered: i64,
}

/// Which part of the cases is summed; what is empty narrows nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slice {
    pub(crate) issuer: String,
    pub(crate) type_code: String,
    pub(crate) channel: String,
    pub(crate) ground: String,
    pub(crate) procedure: String,
}

/// How a dimension stands in `case_part`; `all` is none.
pub(crate) const fn dimension_name(dimension: Option<Dimension>) -> &'static str {
    match dimension {
        None => "all",
        Some(Dimension::Issuer) => "issuer",
        Some(Dimension::Type) => "type",
        Some(Dimension::Channel) => "channel",
        Some(Dimension::Ground) => "ground",
        Some(Dimension::Procedure) => "procedure",
        Some(Dimension::Handler) => "handler",
    }
}

/// What was received between two instants, the last excluded.
pub(crate) async fn received(tx: &mut Tx, span: Span) -> Result<Vec<Received>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::RECEIVED)
        .bind(At(span.begins))
        .bind(At(span.ends))
        .fetch_all(c)
        .await)?)
}

/// What was decided between two instants.
pub(crate) async fn decided(tx: &mut Tx, span: Span) -> Result<Vec<Decided>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::DECIDED)
        .bind(At(span.begins))
        .bind(At(span.ends))
        .fetch_all(c)
        .await)?)
}

/// The clocks that were met, or ran out, between two instants.
pub(crate) async fn ended(
    tx: &mut Tx,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<Ended>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::ENDED)
        .bind(At(from))
        .bind(At(to))
        .fetch_all(c)
        .await)?)
}

/// What stands open at an instant whose day ends then.
pub(crate) async fn standing(
    tx: &mut Tx,
    (now, today, end_of_today): (Timestamp, Date, Timestamp),
) -> Result<Vec<CaseStanding>, StoreError> {
    let mut all: Vec<CaseStanding> = on!(tx, |c| sqlx::query_as(sql::STANDING)
        .bind(At(now))
        .bind(At(end_of_today))
        .fetch_all(c)
        .await)?;
    let unanswered: Vec<CaseStanding> = on!(tx, |c| sqlx::query_as(sql::UNANSWERED)
        .bind(Day(today))
        .fetch_all(c)
        .await)?;
    all.extend(unanswered);
    Ok(all)
}

/// Keeps a month's facts in the place of what was counted before.
pub(crate) async fn keep_month(
    tx: &mut Tx,
    month: Date,
    rows: Vec<CaseFigure>,
    parts: Vec<CasePart>,
) -> Result<(), StoreError> {
    for forget in [sql::FORGET_MONTH, sql::FORGET_PARTS] {
        on!(tx, |c| sqlx::query(forget)
            .bind(Day(month))
            .execute(c)
            .await
            .map(drop))?;
    }
    CaseFigure::insert(tx, rows).await?;
    CasePart::insert(tx, parts).await
}

/// Keeps what stands open in the place of what stood before.
pub(crate) async fn keep_standing(tx: &mut Tx, rows: Vec<CaseStanding>) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::FORGET_STANDING)
        .execute(c)
        .await
        .map(drop))?;
    CaseStanding::insert(tx, rows).await
}

/// A month's facts by one dimension, of all cases.
pub(crate) async fn parts(
    tx: &mut Tx,
    dimension: Dimension,
    month: Date,
) -> Result<Vec<FactSum>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::PARTS)
        .bind(dimension_name(Some(dimension)))
        .bind(Day(month))
        .fetch_all(c)
        .await)?)
}

/// The facts of the months from one to another of one value of a dimension, or of all cases.
pub(crate) async fn trend(
    tx: &mut Tx,
    of: Option<(Dimension, &str)>,
    (from, to): (Date, Date),
) -> Result<Vec<FactSum>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::TREND)
        .bind(dimension_name(of.map(|(dimension, _)| dimension)))
        .bind(Day(from))
        .bind(Day(to))
        .bind(of.map_or("", |(_, value)| value))
        .fetch_all(c)
        .await)?)
}

/// A month's facts of a part of the cases, not yet summed.
pub(crate) async fn sliced(
    tx: &mut Tx,
    slice: &Slice,
    month: Date,
) -> Result<Vec<FactOf>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::SLICED)
        .bind(&slice.issuer)
        .bind(&slice.type_code)
        .bind(&slice.channel)
        .bind(&slice.ground)
        .bind(&slice.procedure)
        .bind(Day(month))
        .fetch_all(c)
        .await)?)
}

/// The facts of the months from one to another of a part of the cases.
pub(crate) async fn sliced_trend(
    tx: &mut Tx,
    slice: &Slice,
    (from, to): (Date, Date),
) -> Result<Vec<FactSum>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::SLICED_TREND)
        .bind(&slice.issuer)
        .bind(&slice.type_code)
        .bind(&slice.channel)
        .bind(&slice.ground)
        .bind(&slice.procedure)
        .bind(Day(from))
        .bind(Day(to))
        .fetch_all(c)
        .await)?)
}

/// What stands open, summed part by part.
pub(crate) async fn standings(
    tx: &mut Tx,
    slice: &Slice,
    dimension: Dimension,
) -> Result<Vec<StandingSum>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::STANDINGS)
        .bind(&slice.issuer)
        .bind(&slice.type_code)
        .bind(&slice.channel)
        .bind(&slice.ground)
        .bind(&slice.procedure)
        .bind(dimension_name(Some(dimension)))
        .fetch_all(c)
        .await)?)
}

/// Everybody who has a case in hand, with their name.
pub(crate) async fn handlers(tx: &mut Tx) -> Result<Vec<(Id, String)>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::HANDLERS)
        .fetch_all(c)
        .await)?)
}
