//! One stylesheet from the parts in `style/`: imports are put in their place, white space goes.
//!
//! `style/citizen.css` and `style/desk.css` name their parts with `@import "part.css";`, in order.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Reads a stylesheet with everything that it imports, and tightens it.
pub(crate) fn read(path: &Path) -> Result<String> {
    Ok(tighten(&with_imports(path)?))
}

fn with_imports(path: &Path) -> Result<String> {
    let text =
        fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let mut whole = String::new();
    for line in text.lines() {
        if let Some(part) = imported(line) {
            whole.push_str(&with_imports(&path.with_file_name(part))?);
        } else {
            whole.push_str(line);
            whole.push('\n');
        }
    }
    Ok(whole)
}

fn imported(line: &str) -> Option<&str> {
    line.trim().strip_prefix("@import \"")?.strip_suffix("\";")
}

/// Drops comments and the white space that carries no meaning; text in quotes is left alone.
fn tighten(css: &str) -> String {
    let mut tight = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(next) = rest.chars().next() {
        let (piece, after) = match next {
            '"' | '\'' => split_after(rest, 1 + quoted_length(rest, next)),
            '/' if rest.starts_with("/*") => {
                let end = rest.find("*/").map_or(rest.len(), |at| at + 2);
                rest = split_after(rest, end).1;
                continue;
            }
            _ if next.is_whitespace() => {
                rest = rest.trim_start();
                push_space(&mut tight, rest);
                continue;
            }
            _ => split_after(rest, next.len_utf8()),
        };
        if piece == "}" && tight.ends_with(';') {
            tight.pop();
        }
        tight.push_str(piece);
        rest = after;
    }
    tight
}

/// A space is kept unless the text before or after it ends a word by itself.
fn push_space(tight: &mut String, rest: &str) {
    let ends = |text: &str| text.ends_with(['{', '}', ';', ',', ' ']) || text.is_empty();
    let declares = tight.ends_with(':');
    if !ends(tight) && !declares && !rest.starts_with(['{', '}', ';', ',']) && !rest.is_empty() {
        tight.push(' ');
    }
}

fn quoted_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        if character == quote && !escaped {
            return at;
        }
        escaped = character == '\\' && !escaped;
    }
    text.len().saturating_sub(1)
}

fn split_after(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::tighten;

    #[test]
    fn white_space_without_meaning_goes() {
        let css = "/* why */\nmain > a ,\n.b {\n  color: red;\n  margin: 0 auto;\n}\n";
        assert_eq!(tighten(css), "main > a,.b{color:red;margin:0 auto}");
    }

    #[test]
    fn white_space_with_meaning_stays() {
        let css = "@media (min-width: 45rem) and (hover) { a :hover { width: calc(1px + 2em) } }";
        let tight = "@media (min-width:45rem) and (hover){a :hover{width:calc(1px + 2em)}}";
        assert_eq!(tighten(css), tight);
    }

    #[test]
    fn text_in_quotes_is_left_alone() {
        let css = "a::after { content: \"; } /* \\\" 字 \"; } b { content: '' }";
        assert_eq!(
            tighten(css),
            "a::after{content:\"; } /* \\\" 字 \"}b{content:''}"
        );
    }
}
