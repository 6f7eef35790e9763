//! The arrows of the house point down: between the crates, and between the server's layers.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that can't read the sources has failed"
)]

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn dependencies(package: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(package).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = text.parse().unwrap();
    manifest["dependencies"]
        .as_table()
        .unwrap()
        .keys()
        .cloned()
        .collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("tests") {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Lines of the sources under `folder` that name one of `forbidden`, comments aside.
fn mentions(folder: &str, forbidden: &[&str]) -> Vec<String> {
    let mut files = Vec::new();
    sources(&root().join(folder), &mut files);
    assert!(!files.is_empty(), "{folder} holds no sources");
    let mut found = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for line in text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            if forbidden.iter().any(|name| line.contains(name)) {
                found.push(format!("{}: {}", file.display(), line.trim()));
            }
        }
    }
    found
}

#[test]
fn the_domain_knows_neither_the_web_nor_a_database_nor_the_browser() {
    for outside in ["axum", "sqlx", "leptos", "tokio", "server", "app"] {
        assert!(
            !dependencies("domain").contains(&outside.to_owned()),
            "domain depends on {outside}"
        );
    }
}

#[test]
fn the_app_and_the_server_know_the_domain_and_not_each_other() {
    let (app, server) = (dependencies("app"), dependencies("server"));
    assert!(app.contains(&"domain".to_owned()) && server.contains(&"domain".to_owned()));
    assert!(!app.contains(&"server".to_owned()) && !server.contains(&"app".to_owned()));
}

#[test]
fn the_store_knows_no_layer_above_it() {
    let above = [
        "crate::service",
        "crate::http",
        "crate::jobs",
        "crate::cli",
        "crate::app",
        "axum",
        "tower_http",
    ];
    assert_eq!(mentions("server/src/store", &above), Vec::<String>::new());
}

#[test]
fn the_services_know_neither_http_nor_sql() {
    let outside = [
        "crate::http",
        "crate::jobs",
        "crate::cli",
        "axum::",
        "sqlx::",
    ];
    assert_eq!(
        mentions("server/src/service", &outside),
        Vec::<String>::new()
    );
}

#[test]
fn http_reaches_the_store_only_through_a_service() {
    assert_eq!(
        mentions("server/src/http", &["sqlx::", "crate::cli", "crate::jobs"]),
        Vec::<String>::new()
    );
    assert_eq!(
        mentions("server/src/http/v1", &["crate::store"]),
        Vec::<String>::new()
    );
}

#[test]
fn jobs_go_through_services() {
    assert_eq!(
        mentions("server/src/jobs", &["crate::http", "sqlx::", "axum::"]),
        Vec::<String>::new()
    );
}
