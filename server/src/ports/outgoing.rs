//! How is another system asked something, so that it can't hold us up, lead us elsewhere or fill our memory?

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::io;
use std::time::Duration;

/// So long an answer is waited for, while a person looks at a white page.
const PATIENCE: Duration = Duration::from_secs(5);
/// No answer that is understood here is longer.
const LONGEST: usize = 256 * 1024;

/// A client that trusts what the machine trusts and follows no redirection.
pub(super) type Web = Client<HttpsConnector<HttpConnector>, Full<Bytes>>;

/// Makes one. Each request has a connection of its own: one that was kept may be dead, which would look like a cut in the
/// middle.
pub(super) fn web() -> io::Result<Web> {
    let connector = HttpsConnectorBuilder::new()
        .with_native_roots()?
        .https_or_http()
        .enable_http1()
        .build();
    Ok(Client::builder(TokioExecutor::new())
        .pool_max_idle_per_host(0)
        .build(connector))
}

/// Whether what is said there can't be read on the way: by https, or on this machine.
pub(crate) fn is_private(uri: &http::Uri) -> bool {
    let host = uri.host().unwrap_or_default();
    match uri.scheme_str() {
        Some("https") => !host.is_empty(),
        Some("http") => matches!(host, "127.0.0.1" | "localhost" | "[::1]"),
        _ => false,
    }
}

/// Asks.
#[derive(Clone)]
pub(super) struct Outgoing(Web);

/// Why there is no answer. It says nothing of what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NoAnswer {
    /// The address isn't one that is spoken to.
    #[error("its address is not https")]
    InClear,
    /// Nobody listens, or the connection broke.
    #[error("it can't be reached")]
    Unreachable,
    /// It takes too long.
    #[error("it doesn't answer in time")]
    TooLate,
    /// It says too much.
    #[error("its answer is too long")]
    TooLong,
}

impl Outgoing {
    pub(super) fn new() -> io::Result<Self> {
        web().map(Self)
    }

    /// Asks once.
    pub(super) async fn ask(
        &self,
        request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, NoAnswer> {
        if !is_private(request.uri()) {
            return Err(NoAnswer::InClear);
        }
        tokio::time::timeout(PATIENCE, self.whole(request))
            .await
            .unwrap_or(Err(NoAnswer::TooLate))
    }

    async fn whole(
        &self,
        request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, NoAnswer> {
        let request = request.map(|body| Full::new(Bytes::from(body)));
        let answer = self.0.request(request).await;
        let (parts, body) = answer.map_err(|_| NoAnswer::Unreachable)?.into_parts();
        let body = Limited::new(body, LONGEST).collect().await;
        let body = body.map_err(|error| {
            if error.is::<http_body_util::LengthLimitError>() {
                NoAnswer::TooLong
            } else {
                NoAnswer::Unreachable
            }
        })?;
        Ok(http::Response::from_parts(parts, body.to_bytes().to_vec()))
    }
}
