//! Are Chinese sentences set as Chinese is set? By GB/T 15834 a comma, a semicolon, a colon, a question mark and an
//! exclamation mark between Chinese characters are as wide as these; what a keyboard writes by itself is not.

#![expect(
    clippy::unwrap_used,
    reason = "a test that can't read the sources has failed"
)]

use std::path::{Path, PathBuf};

/// Where what people read is written.
const PLACES: [&str; 6] = [
    "app/src",
    "domain/rulebooks",
    "domain/src",
    "server/src",
    "app/citizen.html",
    "app/desk.html",
];
const NARROW: [char; 5] = [',', ';', ':', '?', '!'];

#[test]
fn a_chinese_sentence_has_chinese_punctuation() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let files: Vec<PathBuf> = PLACES
        .iter()
        .flat_map(|place| files(&root.join(place)))
        .collect();
    assert!(files.len() > 100, "the sources are elsewhere now");
    let wrong: Vec<String> = files.iter().flat_map(|file| narrow_in(file)).collect();
    assert_eq!(wrong, Vec::<String>::new());
}

/// All that is written for people under a place: tests write for programs.
fn files(place: &Path) -> Vec<PathBuf> {
    let name = place.file_name().unwrap().to_str().unwrap();
    if name.starts_with("tests") || name.ends_with("tests.rs") {
        return Vec::new();
    }
    if place.is_dir() {
        let entries = std::fs::read_dir(place).unwrap();
        return entries
            .flat_map(|entry| files(&entry.unwrap().path()))
            .collect();
    }
    let kinds = ["rs", "toml", "html"];
    let is_text = |kind: &std::ffi::OsStr| kinds.iter().any(|one| kind == *one);
    let is_one = place.extension().is_some_and(is_text);
    is_one.then(|| place.to_owned()).into_iter().collect()
}

fn narrow_in(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap();
    let built = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = built.lines().filter(|line| !is_comment(line));
    let wrong = lines.filter(|line| has_narrow(line));
    wrong
        .map(|line| format!("{}: {}", file.display(), line.trim()))
        .collect()
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("//") || line.starts_with('#')
}

/// Whether a narrow mark stands between Chinese characters, or behind one at the end of a text.
fn has_narrow(line: &str) -> bool {
    let characters: Vec<char> = line.chars().collect();
    characters.windows(3).any(|three| match three {
        [before, mark, after] => {
            NARROW.contains(mark) && is_han(*before) && (is_han(*after) || *after == '"')
        }
        _ => false,
    })
}

fn is_han(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}
