//! The arrows of the house point down: between the crates, and between the rooms of each.
//!
//! The tables below are the map. A module that begins to name another one fails here until the table says so too, and a
//! table can only say so of a module that stands further down in it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that can't read the sources has failed"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The modules of a crate from the top down, each with those that it may name.
type Floors = &'static [(&'static str, &'static [&'static str])];

const DOMAIN: Floors = &[
    (
        "text",
        &[
            "wire",
            "seal",
            "outage",
            "inspection",
            "quality",
            "objection",
            "deadline",
            "rulebook",
            "calendar",
            "catalogue",
            "licence",
            "problem",
        ],
    ),
    (
        "wire",
        &[
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
            "problem",
            "access",
            "problem",
            "id",
        ],
    ),
    ("outage", &["deadline", "rulebook", "calendar"]),
    ("inspection", &[]),
    (
        "quality",
        &["calendar", "catalogue", "issuing", "identifier"],
    ),
    (
        "objection",
        &["rulebook", "licence", "validity", "problem", "id"],
    ),
    ("seal", &[]),
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
    ("rulebook", &["calendar"]),
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
    ("config", &["app", "crypto"]),
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
const AREA: &[&str] = &["desktop", "page", "text"];

/// The areas of issuing show the same things.
const ISSUING: &[&str] = &[
    "kept",
    "face",
    "holders",
    "differing",
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
            "issuing",
            "approvals",
            "licence",
            "licences",
            "seals",
            "catalogue",
            "importing",
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
    ("objections", &["differing", "desktop", "page", "text"]),
    ("issuing", ISSUING),
    ("approvals", ISSUING),
    ("licence", ISSUING),
    ("kept", &["page"]),
    ("face", &[]),
    ("holders", &["text"]),
    ("differing", &["text"]),
    ("licences", &["listing", "desktop", "page", "text"]),
    ("seals", AREA),
    ("catalogue", AREA),
    ("importing", AREA),
    ("supervision", &["sending", "desktop", "page", "text"]),
    ("sending", &["desktop", "text"]),
    ("areas", &["page", "listing", "text"]),
    ("desktop", &["text"]),
    ("page", &["listing"]),
    ("listing", &[]),
    ("keys", &["text"]),
    ("text", &[]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn dependencies(package: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join(package).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = text.parse().unwrap();
    manifest["dependencies"]
        .as_table()
        .unwrap()
        .keys()
        .cloned()
        .collect()
}

/// The sources at `place`, a folder or a file without its extension, as they are built for people: without tests.
fn sources(place: &Path) -> Vec<(PathBuf, String)> {
    let file = place.with_extension("rs");
    let mut paths = if file.is_file() {
        vec![file]
    } else {
        Vec::new()
    };
    for entry in std::fs::read_dir(place).into_iter().flatten() {
        paths.push(entry.unwrap().path());
    }
    let mut found = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.ends_with("tests") || name.ends_with("tests.rs") || name == "testing.rs" {
            continue;
        }
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path, code_of(&text)));
        }
    }
    found
}

/// A source without its comments and without its tests.
fn code_of(text: &str) -> String {
    let built = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    built
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The modules that a source names by their way from the crate's root, `crate::`, or from a folder below it:
/// `crate::store`, `crate::{http, jobs}`.
fn named<'a>(code: &'a str, from: &str) -> BTreeSet<&'a str> {
    let is_end = |c: char| !(c.is_alphanumeric() || c == '_');
    code.split(from)
        .skip(1)
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap().split(',').collect(),
            None => vec![rest],
        })
        .filter_map(|path| path.trim().split(is_end).next())
        .filter(|module| module.starts_with(char::is_lowercase))
        .collect()
}

/// What points up or sideways in a crate: its modules against their table.
fn wrong_arrows(package: &str, floors: Floors) -> Vec<String> {
    arrows_in(&format!("{package}/src"), "crate::", floors)
}

/// The same for the modules of a folder, which are named from there by `from`.
fn arrows_in(folder: &str, from: &str, floors: Floors) -> Vec<String> {
    let mut wrong = Vec::new();
    for (place, (module, may_name)) in floors.iter().enumerate() {
        let below: Vec<&str> = floors[place + 1..].iter().map(|(name, _)| *name).collect();
        for name in *may_name {
            if !below.contains(name) {
                wrong.push(format!("the table lets {module} name {name}"));
            }
        }
        let sources = sources(&root().join(folder).join(module));
        assert!(!sources.is_empty(), "{folder} has no module {module}");
        for (path, code) in sources {
            for name in named(&code, from) {
                if name != *module && !may_name.contains(&name) {
                    wrong.push(format!("{} names {name}", path.display()));
                }
            }
        }
    }
    wrong
}

/// The modules that a crate declares at its root and its table leaves out.
fn unmapped(package: &str, floors: Floors) -> Vec<String> {
    unmapped_in(&format!("{package}/src/lib.rs"), floors)
}

fn unmapped_in(file: &str, floors: Floors) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(file)).unwrap();
    text.lines()
        .filter_map(|line| {
            let line = line.strip_prefix("pub ").unwrap_or(line);
            line.strip_prefix("mod ")?.strip_suffix(';')
        })
        .filter(|module| floors.iter().all(|(name, _)| name != module))
        .map(str::to_owned)
        .collect()
}

/// Files under `folder` whose code holds one of `forbidden`.
fn mentions(folder: &str, forbidden: &[&str]) -> Vec<String> {
    let sources = sources(&root().join(folder));
    assert!(!sources.is_empty(), "{folder} holds no sources");
    sources
        .iter()
        .flat_map(|(path, code)| {
            let held = forbidden.iter().filter(|word| code.contains(**word));
            held.map(move |word| format!("{} holds {word}", path.display()))
        })
        .collect()
}

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
    assert_eq!(unmapped("domain", DOMAIN), NONE);
}

#[test]
fn the_modules_of_the_server_name_only_what_stands_below_them() {
    assert_eq!(wrong_arrows("server", SERVER), NONE);
    assert_eq!(
        unmapped("server", SERVER),
        ["testing"],
        "tests may name all"
    );
}

#[test]
fn the_modules_of_the_app_name_only_what_stands_below_them() {
    assert_eq!(wrong_arrows("app", APP), NONE);
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
