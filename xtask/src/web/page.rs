//! One HTML page from its source in `app/`, with style and boot script inline.
//!
//! The source may hold `{{style}}`, `{{boot}}`, `{{js}}` and `{{wasm}}`: the first two become
//! whole elements, the other two the paths of the application's files. The boot script is
//! `app/boot.js`, in which `{{js}}` and `{{wasm}}` stand too. `{{strip}}` is where the strip of a
//! demonstration stands and `{{demonstration}}` the attribute that tells the application of it; on
//! every other page both are empty. A demonstration has pages of its own, so that its strip stands
//! there from the first paint and nothing moves when the session is known.

use std::fs;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::{script, style};
use crate::shell;

/// The strip as the application shows it while nobody is logged in, without its links.
const STRIP: &str = "<div class=\"banner demonstration\"><div><span>演示环境 Demonstration</span><span class=\"ways\"></span></div></div>";

/// Where the application's files are served.
pub(crate) struct Links {
    pub(crate) js: String,
    pub(crate) wasm: String,
    /// The files that will be wanted next, parted by blanks.
    pub(crate) next: String,
    /// JavaScript and wasm of what checks seals, parted by a blank.
    pub(crate) seal: String,
    /// JavaScript that keeps what was seen last.
    pub(crate) kept: String,
}

/// A finished page and what a content security policy must allow for it.
pub(crate) struct Page {
    pub(crate) html: String,
    pub(crate) script_hash: String,
    pub(crate) style_hash: String,
}

/// Puts the page of one application together.
pub(crate) fn assemble(face: &str, links: &Links, demonstration: bool) -> Result<Page> {
    let style = style::read(&shell::root().join(format!("style/{face}.css")))?;
    let boot = links.fill(&script::tighten(&read_app("boot.js")?));
    if style.contains("</") || boot.contains("</script") {
        bail!("an inline style or script of {face} would end its element early");
    }
    let source = links.fill(&read_app(&format!("{face}.html"))?);
    let (strip, attribute) = if demonstration {
        (STRIP, " data-demonstration")
    } else {
        ("", "")
    };
    let places = [
        ("{{style}}", format!("<style>{style}</style>")),
        ("{{boot}}", format!("<script>{boot}</script>")),
        ("{{strip}}", strip.to_owned()),
        ("{{demonstration}}", attribute.to_owned()),
    ];
    let mut html = source;
    for (place, element) in places {
        if html.matches(place).count() != 1 {
            bail!("app/{face}.html must hold {place} once");
        }
        html = html.replace(place, &element);
    }
    Ok(Page {
        html,
        script_hash: csp_hash(&boot),
        style_hash: csp_hash(&style),
    })
}

impl Links {
    fn fill(&self, text: &str) -> String {
        text.replace("{{js}}", &self.js)
            .replace("{{wasm}}", &self.wasm)
            .replace("{{next}}", &self.next)
            .replace("{{seal}}", &self.seal)
            .replace("{{kept}}", &self.kept)
    }
}

pub(crate) fn read_app(name: &str) -> Result<String> {
    let path = shell::root().join("app").join(name);
    fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
}

fn csp_hash(text: &str) -> String {
    format!(
        "sha256-{}",
        STANDARD.encode(Sha256::digest(text.as_bytes()))
    )
}
