//! The yardstick of `cargo xtask bench`: the least that this server's frame can do for a request.
//!
//! The same axum on the same runtime as `mingzheng serve`, answering a small constant as JSON.

use axum::routing::get;
use axum::serve::ListenerExt as _;
use axum::{Json, Router};
use serde::Serialize;
use std::env;
use std::io;
use tokio::net::TcpListener;

#[derive(Serialize)]
struct Greeting {
    message: &'static str,
}

async fn hello() -> Json<Greeting> {
    Json(Greeting { message: "hello" })
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".into());
    let listener = TcpListener::bind(address)
        .await?
        .tap_io(|connection| drop(connection.set_nodelay(true)));
    axum::serve(listener, Router::new().route("/", get(hello))).await
}
