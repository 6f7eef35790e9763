//! A licence's versions and the proof of their seals.

use super::call::{Answer, ask, read, send};
use super::routes;
use domain::id::LicenceId;
use domain::wire::sealing::{PrintRecorded, RecordPrint};
use domain::wire::version::VersionShown;

/// Every version of a licence.
pub async fn list(licence: LicenceId) -> Answer<Vec<VersionShown>> {
    ask(routes::VERSIONS.at(&[&licence.to_string()])).await
}

/// Records that this version was printed.
pub async fn print(licence: LicenceId, version: u16, key: String) -> Answer<PrintRecorded> {
    let request = RecordPrint { version };
    send(routes::PRINT, &[&licence.to_string()], &request, Some(&key)).await
}

/// Everything that proves a version's seal, as it came: whoever checks it reads it, too.
pub async fn proof(licence: LicenceId, version: u16) -> Answer<String> {
    read(routes::SEAL_PROOF.at(&[&licence.to_string(), &version.to_string()])).await
}
