//! How does a version come to its seal? By its keeper's act on what was approved, or by a job under a standing authority
//! (兰安 一百四十至一百四十二).
//!
//! A version is signed outside of any transaction. In the transaction the seal is held as it was read, the version is
//! taken off the waiting list, and the seal is kept; whoever comes second finds nothing to take.

use super::once::Once;
use super::seals::making::KEYS;
use super::{Caller, Clerk, Ctx, Error, Result, System, audit as read_audit, cases, day, seals};
use crate::crypto::{Sealed, Vault};
use crate::ports::seal_keys::SealKey;
use crate::store::audit::{self, Action, Entry, Kind, Object};
use crate::store::bulk::LicenceSeal;
use crate::store::sealing::{self as rows, After, Waiting};
use crate::store::seals::{self as register, Holding, InForce, Row};
use crate::store::{At, Id};
use domain::access::Relation;
use domain::id::{HolderId, LicenceId, SealId};
use domain::issuing::Way;
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::seal;
use domain::sealing::{AuthorityTerms, SealAct, Sealer, Use, UseRefusal, may};
use domain::wire::case::StaffRef;
use domain::wire::seal::{
    PutSeal, SEALED_AT_ONCE, SealPut, SealRefused, VersionRef, WaitingForSeal, WaitingVersion,
};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::thread;
use uuid::Uuid;

/// Versions that the job seals in one transaction.
const BATCH: i64 = 500;
/// Batches of one run of the job; then the lease is taken anew.
const BATCHES: usize = 20;

/// What waits for the keepers of the caller's agency.
pub async fn waiting(ctx: &Ctx<Clerk>) -> Result<WaitingForSeal> {
    if !may(ctx.actor.role, Relation::OwnAgency, SealAct::Put) {
        return Err(ProblemCode::Forbidden.into());
    }
    let most = SEALED_AT_ONCE;
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let mut read = ctx.app.db.read().await?;
    let when = (day::today(ctx.now), ctx.now);
    let mut found = rows::for_keeper(&mut read, ctx.actor.agency, when, limit + 1).await?;
    let all = register::list(&mut read).await?;
    drop(read);
    let more = found.len() > most;
    found.truncate(most);
    let me = Sealer::Person(ctx.actor.staff);
    let mine = all.iter().filter(|row| usage(row).by(me, ctx.now).is_ok());
    let answer = WaitingForSeal {
        seals: mine.map(seals::summary).collect(),
        items: found.iter().map(listed).collect(),
        more,
    };
    let whose = cases::by_holder(found.iter().map(|row| (row.holder_id, row.licence_id)));
    read_audit::reads(ctx, Action::ListWaiting, Kind::Licence, whose).await?;
    Ok(answer)
}

fn listed(row: &rows::Listed) -> WaitingVersion {
    WaitingVersion {
        licence: row.licence_id.into(),
        version: super::licences::small(row.version),
        identifier: row.identifier.clone(),
        type_name: row.type_name.clone(),
        hue: super::licences::small(row.hue),
        number: row.number.clone(),
        holder_name: row.holder_name.clone(),
        way: row.way.0,
        since: row.since.0,
        approved_by: row.approved_by.map(|id| StaffRef {
            id: id.into(),
            name: row.approver_name.clone().unwrap_or_default(),
        }),
    }
}

/// Puts a seal on versions, by its keeper or deputy.
pub async fn put(ctx: &Ctx<Clerk>, id: SealId, request: &PutSeal, once: &Once) -> Result<SealPut> {
    let versions: BTreeSet<VersionRef> = request.versions.iter().copied().collect();
    if versions.is_empty() || versions.len() > SEALED_AT_ONCE {
        let problem = FieldProblem::limited("/versions", FieldCode::TooMany, SEALED_AT_ONCE);
        return Err(Error::Invalid(vec![problem]));
    }
    let mut read = ctx.app.db.read().await?;
    let row = register::find(&mut read, id).await?;
    let row = row
        .filter(|row| row.agency_id == ctx.actor.agency.into())
        .ok_or(ProblemCode::NotFound)?;
    let sealer = Sealer::Person(ctx.actor.staff);
    let may_put = may(ctx.actor.role, Relation::OwnAgency, SealAct::Put);
    if !may_put {
        return Err(ProblemCode::Forbidden.into());
    }
    usage(&row).by(sealer, ctx.now)?;
    let mut answer = SealPut {
        sealed: Vec::new(),
        refused: Vec::new(),
    };
    let claim = once.claim(ctx, id.0);
    let came_before = claim.earlier(&mut read).await?.is_some();
    let mut found = Vec::with_capacity(versions.len());
    for version in versions {
        let key = (Id::from(version.licence), i64::from(version.version));
        match rows::one(&mut read, ctx.actor.agency, key).await? {
            Some(waiting) => found.push(waiting),
            None if came_before => answer.sealed.push(version),
            None => answer.refused.push(SealRefused {
                version,
                why: UseRefusal::NotWaiting,
            }),
        }
    }
    drop(read);
    if came_before {
        return Ok(answer);
    }
    let batch = sign(
        ctx,
        row,
        found,
        (sealer, Some(ctx.actor.staff.into()), None),
    )
    .await?;
    let refused = batch.refused.into_iter();
    answer
        .refused
        .extend(refused.map(|(version, why)| SealRefused { version, why }));
    let by = Holding::Keeper(ctx.actor.staff.into());
    answer.sealed = keep(ctx, batch.seals, id.into(), by, Some(claim)).await?;
    Ok(answer)
}

