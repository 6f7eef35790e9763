//! Whom does the server listen to, and for how long? A connection on which no whole request comes is closed, and one on which
//! next to nothing of the answer is taken, so that a crowd that says nothing, or doesn't hear, keeps nobody out.

use super::pacing::Paced;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

/// So long a connection may take for the head of its next request, and lie idle between two.
const HEAD: Duration = Duration::from_secs(15);
/// Until somebody has gone, where as many are connected as the system lets be.
const FULL: Duration = Duration::from_millis(200);

/// Answers whoever comes until told to stop; answers when everybody who was being answered has been.
pub(crate) async fn serve(listener: TcpListener, router: Router, stop: CancellationToken) {
    let connections = GracefulShutdown::new();
    loop {
        let came = tokio::select! {
            came = listener.accept() => came,
            () = stop.cancelled() => break,
        };
        if let Some((stream, peer)) = welcome(came).await {
            tokio::spawn(answer(stream, peer, router.clone(), connections.watcher()));
        }
    }
    // Others may take the address while the last ones are answered.
    drop(listener);
    connections.shutdown().await;
}

/// Who came, if anybody did.
async fn welcome(came: io::Result<(TcpStream, SocketAddr)>) -> Option<(TcpStream, SocketAddr)> {
    match came {
        Ok(came) => Some(came),
        Err(error) if has_left(&error) => None,
        Err(error) => {
            tracing::warn!(%error, "nobody more can be listened to for the moment");
            tokio::time::sleep(FULL).await;
            None
        }
    }
}

async fn answer(stream: TcpStream, peer: SocketAddr, router: Router, watcher: Watcher) {
    // Answers are whole when they are written; waiting for more only delays them.
    drop(stream.set_nodelay(true));
    let stream = Paced::new(stream);
    let service = router.map_request(move |request: Request<_>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// Whether it was the other side.
fn has_left(error: &io::Error) -> bool {
    use io::ErrorKind as K;
    matches!(
        error.kind(),
        K::ConnectionRefused | K::ConnectionAborted | K::ConnectionReset
    )
}
