//! Which file or page does a path mean?
//!
//! The browser's applications are part of the binary. A path with a dot is a file or nothing; every other one is a page
//! of one of the two faces, whose application finds its way itself.

use super::problem::Problem;
use crate::app::{App, Face};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::problem::ProblemCode;

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

const NOT_BUILT: &str = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>明证</title>\
<h1>明证</h1>\
<p>网页应用尚未构建。请在项目目录运行 <code>cargo xtask serve</code>,然后刷新本页。</p>\
<p lang=\"en\">The web application has not been built. Run <code>cargo xtask serve</code> in the project and reload.</p>\
<p><a href=\"/api/\">接口 API</a></p></html>";

/// Everything that no route answers.
pub(super) async fn fallback(State(app): State<App>, request: Request) -> Response {
    let path = request.uri().path();
    if path == "/api" {
        return Redirect::permanent("/api/").into_response();
    }
    if path.starts_with("/api/") {
        return Problem::new(ProblemCode::NotFound).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::new(ProblemCode::MethodNotAllowed).into_response();
    }
    if let Ok(place) = ASSETS.binary_search_by(|asset| asset.path.cmp(path)) {
        return ASSETS
            .get(place)
            .map_or_else(not_found, |asset| file(asset, request.headers()));
    }
    if path.contains('.') {
        return not_found();
    }
    let is_desk = path == "/desk" || path.starts_with("/desk/");
    let pages = if app.demonstration {
        &DEMONSTRATION
    } else {
        &PAGES
    };
    match (app.web.face, is_desk) {
        (Face::Desk, false) => Redirect::to("/desk/").into_response(),
        (Face::Citizen, true) => not_found(),
        (_, true) => page(pages.desk.as_ref(), request.headers()),
        (_, false) if path == "/" => page(pages.home.as_ref(), request.headers()),
        (_, false) => page(pages.citizen.as_ref(), request.headers()),
    }
}

fn not_found() -> Response {
    Problem::new(ProblemCode::NotFound).into_response()
}

fn page(page: Option<&'static Asset>, headers: &HeaderMap) -> Response {
    match page {
        Some(page) => file(page, headers),
        None => Html(NOT_BUILT).into_response(),
    }
}

fn file(asset: &'static Asset, asked: &HeaderMap) -> Response {
    let caching = if asset.immutable {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::ETAG, HeaderValue::from_static(asset.etag));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_known(asked, asset.etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(asset.content_type),
    );
    let forms = [("br", asset.br), ("gzip", asset.gz)];
    let form = forms
        .into_iter()
        .find_map(|(coding, bytes)| Some((coding, bytes?)).filter(|_| accepts(asked, coding)));
    let bytes = match form {
        Some((coding, bytes)) => {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
            bytes
        }
        None => asset.identity,
    };
    (headers, Body::from(bytes)).into_response()
}

/// Whether the browser has this version already.
pub(super) fn is_known(asked: &HeaderMap, etag: &str) -> bool {
    asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == etag || known.trim() == "*")
}

/// Whether the browser takes this coding: named, and not with `q=0`.
pub(super) fn accepts(asked: &HeaderMap, coding: &str) -> bool {
    asked
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|offer| {
            let mut parts = offer.split(';').map(str::trim);
            parts
                .next()
                .is_some_and(|name| name.eq_ignore_ascii_case(coding))
                && !parts.any(|part| {
                    part.starts_with("q=0")
                        && !part.contains(['1', '2', '3', '4', '5', '6', '7', '8', '9'])
                })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn a_coding_is_taken_when_it_is_named_and_not_refused() {
        let takes = |value, coding| accepts(&asking(header::ACCEPT_ENCODING, value), coding);
        assert!(takes("gzip, deflate, br", "br"));
        assert!(takes("br;q=0.8", "br"));
        assert!(!takes("br;q=0, gzip", "br"));
        assert!(!takes("br;q=0.0", "br"));
        assert!(!takes("gzip", "br"));
        assert!(!accepts(&HeaderMap::new(), "br"));
    }

    #[test]
    fn a_version_is_known_when_one_of_those_named_is_it() {
        let knows = |value| is_known(&asking(header::IF_NONE_MATCH, value), "W/\"a\"");
        assert!(knows("W/\"b\", W/\"a\""));
        assert!(!knows("W/\"b\""));
    }
}
