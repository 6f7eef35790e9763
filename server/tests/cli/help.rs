//! What the help says is true.

use super::asking::{answered, keys, mingzheng};
use std::process::Command;

use serde_json::{Value, json};

#[test]
fn help_is_an_answer() {
    for args in [&["--help"][..], &["--version"]] {
        let output = mingzheng(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(!output.stdout.is_empty());
    }
}

#[test]
fn the_example_in_the_help_of_a_command_is_answered() {
    for command in ["workdays", "deadline", "identify", "rulebook"] {
        let help = mingzheng(&[command, "--help"]);
        let help = String::from_utf8(help.stdout).expect("UTF-8");
        let (_, example) = help.split_once("Example:\n  mingzheng ").expect(command);
        let example = example.lines().next().expect("a line");
        answered(&example.split(' ').collect::<Vec<_>>());
    }
}

#[test]
fn the_example_of_an_import_is_answered_where_there_is_a_library() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_mingzheng"))
            .args(args)
            .env_clear()
            .current_dir(folder.path())
            .output()
            .expect("the binary runs");
        assert_eq!(output.status.code(), Some(0), "{args:?}: {output:?}");
        output.stdout
    };
    let help = String::from_utf8(here(&["import", "--help"])).expect("UTF-8");
    let (_, example) = help.split_once("Example:\n  mingzheng ").expect("import");
    let example: Vec<_> = example.lines().next().expect("a line").split(' ').collect();
    here(&["demo", "--licences", "50"]);
    let template = here(&["import", "--type", example[2], "--template"]);
    std::fs::write(folder.path().join("licences.csv"), template).expect("a file");
    let summary: Value = serde_json::from_slice(&here(&example)).expect("one JSON text");
    assert_eq!(
        keys(&summary),
        ["changed", "new", "refused", "rows", "same", "seconds"]
    );
    assert_eq!((&summary["rows"], &summary["new"]), (&json!(1), &json!(1)));
}
