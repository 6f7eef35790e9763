//! How far has the board been counted, and from which month on is it to be counted again?

use super::sql;
use crate::store::{At, Day, StoreError, Tx, on};
use jiff::Timestamp;
use jiff::civil::Date;

/// When it was counted last.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(crate) struct LastCount {
    pub(crate) counted_at: At,
    pub(crate) open_from: Day,
    pub(crate) calendar_version: Day,
}

/// When the first case was received.
pub(crate) async fn first(tx: &mut Tx) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<At> = on!(tx, |c| sqlx::query_scalar(sql::FIRST).fetch_one(c).await)?;
    Ok(at.map(|at| at.0))
}

/// Lets the months from this one on be counted again: something was entered into one that may be closed.
pub(crate) async fn ask_from(tx: &mut Tx, month: Date) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::ASK_FROM)
        .bind(Day(month))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Goes back to what was asked for since it was counted last. What is asked for from now on waits for the next count.
pub(crate) async fn turn_back(tx: &mut Tx) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::TURN_BACK)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// When it was counted last.
pub(crate) async fn counted(tx: &mut Tx) -> Result<Option<LastCount>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(sql::COUNTED)
        .fetch_optional(c)
        .await)?)
}

/// Notes when it was counted, and from which month on it has to be counted again.
pub(crate) async fn note(tx: &mut Tx, counted: LastCount) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::NOTE)
        .bind(counted.counted_at)
        .bind(counted.open_from)
        .bind(counted.calendar_version)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}
