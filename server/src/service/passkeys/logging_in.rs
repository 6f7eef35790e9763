//! Does what a device signed open an account? Whatever it comes to is written.

use super::{Asked, ask, read, relying_party, taken};
use crate::service::{Caller, Ctx, Error, Result, Standing, Visitor, login};
use crate::store::audit::{self, Action, By, Entry, Kind, Object};
use crate::store::notices::{self, About, New, Recipient};
use crate::store::{At, Id, Tx, passkeys as rows, sessions, staff, word};
use domain::access::Actor;
use domain::id::StaffId;
use domain::problem::ProblemCode;
use domain::wire::factor::{PasskeyAsked, PasskeyLogin};
use domain::wire::notice::NoticeKind;
use jiff::Timestamp;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PublicKeyCredential, Webauthn, WebauthnError,
};

/// Asks whatever device somebody has to log in. Nobody says who they are yet, so that nobody is told who is known here.
pub async fn ask_to_log_in(ctx: &Ctx<Visitor>) -> Result<PasskeyAsked> {
    let us = relying_party(&ctx.app)?;
    let started = us.start_discoverable_authentication();
    let (options, state) = started.map_err(Error::fault)?;
    let options = serde_json::to_value(options.public_key).map_err(Error::fault)?;
    ask(ctx, &Asked::ToLogIn(state), &options).await
}

/// What a passkey came to.
enum Signed {
    /// It opens its account; with the count after this use.
    Right(Box<Passkey>),
    /// Its count doesn't go on: there are two of it.
    Copied,
    /// It didn't sign what was asked.
    Wrong,
}

/// Logs somebody in by what their device signed. A count that doesn't go on is that of a copy: neither opens anything any
/// more, and its owner is told.
pub async fn log_in(ctx: &Ctx<Visitor>, login: &PasskeyLogin) -> Result<Standing> {
    let us = relying_party(&ctx.app)?;
    let credential: PublicKeyCredential = read(&login.credential)?;
    let Some(Asked::ToLogIn(state)) = taken(ctx, &login.challenge).await? else {
        return Err(ProblemCode::WrongCredentials.into());
    };
    let found = rows::find(
        &mut *ctx.app.db.read().await?,
        credential.get_credential_id(),
    )
    .await?;
    let row = found.ok_or(ProblemCode::WrongCredentials)?;
    let staff = StaffId::from(row.staff_id);
    let trial = Trial::of(ctx, us, (credential, state), &row)?;
    let right = ctx
        .app
        .db
        .write(move |tx| Box::pin(trial.judged(tx)))
        .await?;
    if !right {
        // If there was a copy, its owner is told now.
        ctx.app.outbox().notify_one();
    }
    let account = staff::find(&mut *ctx.app.db.read().await?, staff).await?;
    let account = account.filter(|account| right && account.disabled_at.is_none());
    let account = account.ok_or(ProblemCode::WrongCredentials)?;
    Ok(Standing {
        must_change_password: login::must_change(ctx, &account),
        has_proved: true,
        ..Standing::of(Actor::Staff {
            staff,
            agency: account.agency_id.into(),
            role: account.role.0,
        })
    })
}

/// A use of a passkey, with what is written of it whatever it comes to.
struct Trial {
    us: Webauthn,
    credential: PublicKeyCredential,
    state: DiscoverableAuthentication,
    /// By which the passkey is found again where it is written, so that no count is compared with an old one.
    credential_id: Vec<u8>,
    tried: Entry,
    used: Entry,
    ended: Entry,
    told: New,
    now: Timestamp,
}

impl Trial {
    fn of<A: Caller>(
        ctx: &Ctx<A>,
        us: Webauthn,
        (credential, state): (PublicKeyCredential, DiscoverableAuthentication),
        row: &rows::Row,
    ) -> Result<Self> {
        let staff = StaffId::from(row.staff_id);
        let tried = ctx.entry(Action::TryFactor, Object::alone(Kind::Staff, staff.0));
        let used = Entry {
            id: ctx.new_id(),
            by: By::Staff(staff),
            action: Action::ProveFactor,
            ..tried.clone()
        };
        let ended = Entry {
            id: ctx.new_id(),
            action: Action::EndCopiedPasskey,
            ..tried.clone()
        };
        let kind = NoticeKind::PasskeyCopied;
        let told = New {
            id: Id(ctx.new_id()),
            to: Recipient::Staff(row.staff_id),
            kind,
            about: About::Account,
            step: None,
            due_date: None,
            once: format!("{}/{}", word(&kind)?, row.id.0),
            created_at: At(ctx.now),
        };
        Ok(Self {
            us,
            credential,
            state,
            credential_id: row.credential_id.clone(),
            tried,
            used,
            ended,
            told,
            now: ctx.now,
        })
    }

    /// Whether it opens the account; what it came to is written.
    async fn judged(self, tx: &mut Tx) -> Result<bool> {
        audit::record(tx, &self.tried).await?;
        let Some(row) = rows::find(tx, &self.credential_id).await? else {
            return Ok(false);
        };
        let kept: Passkey = serde_json::from_value(row.kept).map_err(Error::fault)?;
        match signed(&self.us, &self.credential, self.state, kept) {
            Signed::Right(kept) => {
                let kept = serde_json::to_value(&*kept).map_err(Error::fault)?;
                rows::note_use(tx, row.id, &kept, self.now).await?;
                audit::record(tx, &self.used).await?;
                Ok(true)
            }
            Signed::Copied => {
                rows::remove(tx, row.staff_id, row.id).await?;
                sessions::revoke_all(tx, row.staff_id, self.now).await?;
                notices::insert(tx, &[self.told]).await?;
                audit::record(tx, &self.ended).await?;
                Ok(false)
            }
            Signed::Wrong => Ok(false),
        }
    }
}

fn signed(
    us: &Webauthn,
    credential: &PublicKeyCredential,
    state: DiscoverableAuthentication,
    mut kept: Passkey,
) -> Signed {
    match us.finish_discoverable_authentication_v2(credential, state, &kept) {
        Ok(result) => {
            kept.update_credential(&result);
            Signed::Right(Box::new(kept))
        }
        Err(WebauthnError::CredentialPossibleCompromise) => Signed::Copied,
        Err(error) => {
            tracing::warn!(%error, "a passkey was refused");
            Signed::Wrong
        }
    }
}
