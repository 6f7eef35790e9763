//! What do the sources name?

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The modules of a crate from the top down, each with those that it may name.
pub(super) type Floors = &'static [(&'static str, &'static [&'static str])];

pub(super) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

pub(super) fn dependencies(package: &str) -> BTreeSet<String> {
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
pub(super) fn sources(place: &Path) -> Vec<(PathBuf, String)> {
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
pub(super) fn code_of(text: &str) -> String {
    let built = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    built
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The modules that a source names by their way from the crate's root, `crate::`, or from a folder below it:
/// `crate::store`, `crate::{http, jobs}`.
pub(super) fn named<'a>(code: &'a str, from: &str) -> BTreeSet<&'a str> {
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
pub(super) fn wrong_arrows(package: &str, floors: Floors) -> Vec<String> {
    arrows_in(&format!("{package}/src"), "crate::", floors)
}

/// The same for the modules of a folder, which are named from there by `from`.
pub(super) fn arrows_in(folder: &str, from: &str, floors: Floors) -> Vec<String> {
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

/// What a table lets a module of a crate name that it doesn't name.
pub(super) fn unused(package: &str, floors: Floors) -> Vec<String> {
    let mut unused = Vec::new();
    for (module, may_name) in floors {
        let sources = sources(&root().join(package).join("src").join(module));
        for name in *may_name {
            let is_named = |(_, code): &(PathBuf, String)| named(code, "crate::").contains(name);
            if !sources.iter().any(is_named) {
                unused.push(format!("{package}'s {module} no longer names {name}"));
            }
        }
    }
    unused
}

/// The modules that a crate declares at its root and its table leaves out.
pub(super) fn unmapped(package: &str, floors: Floors) -> Vec<String> {
    unmapped_in(&format!("{package}/src/lib.rs"), floors)
}

pub(super) fn unmapped_in(file: &str, floors: Floors) -> Vec<String> {
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
pub(super) fn mentions(folder: &str, forbidden: &[&str]) -> Vec<String> {
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
