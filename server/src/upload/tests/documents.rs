//! Documents: which are kept, byte for byte, and which are refused.

use crate::upload::{Fault, examine};
use lopdf::{Dictionary, Document, Object, SaveOptions, Stream, dictionary};
use std::time::{Duration, Instant};

/// A document of one page, with more in its catalogue.
fn document(more: impl FnOnce(&mut Document) -> Dictionary) -> Document {
    let mut document = Document::with_version("1.4");
    let pages = document.new_object_id();
    let content = document.add_object(Stream::new(Dictionary::new(), b"0 0 m".to_vec()));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let kids = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(kids));
    let mut catalogue = dictionary! { "Type" => "Catalog", "Pages" => pages };
    catalogue.extend(&more(&mut document));
    let root = document.add_object(catalogue);
    document.trailer.set("Root", root);
    document
}

pub(super) fn written(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// The same with its objects packed into compressed tables.
pub(super) fn packed(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .build();
    document.save_with_options(&mut bytes, options).unwrap();
    bytes
}

pub(super) fn plain() -> Document {
    document(|_| Dictionary::new())
}

fn script(document: &mut Document) -> Dictionary {
    let action = document.add_object(dictionary! {
        "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)"),
    });
    dictionary! { "OpenAction" => action }
}

/// A plain document in which another object stands, in a compressed table of which its own table says nothing.
fn hiding(object: &str) -> Vec<u8> {
    let mut bytes = written(plain());
    let head = "51 0 ";
    table(&mut bytes, 50, head, object, 400);
    bytes.extend(b"\n%%EOF\n");
    let clear = |part: &[u8]| bytes.windows(part.len()).any(|it| it == part);
    assert!(!clear(object.as_bytes()), "it is compressed");
    bytes
}

/// Writes a compressed table of objects with so many blanks at its end.
fn table(into: &mut Vec<u8>, id: usize, head: &str, object: &str, blanks: usize) {
    let packed = compressed(&[head, object, &" ".repeat(blanks)].concat());
    write_table(into, id, head, &packed);
}

fn compressed(content: &str) -> Vec<u8> {
    let mut packed = Stream::new(Dictionary::new(), content.as_bytes().to_vec());
    packed.compress().unwrap();
    packed.content
}

fn write_table(into: &mut Vec<u8>, id: usize, head: &str, packed: &[u8]) {
    let about = format!(
        "\n{id} 0 obj<</Type/ObjStm/N 1/First {}/Filter/FlateDecode/Length {}>>stream\n",
        head.len(),
        packed.len()
    );
    into.extend([about.as_bytes(), packed, b"\nendstream endobj"].concat());
}

fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let place = bytes
        .windows(from.len())
        .position(|it| it == from.as_bytes())
        .unwrap();
    [&bytes[..place], to.as_bytes(), &bytes[place + from.len()..]].concat()
}

fn refused(bytes: Vec<u8>) -> &'static str {
    match examine(bytes) {
        Err(Fault::Unsafe(what)) => what,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_document_is_kept_byte_for_byte() {
    for bytes in [written(plain()), packed(plain())] {
        let clean = examine(bytes.clone()).unwrap();
        assert_eq!((clean.media_type, clean.bytes), ("application/pdf", bytes));
    }
    let statement = include_bytes!("../../demo/evidence/statement.pdf");
    assert!(examine(statement.to_vec()).is_ok());
}

#[test]
fn a_document_that_acts_is_refused_also_when_it_hides_how() {
    assert_eq!(refused(written(document(script))), "script");
    assert_eq!(refused(packed(document(script))), "script");
    let escaped = replaced(&written(document(script)), "/JavaScript", "/J#61vaScript");
    assert_eq!(refused(escaped), "script");
    for (object, what) in [
        ("<</S/JavaScript/JS(app.alert(1))>>", "script"),
        ("[[<</A<</JS(app.alert(1))>>>>]]", "script"),
        ("<</Type/Filespec/EF<</F 9 0 R>>>>", "embedded-file"),
        ("<</S/La#75nch/F(cmd.exe)>>", "launch"),
    ] {
        assert_eq!(refused(hiding(object)), what);
    }
    assert!(examine(hiding("<</Nothing 1>>")).is_ok());
    for (key, value, what) in [
        ("S", "Launch", "launch"),
        ("S", "SubmitForm", "submit-form"),
        ("S", "ImportData", "import-data"),
        ("Subtype", "RichMedia", "rich-media"),
        ("Type", "EmbeddedFile", "embedded-file"),
    ] {
        let acting = |document: &mut Document| {
            let deep = document.add_object(vec![Object::Dictionary(dictionary! { key => value })]);
            dictionary! { "AA" => deep }
        };
        assert_eq!(refused(packed(document(acting))), what);
        assert_eq!(refused(written(document(acting))), what);
    }
    let form = |_: &mut Document| dictionary! { "AcroForm" => dictionary! { "XFA" => 1 } };
    assert_eq!(refused(packed(document(form))), "script");
}

#[test]
fn a_script_of_which_the_table_says_nothing_is_found_in_the_file() {
    let mut bytes = written(plain());
    let end = bytes.len();
    bytes.extend(b"99 0 obj<</S/#4aavaScript/#4a#53(app.alert(1))>>endobj\n%%EOF\n");
    assert_eq!(refused(bytes.clone()), "script");
    bytes.truncate(end);
    assert!(examine(bytes).is_ok());
}

#[test]
fn what_is_encrypted_is_refused_for_nobody_can_look_into_it() {
    let encrypted = replaced(&written(plain()), "/Root", "/Encrypt 9 0 R/Root");
    assert_eq!(refused(encrypted), "encrypted");
}

#[test]
fn a_document_that_is_something_else_as_well_is_refused() {
    let plain = written(plain());
    let zip = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x06\0%%EOF\n";
    let page = b"<html><script>alert(1)</script></html>";
    for more in [&zip[..], page, b"MZ", b"Rar!\x1a\x07\0 %%EOF"] {
        assert_eq!(refused([&plain, more].concat()), "other-format");
    }
    let tar = [&plain[..9], &b" ".repeat(248), b"ustar\0", &plain[9..]].concat();
    assert!(examine(tar).is_err());
}

#[test]
fn what_begins_as_a_document_and_is_none_is_refused() {
    let whole = written(plain());
    for sent in [
        b"%PDF-1.7".to_vec(),
        b"%PDF-1.7\n%%EOF".to_vec(),
        whole[..whole.len() / 2].to_vec(),
        [&b"%PDF-1.7\n"[..], &b"[".repeat(200_000), b"%%EOF"].concat(),
    ] {
        assert_eq!(examine(sent), Err(Fault::Damaged));
    }
}

/// A document in which stand so many tables of objects that unpack to `each` bytes.
fn tables(number: usize, each: usize) -> Vec<u8> {
    let mut bytes = written(plain());
    let packed = compressed(&["9 0 ", &" ".repeat(each)].concat());
    for id in 50..50 + number {
        write_table(&mut bytes, id, "9 0 ", &packed);
    }
    bytes.extend(b"\n%%EOF\n");
    bytes
}

#[test]
fn a_document_that_would_fill_the_memory_is_refused_at_once() {
    for bomb in [tables(1, 20_000_000), tables(60, 1_900_000)] {
        assert!(bomb.len() < 1_000_000);
        let start = Instant::now();
        assert_eq!(refused(bomb), "bomb");
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}
