//! How are body, query and path read, and what does somebody hear whose can't be?

use super::problem::Problem;
use axum::body::Bytes;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::problem::ProblemCode;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A JSON body, read or answered.
pub(crate) struct Json<T>(pub(crate) T);

/// The query's parameters.
pub(crate) struct Query<T>(pub(crate) T);

/// The path's parameters.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Problem))]
pub(crate) struct Path<T>(pub(crate) T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            let detail = "Content-Type: application/json";
            return Err(Problem::explained(ProblemCode::Malformed, detail));
        }
        let body =
            Bytes::from_request(request, state)
                .await
                .map_err(|rejection| match rejection.status() {
                    StatusCode::PAYLOAD_TOO_LARGE => Problem::new(ProblemCode::TooLarge),
                    _ => Problem::new(ProblemCode::Malformed),
                })?;
        if has_nul(&body) {
            return Err(Problem::explained(ProblemCode::Malformed, NO_NUL));
        }
        let axum::Json(value) = axum::Json::from_bytes(&body)?;
        Ok(Self(value))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            return Err(Problem::explained(ProblemCode::Malformed, NO_NUL));
        }
        let axum::extract::Query(value) = axum::extract::Query::try_from_uri(&parts.uri)?;
        Ok(Self(value))
    }
}

/// PostgreSQL keeps no text with it, and nobody types it.
const NO_NUL: &str = "U+0000";

fn is_json(headers: &HeaderMap) -> bool {
    let given = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    given
        .and_then(|value| value.split(';').next())
        .is_some_and(|media_type| media_type.trim().eq_ignore_ascii_case("application/json"))
}

/// Whether a JSON text holds the escape of NUL (bare, JSON allows none).
fn has_nul(json: &[u8]) -> bool {
    let mut escaped = false;
    json.iter().enumerate().any(|(place, byte)| {
        let is_escape = escaped
            && json
                .get(place..)
                .is_some_and(|rest| rest.starts_with(b"u0000"));
        escaped = *byte == b'\\' && !escaped;
        is_escape
    })
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        match &rejection {
            JsonRejection::JsonDataError(_) => Self::explained(
                ProblemCode::Malformed,
                without_values(&rejection.body_text()),
            ),
            _ => Self::new(ProblemCode::Malformed),
        }
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        Self::explained(
            ProblemCode::Malformed,
            without_values(&rejection.body_text()),
        )
    }
}

/// What stands in a path is an id; one that can't be is one that isn't.
impl From<PathRejection> for Problem {
    fn from(_: PathRejection) -> Self {
        Self::new(ProblemCode::NotFound)
    }
}

/// serde quotes what it didn't expect, which may be somebody's name or number: keep what it did expect, and where.
fn without_values(message: &str) -> String {
    let from = ["expected ", "missing field ", "duplicate field "]
        .into_iter()
        .filter_map(|start| message.rfind(start))
        .min();
    from.and_then(|from| message.get(from..))
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_read_is_not_repeated() {
        for (told, kept) in [
            (
                "Failed to deserialize the JSON body into the target type: version: invalid type: string \"李雷\", expected i64 at line 1 column 20",
                "expected i64 at line 1 column 20",
            ),
            (
                "Failed to deserialize the JSON body into the target type: missing field `ticket` at line 1 column 2",
                "missing field `ticket` at line 1 column 2",
            ),
            ("something else about 李雷", ""),
        ] {
            assert_eq!(without_values(told), kept);
        }
    }

    #[test]
    fn the_escape_of_nul_is_found_and_its_look_alikes_are_not() {
        for with in [r#""\u0000""#, r#""a\\\u0000""#] {
            assert!(has_nul(with.as_bytes()), "{with}");
        }
        for without in [r#""\\u0000""#, r#""u0000""#, r#""\u0001""#, ""] {
            assert!(!has_nul(without.as_bytes()), "{without}");
        }
    }
}
