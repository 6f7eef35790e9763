//! Files of issued licences that are taken in.

use super::call::{Answer, ask, send};
use super::{evidence, routes};
use domain::id::ImportId;
use domain::wire::Page;
use domain::wire::importing::{Import, RefusedRow};
use web_sys::File;

/// Hands a file in; `progress` hears how much of it has been sent, in per cent.
pub async fn hand_in(
    (type_code, trust): (String, String),
    file: File,
    key: String,
    progress: impl Fn(u32) + 'static,
) -> Answer<Import> {
    let address = routes::with_query(routes::HAND_IN_IMPORT.at(&[]), "type_code", &type_code);
    let address = routes::with_query(address, "trust", &trust);
    evidence::send_file(&address, file, key, progress).await
}

/// Where a type's template is.
pub fn template(type_code: &str) -> String {
    routes::with_query(routes::IMPORT_TEMPLATE.at(&[]), "type_code", type_code)
}

/// The own agency's imports, the latest first.
pub async fn list(cursor: String) -> Answer<Page<Import>> {
    ask(routes::with_query(
        routes::IMPORTS.at(&[]),
        "cursor",
        &cursor,
    ))
    .await
}

/// One of them.
pub async fn find(id: ImportId) -> Answer<Import> {
    ask(routes::IMPORT.at(&[&id.to_string()])).await
}

/// What it refused.
pub async fn refused(id: ImportId, cursor: String) -> Answer<Page<RefusedRow>> {
    let address = routes::REFUSED_ROWS.at(&[&id.to_string()]);
    ask(routes::with_query(address, "cursor", &cursor)).await
}

/// Where that is as a file.
pub fn refused_file(id: ImportId) -> String {
    routes::REFUSED_CSV.at(&[&id.to_string()])
}

/// Lets it enter.
pub async fn start(id: ImportId, key: String) -> Answer<Import> {
    send(routes::START_IMPORT, &[&id.to_string()], &(), Some(&key)).await
}

/// Stops it.
pub async fn cancel(id: ImportId, key: String) -> Answer<Import> {
    send(routes::CANCEL_IMPORT, &[&id.to_string()], &(), Some(&key)).await
}
