//! How does a draft become a case? Those that are filed at the same moment become cases together.

use super::beginnings::{self, Beginning};
use super::objections::New;
use super::{Db, Id, StoreError, Together, Tx, drafts, evidence, idempotency};
use std::time::Duration;

/// Filings that are written by the same statements.
const AT_ONCE: usize = 64;

/// A case, and the draft that becomes it.
#[derive(Clone, Debug)]
pub(crate) struct Filing {
    /// The request, which may come twice.
    pub(crate) claim: idempotency::Row,
    pub(crate) draft: Id,
    pub(crate) draft_version: i64,
    pub(crate) beginning: Beginning,
}

/// What became of a filing.
#[derive(Clone, Debug)]
pub(crate) enum Filed {
    /// It is a case.
    Now(New),
    /// An earlier request used the same key.
    Before(idempotency::Row),
}

/// Files drafts. Stale where one was changed since or is gone; a duplicate where its licence has an open case.
pub(crate) fn filer(db: Db) -> Together<Filing, Filed> {
    Together::start(AT_ONCE, Duration::ZERO, move |filings: Vec<Filing>| {
        let db = db.clone();
        Box::pin(async move {
            db.write(move |tx| Box::pin(async move { write(tx, &filings).await }))
                .await
        })
    })
}

async fn write(tx: &mut Tx, filings: &[Filing]) -> Result<Vec<Filed>, StoreError> {
    let claims: Vec<_> = filings.iter().map(|filing| &filing.claim).collect();
    let earlier = idempotency::claim(tx, &claims).await?;
    let new = filings.iter().zip(&earlier);
    let new: Vec<&Filing> = new
        .filter(|(_, earlier)| earlier.is_none())
        .map(|(filing, _)| filing)
        .collect();
    let filed = new.iter().map(|one| {
        let holder = one.beginning.case.holder;
        (holder, one.draft, one.draft_version)
    });
    drafts::take(tx, &filed.collect::<Vec<_>>()).await?;
    let beginnings: Vec<_> = new.iter().map(|one| one.beginning.clone()).collect();
    let mut cases = beginnings::write(tx, &beginnings).await?.into_iter();
    let made = new.iter().map(|one| {
        let case = &one.beginning.case;
        (case.holder, one.draft, case.id)
    });
    evidence::hand_over(tx, &made.collect::<Vec<_>>()).await?;
    let become_of = |earlier: Option<idempotency::Row>| match earlier {
        Some(earlier) => Ok(Filed::Before(earlier)),
        None => cases
            .next()
            .map(Filed::Now)
            .ok_or(StoreError::Unavailable(None)),
    };
    earlier.into_iter().map(become_of).collect()
}
