//! The files that the server will serve: names, types, compressed forms, and their manifest.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::cache::Cache;
use super::page::Page;
use crate::shell;

/// Everything that goes into `target/web`.
#[derive(Default, Serialize)]
pub(crate) struct Site {
    pages: BTreeMap<String, Asset>,
    /// The same with the strip of a demonstration.
    demonstration: BTreeMap<String, Asset>,
    assets: Vec<Asset>,
    csp: Csp,
    #[serde(skip)]
    files: BTreeMap<String, Vec<u8>>,
}

/// One path that the server answers.
#[derive(Serialize)]
struct Asset {
    path: String,
    file: String,
    content_type: &'static str,
    hash: String,
    br: Option<String>,
    gz: Option<String>,
    immutable: bool,
}

/// What the content security policy must allow, as `sha256-...`.
#[derive(Default, Serialize)]
struct Csp {
    script_hashes: BTreeSet<String>,
    style_hashes: BTreeSet<String>,
}

impl Site {
    /// Adds a file that is named by its content and may be kept for ever; answers its path.
    pub(crate) fn add_hashed(
        &mut self,
        name: &str,
        extension: &str,
        bytes: &[u8],
        cache: &mut Cache,
    ) -> Result<String> {
        let file = format!("{name}-{}.{extension}", content_hash(bytes));
        let asset = self.add(format!("/assets/{file}"), file, true, bytes, cache)?;
        let path = asset.path.clone();
        self.assets.push(asset);
        Ok(path)
    }

    /// Adds a file of `public/` under its own name.
    pub(crate) fn add_named(&mut self, name: &str, bytes: &[u8], cache: &mut Cache) -> Result<()> {
        let file = format!("public-{}", name.replace('/', "-"));
        let asset = self.add(format!("/{name}"), file, false, bytes, cache)?;
        self.assets.push(asset);
        Ok(())
    }

    /// Adds the page of an application, as it is and for a demonstration.
    pub(crate) fn add_page(
        &mut self,
        face: &str,
        path: &str,
        [plain, demonstration]: [Page; 2],
        cache: &mut Cache,
    ) -> Result<()> {
        let mut add = |name: String, page: Page| {
            self.csp.script_hashes.insert(page.script_hash);
            self.csp.style_hashes.insert(page.style_hash);
            self.add(path.to_owned(), name, false, page.html.as_bytes(), cache)
        };
        let plain = add(format!("{face}.html"), plain)?;
        let demonstration = add(format!("{face}-demonstration.html"), demonstration)?;
        self.pages.insert(face.to_owned(), plain);
        self.demonstration.insert(face.to_owned(), demonstration);
        Ok(())
    }

    /// What the citizen's pages hold, and by their links everything that they load, in one name.
    pub(crate) fn build(&self) -> String {
        let pages = self.pages.values().chain(self.demonstration.values());
        let hashes: Vec<&str> = pages.map(|page| page.hash.as_str()).collect();
        content_hash(hashes.concat().as_bytes())
    }

    fn add(
        &mut self,
        path: String,
        file: String,
        immutable: bool,
        bytes: &[u8],
        cache: &mut Cache,
    ) -> Result<Asset> {
        let content_type = content_type(&file);
        let hash = content_hash(bytes);
        let (mut br, mut gz) = (None, None);
        if is_text(content_type) {
            let small = cache.get(format!("{hash}.br"), || brotli(bytes))?;
            br = self.keep_if_smaller(format!("{file}.br"), small, bytes);
            let small = cache.get(format!("{hash}.gz"), || gzip(bytes))?;
            gz = self.keep_if_smaller(format!("{file}.gz"), small, bytes);
        }
        self.files.insert(file.clone(), bytes.to_vec());
        Ok(Asset {
            path,
            file,
            content_type,
            hash,
            br,
            gz,
            immutable,
        })
    }

    fn keep_if_smaller(&mut self, file: String, small: Vec<u8>, plain: &[u8]) -> Option<String> {
        (small.len() < plain.len()).then(|| {
            self.files.insert(file.clone(), small);
            file
        })
    }

    /// Writes what changed, removes what is no longer part of it, and the manifest last.
    pub(crate) fn write(&mut self) -> Result<()> {
        let folder = shell::target("web");
        fs::create_dir_all(&folder)?;
        self.assets.sort_by(|one, other| one.path.cmp(&other.path));
        for (name, bytes) in &self.files {
            shell::write_if_changed(&folder.join(name), bytes)?;
        }
        let manifest = serde_json::to_vec_pretty(self)?;
        shell::write_if_changed(&folder.join("manifest.json"), &manifest)?;
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name != "manifest.json" && !self.files.contains_key(&name) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// What a first visit to an application loads, with the bytes on the wire under brotli: of a demonstration, whose
    /// pages are the larger ones.
    pub(crate) fn first_visit(&self, face: &str) -> Vec<(&str, usize)> {
        let own = [format!("/assets/{face}-"), "/assets/kept-".to_owned()];
        let assets = self
            .assets
            .iter()
            .filter(|asset| own.iter().any(|own| asset.path.starts_with(own)));
        let all = self.demonstration.get(face).into_iter().chain(assets);
        all.map(|asset| {
            let sent = asset.br.as_ref().unwrap_or(&asset.file);
            (
                asset.file.as_str(),
                self.files.get(sent).map_or(0, Vec::len),
            )
        })
        .collect()
    }

    /// Tells how large both applications are.
    pub(crate) fn print_sizes(&self) {
        for face in self.pages.keys() {
            let parts = self.first_visit(face);
            let total: usize = parts.iter().map(|(_, bytes)| bytes).sum();
            shell::say(&format!("{face}: {total} bytes on a first visit (brotli)"));
            for (file, bytes) in parts {
                shell::say(&format!("  {bytes:>8}  {file}"));
            }
        }
    }
}

/// The start of the content's SHA-256, which names it.
pub(crate) fn content_hash(bytes: &[u8]) -> String {
    let mut name = String::new();
    for byte in Sha256::digest(bytes).into_iter().take(8) {
        // Writing to a text cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    name
}

fn content_type(file: &str) -> &'static str {
    match file.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        _ => "application/octet-stream",
    }
}

/// Whether compressing can gain anything; pictures are compressed in their own way.
fn is_text(content_type: &str) -> bool {
    !matches!(
        content_type,
        "image/png" | "image/x-icon" | "application/octet-stream"
    )
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut small, &parameters)?;
    Ok(small)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
