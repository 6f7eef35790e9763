//! Files that nobody made: whatever the bytes are, the examination ends, and what it lets through is what it says.
//!
//! `PROPTEST_CASES=1000000 cargo test -p server --lib upload::tests::laws` goes on for hours.

use super::{documents, pictures};
use crate::upload::{Kind, examine};
use image::ImageFormat;
use proptest::prelude::*;
use proptest::sample::Index;

/// A change to a file.
#[derive(Clone, Debug)]
enum Change {
    Set(Index, u8),
    Cut(Index),
    Double(Index, Index),
    Insert(Index, Vec<u8>),
}

fn change() -> impl Strategy<Value = Change> {
    let words = prop::sample::select(vec![
        &b"/JavaScript"[..],
        b"/ObjStm",
        b"endobj",
        b"stream\n",
        b"<<",
        b"[",
        b"9999999999",
        b"IDAT",
        b"\xff\xd9",
        b"%%EOF",
    ]);
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        any::<Index>().prop_map(Change::Cut),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Change::Double(from, to)),
        (any::<Index>(), words).prop_map(|(at, word)| Change::Insert(at, word.to_vec())),
        (any::<Index>(), prop::collection::vec(any::<u8>(), 0..40))
            .prop_map(|(at, bytes)| Change::Insert(at, bytes)),
    ]
}

fn changed(mut file: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let length = file.len() + 1;
        match change {
            Change::Set(at, byte) => {
                if let Some(place) = file.get_mut(at.index(length)) {
                    *place = *byte;
                }
            }
            Change::Cut(at) => file.truncate(at.index(length)),
            Change::Double(from, to) => {
                let (from, to) = (from.index(length), to.index(length));
                let part = file[from.min(to)..from.max(to)].to_vec();
                file.extend(part);
            }
            Change::Insert(at, bytes) => {
                let at = at.index(length);
                file.splice(at..at, bytes.iter().copied());
            }
        }
    }
    file
}

proptest! {
    #[test]
    fn the_examination_of_a_spoilt_file_ends_and_lets_through_only_what_is_whole(
        which in 0_usize..5,
        changes in prop::collection::vec(change(), 0..6),
    ) {
        let whole = match which {
            0 => pictures::encoded(ImageFormat::Png),
            1 => pictures::encoded(ImageFormat::Jpeg),
            2 => pictures::jpeg_with_exif(3),
            3 => documents::written(documents::plain()),
            _ => documents::packed(documents::plain()),
        };
        let sent = changed(whole, &changes);
        if let Ok(clean) = examine(sent.clone()) {
            let kind = Kind::of(&clean.bytes).unwrap();
            prop_assert_eq!(kind.media_type(), clean.media_type);
            if kind == Kind::Pdf {
                prop_assert_eq!(&clean.bytes, &sent);
            } else {
                prop_assert!(image::load_from_memory(&clean.bytes).is_ok());
            }
            prop_assert!(examine(clean.bytes).is_ok());
        }
    }

    #[test]
    fn the_examination_of_any_bytes_ends(
        head in prop::sample::select(vec![&b"%PDF-1.7\n"[..], b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b""]),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        drop(examine([head, &bytes].concat()));
    }
}
