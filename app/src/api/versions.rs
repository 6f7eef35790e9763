//! The versions of a licence, and its print-outs.

use super::call::{Answer, ask, send};
use super::routes;
use domain::id::LicenceId;
use domain::wire::seal::{PrintRecorded, RecordPrint};
use domain::wire::version::VersionShown;

/// All of them, the newest first.
pub async fn list(id: LicenceId) -> Answer<Vec<VersionShown>> {
    ask(routes::VERSIONS.at(&[&id.to_string()])).await
}

/// Records that this version was printed.
pub async fn print(id: LicenceId, version: u16, key: String) -> Answer<PrintRecorded> {
    let request = RecordPrint { version };
    send(routes::PRINT, &[&id.to_string()], &request, Some(&key)).await
}
