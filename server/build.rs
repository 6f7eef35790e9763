//! Puts the browser's applications into the server: `target/web` becomes `assets.rs`.
//!
//! `cargo xtask web` leaves the files and a `manifest.json` in `target/web`. The server includes
//! what is generated here with `include!(concat!(env!("OUT_DIR"), "/assets.rs"));`:
//!
//! ```ignore
//! pub(crate) struct Asset {
//!     pub(crate) path: &'static str,          // "/assets/citizen-….js", "/robots.txt", "/", "/desk/"
//!     pub(crate) content_type: &'static str,
//!     pub(crate) etag: &'static str,          // quoted and weak: one for all three forms
//!     pub(crate) immutable: bool,             // named by its content: may be kept for ever
//!     pub(crate) identity: &'static [u8],
//!     pub(crate) br: Option<&'static [u8]>,
//!     pub(crate) gz: Option<&'static [u8]>,
//! }
//! pub(crate) struct Pages {
//!     pub(crate) home: Option<Asset>,         // the page at "/": the citizen's first screen
//!     pub(crate) citizen: Option<Asset>,      // every other page of the citizen's
//!     pub(crate) desk: Option<Asset>,         // the page at "/desk/"
//! }
//! pub(crate) static PAGES: Pages;
//! pub(crate) static DEMONSTRATION: Pages;     // the same with the strip of a demonstration
//! pub(crate) static ASSETS: &[Asset];         // all other files, sorted by path
//! pub(crate) static SCRIPT_HASHES: &[&str];   // "'sha256-…'", quoted for the content security policy
//! pub(crate) static STYLE_HASHES: &[&str];
//! ```
//!
//! Where the applications were not built the pages are `None` and the tables empty.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

type Outcome<T> = Result<T, Box<dyn Error>>;

const ASSET: &str = "\
/// A file of the browser's applications.
#[derive(Debug)]
pub(crate) struct Asset {
    /// The path that asks for it.
    pub(crate) path: &'static str,
    /// What it is.
    pub(crate) content_type: &'static str,
    /// Its version, quoted and weak: one for all three forms.
    pub(crate) etag: &'static str,
    /// Whether its path names its content, so that it may be kept for ever.
    pub(crate) immutable: bool,
    /// The bytes as they are.
    pub(crate) identity: &'static [u8],
    /// The bytes in Brotli's form, where that is smaller.
    pub(crate) br: Option<&'static [u8]>,
    /// The bytes in gzip's form, where that is smaller.
    pub(crate) gz: Option<&'static [u8]>,
}
/// The pages in which the applications start.
#[derive(Debug)]
pub(crate) struct Pages {
    /// The page at `/`.
    pub(crate) home: Option<Asset>,
    /// Every other page of the citizen's.
    pub(crate) citizen: Option<Asset>,
    /// The page at `/desk/`.
    pub(crate) desk: Option<Asset>,
}
";

fn main() -> Outcome<()> {
    let web = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../target/web");
    let manifest = web.join("manifest.json");
    if !manifest.exists() {
        // A watched file that is missing would make cargo build the server each time.
        fs::create_dir_all(&web)?;
        fs::write(&manifest, "{}")?;
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", manifest.display());

    let manifest: Value = serde_json::from_slice(&fs::read(manifest)?)?;
    let code = generate(&manifest, &web)?;
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("assets.rs"), code)?;
    Ok(())
}

fn generate(manifest: &Value, web: &Path) -> Outcome<String> {
    let mut code = String::from(ASSET);
    for (name, key, what) in [
        ("PAGES", "pages", "The pages."),
        (
            "DEMONSTRATION",
            "demonstration",
            "The pages of a demonstration.",
        ),
    ] {
        writeln!(code, "/// {what}")?;
        writeln!(code, "pub(crate) static {name}: Pages = Pages {{")?;
        for face in ["home", "citizen", "desk"] {
            let page = match manifest.pointer(&format!("/{key}/{face}")) {
                Some(page) => format!("Some({})", asset(page, web)?),
                None => String::from("None"),
            };
            writeln!(code, "{face}: {page},")?;
        }
        writeln!(code, "}};")?;
    }

    writeln!(code, "/// All files but the pages, sorted by path.")?;
    writeln!(code, "pub(crate) static ASSETS: &[Asset] = &[")?;
    for file in list(manifest, "/assets") {
        writeln!(code, "{},", asset(file, web)?)?;
    }
    writeln!(code, "];")?;

    for (name, of) in [
        ("SCRIPT_HASHES", "script_hashes"),
        ("STYLE_HASHES", "style_hashes"),
    ] {
        writeln!(
            code,
            "/// What the content security policy must allow inline."
        )?;
        writeln!(code, "pub(crate) static {name}: &[&str] = &[")?;
        for hash in list(manifest, &format!("/csp/{of}")) {
            writeln!(
                code,
                "{:?},",
                format!("'{}'", hash.as_str().unwrap_or_default())
            )?;
        }
        writeln!(code, "];")?;
    }
    Ok(code)
}

fn asset(entry: &Value, web: &Path) -> Outcome<String> {
    let bytes = |key: &str| text(entry, key).map(|file| included(web, file));
    let optional = |key: &str| match bytes(key) {
        Ok(bytes) => format!("Some({bytes})"),
        Err(_) => String::from("None"),
    };
    Ok(format!(
        "Asset {{ path: {:?}, content_type: {:?}, etag: {:?}, immutable: {}, identity: {}, br: {}, \
         gz: {} }}",
        text(entry, "path")?,
        text(entry, "content_type")?,
        format!("W/\"{}\"", text(entry, "hash")?),
        entry["immutable"] == true,
        bytes("file")?,
        optional("br"),
        optional("gz"),
    ))
}

fn included(web: &Path, file: &str) -> String {
    format!("include_bytes!({:?})", web.join(file).to_string_lossy())
}

fn text<'a>(entry: &'a Value, key: &str) -> Outcome<&'a str> {
    Ok(entry[key]
        .as_str()
        .ok_or_else(|| format!("manifest.json: no `{key}` in {entry}"))?)
}

fn list<'a>(manifest: &'a Value, pointer: &str) -> impl Iterator<Item = &'a Value> {
    manifest
        .pointer(pointer)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}
