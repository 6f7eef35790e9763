//! How far has long work got? A bar, drawn on a terminal only.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over so many of what `words` says, in Chinese and English.
pub(super) fn bar(total: u64, words: &str) -> ProgressBar {
    let bar = ProgressBar::new(total);
    let style = format!("{{wide_bar}} {{human_pos}}/{{human_len}} {words} {{eta}}");
    match ProgressStyle::with_template(&style) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
