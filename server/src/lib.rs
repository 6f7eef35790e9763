//! The server of 明证 Mingzheng.
//!
//! Arrows point down: `http` and `jobs` ask `service`, `service` asks `domain` and `store`; `cli` starts them all.
//! `app` is what they share, `ports` is what stands outside the process, `table` reads and writes files of rows, `upload`
//! looks into what people send, `limits` counts who asks how much.

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod crypto;
pub mod demo;
mod hex;
pub mod http;
pub mod ids;
pub mod jobs;
pub mod limits;
mod log;
pub mod ports;
mod qr;
pub mod service;
pub mod start;
pub mod store;
pub mod table;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod upload;
