//! What this device keeps for a time without a connection: what its citizen saw last, and what waits to be sent.
//!
//! `app/kept.js` encrypts it and knows when it ends; here stands what is kept, and whose.

use super::call::{Answer, parse, read};
use super::error::ApiError;
use crate::browser::{self, keeper};
use crate::json::FromJson;
use domain::access::Actor;
use domain::wire::session::Session;
use jiff::Timestamp;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

/// Under names that begin so stands what waits to be sent; it outlives the session, though not another person's log-in.
const WAITING: &str = "waiting";

/// Something of the server's, now or as it was.
#[derive(Clone, Debug)]
pub struct Seen<T> {
    /// What it is, or was.
    pub data: T,
    /// When the server said so, where that was not now.
    pub kept_at: Option<Timestamp>,
}

impl<T> Seen<T> {
    /// As it is now.
    pub const fn live(data: T) -> Self {
        Self {
            data,
            kept_at: None,
        }
    }
}

/// Reads something and keeps it; without an answer, what was kept of it.
pub(super) async fn see<T: FromJson>(address: String) -> Answer<Seen<T>> {
    match read(address.clone()).await {
        Ok(text) => {
            keep(&address, &text);
            parse(&text).map(Seen::live)
        }
        Err(error) => last(&address, error).await,
    }
}

/// What was kept, where the reason for asking is that no answer came; else that reason.
pub(super) async fn last<T: FromJson>(address: &str, error: ApiError) -> Answer<Seen<T>> {
    if !error.is_unanswered() {
        return Err(error);
    }
    let (at, text) = look(address).await.ok_or(error)?;
    Ok(Seen {
        data: parse(&text)?,
        kept_at: Some(at),
    })
}

/// Keeps a text; when and if at all, the keeper decides.
pub(super) fn keep(name: &str, text: &str) {
    let given = [name.into(), text.into()];
    spawn_local(async move {
        keeper("keep", &given).await;
    });
}

/// What waits to be sent, as it was given to [`wait`].
pub async fn waiting(what: &str) -> Option<String> {
    look(&[WAITING, what].concat()).await.map(|(_, text)| text)
}

/// Keeps what shall be sent once there is a connection; it is kept when this returns.
pub async fn wait(what: &str, text: &str) {
    keeper("keep", &[[WAITING, what].concat().into(), text.into()]).await;
}

/// It waits no more.
pub async fn wait_no_more(what: &str) {
    keeper("drop", &[[WAITING, what].concat().into()]).await;
}

async fn look(name: &str) -> Option<(Timestamp, String)> {
    let found: js_sys::Array = keeper("look", &[name.into()]).await.dyn_into().ok()?;
    let at = browser::whole64(found.get(0).as_f64()?);
    Some((
        Timestamp::from_millisecond(at).ok()?,
        found.get(1).as_string()?,
    ))
}

/// Begins to keep for the citizen whose session this is, and forgets everybody else's; staff have nothing kept.
pub(super) fn entered(session: &Session, address: &str, text: &str) {
    match session.who.as_ref().map(|who| &who.actor) {
        Some(Actor::Holder { holder }) => {
            let given = [holder.to_string().into(), session.idle_minutes.into()];
            spawn_local(async move {
                keeper("begin", &given).await;
            });
            keep(address, text);
        }
        Some(_) => spawn_local(forget()),
        None => end(),
    }
}

/// The session has ended: what was seen goes, what waits stays for whose it is.
pub fn end() {
    spawn_local(async {
        keeper("end", &[]).await;
    });
}

/// Nothing of anybody stays.
pub(super) async fn forget() {
    keeper("forget", &[]).await;
}
