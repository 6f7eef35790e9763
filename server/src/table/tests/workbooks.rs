use super::super::{FileFault, ROW_LIMIT, write};
use super::{csv, fault, owned, told, xlsx};
use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;

/// A workbook with these parts beside the ones that every workbook has.
fn workbook(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{kinds}/{kind}\" Target=\"{target}\"/>")
    };
    let root = relation("r1", "officeDocument", "xl/workbook.xml");
    let relations = [
        relation("r9", "worksheet", "worksheets/other.xml"),
        relation("r1", "worksheet", "/xl/worksheets/sheet1.xml"),
        relation("r2", "sharedStrings", "sharedStrings.xml"),
        relation("r3", "styles", "styles.xml"),
    ]
    .concat();
    let around =
        |text: &str| format!("<?xml version=\"1.0\"?><Relationships>{text}</Relationships>");
    let (root, relations) = (around(&root), around(&relations));
    let fixed = [
        ("_rels/.rels", &*root),
        ("xl/_rels/workbook.xml.rels", &relations),
        (
            "xl/workbook.xml",
            "<x:workbook xmlns:x=\"m\" xmlns:r=\"r\"><x:sheets><x:sheet name=\"证照\" r:id=\"r1\"/>\
             <x:sheet name=\"2\" r:id=\"r9\"/></x:sheets></x:workbook>",
        ),
        ("xl/sharedStrings.xml", "<sst/>"),
        ("xl/styles.xml", "<styleSheet/>"),
    ];
    let missing = |name: &str| parts.iter().all(|(given, _)| *given != name);
    let options = SimpleFileOptions::default();
    for (name, text) in fixed.iter().filter(|(name, _)| missing(name)).chain(parts) {
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn a_sheet_gives_numbers_dates_and_texts_as_people_write_them() {
    let sheet = "<worksheet><sheetData>\
        <row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"inlineStr\"><is><t>b</t></is></c></row>\
        <row r=\"4\"><c r=\"A4\" s=\"1\"><v>45292</v></c><c r=\"B4\"><v>45000.0</v></c></row>\
        <row><c t=\"s\"><v>1</v></c><c t=\"b\"><v>1</v></c></row>\
        <row><c s=\"2\"><v>45292.5</v></c><c t=\"str\"><f>A1&amp;B1</f><v>a&amp;b &#20013;</v></c></row>\
        <row><c t=\"e\"><v>#N/A</v></c></row>\
        <row><c/><c><v>6.2010019900101E+17</v></c></row>\
        <row r=\"20\"><c r=\"C20\"><v>1</v></c></row>\
        <row r=\"21\"><c r=\"B21\" t=\"inlineStr\"><is><r><t>'=</t></r><r><t xml:space=\"preserve\"> x</t></r></is></c></row>\
        </sheetData><mergeCells/></worksheet>";
    let strings = "<sst uniqueCount=\"99999999999999999\"><si><t>a</t></si>\
        <si><r><t>兰</t></r><r><t>州_x000D_</t></r><rPh><t>lan</t></rPh></si></sst>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;\"/></numFmts>\
        <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
        <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"31\"/><xf numFmtId=\"176\"/></cellXfs></styleSheet>";
    let bytes = workbook(&[
        (SHEET, sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
    ]);
    assert_eq!(
        told(bytes, "a.xlsx"),
        [
            "4: 2024-01-01|45000",
            "5: 兰州|true",
            "6: 2024-01-01 12:00:00|a&b 中",
            "7: ErrorCell { column: 1 }",
            "8: LostDigits { column: 2 }",
            "20: TooManyCells { columns: 2 }",
            "21: |= x",
        ]
    );
}

fn sheet_of(row: &str, count: usize) -> String {
    let head = "<row><c t=\"inlineStr\"><is><t>a</t></is></c></row>";
    format!(
        "<worksheet><sheetData>{head}{}</sheetData></worksheet>",
        row.repeat(count)
    )
}

#[test]
fn a_zip_bomb_is_left_before_it_has_unpacked() {
    let text = format!("<t>{}</t>", "x".repeat(1000));
    let row = format!("<row><c t=\"inlineStr\"><is>{text}</is></c></row>");
    let rows = sheet_of(&row, 20_000);
    let bomb = workbook(&[(SHEET, &rows)]);
    assert!(bomb.len() * 100 < rows.len());
    assert!(matches!(fault(&bomb, "a.xlsx"), FileFault::TooMuchInside));

    let texts = format!("<sst>{}</sst>", format!("<si>{text}</si>").repeat(20_000));
    let bomb = workbook(&[(SHEET, &sheet_of("", 0)), ("xl/sharedStrings.xml", &texts)]);
    assert!(matches!(fault(bomb, "a.xlsx"), FileFault::TooMuchInside));
}

#[test]
fn one_endless_element_is_left_as_well() {
    let long = "x".repeat(3 * ROW_LIMIT);
    for row in [
        format!("<row><c t=\"inlineStr\"><is><t>{long}</t></is></c></row>"),
        format!("<row r=\"{long}\"/>"),
        format!("<!-- {long} -->"),
        "<row>".repeat(100),
    ] {
        let bytes = workbook(&[(SHEET, &sheet_of(&row, 1))]);
        assert!(matches!(fault(bytes, "a.xlsx"), FileFault::TooMuchInside));
    }
}

#[test]
fn an_archive_that_claims_too_many_parts_is_left_unopened() {
    let bytes = workbook(&[(SHEET, &sheet_of("", 0))]);
    let end = bytes.len() - 22;
    assert!(bytes[end..].starts_with(b"PK\x05\x06"));
    let mut many = bytes.clone();
    many[end + 10..end + 12].copy_from_slice(&[0xff, 0xff]);
    let mut long = bytes;
    long.splice(end..end, *b"PK\x06\x07                ");
    for claim in [many, long] {
        assert!(matches!(fault(claim, "a.xlsx"), FileFault::TooMuchInside));
    }
}

#[test]
fn a_directory_that_lies_about_sizes_is_not_believed() {
    let rows = sheet_of("<row><c><v>1</v></c></row>", 10_000);
    let size = u32::try_from(rows.len()).unwrap();
    let mut bytes = workbook(&[(SHEET, &rows)]);
    for lie in [100_u32, u32::MAX - 1] {
        let mut lying = bytes.clone();
        for place in 0..lying.len() - 4 {
            if lying[place..place + 4] == size.to_le_bytes() {
                lying[place..place + 4].copy_from_slice(&lie.to_le_bytes());
            }
        }
        assert_ne!(lying, bytes);
        assert!(matches!(fault(lying, "a.xlsx"), FileFault::Broken(_)));
    }
    bytes.truncate(bytes.len() / 2);
    assert!(matches!(fault(bytes, "a.xlsx"), FileFault::Broken(_)));
}

#[test]
fn a_row_of_a_sheet_that_is_too_long_is_refused_alone() {
    let cell = format!(
        "<c t=\"inlineStr\"><is><t>{}</t></is></c>",
        "x".repeat(30_000)
    );
    let long = format!("<row>{}</row>", cell.repeat(50));
    let bytes = workbook(&[(
        SHEET,
        &sheet_of(&format!("{long}<row><c><v>1</v></c></row>"), 1),
    )]);
    assert_eq!(
        told(bytes, "a.xlsx"),
        ["2: TooLong { last_line: 2 }", "3: 1"]
    );
}

#[test]
fn no_spreadsheet_runs_what_we_write() {
    let rows = owned(&[["=cmd|'/c calc'!A1", "+86 138", "-5"], ["@x", "\ty", "＝1"]]);
    let text = String::from_utf8(csv(&rows)).unwrap();
    assert_eq!(
        text,
        "\u{feff}证照编号,持证主体,备注\r\n'=cmd|'/c calc'!A1,'+86 138,-5\r\n'@x,'\ty,'＝1\r\n"
    );
    let mut zip = zip::ZipArchive::new(Cursor::new(xlsx(&rows))).unwrap();
    let mut sheet = String::new();
    let mut part = zip.by_name(SHEET).unwrap();
    part.read_to_string(&mut sheet).unwrap();
    assert!(!sheet.contains("<f>"));
    assert_eq!(sheet.matches("t=\"inlineStr\"").count(), 9);
}

#[test]
fn what_a_sheet_has_no_room_for_is_named() {
    let mut table = write::Xlsx::new(["a"]).unwrap();
    let fault = table.row(["x".repeat(40_000)]).unwrap_err();
    assert!(fault.to_string().starts_with("line 2 has a text"));
}
