//! The arrows of the house point down: between the crates, and between the rooms of each.
//!
//! The tables of [`map`] are the map; [`sources`] finds out what the sources name. A module that begins to name another one
//! fails here until the table says so too, one that ceases to until the table forgets it, and a table can only let a module
//! name one that stands further down in it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that can't read the sources has failed"
)]

mod map;
mod sources;

use map::{APP, DESK, DOMAIN, SERVER};
use sources::{
    arrows_in, code_of, dependencies, mentions, named, root, unmapped, unmapped_in, unused,
    wrong_arrows,
};
use std::collections::BTreeSet;

const NONE: Vec<String> = Vec::new();

#[test]
fn the_domain_knows_neither_the_web_nor_a_database_nor_the_browser() {
    let outside = [
        "axum", "sqlx", "leptos", "tokio", "web-sys", "server", "app",
    ];
    let known = dependencies("domain");
    assert!(
        outside.iter().all(|name| !known.contains(*name)),
        "{known:?}"
    );
}

#[test]
fn the_app_and_the_server_know_the_domain_and_not_each_other() {
    let (app, server) = (dependencies("app"), dependencies("server"));
    assert!(app.contains("domain") && server.contains("domain"));
    assert!(!app.contains("server") && !server.contains("app"));
}

#[test]
fn the_modules_of_the_domain_name_only_what_stands_below_them() {
    assert_eq!(wrong_arrows("domain", DOMAIN), NONE);
    assert_eq!(unused("domain", DOMAIN), NONE);
    assert_eq!(unmapped("domain", DOMAIN), NONE);
}

#[test]
fn the_modules_of_the_server_name_only_what_stands_below_them() {
    assert_eq!(wrong_arrows("server", SERVER), NONE);
    assert_eq!(unused("server", SERVER), NONE);
    assert_eq!(
        unmapped("server", SERVER),
        ["testing"],
        "tests may name all"
    );
}

#[test]
fn the_modules_of_the_app_name_only_what_stands_below_them() {
    assert_eq!(wrong_arrows("app", APP), NONE);
    assert_eq!(unused("app", APP), NONE);
    assert_eq!(unmapped("app", APP), NONE);
}

#[test]
fn the_areas_of_the_desk_stand_beside_each_other() {
    let whole = arrows_in("app/src/desk", "crate::desk::", DESK);
    assert_eq!(whole, NONE);
    // In a file of its own, not a folder, `super` is the desk.
    let files: Vec<_> = DESK
        .iter()
        .filter(|(module, _)| root().join(format!("app/src/desk/{module}.rs")).is_file())
        .collect();
    for (module, may_name) in files {
        let code =
            std::fs::read_to_string(root().join(format!("app/src/desk/{module}.rs"))).unwrap();
        for name in named(&code_of(&code), "super::") {
            assert!(may_name.contains(&name), "{module} names {name}");
        }
    }
    assert_eq!(unmapped_in("app/src/desk/mod.rs", DESK), NONE);
}

#[test]
fn http_stays_in_http_and_sql_in_the_store() {
    let web = ["axum", "tower_http", "tower_sessions", "utoipa::path"];
    for folder in ["store", "service", "jobs", "crypto", "ports", "demo"] {
        assert_eq!(mentions(&format!("server/src/{folder}"), &web), NONE);
    }
    for folder in ["http", "service", "jobs", "ports", "crypto", "cli", "demo"] {
        assert_eq!(mentions(&format!("server/src/{folder}"), &["sqlx"]), NONE);
    }
}

#[test]
fn an_arrow_is_seen_however_it_is_written() {
    let code = code_of(
        "//! crate::cli\nuse crate::store::{At, Tx};\nuse crate::{http, jobs::start};\n\
         pub(crate) fn f() -> crate::app::App { $crate::ids::new() }\n\
         #[cfg(test)]\nmod tests {\n    use crate::testing::TestApp;\n}\n",
    );
    let expected = BTreeSet::from(["store", "http", "jobs", "app", "ids"]);
    assert_eq!(named(&code, "crate::"), expected);
}
