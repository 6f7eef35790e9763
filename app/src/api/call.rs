//! One request over `fetch`: its time limit, its retry, and what its failure means.

use super::error::ApiError;
use super::routes::Route;
use crate::json::FromJson;
use crate::{browser, json};
use domain::problem::{Problem, ProblemCode};
use js_sys::Promise;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

/// What a call brings.
pub type Answer<T> = Result<T, ApiError>;

/// After so many milliseconds a call counts as unanswered.
const PATIENCE: i32 = 15_000;

/// Reads something.
pub(super) async fn ask<T: FromJson>(address: String) -> Answer<T> {
    parse(&read(address).await?)
}

/// Reads something as it comes. A network failure is retried once, since reading twice does no harm.
pub(super) async fn read(address: String) -> Answer<String> {
    match request("GET", &address, None, None).await {
        Err(ApiError::Offline) => request("GET", &address, None, None).await,
        other => other,
    }
}

/// Sends a body. `key` makes it happen once.
pub(super) async fn send<B: Serialize, T: FromJson>(
    route: Route,
    ids: &[&str],
    body: &B,
    key: Option<&str>,
) -> Answer<T> {
    let body = json::write(body).map_err(|_| ApiError::Garbled)?;
    parse(&request(route.method, &route.at(ids), Some(&body), key).await?)
}

/// Sends a body for a file that is text.
pub(super) async fn send_for_text<B: Serialize>(
    route: Route,
    ids: &[&str],
    body: &B,
) -> Answer<String> {
    let body = json::write(body).map_err(|_| ApiError::Garbled)?;
    request(route.method, &route.at(ids), Some(&body), None).await
}

/// Does something that needs no body. `key` makes it happen once.
pub(super) async fn act<T: FromJson>(route: Route, ids: &[&str], key: &str) -> Answer<T> {
    parse(&request(route.method, &route.at(ids), None, Some(key)).await?)
}

/// Tells the server something that needs no body and brings none.
pub(super) async fn tell(route: Route, ids: &[&str]) -> Answer<()> {
    request(route.method, &route.at(ids), None, None)
        .await
        .map(|_| ())
}

pub(super) fn parse<T: FromJson>(text: &str) -> Answer<T> {
    json::read(text).map_err(|_| ApiError::Garbled)
}

/// What an answer with a failing status means.
pub(super) fn refusal(text: &str) -> ApiError {
    match json::read::<Problem>(text) {
        Ok(problem) if problem.code == ProblemCode::SignedOut => ApiError::SignedOut,
        Ok(problem) => ApiError::Problem(Box::new(problem)),
        Err(_) => ApiError::Garbled,
    }
}

async fn request(
    method: &str,
    address: &str,
    body: Option<&str>,
    key: Option<&str>,
) -> Answer<String> {
    let early = (method == "GET")
        .then(|| browser::take_early(address))
        .flatten();
    let sent = match early {
        Some(promise) => promise,
        None => start(method, address, body, key)?,
    };
    let timer = browser::timer(PATIENCE);
    let response: Response = within(&timer, sent)
        .await?
        .dyn_into()
        .map_err(|_| ApiError::Garbled)?;
    let reading = response.text().map_err(|_| ApiError::Garbled)?;
    let text = within(&timer, reading)
        .await?
        .as_string()
        .ok_or(ApiError::Garbled)?;
    if response.ok() {
        Ok(text)
    } else {
        Err(refusal(&text))
    }
}

fn start(method: &str, address: &str, body: Option<&str>, key: Option<&str>) -> Answer<Promise> {
    let garbled = |_: JsValue| ApiError::Garbled;
    let headers = Headers::new().map_err(garbled)?;
    if let Some(key) = key {
        headers.set("Idempotency-Key", key).map_err(garbled)?;
    }
    let init = RequestInit::new();
    init.set_method(method);
    if let Some(body) = body {
        headers
            .set("Content-Type", "application/json")
            .map_err(garbled)?;
        init.set_body(&JsValue::from_str(body));
    }
    init.set_headers(&headers);
    Ok(browser::window().fetch_with_str_and_init(address, &init))
}

/// The promise's value, unless the timer is done first. `fetch` fails only when no answer comes through.
async fn within(timer: &Promise, promise: Promise) -> Answer<JsValue> {
    let race = Promise::race(&js_sys::Array::of2(&promise, timer));
    match JsFuture::from(race).await {
        Ok(value) if value.is_undefined() => Err(ApiError::Timeout),
        Ok(value) => Ok(value),
        Err(_) => Err(ApiError::Offline),
    }
}
