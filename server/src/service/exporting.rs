//! How does a sealed version leave this system, so that others can check it without it? As the very bytes that were
//! sealed, the signature and the certificates.

use super::seals::making::chain_of;
use super::{Error, Result};
use crate::crypto::{Vault, certificate};
use crate::ids::Ids;
use crate::store::audit::{self, Action, By, Entry, Kind, Object};
use crate::store::{Db, sealing as rows};
use domain::id::HolderId;
use domain::seal::USER_ID;
use jiff::Timestamp;
use zeroize::Zeroizing;

/// A sealed version, for other programs.
pub struct Exported {
    /// The record, to the byte.
    pub record: Zeroizing<Vec<u8>>,
    /// DER of (r, s).
    pub signature: Vec<u8>,
    /// The seal's certificate, PEM.
    pub certificate: String,
    /// Those above it, the root last, PEM.
    pub chain: String,
    /// When it was sealed: the certificates have to be valid then.
    pub sealed_at: Timestamp,
}

impl Exported {
    /// The command lines that check the files `record.json`, `signature.der`, `certificate.pem` and `chain.pem`: the
    /// signature, and the certificates at the time of sealing.
    pub fn commands(&self) -> [String; 2] {
        [
            format!(
                "openssl x509 -in certificate.pem -noout -pubkey | openssl dgst -sm3 -verify /dev/stdin -sigopt distid:{USER_ID} -signature signature.der record.json"
            ),
            format!(
                "openssl verify -x509_strict -attime {} -vfyopt distid:{USER_ID} -CAfile chain.pem certificate.pem",
                self.sealed_at.as_second()
            ),
        ]
    }
}

/// The version with this 证照标识; none where it isn't there or bears no seal. It is recorded as a look-up in full.
pub async fn export(
    db: &Db,
    vault: &Vault,
    identifier: &str,
    now: Timestamp,
) -> Result<Option<Exported>> {
    let mut read = db.read().await?;
    let Some(key) = rows::named(&mut read, identifier).await? else {
        return Ok(None);
    };
    let Some(row) = rows::proof(&mut read, key).await? else {
        return Ok(None);
    };
    drop(read);
    let stored = (row.key_id.as_str(), row.record.as_slice());
    let record = vault.read_record_bytes(row.licence_id.0, row.version, stored)?;
    let chain = row.chain.as_ref().and_then(|chain| chain_of(chain));
    let chain = chain.ok_or_else(|| Error::fault("the seal's certificates can't be read"))?;
    let pem: std::result::Result<Vec<_>, _> =
        chain.iter().map(|der| certificate::pem(der)).collect();
    let pem = pem.map_err(Error::fault)?;
    let Some((certificate, above)) = pem.split_first() else {
        return Err(Error::fault("the seal has no certificates"));
    };
    let (certificate, chain) = (certificate.clone(), above.concat());
    let entry = Entry {
        id: Ids::Random.new_id(now),
        at: now,
        by: By::System,
        acting_for: None,
        action: Action::RevealLicence,
        object: Object::of(Kind::Licence, row.licence_id.0, HolderId(key.0.0)),
        service_item: None,
        request: None,
    };
    db.write(move |tx| {
        Box::pin(async move { audit::record(tx, &entry).await.map_err(Error::from) })
    })
    .await?;
    Ok(Some(Exported {
        record,
        signature: row.signature,
        certificate,
        chain,
        sealed_at: row.sealed_at.0,
    }))
}
