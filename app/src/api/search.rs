//! The search of the issuing desk, and what is done to many licences at once.

use super::call::{Answer, ask, send};
use super::routes::{self, with_query};
use domain::id::LicenceId;
use domain::licence::LicenceStanding;
use domain::searching::By;
use domain::wire::Page;
use domain::wire::case::CaseSummary;
use domain::wire::search::{
    ApproveContents, BatchResult, EnterEvents, ExportFormat, FoundByNumber, LicenceFilter,
    LicencePage, SearchByNumber,
};
use domain::wire::uses::LicenceUse;

/// Rows of a page.
const ROWS: &str = "50";

/// A page of the own agency's licences.
pub async fn page(filter: LicenceFilter, cursor: String) -> Answer<LicencePage> {
    let address = filtered(routes::DESK_LICENCES.at(&[]), &filter);
    let address = with_query(address, "limit", ROWS);
    ask(with_query(address, "cursor", &cursor)).await
}

/// Who and what bears a number; it travels in the body.
pub async fn by_number(number: String) -> Answer<FoundByNumber> {
    send(
        routes::SEARCH_BY_NUMBER,
        &[],
        &SearchByNumber { number },
        None,
    )
    .await
}

/// Where the list as a file is.
pub fn export(filter: &LicenceFilter, format: ExportFormat) -> String {
    let address = filtered(routes::EXPORT_LICENCES.at(&[]), filter);
    with_query(address, "format", format.as_str())
}

/// One event for many licences.
pub async fn enter_events(request: EnterEvents, key: String) -> Answer<BatchResult> {
    send(routes::ENTER_EVENTS, &[], &request, Some(&key)).await
}

/// Approves many contents.
pub async fn approve(request: ApproveContents, key: String) -> Answer<BatchResult> {
    send(routes::APPROVE_CONTENTS, &[], &request, Some(&key)).await
}

/// Who read a licence of the own agency.
pub async fn uses(id: LicenceId, cursor: String) -> Answer<Page<LicenceUse>> {
    let address = routes::LICENCE_USES.at(&[&id.to_string()]);
    ask(with_query(address, "cursor", &cursor)).await
}

/// Who read one's own licence.
pub async fn own_uses(id: LicenceId, cursor: String) -> Answer<Page<LicenceUse>> {
    let address = routes::OWN_LICENCE_USES.at(&[&id.to_string()]);
    ask(with_query(address, "cursor", &cursor)).await
}

/// The objections to a licence of the own agency.
pub async fn objections(id: LicenceId, cursor: String) -> Answer<Page<CaseSummary>> {
    let address = routes::LICENCE_OBJECTIONS.at(&[&id.to_string()]);
    ask(with_query(address, "cursor", &cursor)).await
}

fn filtered(address: String, filter: &LicenceFilter) -> String {
    let of = in_address(filter);
    of.iter().fold(address, |address, (name, value)| {
        with_query(address, name, value)
    })
}

/// A filter as an address says it; what is empty is not said. Also the page's own address says it so.
pub fn in_address(filter: &LicenceFilter) -> [(&'static str, String); 10] {
    let mark = |set: bool| {
        if set {
            "true".to_owned()
        } else {
            String::new()
        }
    };
    let order = if filter.order == domain::wire::search::SearchOrder::default() {
        ""
    } else {
        filter.order.as_str()
    };
    [
        ("q", filter.q.clone()),
        ("by", filter.by.map(By::as_str).unwrap_or_default().into()),
        (
            "holder",
            filter.holder.map(|id| id.to_string()).unwrap_or_default(),
        ),
        ("type", filter.type_code.clone()),
        (
            "standing",
            filter
                .standing
                .map(LicenceStanding::as_str)
                .unwrap_or_default()
                .into(),
        ),
        (
            "expiring",
            filter
                .expiring
                .map(|days| days.to_string())
                .unwrap_or_default(),
        ),
        ("disputed", mark(filter.disputed)),
        ("pledged", mark(filter.pledged)),
        ("unsealed", mark(filter.unsealed)),
        ("order", order.into()),
    ]
}
