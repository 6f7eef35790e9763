//! The arrows of the house point down: between the crates, and between the rooms of each.
//!
//! The tables below are the map; [`sources`] finds out what the sources name. A module that begins to name another one
//! fails here until the table says so too, one that ceases to until the table forgets it, and a table can only let a module
//! name one that stands further down in it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that can't read the sources has failed"
)]

mod sources;

use sources::{
    Floors, arrows_in, code_of, dependencies, mentions, named, root, unmapped, unmapped_in, unused,
    wrong_arrows,
};
use std::collections::BTreeSet;

const DOMAIN: Floors = &[
    (
        "text",
        &[
            "wire",
            "board",
            "seal",
            "sealing",
            "outage",
            "inspection",
            "quality",
            "objection",
            "deadline",
            "rulebook",
            "flow",
            "calendar",
            "catalogue",
            "licence",
            "validity",
            "delivery",
            "problem",
        ],
    ),
    (
        "wire",
        &[
            "disclosure",
            "delivery",
            "board",
            "flow",
            "objection",
            "representation",
            "rulebook",
            "calendar",
            "outage",
            "inspection",
            "quality",
            "searching",
            "sealing",
            "issuing",
            "catalogue",
            "licence",
            "access",
            "problem",
            "id",
        ],
    ),
    ("disclosure", &["objection", "problem"]),
    (
        "board",
        &["quality", "objection", "deadline", "rulebook", "calendar"],
    ),
    ("outage", &["deadline", "rulebook", "calendar"]),
    ("inspection", &[]),
    (
        "quality",
        &["calendar", "catalogue", "issuing", "identifier"],
    ),
    (
        "objection",
        &["rulebook", "flow", "licence", "validity", "problem", "id"],
    ),
    ("seal", &[]),
    ("delivery", &["deadline", "mask", "problem"]),
    ("warning", &["deadline", "rulebook", "calendar", "access"]),
    ("representation", &["identifier", "problem"]),
    ("deadline", &["rulebook", "calendar"]),
    ("searching", &["issuing", "identifier"]),
    (
        "sealing",
        &["issuing", "identifier", "access", "mask", "problem", "id"],
    ),
    (
        "issuing",
        &[
            "catalogue",
            "identifier",
            "validity",
            "licence",
            "mask",
            "problem",
            "id",
        ],
    ),
    (
        "catalogue",
        &["rulebook", "identifier", "validity", "licence", "problem"],
    ),
    ("rulebook", &["flow", "calendar"]),
    ("flow", &[]),
    ("calendar", &[]),
    ("case_number", &["identifier", "iso_7064"]),
    ("identifier", &["mask", "iso_7064"]),
    ("licence", &["id"]),
    ("access", &["id"]),
    ("validity", &[]),
    ("problem", &[]),
    ("mask", &[]),
    ("iso_7064", &[]),
    ("id", &[]),
];

const SERVER: Floors = &[
    (
        "cli",
        &[
            "jobs", "http", "start", "demo", "service", "log", "config", "app", "table", "clock",
        ],
    ),
    ("jobs", &["service", "app", "store"]),
    ("http", &["service", "app", "hex"]),
    (
        "start",
        &[
            "demo", "service", "config", "app", "ports", "store", "crypto", "ids", "clock",
        ],
    ),
    ("demo", &["service", "ports", "store", "crypto", "ids"]),
    (
        "service",
        &["app", "ports", "store", "crypto", "table", "hex", "ids"],
    ),
    ("log", &["config"]),
    ("config", &["app", "ports", "crypto"]),
    ("app", &["ports", "store", "crypto", "hex", "ids", "clock"]),
    ("ports", &["store", "crypto"]),
    ("store", &["crypto"]),
    ("crypto", &["hex"]),
    ("table", &[]),
    ("hex", &[]),
    ("ids", &[]),
    ("clock", &[]),
];

const APP: Floors = &[
    (
        "citizen",
        &[
            "page",
            "contacts",
            "remote",
            "context",
            "text",
            "ui",
            "api",
            "seal",
            "json",
            "demo",
            "navigation",
            "browser",
        ],
    ),
    (
        "desk",
        &[
            "contacts",
            "remote",
            "context",
            "text",
            "ui",
            "api",
            "json",
            "demo",
            "navigation",
            "browser",
        ],
    ),
    ("contacts", &["remote", "context", "text", "ui", "api"]),
    ("remote", &["context", "text", "ui", "api"]),
    ("context", &["ui", "api", "browser"]),
    ("text", &["ui", "api"]),
    ("ui", &["navigation", "browser"]),
    ("api", &["json", "navigation", "browser"]),
    ("seal", &["json"]),
    ("json", &[]),
    ("page", &[]),
    ("demo", &["browser"]),
    ("navigation", &["browser"]),
    ("browser", &[]),
    ("words", &[]),
];

/// What every area of the desk may name: nothing of another area, and not the frame that names them all.
const AREA: &[&str] = &["later", "unfolds", "desktop", "page", "text"];

/// The areas of issuing show the same things.
const ISSUING: &[&str] = &[
    "kept",
    "face",
    "holders",
    "differing",
    "later",
    "unfolds",
    "sending",
    "desktop",
    "page",
    "text",
    "keys",
];

const DESK: Floors = &[
    (
        "frame",
        &[
            "masthead",
            "log_in",
            "password",
            "notices",
            "objections",
            "undelivered",
            "issuing",
            "approvals",
            "licence",
            "licences",
            "seals",
            "catalogue",
            "importing",
            "calendar",
            "supervision",
            "areas",
            "desktop",
            "page",
            "text",
            "keys",
        ],
    ),
    ("masthead", &["areas", "page", "text"]),
    ("log_in", AREA),
    ("password", AREA),
    ("notices", AREA),
    (
        "undelivered",
        &["moment", "sending", "later", "desktop", "page", "text"],
    ),
    (
        "objections",
        &[
            "sending",
            "moment",
            "differing",
            "unfolds",
            "desktop",
            "page",
            "text",
        ],
    ),
    ("issuing", ISSUING),
    ("approvals", ISSUING),
    ("licence", ISSUING),
    ("face", &[]),
    ("holders", &["text"]),
    ("differing", &["text"]),
    ("licences", &["listing", "desktop", "page", "text"]),
    ("seals", &["sending", "desktop", "page", "text"]),
    ("catalogue", &["kept", "unfolds", "desktop", "page", "text"]),
    ("importing", AREA),
    ("calendar", &["sending", "desktop", "page", "text"]),
    (
        "supervision",
        &["moment", "sending", "unfolds", "desktop", "page", "text"],
    ),
    ("moment", &["text"]),
    ("sending", &["desktop", "text"]),
    ("moment", &["text"]),
    ("kept", &["page"]),
    ("later", &["text"]),
    ("unfolds", &[]),
    ("areas", &["page", "listing", "text"]),
    ("desktop", &["text"]),
    ("page", &["listing"]),
    ("listing", &[]),
    ("keys", &["text"]),
    ("text", &[]),
];

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
