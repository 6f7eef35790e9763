//! `/log-in/...`: to the identity provider and back, and the page for a log-in that led nowhere, made on the server.
//!
//! The session's cookie is `SameSite=Strict`, so a browser that comes from the provider doesn't send it. What ties it to
//! the log-in that was begun is a cookie of its own, `Lax` and short-lived. The new session is set on the way back, and
//! needs to be sent by nobody before the application asks for it from our own page.

use super::problem::Problem;
use super::{Path, Query, cached, disclosed_page, session};
use crate::app::{App, Face};
use crate::service::returning::{self, Brought};
use crate::service::{Ctx, Visitor};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::log_in::LogInFault;
use domain::problem::ProblemCode;
use domain::text::{Lang, log_in as text};
use serde::Deserialize;
use std::collections::HashMap;
use tower_sessions::Session as Browser;

/// The house's own look, of which the page needs this much.
const STYLE: &str = concat!(
    include_str!("../../../style/tokens.css"),
    include_str!("../../../style/reset.css"),
    include_str!("../../../style/base.css"),
    include_str!("../../../style/layout.css"),
    include_str!("../../../style/components/control.css"),
    include_str!("../../../style/components/disclosed.css"),
);

/// Where it is said that somebody is logged out.
pub(super) const LOGGED_OUT: &str = "/log-in/logged-out";

/// What is asked of the page.
#[derive(Deserialize)]
pub(super) struct Asked {
    lang: Option<String>,
}

impl Asked {
    fn lang(&self) -> Lang {
        match self.lang.as_deref() {
            Some("en") => Lang::En,
            _ => Lang::Zh,
        }
    }
}

/// The page's look.
pub(super) async fn style(asked: HeaderMap) -> Response {
    let etag = cached::tag(STYLE.as_bytes());
    disclosed_page::answer(&asked, &etag, "text/css; charset=utf-8", STYLE.to_owned())
}

/// Sends a browser to the provider.
pub(super) async fn start(
    ctx: Ctx<Visitor>,
    Path(provider): Path<String>,
) -> Result<Response, Problem> {
    there_is(&ctx.app, &provider)?;
    Ok(match returning::begin(&ctx).await {
        Ok(Ok(begun)) => sent_there(&ctx.app, &begun),
        Ok(Err(fault)) => led_nowhere(fault),
        Err(error) => ours(&error),
    })
}

/// Leads a browser to the provider, with the cookie by which it is known on its way back.
fn sent_there(app: &App, begun: &returning::Begun) -> Response {
    let cookie = cookie(app, &begun.cookie, returning::LASTS.as_secs());
    (cookie, Redirect::to(&begun.url)).into_response()
}

/// Takes a browser back.
pub(super) async fn callback(
    ctx: Ctx<Visitor>,
    browser: Browser,
    headers: HeaderMap,
    Path(provider): Path<String>,
    Query(brought): Query<HashMap<String, String>>,
) -> Result<Response, Problem> {
    there_is(&ctx.app, &provider)?;
    let kept = session::cookie(&headers, cookie_name(&ctx.app));
    let response = match returning::finish(&ctx, kept, &Brought(brought)).await {
        Ok(Ok(standing)) => {
            match session::begin(&ctx, &browser, session::device(&headers), &standing).await {
                Ok(()) => Redirect::to("/").into_response(),
                Err(_) => led_nowhere(LogInFault::Ours),
            }
        }
        Ok(Err(fault)) => led_nowhere(fault),
        Err(error) => ours(&error),
    };
    Ok((cookie(&ctx.app, "", 0), response).into_response())
}

/// Why a log-in led nowhere, and what to do.
pub(super) async fn page(
    ctx: Ctx<Visitor>,
    Path(fault): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let fault = LogInFault::named(&fault).ok_or(ProblemCode::NotFound)?;
    let lang = asked.lang();
    let said = (text::title(fault, lang), text::remedy(fault, lang));
    Ok(Html(whole(said, &again(&ctx), lang)))
}

