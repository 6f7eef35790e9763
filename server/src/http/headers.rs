//! Which headers protect every answer, also a failed one?

use super::assets;
use crate::app::App;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use std::sync::Arc;

/// The headers of a deployment, made once.
#[derive(Clone)]
pub(super) struct Protection(Arc<HeaderMap>);

impl Protection {
    pub(super) fn of(app: &App) -> Self {
        let mut headers = HeaderMap::new();
        let mut add = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        add(header::CONTENT_SECURITY_POLICY, &content_security_policy());
        add(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        // `no-referrer` would make form posts say `Origin: null`.
        add(header::REFERRER_POLICY, "same-origin");
        add(
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        );
        add(
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        );
        add(
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        );
        if app.web.is_https() {
            add(
                header::STRICT_TRANSPORT_SECURITY,
                "max-age=31536000; includeSubDomains",
            );
        }
        if app.demonstration {
            add(HeaderName::from_static("x-robots-tag"), "noindex, nofollow");
        }
        Self(Arc::new(headers))
    }
}

/// Scripts and styles are ours or none: those inline are named by their hashes, from the build of the pages.
fn content_security_policy() -> String {
    let scripts = assets::SCRIPT_HASHES.join(" ");
    let styles = assets::STYLE_HASHES.join(" ");
    [
        "default-src 'none'",
        // Without 'wasm-unsafe-eval' the application is a white page.
        &format!("script-src 'self' 'wasm-unsafe-eval' {scripts}"),
        &format!("style-src 'self' {styles}"),
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ]
    .map(str::trim)
    .join("; ")
}

/// Adds what the handler didn't set itself. What the API answers is kept nowhere.
pub(super) fn protect(protection: &Protection, is_api: bool, headers: &mut HeaderMap) {
    // One more for the id of the request, and that of what keeps it nowhere.
    headers.reserve(protection.0.len() + 2);
    for (name, value) in protection.0.iter() {
        headers.entry(name.clone()).or_insert_with(|| value.clone());
    }
    if is_api {
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
    }
}
