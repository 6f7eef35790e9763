//! How are body, query and path read, and what does somebody hear whose can't be?

use super::problem::Problem;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::problem::ProblemCode;
use serde::Serialize;

/// A JSON body, read or answered.
#[derive(FromRequest)]
#[from_request(via(axum::Json), rejection(Problem))]
pub(crate) struct Json<T>(pub(crate) T);

/// The query's parameters.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Problem))]
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

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return Self::new(ProblemCode::TooLarge);
        }
        match &rejection {
            JsonRejection::JsonDataError(_) => Self::explained(
                ProblemCode::Malformed,
                without_values(&rejection.body_text()),
            ),
            JsonRejection::MissingJsonContentType(_) => {
                Self::explained(ProblemCode::Malformed, "Content-Type: application/json")
            }
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

/// serde quotes what it didn't expect, which may be somebody's name or number: keep only what it did expect.
fn without_values(message: &str) -> String {
    let told = message
        .rsplit_once("target type: ")
        .map_or(message, |(_, told)| told);
    let told = told
        .rsplit_once("query string: ")
        .map_or(told, |(_, told)| told);
    match (
        told.find("expected "),
        told.find("missing field "),
        told.find("duplicate field "),
    ) {
        (_, Some(from), _) | (_, _, Some(from)) | (Some(from), None, None) => {
            told.get(from..).unwrap_or_default().to_owned()
        }
        _ => String::new(),
    }
}
