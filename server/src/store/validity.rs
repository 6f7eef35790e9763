//! From when to when is a licence valid? Its own dates, which decide on expiry and order.

use super::licences::Correction;
use super::{StoreError, Tx, on};

mod sql {
    pub(super) const SET: &str = "UPDATE licence SET valid_from = $4, valid_to = $5 WHERE holder_id = $1 AND id = $2 AND version = $3";
}

pub(crate) const SQL: &[&str] = &[sql::SET];

/// Lets a licence's dates follow the version that a correction has made.
pub(crate) async fn follow(tx: &mut Tx, correction: &Correction) -> Result<(), StoreError> {
    on!(tx, |c| sqlx::query(sql::SET)
        .bind(correction.holder)
        .bind(correction.licence)
        .bind(correction.to)
        .bind(correction.valid_from)
        .bind(correction.valid_to)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}
