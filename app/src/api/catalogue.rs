//! 证照目录: what everybody reads of it, and what the desk does to it.

use super::call::{Answer, ask, send};
use super::routes;
use domain::id::AgencyId;
use domain::wire::Page;
use domain::wire::catalogue::{
    AgencyRef, CompileType, EntryDetail, EntrySummary, NameIssuers, SaveType, TurnType, TypeDetail,
    TypeSummary, TypeVersion,
};

/// Types whose name, code or issuer contains `q`, for this category of holders if one is named.
pub async fn list(q: String, holders: String, cursor: String) -> Answer<Page<TypeSummary>> {
    let address = routes::with_query(routes::CATALOGUE.at(&[]), "q", &q);
    let address = routes::with_query(address, "holders", &holders);
    ask(routes::with_query(address, "cursor", &cursor)).await
}

/// The types that an agency issues and that everybody knows.
pub async fn of_issuer(issuer: AgencyId) -> Answer<Page<TypeSummary>> {
    let address = routes::with_query(routes::CATALOGUE.at(&[]), "issuer", &issuer.to_string());
    ask(routes::with_query(address, "limit", "100")).await
}

/// One type as it is in force.
pub async fn get(code: String) -> Answer<TypeDetail> {
    ask(routes::TYPE.at(&[&code])).await
}

/// What a version of a type says.
pub async fn version(code: String, version: u32) -> Answer<TypeVersion> {
    ask(routes::TYPE_VERSION.at(&[&code, &version.to_string()])).await
}

/// Where the import template of a type is.
pub fn template(code: &str) -> String {
    routes::TYPE_TEMPLATE.at(&[code])
}

/// Entries of the desk whose name, code or agency contains `q`, in one state of the entry or of its latest version.
pub async fn entries(
    q: String,
    state: String,
    version: String,
    cursor: String,
) -> Answer<Page<EntrySummary>> {
    let address = routes::with_query(routes::ENTRIES.at(&[]), "q", &q);
    let address = routes::with_query(address, "state", &state);
    let address = routes::with_query(address, "version", &version);
    ask(routes::with_query(address, "cursor", &cursor)).await
}

/// One entry with everything that is said and has happened.
pub async fn entry(code: String) -> Answer<EntryDetail> {
    ask(routes::ENTRY.at(&[&code])).await
}

/// Begins a new type.
pub async fn compile(request: CompileType, key: String) -> Answer<EntryDetail> {
    send(routes::COMPILE_TYPE, &[], &request, Some(&key)).await
}

/// Saves the version on its way, or begins the next one.
pub async fn save(code: String, request: SaveType) -> Answer<EntryDetail> {
    send(routes::SAVE_TYPE, &[&code], &request, None).await
}

/// Submits, returns, publishes, suspends, resumes or withdraws.
pub async fn turn(code: String, request: TurnType, key: String) -> Answer<EntryDetail> {
    send(routes::TURN_TYPE, &[&code], &request, Some(&key)).await
}

/// Who could issue a type beside the agency that compiled it.
pub async fn could_issue(code: String) -> Answer<Vec<AgencyRef>> {
    ask(routes::COULD_ISSUE.at(&[&code])).await
}

/// Names who issues it beside that one.
pub async fn name_issuers(code: String, request: NameIssuers) -> Answer<EntryDetail> {
    send(routes::NAME_ISSUERS, &[&code], &request, None).await
}
