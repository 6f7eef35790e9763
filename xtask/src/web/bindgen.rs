//! From cargo's wasm file to the pair that a browser loads: wasm and its JavaScript.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::cache::Cache;
use super::script;
use super::site::content_hash;

/// What a browser loads of one application.
pub(crate) struct Bundle {
    /// The JavaScript that `default`-exports the start function.
    pub(crate) js: String,
    /// The compiled application.
    pub(crate) wasm: Vec<u8>,
}

/// Binds one wasm file to JavaScript.
pub(crate) fn bind(path: &Path, cache: &mut Cache) -> Result<Bundle> {
    let input = fs::read(path).with_context(|| format!("{} is missing", path.display()))?;
    let key = content_hash(&input);
    let mut made = None;
    let wasm = cache.get(format!("{key}.bound.wasm"), || {
        let (js, wasm) = generate(path)?;
        made = Some(js);
        Ok(wasm)
    })?;
    let js = cache.get(format!("{key}.bound.js"), || match made {
        Some(js) => Ok(js),
        None => generate(path).map(|(js, _)| js),
    })?;
    Ok(Bundle {
        js: String::from_utf8(js)?,
        wasm,
    })
}

/// The application with the names of its functions, for whoever asks what it is made of.
pub(crate) fn with_names(path: &Path) -> Result<Vec<u8>> {
    let mut output = Bindgen::new()
        .input_path(path)
        .web(true)?
        .typescript(false)
        .generate_output()?;
    Ok(output.wasm_mut().emit_wasm())
}

fn generate(path: &Path) -> Result<(Vec<u8>, Vec<u8>)> {
    let mut output = Bindgen::new()
        .input_path(path)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()?;
    let inline = output
        .snippets()
        .values()
        .any(|scripts| !scripts.is_empty());
    if inline || !output.local_modules().is_empty() {
        bail!("a dependency brings JavaScript files of its own; the page has no place for them");
    }
    let js = script::tighten(output.js()).into_bytes();
    Ok((js, output.wasm_mut().emit_wasm()))
}
