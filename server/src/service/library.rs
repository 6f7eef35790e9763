//! How does a record become a version in the library? One way for what is issued, changed, corrected and collected: its
//! canonical bytes and their digest, sealed for their row, with the event, the approval and the wait for a seal.

use super::sealed::EventWords;
use super::{Error, Result};
use crate::crypto::{CryptoError, Vault};
use crate::store::bulk::{
    self, AwaitingSeal, EntryQuality, LicenceApproval, LicenceEvent, LicenceVersion,
};
use crate::store::library::Kept;
use crate::store::{At, Day, Id, Word};
use domain::catalogue::FaceField;
use domain::id::LicenceId;
use domain::identifier::{LicenceIdentifier, Uscc};
use domain::issuing::{Checked, LicenceRecord, Way, listed_number};
use domain::licence::{Condition, LicenceEventKind, Trust};
use domain::quality::Marks;
use domain::seal;
use jiff::Timestamp;
use jiff::civil::Date;
use rand::Rng;
use uuid::Uuid;
use zeroize::Zeroizing;

/// A record with the bytes that are approved and sealed.
pub(crate) struct Canonical {
    pub(crate) record: LicenceRecord,
    pub(crate) bytes: Zeroizing<Vec<u8>>,
    pub(crate) digest: [u8; 32],
}

impl Canonical {
    /// Writes a record down in the form of RFC 8785.
    pub(crate) fn of(record: LicenceRecord) -> Result<Self> {
        let bytes = serde_json_canonicalizer::to_vec(&record).map_err(Error::fault)?;
        let bytes = Zeroizing::new(bytes);
        Ok(Self {
            digest: seal::digest(&bytes),
            record,
            bytes,
        })
    }

    /// Reads what was written down before.
    pub(crate) fn read(text: String) -> Result<Self> {
        let bytes = Zeroizing::new(text.into_bytes());
        let record = serde_json::from_slice(&bytes).map_err(Error::fault)?;
        Ok(Self {
            digest: seal::digest(&bytes),
            record,
            bytes,
        })
    }
}

/// Under which type and by which agency a licence is issued.
pub(crate) struct Origin<'a> {
    pub(crate) type_code: &'a str,
    pub(crate) type_name: &'a str,
    /// The version of the type.
    pub(crate) schema_version: u32,
    pub(crate) issuer: &'a Uscc,
    pub(crate) issuer_name: &'a str,
}

impl Origin<'_> {
    /// The identifier of a licence that has none yet: its id is the serial.
    pub(crate) fn minted(&self, licence: LicenceId) -> Result<LicenceIdentifier> {
        let serial = licence.0.simple().to_string().to_ascii_uppercase();
        LicenceIdentifier::mint(self.type_code, self.issuer, &serial, 1).map_err(Error::fault)
    }

    /// The record of a version with this content; `predecessor` is the identifier of the version before.
    pub(crate) fn record(
        &self,
        licence: LicenceId,
        identifier: &LicenceIdentifier,
        content: Checked,
        predecessor: Option<String>,
    ) -> LicenceRecord {
        LicenceRecord {
            identifier: identifier.as_str().to_owned(),
            type_name: self.type_name.to_owned(),
            type_code: self.type_code.to_owned(),
            schema_version: self.schema_version,
            number: content.number,
            issuer_name: self.issuer_name.to_owned(),
            issuer_code: self.issuer.as_str().to_owned(),
            issued_on: content.issued_on,
            valid_from: content.validity.from,
            valid_to: content.validity.to,
            holders: content.holders,
            predecessor,
            face: content.face,
            licence,
            salt: salt(),
        }
    }
}

/// 16 random bytes, see [`LicenceRecord::salt`].
pub(crate) fn salt() -> String {
    let mut bytes = [0_u8; 16];
    rand::rng().fill_bytes(&mut bytes);
    crate::hex::write(&bytes)
}

/// What is kept of a version besides its record.
pub(crate) struct Deed<'a> {
    /// The leading holder; nil where it is known in the transaction only.
    pub(crate) holder: Id,
    pub(crate) issuer: Id,
    pub(crate) version: i64,
    /// The event's place, which is the licence's revision from now on.
    pub(crate) seq: i64,
    pub(crate) kind: LicenceEventKind,
    pub(crate) on: Date,
    pub(crate) staff: Option<Id>,
    pub(crate) words: &'a EventWords,
    pub(crate) objection: Option<Id>,
    pub(crate) trust: Trust,
    /// Who approved the content; nobody where it was issued elsewhere.
    pub(crate) approved_by: Option<Id>,
    pub(crate) at: Timestamp,
}

