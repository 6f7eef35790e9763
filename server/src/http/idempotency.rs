//! How does a handler know that a request came before? By the header `Idempotency-Key` and a digest of the content.

use super::problem::Problem;
use crate::service::once::Once;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::problem::ProblemCode;
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::IntoParams;
use uuid::Uuid;

/// The header's name.
pub(crate) const HEADER: &str = "idempotency-key";

/// The header, for the documentation of operations.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(
    dead_code,
    reason = "it describes the header, which the extractor reads"
)]
pub(crate) struct Header {
    /// The same for each attempt of one request, another for each new one.
    #[param(rename = "Idempotency-Key")]
    idempotency_key: Uuid,
}

/// The key of a request, before its content is known.
pub(crate) struct IdempotencyKey {
    key: Uuid,
    route: String,
}

impl IdempotencyKey {
    /// With the content of the request.
    pub(crate) fn of(self, content: &impl Serialize) -> Once {
        // What came from JSON goes back to JSON.
        let bytes = serde_json::to_vec(content).unwrap_or_default();
        self.of_bytes(&bytes)
    }

    /// With content that isn't JSON, or a digest of it.
    pub(crate) fn of_bytes(self, content: &[u8]) -> Once {
        Once {
            key: self.key,
            route: self.route,
            digest: Sha256::digest(content).into(),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let given = parts.headers.get(HEADER).and_then(|key| key.to_str().ok());
        let key = given.and_then(|key| key.parse().ok()).ok_or_else(|| {
            Problem::explained(
                ProblemCode::Malformed,
                "the header Idempotency-Key must be a UUID",
            )
        })?;
        Ok(Self {
            key,
            route: format!("{} {}", parts.method, parts.uri.path()),
        })
    }
}
