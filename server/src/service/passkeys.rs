//! How do staff log in with a device of theirs and no password? The device signs what we ask, after its owner has shown it
//! who they are: two factors in one (等保 8.1.4.1 d).

use super::second_factors::{changer, id, proved};
use super::{Ctx, Error, Result, Standing};
use crate::app::App;
use crate::hex;
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::{At, Id, StoreError, passkeys as rows, sessions, staff};
use domain::id::{PasskeyId, StaffId};
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::wire::factor::{NewPasskey, PasskeyAsked};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, PasskeyRegistration, RegisterPublicKeyCredential, Url, Webauthn,
    WebauthnBuilder, WebauthnError,
};

mod logging_in;

pub use logging_in::{ask_to_log_in, log_in};

/// So long a device may take.
const LASTS: SignedDuration = SignedDuration::from_mins(5);

/// What a browser was asked, as it is kept until it answers.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Asked {
    /// To make a passkey for this account.
    ToMake(StaffId, PasskeyRegistration),
    /// To log in.
    ToLogIn(DiscoverableAuthentication),
}

/// Whether browsers know passkeys at this address.
pub(super) fn are_possible(app: &App) -> bool {
    relying_party(app).is_ok()
}

/// Asks the browser for a passkey of one's own.
pub async fn ask_to_make(ctx: &Ctx<Option<Standing>>) -> Result<PasskeyAsked> {
    let clerk = changer(ctx)?;
    let us = relying_party(&ctx.app)?;
    let (account, known) = {
        let mut read = ctx.app.db.read().await?;
        let account = staff::find(&mut read, clerk.actor.staff).await?;
        (account, rows::of_staff(&mut read, id(&clerk)).await?)
    };
    let account = account.ok_or(ProblemCode::SignedOut)?;
    let known = known.into_iter().map(|row| row.credential_id);
    let (options, state) = us
        .start_passkey_registration(
            account.id.0,
            &account.username,
            &account.name,
            Some(known.collect()),
        )
        .map_err(Error::fault)?;
    let mut options = serde_json::to_value(options.public_key).map_err(Error::fault)?;
    // Who logs in by it types no name: the device has to find it by itself.
    if let Some(Value::Object(wanted)) = options.get_mut("authenticatorSelection") {
        wanted.insert("residentKey".to_owned(), json!("required"));
        wanted.insert("requireResidentKey".to_owned(), json!(true));
    }
    ask(&clerk, &Asked::ToMake(clerk.actor.staff, state), &options).await
}

/// Keeps the passkey that was made. Every session of the account ends; the caller opens the new one.
pub async fn keep(ctx: &Ctx<Option<Standing>>, made: &NewPasskey) -> Result<Standing> {
    let clerk = changer(ctx)?;
    let us = relying_party(&ctx.app)?;
    if let Some(fault) = FieldProblem::of_required("/name", &made.name, 1..=30) {
        return Err(fault.into());
    }
    let credential: RegisterPublicKeyCredential = read(&made.credential)?;
    let state = match taken(&clerk, &made.challenge).await? {
        Some(Asked::ToMake(staff, state)) if staff == clerk.actor.staff => state,
        _ => return Err(ProblemCode::WrongState.into()),
    };
    let passkey = us.finish_passkey_registration(&credential, &state);
    let passkey = passkey.map_err(|error| refused(&error))?;
    let (staff, now) = (id(&clerk), ctx.now);
    let row = rows::Row {
        id: Id(ctx.new_id()),
        staff_id: staff,
        credential_id: passkey.cred_id().clone(),
        name: made.name.trim().to_owned(),
        kept: serde_json::to_value(&passkey).map_err(Error::fault)?,
        made_at: At(now),
        used_at: None,
    };
    let entry = clerk.entry(
        Action::SetUpFactor,
        Object::alone(Kind::Staff, clerk.actor.staff.0),
    );
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                rows::insert(tx, &row).await.map_err(|error| match error {
                    StoreError::Duplicate => Error::Refused(ProblemCode::WrongState),
                    other => other.into(),
                })?;
                sessions::revoke_all(tx, staff, now).await?;
                Ok::<_, Error>(audit::record(tx, &entry).await?)
            })
        })
        .await?;
    Ok(proved(&clerk))
}

/// Removes one's own. Every other session ends.
pub async fn remove(
    ctx: &Ctx<Option<Standing>>,
    here: sessions::IdHash,
    passkey: PasskeyId,
) -> Result<()> {
    let clerk = changer(ctx)?;
    let (staff, now) = (id(&clerk), ctx.now);
    let entry = clerk.entry(
        Action::RemoveFactor,
        Object::alone(Kind::Staff, clerk.actor.staff.0),
    );
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if !rows::remove(tx, staff, passkey.into()).await? {
                    return Err(ProblemCode::NotFound.into());
                }
                sessions::revoke_others(tx, staff, &here, now).await?;
                Ok::<_, Error>(audit::record(tx, &entry).await?)
            })
        })
        .await
}

async fn ask<A>(ctx: &Ctx<A>, asked: &Asked, options: &Value) -> Result<PasskeyAsked> {
    let challenge = hex::write(&ctx.app.vault.secret());
    let id_hash = hash_of(&challenge);
    let asked = serde_json::to_value(asked).map_err(Error::fault)?;
    let expires_at = ctx.now.saturating_add(LASTS).unwrap_or(ctx.now);
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(
                async move { Ok::<_, Error>(rows::ask(tx, &id_hash, &asked, expires_at).await?) },
            )
        })
        .await?;
    Ok(PasskeyAsked {
        challenge,
        options: options.to_string(),
    })
}

async fn taken<A>(ctx: &Ctx<A>, challenge: &str) -> Result<Option<Asked>> {
    let (id_hash, now) = (hash_of(challenge), ctx.now);
    let taken = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(async move { Ok::<_, Error>(rows::take(tx, &id_hash, now).await?) })
        })
        .await?;
    let asked = taken.map(serde_json::from_value);
    asked.transpose().map_err(Error::fault)
}

fn hash_of(challenge: &str) -> Vec<u8> {
    Sha256::digest(challenge).to_vec()
}

fn read<T: serde::de::DeserializeOwned>(credential: &str) -> Result<T> {
    serde_json::from_str(credential)
        .map_err(|_| FieldProblem::new("/credential", FieldCode::Unreadable).into())
}

fn refused(error: &WebauthnError) -> Error {
    tracing::warn!(%error, "a new passkey was refused");
    ProblemCode::WrongCredentials.into()
}

/// We, as browsers know us: by a name, which an address of numbers isn't.
fn relying_party(app: &App) -> Result<Webauthn> {
    let not_here = || Error::Refused(ProblemCode::NotOffered);
    let origin = Url::parse(&app.web.public_url).map_err(|_| not_here())?;
    let name = origin.domain().ok_or_else(not_here)?;
    let builder = WebauthnBuilder::new(name, &origin).map_err(|_| not_here())?;
    builder
        .rp_name("明证 Mingzheng")
        .build()
        .map_err(Error::fault)
}
