//! Many citizens of the demonstration: logged in, their licences known, their drafts ready to file.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::json;

use super::http::{Connection, Head, Request};
use super::load::in_parallel;

/// Enough that waiting writes share their commits.
const CLIENTS: usize = 64;
const WRONG_CREDENTIALS: u16 = 401;

/// Somebody who is logged in.
pub(crate) struct Citizen {
    cookie: String,
    licences: Vec<String>,
}

#[derive(Deserialize)]
struct Page {
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    id: String,
}

#[derive(Deserialize)]
struct Detail {
    face: Vec<Field>,
    draft: Option<IgnoredAny>,
    #[serde(default)]
    may_object: bool,
    open_objection: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Field {
    key: String,
    #[serde(default)]
    sensitive: bool,
}

#[derive(Deserialize)]
struct Draft {
    id: String,
    version: i64,
}

/// Logs the holders in and reads which licences they have; whom the server doesn't let in stays out.
pub(crate) fn log_in(address: SocketAddr, holders: &[String]) -> Result<Vec<Citizen>> {
    let citizens = in_parallel(address, CLIENTS, holders, |connection, holder| {
        let login = Head::default().post("/api/v1/session/citizen", &json!({ "ticket": holder }));
        let answer = connection.send(&login)?;
        if answer.status == WRONG_CREDENTIALS {
            return Ok(None);
        }
        let _: IgnoredAny = answer.json().context("a citizen can't log in")?;
        let cookie = answer.cookie.context("the log-in gave no cookie")?;
        let list: Page = connection.send(&list_of(&cookie))?.json()?;
        Ok(Some(Citizen {
            cookie,
            licences: list.items.into_iter().map(|licence| licence.id).collect(),
        }))
    })?;
    Ok(citizens.into_iter().flatten().collect())
}

/// Looks each licence up as its holder, the citizens dealt out to so many clients.
pub(crate) fn look_ups(citizens: &[Citizen], clients: usize) -> Vec<Vec<Request>> {
    let of = |citizen: &Citizen| -> Vec<Request> {
        let paths = citizen.licences.iter().map(|id| path_of(id));
        paths
            .map(|path| as_citizen(&citizen.cookie).get(&path))
            .collect()
    };
    deal_again(citizens.iter().flat_map(of).collect(), clients)
}

/// Lists each citizen's licences.
pub(crate) fn lists(citizens: &[Citizen], clients: usize) -> Vec<Vec<Request>> {
    let lists = citizens.iter().map(|citizen| list_of(&citizen.cookie));
    deal_again(lists.collect(), clients)
}

/// Writes a draft for each licence that nobody objects to yet; answers the requests that file them.
pub(crate) fn drafts(address: SocketAddr, citizens: &[Citizen]) -> Result<Vec<Request>> {
    let once = AtomicU64::new(1);
    let drafts = in_parallel(address, CLIENTS, citizens, |connection, citizen| {
        let mut filings = Vec::new();
        for licence in &citizen.licences {
            filings.extend(draft(connection, &citizen.cookie, licence, &once)?);
        }
        Ok(filings)
    })?;
    Ok(drafts.into_iter().flatten().collect())
}

fn draft(
    connection: &mut Connection,
    cookie: &str,
    licence: &str,
    once: &AtomicU64,
) -> Result<Option<Request>> {
    let head = as_citizen(cookie);
    let keyed = || Head {
        once: Some(once.fetch_add(1, Ordering::Relaxed)),
        ..head
    };
    let detail: Detail = connection.send(&head.get(&path_of(licence)))?.json()?;
    if !detail.may_object || detail.draft.is_some() || detail.open_objection.is_some() {
        return Ok(None);
    }
    let Some(field) = detail.face.iter().find(|field| !field.sensitive) else {
        return Ok(None);
    };
    let open = keyed().post("/api/v1/drafts", &json!({ "licence": licence }));
    let opened = connection.send(&open)?;
    let opened: Draft = opened.json().context("a draft can't be opened")?;
    let body = json!({
        "claims": [{ "key": field.key, "claimed": "压力测试所称的正确内容" }],
        "ground": "accuracy",
        "explanation": "压力测试：这一项写错了，请核对原始材料。",
    });
    let save = json!({ "version": opened.version, "body": body });
    let path = format!("/api/v1/drafts/{}", opened.id);
    let saved = connection.send(&head.put(&path, &save))?;
    let saved: Draft = saved.json().context("a draft can't be saved")?;
    let filing = json!({ "draft": saved.id, "version": saved.version });
    Ok(Some(keyed().post("/api/v1/objections", &filing)))
}

fn as_citizen(cookie: &str) -> Head<'_> {
    Head {
        cookie: Some(cookie),
        ..Head::default()
    }
}

fn list_of(cookie: &str) -> Request {
    as_citizen(cookie).get("/api/v1/licences")
}

fn path_of(licence: &str) -> String {
    format!("/api/v1/licences/{licence}")
}

/// Deals out what may be asked again, so that no client goes without.
fn deal_again(requests: Vec<Request>, clients: usize) -> Vec<Vec<Request>> {
    let dealt = requests.len().max(clients);
    deal(requests.into_iter().cycle().take(dealt), clients)
}

/// Deals out to so many hands, each getting what the others don't.
pub(crate) fn deal(requests: impl Iterator<Item = Request>, hands: usize) -> Vec<Vec<Request>> {
    let mut dealt = vec![Vec::new(); hands];
    let mut places = (0..hands).cycle();
    for request in requests {
        if let Some(hand) = places.next().and_then(|place| dealt.get_mut(place)) {
            hand.push(request);
        }
    }
    dealt.retain(|hand| !hand.is_empty());
    dealt
}
