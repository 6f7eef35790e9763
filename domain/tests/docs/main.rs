//! The generated pages of the documentation are what the code says. `UPDATE_DOCS=1 cargo test -p domain --test docs`
//! writes them anew.
//!
//! `procedures`: how a case goes, in each city; `library`: a licence's life and the catalogue; `problems`: what can go wrong;
//! `schemas`: the names in the API's description.

#![expect(
    clippy::unwrap_used,
    reason = "a test that can't read its page has failed"
)]

mod library;
mod problems;
mod procedures;
mod schemas;

use std::path::Path;

fn holds(page: &str, generated: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../server/docs")
        .join(page);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, generated).unwrap();
    }
    let stands = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stands == generated,
        "{page} is stale: run UPDATE_DOCS=1 cargo test -p domain --test docs"
    );
}

fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}
