//! How does a seal come to the certificate of an accredited authority (《电子签名法》十六)?
//!
//! Its key is made first, and a request for it goes out. What comes back is the seal's chain, if `domain::seal` finds it
//! good; its root stands in the register from then on, so that whoever verifies what was sealed trusts it.

use super::making::{KEYS, MakingFault, one, subject};
use super::own_for;
use super::reading::show;
use super::steps::{Work, begin, event, settle};
use crate::crypto::{Sealed, certificate, request};
use crate::service::once::Once;
use crate::service::{Clerk, Ctx, Error, Result};
use crate::store::audit::Action;
use crate::store::seal_roots::{self, Root};
use crate::store::seals::{Made, Row};
use crate::store::{At, Id};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::id::SealId;
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::seal::{Certified, Unfit, certified};
use domain::sealing::{SealAct, SealEvent, SealRefusal};
use domain::text::{Lang, seal as text};
use domain::wire::seal::{AskForCertificate, CERTIFICATES_MAX, CertificateRequest, SealDeed};

/// The request for a seal's certificate. The first time it makes the seal's key; afterwards it is for the same key.
pub async fn ask(
    ctx: &Ctx<Clerk>,
    id: SealId,
    request: AskForCertificate,
    once: &Once,
) -> Result<CertificateRequest> {
    let claim = once.claim(ctx, id.0);
    let read = (id, request.version);
    if let Some(row) = begin(ctx, read, SealAct::Make, &claim).await? {
        row.state.0.after(SealEvent::Make)?;
        if row.handle.is_none() {
            let vault = ctx.app.vault.clone();
            let making = tokio::task::spawn_blocking(move || KEYS.create(&vault, id.0));
            let key = making.await.map_err(Error::fault)??;
            let event = event(ctx, id, row.version + 1, SealDeed::CertificateAsked);
            let work = Work::Key(key.handle);
            settle(ctx, &row, (work, event, Action::AskForCertificate), claim).await?;
        }
    }
    let row = own_for(ctx, &mut *ctx.app.db.read().await?, id, SealAct::Make).await?;
    Ok(CertificateRequest {
        request: written(ctx, &row).await?,
        seal: show(ctx, id).await?,
    })
}

async fn written(ctx: &Ctx<Clerk>, row: &Row) -> Result<String> {
    let (vault, id, subject) = (ctx.app.vault.clone(), row.id.0, subject(ctx, row)?);
    let handle = handle(row)?;
    let writing = tokio::task::spawn_blocking(move || {
        let key = KEYS.open(&vault, id, &handle)?;
        let unsigned = request::request(&subject, &key.public())?;
        let signature = one(key.sign(&[unsigned.bytes()])?)?;
        Ok::<_, MakingFault>(unsigned.signed(&signature)?)
    });
    writing.await.map_err(Error::fault)?.map_err(Error::fault)
}

fn handle(row: &Row) -> Result<Sealed> {
    let handle = row.handle.clone().zip(row.handle_key_id.clone());
    let handle = handle.map(|(bytes, key_id)| Sealed { key_id, bytes });
    handle.ok_or_else(|| SealRefusal::NotAsked.into())
}

/// What an authority answered, if it may become the seal's chain; with its root where the register doesn't have it.
pub(super) async fn take(ctx: &Ctx<Clerk>, row: &Row, pem: &str) -> Result<(Made, Option<Root>)> {
    if pem.len() > CERTIFICATES_MAX {
        let problem = FieldProblem::limited("/certificate", FieldCode::TooLong, CERTIFICATES_MAX);
        return Err(problem.into());
    }
    let handle = handle(row)?;
    let answer = certificate::all_in(pem).unwrap_or_default();
    let (app, id, now, key) = (ctx.app.clone(), row.id.0, ctx.now, handle.clone());
    let looking = tokio::task::spawn_blocking(move || {
        let key = KEYS.open(&app.vault, id, &key)?.public().to_der()?;
        Ok::<_, MakingFault>(certified(&answer, &app.seal_roots, &key, now))
    });
    let found = looking.await.map_err(Error::fault)?.map_err(Error::fault)?;
    let found = found.map_err(|unfit| refused(&unfit))?;
    let root = new_root(ctx, &found).await?;
    let made = Made {
        handle: handle.bytes,
        handle_key_id: handle.key_id,
        chain: found.chain.iter().map(|one| BASE64.encode(one)).collect(),
        valid_from: At(found.from),
        valid_to: At(found.to),
    };
    Ok((made, root))
}

fn refused(unfit: &Unfit) -> Error {
    Error::explained(ProblemCode::Invalid, text::unfit(unfit, Lang::Zh))
}

/// The root of a chain, unless the register has it. Its key is with the authority.
async fn new_root(ctx: &Ctx<Clerk>, found: &Certified) -> Result<Option<Root>> {
    let known = seal_roots::all(&mut *ctx.app.db.read().await?).await?;
    let root = found.chain.last().cloned().unwrap_or_default();
    let is_new = known.iter().all(|one| one.certificate != root);
    Ok(is_new.then(|| Root {
        id: Id(ctx.new_id()),
        name: found.root_name.clone(),
        certificate: root,
        handle: None,
        key_id: None,
    }))
}
