//! How the browser's two applications become the files in `target/web`.
//!
//! cargo builds the two binaries of `app`; each is bound to JavaScript, named by its content and
//! compressed; each page gets its style and its boot script inline. `manifest.json` lists all of
//! it for `server/build.rs`, which puts it into the server.

mod bindgen;
mod cache;
mod page;
mod script;
mod site;
mod style;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

pub(crate) use site::Site;

use crate::setup::rust_wasm::Compiler;
use crate::shell;
use cache::Cache;
use page::Links;

/// The two applications: name and the path where the server shows it.
const FACES: [(&str, &str); 2] = [("citizen", "/"), ("desk", "/desk/")];

/// Builds both applications; what did not change since the last time is not made again.
pub(crate) fn build() -> Result<Site> {
    compile()?;
    let mut cache = Cache::open(shell::target("web-cache"))?;
    let mut site = Site::default();
    for (face, path) in FACES {
        let bundle = bindgen::bind(&wasm_of(face), &mut cache)?;
        let links = Links {
            wasm: site.add_hashed(face, "wasm", &bundle.wasm, &mut cache)?,
            js: site.add_hashed(face, "js", bundle.js.as_bytes(), &mut cache)?,
        };
        let page = page::assemble(face, &links)?;
        site.add_page(face, path, page, &mut cache)?;
    }
    add_public(&mut site, &mut cache)?;
    site.write()?;
    cache.forget_unused()?;
    Ok(site)
}

fn compile() -> Result<()> {
    let mut cargo = Compiler::find()?.cargo("build");
    cargo.args(["--profile", "wasm", "--package", "app"]);
    for (face, _) in FACES {
        cargo.args(["--bin", face]);
    }
    shell::run(&mut cargo).context("the browser's applications do not build")
}

fn wasm_of(face: &str) -> PathBuf {
    shell::target(&format!("wasm/wasm32-unknown-unknown/wasm/{face}.wasm"))
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
