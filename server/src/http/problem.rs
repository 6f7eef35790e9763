//! How does a failure travel?
//!
//! Everything that fails becomes a [`Problem`]. It rides in the response's extensions until `http::observe` gives it
//! the request's id, writes its cause into the log (once, and only for faults of ours) and makes the body.

use crate::service::Error;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::RequestId;
use domain::problem::{self, FieldProblem, ProblemCode};
use domain::text::{Lang, problem::title};
use std::sync::Arc;
use std::time::Duration;

/// The content type of a problem (RFC 9457).
pub(crate) const CONTENT_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// After this it is worth asking again what a full disk or a database that is away has refused.
const MENDED: Duration = Duration::from_secs(5);

/// A failure on its way out.
#[derive(Clone, Debug)]
pub struct Problem {
    code: ProblemCode,
    detail: Option<String>,
    errors: Vec<FieldProblem>,
    retry_after: Option<Duration>,
    cause: Option<Arc<Error>>,
}

impl Problem {
    /// A problem of which there is nothing more to say.
    pub fn new(code: ProblemCode) -> Self {
        Self {
            code,
            detail: None,
            errors: Vec::new(),
            retry_after: None,
            cause: None,
        }
    }

    /// A problem with a sentence about this occurrence; never personal data.
    pub fn explained(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self {
            detail: Some(detail.into()),
            ..Self::new(code)
        }
    }

    /// The problem that a bare status stands for, which some layer below answered.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        Self::new(match status {
            StatusCode::UNAUTHORIZED => ProblemCode::SignedOut,
            StatusCode::FORBIDDEN => ProblemCode::Forbidden,
            StatusCode::NOT_FOUND => ProblemCode::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => ProblemCode::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => ProblemCode::TooLarge,
            StatusCode::TOO_MANY_REQUESTS => ProblemCode::TooManyRequests,
            StatusCode::REQUEST_TIMEOUT
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT => ProblemCode::Unavailable,
            status if status.is_client_error() => ProblemCode::Malformed,
            _ => ProblemCode::Internal,
        })
    }

    /// What went wrong.
    pub fn code(&self) -> ProblemCode {
        self.code
    }

    /// Why, for the log; only faults of ours have one.
    pub(crate) fn cause(&self) -> Option<&Error> {
        self.cause.as_deref()
    }

    /// The body. Faults of ours carry no detail.
    pub(crate) fn body(&self, request: Option<RequestId>) -> problem::Problem {
        let code = self.code;
        problem::Problem {
            kind: format!("/problems/{}", code.as_str()),
            title: title(code, Lang::Zh).to_owned(),
            status: code.status(),
            code,
            detail: self.detail.clone().filter(|_| code.status() < 500),
            errors: self.errors.clone(),
            request_id: request.map(|id| id.to_string()),
        }
    }
}

impl From<ProblemCode> for Problem {
    fn from(code: ProblemCode) -> Self {
        Self::new(code)
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let mut problem = Self::new(error.code());
        match error {
            Error::Refused(_) => {}
            Error::Explained { detail, .. } => problem.detail = Some(detail),
            Error::Invalid(errors) => problem.errors = errors,
            Error::TooMany { retry_after } => problem.retry_after = Some(retry_after),
            error => problem.cause = Some(Arc::new(error)),
        }
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        let passes = (self.code == ProblemCode::Unavailable).then_some(MENDED);
        if let Some(wait) = self.retry_after.or(passes) {
            let seconds = wait.as_secs().max(1);
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}
