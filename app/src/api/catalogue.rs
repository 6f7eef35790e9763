//! 证照目录: the types of licences.

use super::call::{Answer, ask};
use super::routes;
use domain::id::AgencyId;
use domain::wire::Page;
use domain::wire::catalogue::{TypeDetail, TypeSummary};

/// The types that an agency issues and that are known to everybody.
pub async fn of_issuer(issuer: AgencyId, cursor: String) -> Answer<Page<TypeSummary>> {
    let address = routes::with_query(routes::CATALOGUE.at(&[]), "issuer", &issuer.to_string());
    let address = routes::with_query(address, "limit", "100");
    ask(routes::with_query(address, "cursor", &cursor)).await
}

/// A type as it is in force.
pub async fn get(code: String) -> Answer<TypeDetail> {
    ask(routes::TYPE.at(&[&code])).await
}
