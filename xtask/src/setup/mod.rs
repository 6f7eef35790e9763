//! What a bare machine lacks, and how it gets there.

pub(crate) mod debian;
pub(crate) mod node;
pub(crate) mod postgres;
pub(crate) mod python;
pub(crate) mod rust_wasm;