/// The rows of a version; `fields` are those of its type, by which it is complete or not.
pub(crate) fn keep(
    vault: &Vault,
    canonical: &Canonical,
    fields: &[FaceField],
    deed: &Deed<'_>,
) -> std::result::Result<Kept, CryptoError> {
    let Canonical {
        record,
        bytes,
        digest,
    } = canonical;
    let licence = record.licence;
    let sealed = vault.seal_record(licence, deed.version, bytes)?;
    let at = At(deed.at);
    let event = event(vault, licence, deed)?;
    Ok(Kept {
        version: LicenceVersion {
            holder_id: deed.holder,
            licence_id: licence.into(),
            version: deed.version,
            identifier: record.identifier.clone(),
            schema_version: record.schema_version.into(),
            record: sealed.bytes,
            key_id: sealed.key_id,
            digest: digest.to_vec(),
            trust: Word(deed.trust),
            valid_from: Day(record.valid_from),
            valid_to: record.valid_to.map(Day),
            objection_id: deed.objection,
            created_at: at,
        },
        quality: EntryQuality::of(&event, Marks::of(record, fields)),
        event,
        approval: deed.approved_by.map(|approved_by| LicenceApproval {
            holder_id: deed.holder,
            licence_id: licence.into(),
            version: deed.version,
            digest: digest.to_vec(),
            approved_by,
            approved_at: at,
        }),
        awaiting: AwaitingSeal {
            holder_id: deed.holder,
            licence_id: licence.into(),
            version: deed.version,
            issuer_id: deed.issuer,
            type_code: record.type_code.clone(),
            way: Word(match deed.approved_by {
                Some(_) => Way::Approved,
                None => Way::Collected,
            }),
            since: at,
        },
    })
}

/// The row of an event; its words are sealed if there are any.
pub(crate) fn event(
    vault: &Vault,
    licence: LicenceId,
    deed: &Deed<'_>,
) -> std::result::Result<LicenceEvent, CryptoError> {
    let silent = *deed.words == EventWords::default();
    let sealed = (!silent)
        .then(|| vault.seal_licence_words(licence, deed.seq, deed.words))
        .transpose()?;
    let (key_id, words_sealed) = sealed.map(|sealed| (sealed.key_id, sealed.bytes)).unzip();
    Ok(LicenceEvent {
        holder_id: deed.holder,
        licence_id: licence.into(),
        seq: deed.seq,
        at: At(deed.at),
        kind: Word(deed.kind),
        on_date: Day(deed.on),
        version: deed.version,
        agency_id: deed.issuer,
        staff_id: deed.staff,
        words_sealed,
        key_id,
    })
}

/// The row of a licence that enters with this record.
pub(crate) fn licence_row(
    record: &LicenceRecord,
    deed: &Deed<'_>,
    condition: Condition,
) -> bulk::Licence {
    bulk::Licence {
        holder_id: deed.holder,
        id: record.licence.into(),
        type_code: record.type_code.clone(),
        schema_version: record.schema_version.into(),
        issuer_id: deed.issuer,
        number: listed_number(&record.number, &record.holders),
        status: Word(condition.status),
        pledged: condition.pledged,
        issued_on: Day(record.issued_on),
        valid_from: Day(record.valid_from),
        valid_to: record.valid_to.map(Day),
        version: deed.version,
        revision: deed.seq,
        reminded: 0,
    }
}

impl Kept {
    /// With the leading holder, once the transaction knows the id.
    pub(crate) fn of(mut self, holder: Id) -> Self {
        self.version.holder_id = holder;
        self.event.holder_id = holder;
        self.quality.holder_id = holder;
        self.awaiting.holder_id = holder;
        if let Some(approval) = &mut self.approval {
            approval.holder_id = holder;
        }
        self
    }
}

/// Stands where a holder's id isn't known yet.
pub(crate) const NOBODY: Id = Id(Uuid::nil());
