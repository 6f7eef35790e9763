//! Does `mingzheng import` lose or double anything, whatever happens to it and whatever it is given?

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a drill that can't be run has failed"
)]

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const TYPE: &str = "11990000009900013N002";
const HEADER: &str = "ZZBH,CZZT,CZZTDMLXDM,CZZTDM,ZZBFRQ,ZZYXQJZRQ,KZ_operator,KZ_responsible,KZ_home,KZ_place,KZ_business,KZ_items";
const ROWS: usize = 6_000;

fn mingzheng(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingzheng"));
    command.args(args).env_clear().current_dir(folder);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A folder with an empty library.
fn library() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let laid = mingzheng(folder.path(), &["demo", "--licences", "50"]).output();
    assert!(laid.unwrap().status.success());
    folder
}

fn import(folder: &Path, file: &str) -> Output {
    let args = ["import", "--type", TYPE, "--file", file];
    mingzheng(folder, &args).output().unwrap()
}

/// The counts of a run that came to its end.
fn counts(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let mut summary: Value = serde_json::from_slice(&output.stdout).unwrap();
    summary.as_object_mut().unwrap().remove("seconds");
    summary
}

fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    told.lines().last().unwrap_or_default().to_owned()
}

/// A number that is right, of somebody whom nobody is.
fn citizen(n: usize) -> String {
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!("990100{}0101{:03}", 1950 + n / 999 % 50, n % 999 + 1);
    let sum: usize = body
        .bytes()
        .zip(WEIGHTS)
        .map(|(digit, weight)| usize::from(digit - b'0') * weight)
        .sum();
    let check = b"10X98765432"[sum % 11];
    format!("{body}{}", char::from(check))
}

fn row(n: usize) -> String {
    // Every hundredth row has a day that there isn't.
    let day = if n % 100 == 7 {
        "2024-13-05"
    } else {
        "2024-03-05"
    };
    format!(
        "JY9{n:08},李雷,111,{},{day},2029-03-04,新区{n}号面馆,李雷,一号,纬一路{n}号,餐饮服务经营者(小型餐饮),热食",
        citizen(n)
    )
}

fn file(folder: &Path, rows: usize) {
    let mut text = format!("{HEADER}\n");
    for n in 0..rows {
        writeln!(text, "{}", row(n)).unwrap();
    }
    std::fs::write(folder.join("a.csv"), text).unwrap();
}

/// How much the database and its log hold: what grows while rows are written.
fn written(folder: &Path) -> u64 {
    ["mingzheng.db", "mingzheng.db-wal"]
        .iter()
        .filter_map(|name| std::fs::metadata(folder.join(name)).ok())
        .map(|about| about.len())
        .sum()
}

/// Kills an import once so much more was written; false if it was done before.
fn killed(folder: &Path, after: u64) -> bool {
    let until = written(folder) + after;
    let args = ["import", "--type", TYPE, "--file", "a.csv"];
    let mut child = mingzheng(folder, &args).spawn().unwrap();
    while child.try_wait().unwrap().is_none() {
        if written(folder) > until {
            child.kill().unwrap();
            return !child.wait().unwrap().success();
        }
        std::thread::yield_now();
    }
    false
}

#[test]
fn killed_at_any_moment_and_run_again_it_ends_as_if_nothing_had_happened() {
    let undisturbed = library();
    file(undisturbed.path(), ROWS);
    let expected = counts(&import(undisturbed.path(), "a.csv"));
    let wrong = ROWS / 100;
    assert_eq!(
        expected,
        json!({ "rows": ROWS, "new": ROWS - wrong, "changed": 0, "same": 0, "refused": wrong })
    );
    let folder = library();
    file(folder.path(), ROWS);
    let mut random = StdRng::seed_from_u64(7);
    let kills = (0..6).filter(|_| killed(folder.path(), random.random_range(0..3_000_000)));
    assert!(kills.count() >= 2, "it was killed in the middle");
    assert_eq!(counts(&import(folder.path(), "a.csv")), expected);
    let told = |folder: &Path| std::fs::read_to_string(folder.join("a.csv.refused.csv")).unwrap();
    assert_eq!(told(folder.path()), told(undisturbed.path()));
    // A licence that was there twice would fit its row twice and be refused.
    assert_eq!(
        counts(&import(folder.path(), "a.csv")),
        json!({ "rows": ROWS, "new": 0, "changed": 0, "same": ROWS - wrong, "refused": wrong })
    );
}

#[test]
fn bad_bytes_and_a_line_without_end_cost_their_rows_alone_and_no_memory() {
    let folder = library();
    let path = folder.path().join("a.csv");
    let mut out = std::fs::File::create(&path).unwrap();
    writeln!(out, "{HEADER}\n{}", row(0)).unwrap();
    out.write_all(&row(1).into_bytes().repeat(1)[..20]).unwrap();
    out.write_all(b"\xff\xfe\n").unwrap();
    // A hole in the file, read as a line of 64 MB.
    out.seek(SeekFrom::Current(64 * 1024 * 1024)).unwrap();
    writeln!(out, "\n{}", row(2)).unwrap();
    drop(out);
    let args = ["import", "--type", TYPE, "--file", "a.csv"];
    let limited = Command::new("sh")
        .args(["-c", "ulimit -v 4000000; exec \"$0\" \"$@\""])
        .arg(env!("CARGO_BIN_EXE_mingzheng"))
        .args(args)
        .env_clear()
        .current_dir(folder.path())
        .output()
        .unwrap();
    let counts = counts(&limited);
    assert_eq!(
        (&counts["new"], &counts["refused"]),
        (&json!(2), &json!(2)),
        "{counts}"
    );
}

#[test]
fn a_file_that_is_no_table_of_the_type_is_bad_input_and_leaves_nothing_beside_it() {
    let folder = library();
    let cases = [
        ("empty.csv", "", "empty"),
        ("a.txt", "ZZBH", ".csv"),
        ("few.csv", "ZZBH,CZZT", "CZZTDM"),
        ("more.csv", &format!("{HEADER},电话"), "电话"),
        ("bomb.xlsx", "PK\u{3}\u{4}", "workbook"),
    ];
    for (name, content, told) in cases {
        std::fs::write(folder.path().join(name), content).unwrap();
        let line = refused(&import(folder.path(), name));
        assert!(
            line.contains(told) && line.contains("--file"),
            "{name}: {line}"
        );
    }
    let line = refused(&import(folder.path(), "nowhere.csv"));
    assert!(line.contains("--file"), "{line}");
    std::fs::write(
        folder.path().join("a.csv"),
        format!("{HEADER}\n{}\n", row(0)),
    )
    .unwrap();
    assert_eq!(counts(&import(folder.path(), "a.csv"))["new"], json!(1));
    let left = std::fs::read_dir(folder.path()).unwrap();
    let left = left.filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().contains("refused")
    });
    assert_eq!(left.count(), 0, "nothing was refused");
}
