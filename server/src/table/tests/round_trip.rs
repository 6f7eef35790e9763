use super::super::cell;
use super::{cells, csv, json_lines, opened, xlsx};
use proptest::prelude::*;

/// What reading makes of a text: blanks around it go, line ends become one.
fn read_of(text: &str) -> String {
    cell::clean(text).unwrap()
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        rows in prop::collection::vec(
            prop::collection::vec("['=+\\-@\t\r\n \u{3000}\",_x0-9a-zA-Z;<&>]{0,12}|[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\u{fffe}\u{ffff}]{0,20}", 3),
            0..6,
        )
    ) {
        let expected: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(|text| read_of(text)).collect::<Vec<_>>())
            .filter(|row| row.iter().any(|text| !text.is_empty()))
            .collect();
        prop_assert_eq!(&cells(csv(&rows), "a.csv"), &expected);
        prop_assert_eq!(&cells(xlsx(&rows), "a.xlsx"), &expected);
        if !rows.is_empty() {
            prop_assert_eq!(&cells(json_lines(&rows), "a.jsonl"), &expected);
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for name in ["a.csv", "a.jsonl", "a.xlsx"] {
            let mut workbook = b"PK\x03\x04".to_vec();
            workbook.extend(&bytes);
            for content in [&bytes, &workbook] {
                if let Ok(table) = opened(content, name) {
                    prop_assert!(table.take(1000).count() < 1000);
                }
            }
        }
    }
}
