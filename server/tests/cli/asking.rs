//! The binary is asked, and its answer read.

use std::process::{Command, Output};

use serde_json::Value;

pub(super) const THURSDAY: &str = "2026-09-17T10:00:00+08:00";

pub(super) fn mingzheng(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mingzheng"))
        .args(args)
        .env_clear()
        .output()
        .expect("the binary runs")
}

pub(super) fn answered(args: &[&str]) -> Value {
    let output = mingzheng(args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    serde_json::from_slice(&output.stdout).expect("one JSON text")
}

pub(super) fn refused(args: &[&str]) -> String {
    let output = mingzheng(args);
    assert_eq!(output.status.code(), Some(2), "{args:?}: {output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    let text = String::from_utf8(output.stderr).expect("UTF-8");
    let line = text.strip_suffix('\n').expect("a line");
    assert!(!line.contains('\n') && line.len() > 25, "{text:?}");
    line.to_owned()
}

pub(super) fn workdays_args<'a>(received: &'a str, days: &'a str) -> [&'a str; 5] {
    ["workdays", "--received", received, "--days", days]
}

pub(super) fn deadline_args<'a>(
    rulebook: &'a str,
    procedure: &'a str,
    step: &'a str,
    received: &'a str,
) -> [&'a str; 9] {
    [
        "deadline",
        "--rulebook",
        rulebook,
        "--procedure",
        procedure,
        "--step",
        step,
        "--received",
        received,
    ]
}

pub(super) fn keys(value: &Value) -> Vec<&str> {
    let object = value.as_object().expect("an object");
    let mut keys: Vec<&str> = object.keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

pub(super) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().expect("a text")
}

/// The last counted day is the due date, and its end is the instant.
pub(super) fn assert_explained(answer: &Value) {
    let days = answer["days"].as_array().expect("a list");
    for day in days {
        assert_eq!(keys(day), ["counted", "date", "notice", "reason"]);
    }
    let last = days.iter().rfind(|day| day["counted"] == true);
    assert_eq!(last.expect("a counted day")["date"], answer["due_date"]);
    let date: jiff::civil::Date = text(answer, "due_date").parse().expect("a date");
    let end = date.tomorrow().expect("a day after");
    assert_eq!(answer["due"], format!("{end}T00:00:00+08:00"));
}
