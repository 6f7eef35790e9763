//! How the browser's programs become the files in `target/web`.
//!
//! cargo builds the binaries of `app`; each is bound to JavaScript, named by its content and
//! compressed; each page gets its style and its boot script inline. `manifest.json` lists all of
//! it for `server/build.rs`, which puts it into the server.

mod bindgen;
mod cache;
mod page;
mod script;
mod site;
mod style;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

pub(crate) use site::Site;

use crate::setup::rust_wasm::Compiler;
use crate::shell;
use cache::Cache;
use page::Links;

/// A program of the browser's.
struct Program {
    name: &'static str,
    /// The page in `app/` and the style in `style/` that it stands in.
    page: &'static str,
    /// Where the server shows it.
    path: &'static str,
    /// The program that the visitor will want next; its files are fetched when nothing else is going on.
    next: Option<&'static str>,
}

/// The citizen's first screen, the rest of the citizen's app, and the desk; each after the one it names as next.
const PROGRAMS: [Program; 3] = [
    Program {
        name: "citizen",
        page: "citizen",
        path: "/licences",
        next: None,
    },
    Program {
        name: "home",
        page: "citizen",
        path: "/",
        next: Some("citizen"),
    },
    Program {
        name: "desk",
        page: "desk",
        path: "/desk/",
        next: None,
    },
];

/// What checks seals: a program without a page, loaded when somebody asks for it, and the feature that it takes.
const CHECKER: &str = "seal";

/// What keeps for a time without a connection: a script of its own, which every page loads.
const KEEPER: &str = "kept";

/// Builds them all; what did not change since the last time is not made again.
pub(crate) fn build() -> Result<Site> {
    compile()?;
    let mut cache = Cache::open(shell::target("web-cache"))?;
    let mut site = Site::default();
    let mut files: BTreeMap<&str, Links> = BTreeMap::new();
    let checker = bindgen::bind(&wasm_of(CHECKER), &mut cache)?;
    let seal = [
        site.add_hashed(CHECKER, "js", checker.js.as_bytes(), &mut cache)?,
        site.add_hashed(CHECKER, "wasm", &checker.wasm, &mut cache)?,
    ]
    .join(" ");
    let kept = script::tighten(&page::read_app("kept.js")?);
    let kept = site.add_hashed(KEEPER, "js", kept.as_bytes(), &mut cache)?;
    for program in PROGRAMS {
        let name = program.name;
        let bundle = bindgen::bind(&wasm_of(name), &mut cache)?;
        let next = program.next.and_then(|next| files.get(next));
        let links = Links {
            next: next.map_or_else(String::new, |next| format!("{} {}", next.wasm, next.js)),
            wasm: site.add_hashed(name, "wasm", &bundle.wasm, &mut cache)?,
            js: site.add_hashed(name, "js", bundle.js.as_bytes(), &mut cache)?,
            seal: seal.clone(),
            kept: kept.clone(),
        };
        let page = |demonstration| page::assemble(program.page, &links, demonstration);
        site.add_page(name, program.path, [page(false)?, page(true)?], &mut cache)?;
        files.insert(name, links);
    }
    add_worker(&mut site, &files, &mut cache)?;
    add_public(&mut site, &mut cache)?;
    site.write()?;
    cache.forget_unused()?;
    Ok(site)
}

fn compile() -> Result<()> {
    let mut cargo = Compiler::find()?.cargo("build");
    cargo.args(["--profile", "wasm", "--package", "app"]);
    for program in PROGRAMS {
        cargo.args(["--bin", program.name]);
    }
    shell::run(&mut cargo).context("the browser's applications do not build")?;
    // Apart from the others, so that none of them carries anything of its features.
    let mut cargo = Compiler::find()?.cargo("build");
    cargo.args(["--profile", "wasm", "--package", "app"]);
    cargo.args(["--features", CHECKER, "--bin", CHECKER]);
    shell::run(&mut cargo).context("the checker of seals does not build")
}

/// A program with the names of its functions, as it was built last.
pub(crate) fn named(program: &str) -> Result<Vec<u8>> {
    bindgen::with_names(&wasm_of(program))
}

fn wasm_of(face: &str) -> PathBuf {
    shell::target(&format!("wasm/wasm32-unknown-unknown/wasm/{face}.wasm"))
}

/// The service worker knows the files of its build by name, and the build by what they and the pages hold: another build
/// is another worker.
fn add_worker(site: &mut Site, files: &BTreeMap<&str, Links>, cache: &mut Cache) -> Result<()> {
    let code = |program: &str| {
        files
            .get(program)
            .map(|links| format!("{} {} {}", links.js, links.wasm, links.kept))
            .unwrap_or_default()
    };
    let worker = page::read_app("service-worker.js")?
        .replace("{{build}}", &site.build())
        .replace("{{code}}", &code("home"))
        .replace("{{later}}", &code("citizen"));
    let worker = script::tighten(&worker);
    site.add_named("service-worker.js", worker.as_bytes(), cache)
}

/// Everything in `public/` is served under its own name.
fn add_public(site: &mut Site, cache: &mut Cache) -> Result<()> {
    let base = shell::root().join("public");
    let mut folders = vec![base.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Some(name) = path.strip_prefix(&base)?.to_str() else {
                bail!("{} has a name that no browser can ask for", path.display());
            };
            if !name.starts_with('.') {
                site.add_named(name, &fs::read(&path)?, cache)?;
            }
        }
    }
    Ok(())
}
