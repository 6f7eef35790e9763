//! How does a browser stay logged in?
//!
//! Where a log-in begins or ends, `tower-sessions` carries the session through the request; what it stores goes to
//! `service::sessions`. Everywhere else the cookie is all that is needed, and nothing is written down in between. A session's
//! content never changes after it was made but for whom its person acts, which `service::acting` writes: its store has nothing
//! to save and can revive nothing.

use super::problem::Problem;
use crate::app::App;
use crate::service::sessions::{self, Opening};
use crate::service::{Ctx, Error, Standing};
use async_trait::async_trait;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use domain::device::Device;
use domain::id::RequestId;
use domain::problem::ProblemCode;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error as SessionError, Result as SessionResult};
use tower_sessions::{Session, SessionManagerLayer, SessionStore};

const STANDING: &str = "standing";
const REQUEST: &str = "request";
const DEVICE: &str = "device";

/// The cookie's name: with `https` the prefix makes browsers insist on `Secure` and on this very host.
pub(super) fn cookie_name(app: &App) -> &'static str {
    if app.web.is_https() {
        "__Host-mingzheng"
    } else {
        "mingzheng"
    }
}

/// The layer that finds a request's session. It reads nothing until somebody asks.
pub(super) fn layer(app: &App) -> SessionManagerLayer<Store> {
    SessionManagerLayer::new(Store { app: app.clone() })
        .with_name(cookie_name(app))
        .with_secure(app.web.is_https())
        .with_http_only(true)
        .with_same_site(SameSite::Strict)
        .with_path("/")
}

/// Who is logged in, if anybody.
pub(super) async fn standing(parts: &Parts, app: &App) -> Result<Option<Standing>, Problem> {
    let Some(session) = parts.extensions.get::<Session>() else {
        let sent = cookie(&parts.headers, cookie_name(app));
        let Some(id) = sent.and_then(|id| id.parse().ok()) else {
            return Ok(None);
        };
        let standing = sessions::standing(app, hash(&id)).await;
        return standing.map_err(|error| unavailable(failed(&error).into()));
    };
    // Without a cookie there is nothing to look for.
    if session.id().is_none() {
        return Ok(None);
    }
    session.get(STANDING).await.map_err(unavailable)
}

/// Logs somebody in. The session gets a new id, whatever cookie the browser came with.
pub(super) async fn begin<A>(
    ctx: &Ctx<A>,
    session: &Session,
    device: Device,
    standing: &Standing,
) -> Result<(), Problem> {
    let old: Option<Standing> = session.get(STANDING).await.map_err(unavailable)?;
    if old.is_some() {
        session.cycle_id().await.map_err(unavailable)?;
    }
    session
        .insert(STANDING, standing)
        .await
        .map_err(unavailable)?;
    session
        .insert(REQUEST, ctx.request_id)
        .await
        .map_err(unavailable)?;
    session.insert(DEVICE, device).await.map_err(unavailable)?;
    session.save().await.map_err(unavailable)
}

/// With what a request was made, as far as it says.
pub(super) fn device(headers: &HeaderMap) -> Device {
    let said = headers.get(header::USER_AGENT);
    Device::of(said.and_then(|said| said.to_str().ok()).unwrap_or_default())
}

/// What a browser sends under a cookie's name.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// The hash of the session that a browser came with.
pub(super) fn id_hash(session: &Session) -> Option<[u8; 32]> {
    session.id().as_ref().map(hash)
}

/// Logs out.
pub(super) async fn end(session: &Session) -> Result<(), Problem> {
    if session.id().is_none() {
        return Ok(());
    }
    session.flush().await.map_err(unavailable)
}

/// `tower-sessions` 0.15 takes a cookie back without `Secure`, which browsers refuse for a `__Host-` name: say it whole.
pub(super) fn complete_removal(headers: &mut HeaderMap, name: &str, secure: bool) {
    let is_removal = |value: &HeaderValue| {
        let text = value.to_str().unwrap_or_default();
        text.strip_prefix(name)
            .is_some_and(|rest| rest.starts_with("=;"))
    };
    if !headers.get_all(header::SET_COOKIE).iter().any(is_removal) {
        return;
    }
    let kept: Vec<HeaderValue> = headers
        .get_all(header::SET_COOKIE)
        .iter()
        .filter(|value| !is_removal(value))
        .cloned()
        .collect();
    headers.remove(header::SET_COOKIE);
    let secure = if secure { "; Secure" } else { "" };
    let whole = format!("{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict{secure}");
    for value in kept.into_iter().chain(HeaderValue::try_from(whole)) {
        headers.append(header::SET_COOKIE, value);
    }
}

/// The cause is in the log already; nobody outside is told it.
fn unavailable(_: tower_sessions::session::Error) -> Problem {
    Problem::new(ProblemCode::Unavailable)
}

/// What `tower-sessions` keeps its sessions in.
#[derive(Clone)]
pub(super) struct Store {
    app: App,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> SessionResult<()> {
        let standing: Standing = part(record, STANDING)?;
        let request: RequestId = part(record, REQUEST)?;
        let device: Device = part(record, DEVICE)?;
        loop {
            let opening = Opening {
                id_hash: hash(&record.id).to_vec(),
                actor: standing.actor.clone(),
                request,
                device,
                has_proved: standing.has_proved,
            };
            if sessions::open(&self.app, opening)
                .await
                .map_err(|error| failed(&error))?
            {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    async fn save(&self, _: &Record) -> SessionResult<()> {
        Ok(())
    }

    async fn load(&self, id: &Id) -> SessionResult<Option<Record>> {
        let standing = sessions::standing(&self.app, hash(id))
            .await
            .map_err(|error| failed(&error))?;
        let Some(standing) = standing else {
            return Ok(None);
        };
        let standing = serde_json::to_value(standing).map_err(|error| encoding(&error))?;
        Ok(Some(Record {
            id: *id,
            data: [(STANDING.to_owned(), standing)].into(),
            // Nobody reads it: idle and absolute end are decided where it is stored.
            expiry_date: OffsetDateTime::UNIX_EPOCH,
        }))
    }

    async fn delete(&self, id: &Id) -> SessionResult<()> {
        sessions::close(&self.app, hash(id).to_vec())
            .await
            .map_err(|error| failed(&error))
    }
}

/// A stolen database opens no account.
fn hash(id: &Id) -> [u8; 32] {
    Sha256::digest(id.0.to_le_bytes()).into()
}

fn part<T: serde::de::DeserializeOwned>(record: &Record, name: &str) -> SessionResult<T> {
    let value = record.data.get(name).cloned().unwrap_or_default();
    serde_json::from_value(value).map_err(|error| encoding(&error))
}

fn encoding(error: &serde_json::Error) -> SessionError {
    SessionError::Encode(error.to_string())
}

fn failed(error: &Error) -> SessionError {
    tracing::error!(%error, "a session failed");
    SessionError::Backend(error.code().as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_removal_is_made_whole_and_other_cookies_stay() {
        let mut headers = HeaderMap::new();
        for cookie in ["__Host-mingzheng=; Path=/; Max-Age=0", "other=1"] {
            headers.append(header::SET_COOKIE, HeaderValue::from_static(cookie));
        }
        complete_removal(&mut headers, "__Host-mingzheng", true);
        let cookies: Vec<_> = headers.get_all(header::SET_COOKIE).iter().collect();
        assert_eq!(
            cookies,
            [
                "other=1",
                "__Host-mingzheng=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure"
            ]
        );
    }
}
