//! One's own licences.

use super::call::{Answer, ask};
use super::kept::{Seen, see};
use super::routes;
use domain::id::LicenceId;
use domain::wire::Page;
use domain::wire::licence::{LicenceDetail, LicenceSummary};

/// Own licences whose type, number or issuer contains `q`.
pub async fn list(q: String, cursor: String) -> Answer<Page<LicenceSummary>> {
    let address = routes::with_query(routes::LICENCES.at(&[]), "q", &q);
    ask(routes::with_query(address, "cursor", &cursor)).await
}

/// The first of one's own licences, or what was seen of them last.
pub async fn seen_list() -> Answer<Seen<Page<LicenceSummary>>> {
    see(routes::LICENCES.at(&[])).await
}

/// One licence with its sensitive values masked, or what was seen of it last.
pub async fn seen(id: LicenceId) -> Answer<Seen<LicenceDetail>> {
    see(routes::LICENCE.at(&[&id.to_string()])).await
}

/// One licence; `reveal` shows the holder the sensitive values.
pub async fn get(id: LicenceId, reveal: bool) -> Answer<LicenceDetail> {
    let address = routes::LICENCE.at(&[&id.to_string()]);
    ask(routes::with_query(
        address,
        "reveal",
        if reveal { "true" } else { "" },
    ))
    .await
}