/// Whether an authority has anything to seal.
pub(crate) async fn is_due(ctx: &Ctx<System>) -> Result<bool> {
    Ok(!in_force(ctx).await?.is_empty())
}

async fn in_force(ctx: &Ctx<System>) -> Result<Vec<InForce>> {
    let mut read = ctx.app.db.read().await?;
    Ok(register::in_force(&mut read, day::today(ctx.now), ctx.now).await?)
}

/// Seals what waits under standing authorities, some batches; whether there may be more.
pub(crate) async fn seal_waiting(ctx: &Ctx<System>) -> Result<bool> {
    let (sealed, more) = some_batches(ctx).await?;
    if sealed > 0 {
        tracing::info!(sealed, "versions were sealed under standing authorities");
    }
    Ok(more)
}

async fn some_batches(ctx: &Ctx<System>) -> Result<(usize, bool)> {
    let (mut sealed, mut left) = (0, BATCHES);
    for authority in in_force(ctx).await? {
        for way in [Way::Approved, Way::Collected] {
            if authority.covers.0.includes(way) {
                sealed += under(ctx, &authority, way, &mut left).await?;
            }
            if left == 0 {
                return Ok((sealed, true));
            }
        }
    }
    Ok((sealed, false))
}

async fn under(
    ctx: &Ctx<System>,
    authority: &InForce,
    way: Way,
    left: &mut usize,
) -> Result<usize> {
    let (mut sealed, mut after) = (0, After::START);
    let terms = AuthorityTerms {
        covers: authority.covers.0,
        from: authority.from_date.0,
        to: authority.to_date.0,
        ended: false,
    };
    while *left > 0 {
        let mut read = ctx.app.db.read().await?;
        let of = (authority.agency_id, authority.type_code.as_str(), way);
        let found = rows::of_type(&mut read, of, after, BATCH).await?;
        let row = register::find(&mut read, authority.seal_id.into()).await?;
        drop(read);
        let (Some(last), Some(row)) = (found.last(), row) else {
            break;
        };
        after = After {
            since: last.since,
            licence: last.licence_id,
            version: last.version,
        };
        *left -= 1;
        let now = ctx.app.clock.now();
        let by_it = Sealer::Authority(terms, day::today(now));
        if usage(&row).by(by_it, now).is_err() {
            break;
        }
        let batch = sign(ctx, row, found, (by_it, None, Some(authority.id))).await?;
        tell(&batch.refused);
        let by = Holding::Authority(authority.id);
        sealed += keep(ctx, batch.seals, authority.seal_id, by, None)
            .await?
            .len();
    }
    Ok(sealed)
}

fn tell(refused: &[(VersionRef, UseRefusal)]) {
    for (version, refusal) in refused {
        tracing::error!(licence = %version.licence, version = version.version, %refusal, "a version can't be sealed");
    }
}

/// What decides whether a seal may be put.
fn usage(row: &Row) -> Use {
    Use {
        state: row.state.0,
        valid: row
            .valid_from
            .zip(row.valid_to)
            .map(|(from, to)| (from.0, to.0)),
        keeper: row.keeper_id.map(Into::into),
        deputy: row.deputy_id.map(Into::into),
    }
}

/// What was signed, and what was not.
struct Signed {
    seals: Vec<LicenceSeal>,
    refused: Vec<(VersionRef, UseRefusal)>,
}

/// Checks and signs, where it may take its time.
async fn sign<A>(
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
        version: super::licences::small(waiting.version),
    }
}

/// The bytes to be sealed, if they may be: what is in the library now against what was approved then.
fn record_of(
    vault: &Vault,
    sealer: Sealer,
    waiting: &Waiting,
) -> std::result::Result<zeroize::Zeroizing<Vec<u8>>, UseRefusal> {
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
) -> std::result::Result<Vec<Vec<u8>>, crate::crypto::CryptoError> {
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
            let signed = part
                .join()
                .unwrap_or(Err(crate::crypto::CryptoError::Unusable))?;
            signatures.extend(signed);
        }
        Ok(signatures)
    })
}

/// Keeps what was signed, with an audit record for each holder; the versions that bear the seal now.
async fn keep<A: Caller>(
    ctx: &Ctx<A>,
    signed: Vec<LicenceSeal>,
    seal: Id,
    by: Holding,
    claim: Option<super::once::Claim>,
) -> Result<Vec<VersionRef>> {
    let blank = ctx.entry(Action::PutSeal, Object::alone(Kind::Licence, seal.0));
    let ids = ctx.app.clone();
    let now = ctx.now;
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(claim) = &claim
                    && claim.settle(tx).await?.is_some()
                {
                    return Err(ProblemCode::InProgress.into());
                }
                register::hold(tx, seal, by).await?;
                let kept = rows::put(tx, signed).await?;
                let mut whose: BTreeMap<Id, Vec<Uuid>> = BTreeMap::new();
                for (holder, licence, _) in &kept {
                    whose.entry(*holder).or_default().push(licence.0);
                }
                let entries: Vec<Entry> = whose
                    .into_iter()
                    .map(|(holder, licences)| Entry {
                        id: ids.ids.new_id(now),
                        object: Object {
                            kind: Kind::Licence,
                            ids: licences,
                            holder: Some(HolderId(holder.0)),
                        },
                        ..blank.clone()
                    })
                    .collect();
                audit::record_all(tx, &entries).await?;
                let version = |(_, licence, version): &(Id, Id, i64)| VersionRef {
                    licence: LicenceId(licence.0),
                    version: super::licences::small(*version),
                };
                Ok::<_, Error>(kept.iter().map(version).collect())
            })
        })
        .await
}
