//! What does the record say that is made of a row?

use super::Maker;
use crate::service::importing::reading::Ready;
use crate::service::importing::source::Agency;
use crate::service::{Error, Result, library};
use domain::id::LicenceId;
use domain::identifier::LicenceIdentifier;
use domain::issuing::LicenceRecord;

/// What is kept with a licence whose identifier has a wrong check character.
const FINDING: &str = "证照标识的校验位与标准算法不符,按报送内容保留";

impl Maker {
    /// The record of a version with this content.
    pub(super) fn record(
        &self,
        agency: &Agency,
        ready: &Ready,
        licence: LicenceId,
        identifier: &LicenceIdentifier,
        predecessor: Option<String>,
    ) -> LicenceRecord {
        let content = ready.collected.content.clone();
        LicenceRecord {
            identifier: identifier.as_str().to_owned(),
            type_name: self.source.body.name.clone(),
            type_code: self.source.code.clone(),
            schema_version: self.source.schema_version,
            number: content.number,
            issuer_name: agency.name.clone(),
            issuer_code: agency.uscc.as_str().to_owned(),
            issued_on: content.issued_on,
            valid_from: content.validity.from,
            valid_to: content.validity.to,
            holders: content.holders,
            predecessor,
            face: content.face,
            licence,
            salt: library::salt(),
        }
    }

    /// The identifier of a licence whose row brings none.
    pub(super) fn minted(&self, agency: &Agency, licence: LicenceId) -> Result<LicenceIdentifier> {
        let serial = licence.0.simple().to_string().to_ascii_uppercase();
        LicenceIdentifier::mint(&self.source.code, &agency.uscc, &serial, 1).map_err(Error::fault)
    }
}

/// What is noted of an identifier, if anything.
pub(super) fn finding(identifier: &LicenceIdentifier) -> String {
    if identifier.has_right_check() {
        String::new()
    } else {
        FINDING.to_owned()
    }
}
