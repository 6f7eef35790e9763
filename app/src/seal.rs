//! Does the seal stand on what this page shows? What the page hands over, and what it hears.
//!
//! The check itself is a program of its own (`bin/seal.rs`), loaded when somebody asks: SM2, SM3 and X.509 are heavy for a
//! page. It believes nothing that the server says of the seal: it verifies the signature over the record's bytes, and then
//! holds every value of the page against that record.

#[cfg(feature = "seal")]
mod check;

#[cfg(feature = "seal")]
pub use check::answer;

use crate::json::{FromJson, Record, Value};
use domain::wire::licence::{FaceValue, HolderShown, LicenceDetail};
use domain::wire::version::VersionShown;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

/// What a page shows of one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    identifier: String,
    predecessor: Option<String>,
    valid_from: Date,
    valid_to: Option<Date>,
    face: Vec<FaceValue>,
    /// The rest of the licence's page, where it is there.
    card: Option<Card>,
}

/// What a licence's page shows besides the version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Card {
    type_name: String,
    number: String,
    issuer_name: String,
    issued_on: Date,
    holder_name: String,
    holders: Vec<HolderShown>,
    valid_from: Date,
    valid_to: Option<Date>,
    identifier: String,
    face: Vec<FaceValue>,
}

/// What became of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Why it does not hold, in words; empty where it does.
    pub why: String,
    /// 单位名称, by the certificate.
    pub unit: String,
    /// 印章名称, by the certificate.
    pub name: String,
    /// Who certified it.
    pub issuer: String,
    /// The fingerprint of the root.
    pub root: String,
    /// When it was put on, as the library says.
    pub sealed_at: Option<Timestamp>,
    /// From when its certificate is valid.
    pub valid_from: Option<Timestamp>,
    /// Until when.
    pub valid_to: Option<Timestamp>,
}

impl Shown {
    /// A version, on the page of its licence or on its own.
    pub fn of(version: &VersionShown, card: Option<Card>) -> Self {
        Self {
            identifier: version.identifier.clone(),
            predecessor: version.predecessor.clone(),
            valid_from: version.valid_from,
            valid_to: version.valid_to,
            face: version.face.clone(),
            card,
        }
    }
}

impl Card {
    /// The page of a licence.
    pub fn of(licence: &LicenceDetail) -> Self {
        let card = &licence.summary;
        Self {
            type_name: card.type_name.clone(),
            number: card.number.clone(),
            issuer_name: card.issuer_name.clone(),
            issued_on: licence.issued_on,
            holder_name: card.holder_name.clone(),
            holders: licence.holders.clone(),
            valid_from: card.valid_from,
            valid_to: card.valid_to,
            identifier: licence.identifier.clone(),
            face: licence.face.clone(),
        }
    }
}

impl FromJson for Answer {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        Self {
            why: record.take("why"),
            unit: record.take("unit"),
            name: record.take("name"),
            issuer: record.take("issuer"),
            root: record.take("root"),
            sealed_at: record.take("sealed_at"),
            valid_from: record.take("valid_from"),
            valid_to: record.take("valid_to"),
        }
    }
}