/// Sends a browser whose citizen has logged out here to the provider, to log out there too. Where that can't be, they are
/// logged out here all the same.
pub(super) async fn log_out(
    ctx: Ctx<Visitor>,
    Path(provider): Path<String>,
) -> Result<Response, Problem> {
    there_is(&ctx.app, &provider)?;
    Ok(match returning::log_out(&ctx).await {
        Ok(Some(begun)) => sent_there(&ctx.app, &begun),
        Ok(None) | Err(_) => Redirect::to("/").into_response(),
    })
}

/// Leads who comes back from there to the page that says so, and by anybody else's link home.
pub(super) async fn come_from_log_out(
    ctx: Ctx<Visitor>,
    headers: HeaderMap,
    Path(provider): Path<String>,
    Query(brought): Query<HashMap<String, String>>,
) -> Result<Response, Problem> {
    there_is(&ctx.app, &provider)?;
    let kept = session::cookie(&headers, cookie_name(&ctx.app));
    let is_ours = returning::logged_out(kept, &Brought(brought));
    let to = if is_ours { LOGGED_OUT } else { "/" };
    Ok((cookie(&ctx.app, "", 0), Redirect::to(to)).into_response())
}

/// That a citizen is logged out, at the provider too.
pub(super) async fn logged_out(ctx: Ctx<Visitor>, Query(asked): Query<Asked>) -> Html<String> {
    let lang = asked.lang();
    Html(whole(text::logged_out(lang), &again(&ctx), lang))
}

fn again(ctx: &Ctx<Visitor>) -> String {
    returning::log_in_at(ctx).unwrap_or_else(|| "/log-in".to_owned())
}

fn whole((title, remedy): (&str, &str), again: &str, lang: Lang) -> String {
    let other = match lang {
        Lang::Zh => r#"<a href="?lang=en" lang="en">English</a>"#,
        Lang::En => r#"<a href="?" lang="zh-CN">中文</a>"#,
    };
    let (tag, home) = (lang.tag(), lang.pick("返回首页", "Home"));
    let retry = lang.pick("重新登录", "Log in again");
    format!(
        "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"/log-in.css\"></head>\
         <body class=\"disclosed\"><header><a href=\"/\">{home}</a>{other}</header>\
         <main><h1>{title}</h1><p>{remedy}</p>\
         <p><a class=\"button primary\" href=\"{again}\">{retry}</a></p></main></body></html>"
    )
}

/// The provider that is set up, where citizens are served.
fn there_is(app: &App, provider: &str) -> Result<(), Problem> {
    let folder = app.identity.folder().unwrap_or_default();
    let is_it = folder.strip_prefix("/log-in/") == Some(provider);
    if is_it && app.web.face != Face::Desk {
        Ok(())
    } else {
        Err(ProblemCode::NotFound.into())
    }
}

/// The page has an address of its own, so that code and state stay in no history.
fn led_nowhere(fault: LogInFault) -> Response {
    Redirect::to(&format!("/log-in/problem/{}", fault.as_str())).into_response()
}

fn ours(error: &crate::service::Error) -> Response {
    let cause: &dyn std::error::Error = error;
    tracing::error!(error = cause, "a log-in failed");
    led_nowhere(LogInFault::Ours)
}

fn cookie_name(app: &App) -> &'static str {
    if app.web.is_https() {
        "__Host-mingzheng-log-in"
    } else {
        "mingzheng-log-in"
    }
}

fn cookie(app: &App, value: &str, max_age: i64) -> HeaderMap {
    let name = cookie_name(app);
    let secure = if app.web.is_https() { "; Secure" } else { "" };
    let whole =
        format!("{name}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Lax{secure}");
    let mut headers = HeaderMap::new();
    if let Ok(whole) = HeaderValue::try_from(whole) {
        headers.insert(header::SET_COOKIE, whole);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers
}

#[cfg(test)]
mod tests;
