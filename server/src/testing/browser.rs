//! A browser: it keeps cookies and says where its requests come from, as real ones do.

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::request::Builder;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use domain::problem::{Problem, ProblemCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::net::SocketAddr;
use tower::ServiceExt as _;
use uuid::Uuid;

const API: &str = "/api/v1";

/// A browser with a page of ours open.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    origin: String,
    /// The session's cookie, `name=value`.
    pub cookie: Option<String>,
    /// The cookie of a log-in that was begun at the identity provider, which also comes back from there.
    pub log_in: Option<String>,
    /// The cookie by which it is known again after a log-in of staff.
    device: Option<String>,
    /// From where it comes, if that is known.
    peer: Option<SocketAddr>,
    /// The key of another system, which is no browser and sends no cookie.
    key: Option<String>,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Browser {
    pub(super) fn new(router: Router, origin: &str) -> Self {
        Self {
            router,
            origin: origin.to_owned(),
            cookie: None,
            log_in: None,
            device: None,
            peer: None,
            key: None,
        }
    }

    /// The same from this address.
    #[must_use]
    pub fn coming_from(mut self, address: &str) -> Self {
        self.peer = address.parse().ok().map(|ip| SocketAddr::new(ip, 1));
        self
    }

    /// Another system that speaks to the same server, with its key.
    #[must_use]
    pub fn machine(&self, secret: &str) -> Self {
        Self {
            cookie: None,
            key: Some(secret.to_owned()),
            ..self.clone()
        }
    }

    /// Asks for a path below `/api/v1`.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.with_body(Method::GET, path, None, Body::empty()).await
    }

    /// Deletes.
    pub async fn delete(&mut self, path: &str) -> Answer {
        self.with_body(Method::DELETE, path, None, Body::empty())
            .await
    }

    /// Posts JSON.
    pub async fn post(&mut self, path: &str, body: &impl Serialize) -> Answer {
        self.with_body(Method::POST, path, None, json(body)).await
    }

    /// Posts JSON under an idempotency key.
    pub async fn post_once(&mut self, path: &str, key: Uuid, body: &impl Serialize) -> Answer {
        self.with_body(Method::POST, path, Some(key), json(body))
            .await
    }

    /// Puts JSON.
    pub async fn put(&mut self, path: &str, body: &impl Serialize) -> Answer {
        self.with_body(Method::PUT, path, None, json(body)).await
    }

    async fn with_body(
        &mut self,
        method: Method,
        path: &str,
        key: Option<Uuid>,
        body: Body,
    ) -> Answer {
        let mut request = self.request(method, &format!("{API}{path}"));
        request = request.header(header::CONTENT_TYPE, "application/json");
        if let Some(key) = key {
            request = request.header("idempotency-key", key.to_string());
        }
        self.send(request.body(body).expect("a request")).await
    }

    /// A request of this browser to any path, for what the other functions don't do.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "methods are constants; a reference would only stand in the way"
    )]
    pub fn request(&self, method: Method, path: &str) -> Builder {
        let mut request = Request::builder().method(method.clone()).uri(path);
        if let Some(peer) = self.peer {
            request = request.extension(ConnectInfo(peer));
        }
        request = request.header(
            header::HOST,
            self.origin.split("//").last().unwrap_or_default(),
        );
        if let Some(key) = &self.key {
            return request.header(header::AUTHORIZATION, format!("Bearer {key}"));
        }
        if !method.is_safe() {
            request = request
                .header(header::ORIGIN, &self.origin)
                .header("sec-fetch-site", "same-origin");
        }
        let cookies: Vec<&str> = [&self.cookie, &self.log_in, &self.device]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        if cookies.is_empty() {
            request
        } else {
            request.header(header::COOKIE, cookies.join("; "))
        }
    }

    /// Follows a link from another site, which leaves the strict cookie at home.
    ///
    /// # Panics
    /// When there is no answer.
    pub async fn come_back(&mut self, path: &str) -> Answer {
        let strict = self.cookie.take();
        let request = self.request(Method::GET, path);
        let request = request.header("sec-fetch-site", "cross-site");
        let answer = self
            .send(request.body(Body::empty()).expect("a request"))
            .await;
        self.cookie = self.cookie.take().or(strict);
        answer
    }

    /// Sends any request and keeps the cookies of the answer.
    ///
    /// # Panics
    /// When there is no answer.
    pub async fn send(&mut self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await;
        let (parts, body) = response.expect("an answer").into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a body");
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let whole = cookie.to_str().unwrap_or_default();
            let pair = whole.split(';').next().unwrap_or_default();
            let kept = Some(pair.to_owned()).filter(|pair| !pair.ends_with('='));
            if pair.contains("-log-in=") {
                self.log_in = kept;
            } else if pair.contains("-device=") {
                self.device = kept;
            } else {
                self.cookie = kept;
            }
        }
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }
}

impl Answer {
    /// The body of a success.
    ///
    /// # Panics
    /// When it failed or is something else.
    pub fn ok<T: DeserializeOwned>(self) -> T {
        let this = self.succeeded();
        match serde_json::from_slice(&this.body) {
            Ok(value) => value,
            Err(error) => panic!("{error}: {}", String::from_utf8_lossy(&this.body)),
        }
    }

    /// The same answer, if it is a success.
    ///
    /// # Panics
    /// When it isn't.
    #[expect(
        clippy::return_self_not_must_use,
        reason = "insisting is often all that is wanted"
    )]
    pub fn succeeded(self) -> Self {
        let body = String::from_utf8_lossy(&self.body);
        assert!(self.status.is_success(), "{} {body}", self.status);
        drop(body);
        self
    }

    /// The problem of a failure.
    ///
    /// # Panics
    /// When it is none, or not whole.
    pub fn problem(&self) -> Problem {
        let told = || String::from_utf8_lossy(&self.body).into_owned();
        let media_type = self.headers.get(header::CONTENT_TYPE);
        assert_eq!(
            media_type.map(axum::http::HeaderValue::as_bytes),
            Some(&b"application/problem+json"[..]),
            "{} {}",
            self.status,
            told()
        );
        let problem: Problem = match serde_json::from_slice(&self.body) {
            Ok(problem) => problem,
            Err(error) => panic!("{error}: {}", told()),
        };
        assert_eq!(problem.status, self.status.as_u16());
        problem
    }

    /// What went wrong.
    pub fn code(&self) -> ProblemCode {
        self.problem().code
    }

    /// A header's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

fn json(body: &impl Serialize) -> Body {
    Body::from(serde_json::to_vec(body).expect("JSON"))
}
