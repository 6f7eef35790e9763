//! Server.

pub mod cli;

pub mod store;
