//! What may be sealed of what waits, and what is signed of it? It may take its time: no transaction waits for it.

use crate::crypto::{CryptoError, Sealed, Vault};
use crate::ports::seal_keys::SealKey;
use crate::service::seals::making::KEYS;
use crate::service::{Ctx, Error, Result, licences};
use crate::store::bulk::LicenceSeal;
use crate::store::sealing::Waiting;
use crate::store::seals::Row;
use crate::store::{At, Id};
use domain::seal;
use domain::sealing::{Sealer, UseRefusal};
use domain::wire::sealing::VersionRef;
use std::num::NonZero;
use std::thread;
use zeroize::Zeroizing;

/// What was signed, and what was not.
pub(super) struct Signed {
    pub(super) seals: Vec<LicenceSeal>,
    pub(super) refused: Vec<(VersionRef, UseRefusal)>,
}

/// Checks and signs.
pub(super) async fn sign<A>(
    ctx: &Ctx<A>,
    seal: Row,
    found: Vec<Waiting>,
    (sealer, staff, authority): (Sealer, Option<Id>, Option<Id>),
) -> Result<Signed> {
    let (vault, now) = (ctx.app.vault.clone(), ctx.app.clock.now());
    let signing = tokio::task::spawn_blocking(move || {
        let mut refused = Vec::new();
        let mut records = Vec::with_capacity(found.len());
        for waiting in found {
            match record_of(&vault, sealer, &waiting) {
                Ok(record) => records.push((waiting, record)),
                Err(refusal) => refused.push((version_of(&waiting), refusal)),
            }
        }
        let bytes: Vec<_> = records
            .iter()
            .map(|(_, record)| record.as_slice())
            .collect();
        let signatures = sign_all(&open(&vault, &seal)?, &bytes)?;
        let seals = records
            .iter()
            .zip(signatures)
            .map(|((waiting, _), signature)| LicenceSeal {
                holder_id: waiting.holder_id,
                licence_id: waiting.licence_id,
                version: waiting.version,
                seal_id: seal.id,
                signature,
                sealed_at: At(now),
                staff_id: staff,
                authority_id: authority,
            });
        let seals = seals.collect();
        Ok::<_, Error>(Signed { seals, refused })
    });
    signing.await.map_err(Error::fault)?
}

fn version_of(waiting: &Waiting) -> VersionRef {
    VersionRef {
        licence: waiting.licence_id.into(),
        version: licences::small(waiting.version),
    }
}

/// The bytes to be sealed, if they may be: what is in the library now against what was approved then.
fn record_of(
    vault: &Vault,
    sealer: Sealer,
    waiting: &Waiting,
) -> std::result::Result<Zeroizing<Vec<u8>>, UseRefusal> {
    let stored = (waiting.key_id.as_str(), waiting.record.as_slice());
    let record = vault
        .read_record_bytes(waiting.licence_id.0, waiting.version, stored)
        .map_err(|_| UseRefusal::OtherContent)?;
    let digest = seal::digest(&record);
    if digest != *waiting.digest {
        return Err(UseRefusal::OtherContent);
    }
    sealer.may_put(waiting.way.0, &digest, waiting.approved.as_deref())?;
    Ok(record)
}

fn open(vault: &Vault, seal: &Row) -> Result<SealKey> {
    let (Some(bytes), Some(key_id)) = (&seal.handle, &seal.handle_key_id) else {
        return Err(Error::fault("a seal that was made has no key"));
    };
    let handle = Sealed {
        key_id: key_id.clone(),
        bytes: bytes.clone(),
    };
    Ok(KEYS.open(vault, seal.id.0, &handle)?)
}

/// Signs on every core, in the order of the records.
pub(crate) fn sign_all<M: AsRef<[u8]> + Sync>(
    key: &SealKey,
    records: &[M],
) -> std::result::Result<Vec<Vec<u8>>, CryptoError> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let part = records.len().div_ceil(cores).max(1);
    if records.len() < 8 {
        return key.sign(records);
    }
    thread::scope(|scope| {
        let parts: Vec<_> = records
            .chunks(part)
            .map(|part| scope.spawn(|| key.sign(part)))
            .collect();
        let mut signatures = Vec::with_capacity(records.len());
        for part in parts {
            let signed = part.join().unwrap_or(Err(CryptoError::Unusable))?;
            signatures.extend(signed);
        }
        Ok(signatures)
    })
}
