mod long;
mod round_trip;
mod texts;
mod workbooks;

use super::write;
use super::{FileFault, Format, Outcome, Row, Table, open};
use std::io::Cursor;

const HEADERS: [&str; 3] = ["证照编号", "持证主体", "备注"];

fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut table = write::Csv::new(Vec::new(), HEADERS).unwrap();
    for row in rows {
        table.row(row).unwrap();
    }
    table.finish().unwrap()
}

fn xlsx(rows: &[Vec<String>]) -> Vec<u8> {
    let mut table = write::Xlsx::new(HEADERS).unwrap();
    for row in rows {
        table.row(row).unwrap();
    }
    let mut out = Vec::new();
    table.finish(&mut out).unwrap();
    out
}

fn json_lines(rows: &[Vec<String>]) -> Vec<u8> {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let line = |row: &Vec<String>| {
        let fields = HEADERS.iter().zip(row);
        let fields = fields.map(|(name, text)| format!("{}:{}", quoted(name), quoted(text)));
        format!("{{{}}}\n", fields.collect::<Vec<_>>().join(","))
    };
    rows.iter().map(line).collect::<String>().into_bytes()
}

fn opened(bytes: impl AsRef<[u8]>, name: &str) -> Result<Table, FileFault> {
    open(Cursor::new(bytes.as_ref().to_vec()), name)
}

fn outcomes(bytes: impl AsRef<[u8]>, name: &str) -> Vec<Outcome> {
    let table = opened(bytes, name).unwrap();
    table.map(Result::unwrap).collect()
}

fn cells(bytes: impl AsRef<[u8]>, name: &str) -> Vec<Vec<String>> {
    let outcomes = outcomes(bytes, name).into_iter();
    outcomes.map(|row| row.unwrap().cells).collect()
}

/// Each row as its line and its cells or its fault.
fn told(bytes: impl AsRef<[u8]>, name: &str) -> Vec<String> {
    let outcomes = outcomes(bytes, name).into_iter();
    let tell = |outcome: Outcome| match outcome {
        Ok(Row { line, cells, .. }) => format!("{line}: {}", cells.join("|")),
        Err(fault) => format!("{}: {:?}", fault.line, fault.what),
    };
    outcomes.map(tell).collect()
}

fn fault(bytes: impl AsRef<[u8]>, name: &str) -> FileFault {
    match opened(bytes, name) {
        Err(fault) => fault,
        Ok(mut table) => table.find_map(Result::err).unwrap(),
    }
}

fn owned(rows: &[[&str; 3]]) -> Vec<Vec<String>> {
    let row = |row: &[&str; 3]| row.iter().map(|&text| text.to_owned()).collect();
    rows.iter().map(row).collect()
}

fn sample() -> Vec<Vec<String>> {
    owned(&[
        ["620100199001011234", "张三", "=1+1"],
        ["甘-001", "李, \"四\"", "first\nsecond"],
        ["-5", "㐀𠀀", ""],
    ])
}

#[test]
fn each_format_gives_the_same_rows_for_the_same_table() {
    for (bytes, name) in [
        (csv(&sample()), "a.csv"),
        (xlsx(&sample()), "a.XLSX"),
        (json_lines(&sample()), "a.jsonl"),
    ] {
        assert_eq!(opened(&bytes, name).unwrap().headers(), HEADERS, "{name}");
        assert_eq!(cells(&bytes, name), sample(), "{name}");
    }
}

#[test]
fn a_row_tells_what_stands_under_each_header_and_on_which_line() {
    let rows = outcomes("id,name\n\n7,张三\n8\n", "a.csv");
    let told: Vec<_> = rows.into_iter().map(Result::unwrap).collect();
    let expected = [(3, ["7", "张三"]), (4, ["8", ""])];
    let expected = expected.map(|(line, cells)| Row {
        line,
        cells: cells.map(ToOwned::to_owned).into(),
    });
    assert_eq!(told, expected);
}

#[test]
fn control_characters_are_refused_in_every_format() {
    let control = "2: Control { column: 1 }";
    assert_eq!(told("a\nx\0y\nz", "a.csv"), [control, "3: z"]);
    let json = told(
        "{\"a\":\"z\"}\n{\"a\":\"x\\u0000y\"}\n{\"a\":\"z\"}",
        "a.jsonl",
    );
    assert_eq!(json, ["1: z", control, "3: z"]);
    let sheet = told(xlsx(&owned(&[["x\0y", "", ""], ["z", "", ""]])), "a.xlsx");
    assert_eq!(sheet, [control, "3: z||"]);
}

#[test]
fn files_without_rows_are_told_apart() {
    for name in ["a.csv", "a.jsonl", "a.xlsx"] {
        assert!(matches!(fault("", name), FileFault::Empty), "{name}");
    }
    assert!(matches!(fault(" \n,,\n", "a.csv"), FileFault::Empty));
    for (bytes, name) in [(b"a,b".to_vec(), "a.csv"), (xlsx(&[]), "a.xlsx")] {
        assert_eq!(outcomes(bytes, name), []);
    }
}

#[test]
fn name_and_content_must_agree() {
    let mismatch = |bytes: &[u8], name: &str| match fault(bytes, name) {
        FileFault::Mismatch { named, held } => (named, held),
        other => panic!("{other}"),
    };
    let workbook = xlsx(&[]);
    assert_eq!(mismatch(&workbook, "a.csv"), (Format::Csv, Format::Xlsx));
    assert_eq!(mismatch(b"a,b\n", "a.xlsx"), (Format::Xlsx, Format::Csv));
    assert_eq!(
        mismatch(b" {\"a\":1}", "a.csv"),
        (Format::Csv, Format::JsonLines)
    );
    assert_eq!(
        mismatch(b"a,b", "a.jsonl"),
        (Format::JsonLines, Format::Csv)
    );
    assert!(matches!(fault("a", "a.pdf"), FileFault::UnknownFormat));
    assert!(matches!(fault(b"\xff\xfea\0", "a.csv"), FileFault::Utf16));
    let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 EncryptedPackage";
    assert!(matches!(fault(ole, "a.xlsx"), FileFault::Locked));
}

#[test]
fn faults_do_not_repeat_what_cells_say() {
    let secret = "620100199001011234";
    let told = told(format!("a\n{secret},{secret}\n\"{secret}"), "a.csv");
    assert!(told.len() == 2 && told.iter().all(|fault| !fault.contains(secret)));
    let same = fault(format!("{secret},{secret}\n"), "a.csv");
    assert!(!same.to_string().contains(secret));
}
