//! From where does somebody come?
//!
//! The connection says it, or the proxies before it: as many of them as are configured, counted from our side of
//! `X-Forwarded-For`, for what stands further out anybody may have written.

use super::session;
use crate::app::App;
use crate::service::knocking::Knock;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");
/// A year.
const MAX_AGE: u32 = 31_536_000;

impl FromRequestParts<App> for Knock {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|ConnectInfo(peer)| peer.ip());
        let device = session::cookie(&parts.headers, name(app)).map(ToOwned::to_owned);
        Ok(Self {
            address: address(peer, &parts.headers, app.web.proxies),
            device,
        })
    }
}

/// A proxy that nobody told us of is on this machine: then all come from it, and the address says nothing.
pub(super) fn address(peer: Option<IpAddr>, headers: &HeaderMap, proxies: usize) -> Option<IpAddr> {
    if proxies == 0 {
        return peer.filter(|peer| !peer.to_canonical().is_loopback());
    }
    let values = headers.get_all(FORWARDED).iter();
    let passed: Vec<&str> = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    let place = passed.len().checked_sub(proxies)?;
    passed.get(place)?.trim().parse().ok()
}

/// The cookie by which a browser is known again, until somebody clears it.
pub(super) fn cookie(app: &App, device: &str) -> Option<HeaderValue> {
    let secure = if app.web.is_https() { "; Secure" } else { "" };
    let name = name(app);
    let whole =
        format!("{name}={device}; Path=/; Max-Age={MAX_AGE}; HttpOnly; SameSite=Strict{secure}");
    HeaderValue::try_from(whole).ok()
}

fn name(app: &App) -> &'static str {
    if app.web.is_https() {
        "__Host-mingzheng-device"
    } else {
        "mingzheng-device"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_our_own_proxies_wrote_is_believed() {
        let mut headers = HeaderMap::new();
        let forged = HeaderValue::from_static("198.51.100.1, 203.0.113.7");
        headers.insert(FORWARDED, forged);
        headers.append(FORWARDED, HeaderValue::from_static("10.0.0.9"));
        let peer: IpAddr = "10.0.0.1".parse().unwrap();
        let of = |proxies| address(Some(peer), &headers, proxies).map(|it| it.to_string());
        assert_eq!(of(0).as_deref(), Some("10.0.0.1"));
        assert_eq!(of(1).as_deref(), Some("10.0.0.9"));
        assert_eq!(of(2).as_deref(), Some("203.0.113.7"));
        assert_eq!(of(4), None);
        let here = "127.0.0.1".parse().ok();
        assert_eq!(address(here, &headers, 0), None);
    }
}
