//! How does a seal come to its key and its certificate, and the deployment to its root?
//!
//! The root is made with the demonstration, or in production with the first seal that no accredited authority certifies
//! (see `certifying`); its key comes from the same port as the seals'.

use crate::crypto::certificate::{self, CertificateError, Subject, Terms};
use crate::crypto::{CryptoError, Sealed, Vault};
use crate::ports::seal_keys::SealKeys;
use crate::service::{Clerk, Ctx, Error, Result, day};
use crate::store::seal_roots::{self, Root};
use crate::store::seals::{Made, Row};
use crate::store::{At, Id, agencies};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::seal::Fingerprint;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use uuid::Uuid;

/// Where the keys of seals are.
pub(crate) const KEYS: SealKeys = SealKeys::Software;
/// A root lasts so long from when it is made.
const ROOT_YEARS: i64 = 30;
/// A seal may be put for so long at most (as accredited authorities certify seals).
const SEAL_YEARS: i64 = 10;

/// Why there is no seal.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MakingFault {
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    #[error(transparent)]
    Crypto(#[from] CryptoError),
    #[error("the key made no signature")]
    Unsigned,
    #[error("the root's key is not here")]
    NoRootKey,
}

/// Key and certificate for a seal that was confirmed, and the root where there is none yet.
pub(super) async fn make(
    ctx: &Ctx<Clerk>,
    row: &Row,
    valid_to: Date,
) -> Result<(Made, Option<Root>)> {
    // A certificate holds through its last second, and the next day's first isn't of this day.
    let end = day::end_of(valid_to).saturating_sub(1.second());
    let end = end.map_err(Error::fault)?;
    let latest = day::today(ctx.now).saturating_add(SEAL_YEARS.years());
    if end <= ctx.now || valid_to > latest {
        let problem = FieldProblem::new("/valid_to", FieldCode::WrongForm);
        return Err(problem.into());
    }
    let mut read = ctx.app.db.read().await?;
    let root = seal_roots::all(&mut read).await?;
    let root = root.into_iter().find(|root| root.handle.is_some());
    let maker = agencies::find(&mut read, ctx.actor.agency).await?;
    let maker = maker.ok_or(ProblemCode::NotFound)?;
    drop(read);
    let subject = subject(ctx, row)?;
    let (vault, now, id, root_id) = (ctx.app.vault.clone(), ctx.now, row.id.0, ctx.new_id());
    let root_subject = root_subject(ctx, &maker);
    let making = tokio::task::spawn_blocking(move || {
        let (root, new) = match root {
            Some(root) => (root, false),
            None => (make_root(&vault, root_id, &root_subject, now)?, true),
        };
        let made = make_seal(&vault, &root, id, &subject, (now, end))?;
        Ok::<_, MakingFault>((made, new.then_some(root)))
    });
    making.await.map_err(Error::fault)?.map_err(Error::fault)
}

/// Whom a seal's certificate is for.
pub(super) fn subject(ctx: &Ctx<Clerk>, row: &Row) -> Result<Subject> {
    let stored = (row.key_id.as_str(), row.form_sealed.as_slice());
    let form = ctx.app.vault.open_form(row.id.0, stored)?;
    Ok(Subject {
        organisation: form.unit_name.trim().to_owned(),
        organisation_code: Some(form.unit_code.trim().to_owned()),
        name: row.name.clone(),
    })
}

/// Whom the deployment's root is for, whoever needs it first: who makes it.
pub(in crate::service) fn root_subject(ctx: &Ctx<Clerk>, maker: &agencies::Row) -> Subject {
    let suffix = if ctx.app.demonstration {
        "演示电子印章根证书(非正式)"
    } else {
        "电子印章根证书"
    };
    Subject {
        name: format!("{}{suffix}", short(&maker.name, 40)),
        organisation: short(&maker.name, 64),
        organisation_code: Some(maker.uscc.clone()),
    }
}

/// A root with its key.
pub(crate) fn make_root(
    vault: &Vault,
    id: Uuid,
    subject: &Subject,
    from: Timestamp,
) -> std::result::Result<Root, MakingFault> {
    let key = KEYS.create(vault, id)?;
    let terms = Terms {
        serial: id,
        from,
        to: years_after(from, ROOT_YEARS),
    };
    let unsigned = certificate::root(subject, &key.public, &terms)?;
    let signing = KEYS.open(vault, id, &key.handle)?;
    let signature = one(signing.sign(&[unsigned.bytes()])?)?;
    Ok(Root {
        id: Id(id),
        name: subject.name.clone(),
        certificate: unsigned.signed(&signature)?,
        handle: Some(key.handle.bytes),
        key_id: Some(key.handle.key_id),
    })
}

/// A seal's key with its certificate under a root.
pub(crate) fn make_seal(
    vault: &Vault,
    root: &Root,
    id: Uuid,
    subject: &Subject,
    (from, to): (Timestamp, Timestamp),
) -> std::result::Result<Made, MakingFault> {
    let (Some(handle), Some(key_id)) = (&root.handle, &root.key_id) else {
        return Err(MakingFault::NoRootKey);
    };
    let handle = Sealed {
        key_id: key_id.clone(),
        bytes: handle.clone(),
    };
    let root_key = KEYS.open(vault, root.id.0, &handle)?;
    let key = KEYS.create(vault, id)?;
    let terms = Terms {
        serial: id,
        from,
        to,
    };
    let unsigned = certificate::sealing(subject, &key.public, &root.certificate, &terms)?;
    let signature = one(root_key.sign(&[unsigned.bytes()])?)?;
    let own = unsigned.signed(&signature)?;
    Ok(Made {
        handle: key.handle.bytes,
        handle_key_id: key.handle.key_id,
        chain: vec![BASE64.encode(own), BASE64.encode(&root.certificate)],
        valid_from: At(from),
        valid_to: At(to),
    })
}

/// The fingerprints of the roots that this deployment trusts: its own, and those of the authorities that certified seals.
pub(crate) fn trusted(roots: &[Root]) -> Vec<Fingerprint> {
    let of = |root: &Root| Fingerprint::of(&root.certificate);
    roots.iter().map(of).collect()
}

/// A chain as it stands in a seal's row, as DER.
pub(crate) fn chain_of(stored: &[String]) -> Option<Vec<Vec<u8>>> {
    let decoded: std::result::Result<_, _> =
        stored.iter().map(|text| BASE64.decode(text)).collect();
    decoded.ok()
}

/// The one signature of one message.
pub(in crate::service) fn one(
    signatures: Vec<Vec<u8>>,
) -> std::result::Result<Vec<u8>, MakingFault> {
    signatures.into_iter().next().ok_or(MakingFault::Unsigned)
}

fn years_after(from: Timestamp, years: i64) -> Timestamp {
    let days = years.saturating_mul(365) + years / 4;
    from.saturating_add((days.saturating_mul(24)).hours())
        .unwrap_or(from)
}

/// X.520 has no room for more than 64 characters.
fn short(name: &str, most: usize) -> String {
    name.chars().take(most).collect()
}
