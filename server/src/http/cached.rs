//! How is an answer that is the same for everybody sent only once to those who have it?

use super::Problem;
use super::assets::is_known;
use crate::hex;
use crate::service::Error;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// By what a content is known, quoted and weak.
pub(super) fn tag(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let tag = hex::write(digest.get(..8).unwrap_or_default());
    ["W/\"", &tag, "\""].concat()
}

/// JSON that everybody may keep, and ask each time by its tag whether it still holds.
pub(crate) fn cached(asked: &HeaderMap, answer: &impl Serialize) -> Response {
    let bytes = match serde_json::to_vec(answer) {
        Ok(bytes) => bytes,
        Err(error) => return Problem::from(Error::fault(error)).into_response(),
    };
    let etag = tag(&bytes);
    let mut headers = HeaderMap::new();
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, no-cache"),
    );
    if let Ok(value) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, value);
    }
    if is_known(asked, &etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    (headers, Body::from(bytes)).into_response()
}
