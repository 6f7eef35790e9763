//! Whatever a rulebook's file says, reading it ends, with a rulebook or with what is wrong on one line.
//!
//! `PROPTEST_CASES=1000000 cargo test -p domain --test rulebooks_laws` goes on for hours.

#![expect(
    clippy::indexing_slicing,
    reason = "places are taken from what is there"
)]

use domain::rulebook::parse;
use proptest::prelude::*;
use proptest::sample::Index;

const CITIES: [&str; 4] = [
    include_str!("../rulebooks/daqing.toml"),
    include_str!("../rulebooks/jiayuguan.toml"),
    include_str!("../rulebooks/lanzhou-new-area.toml"),
    include_str!("../rulebooks/lhasa.toml"),
];

/// A change to a text.
#[derive(Clone, Debug)]
enum Change {
    Drop(Index),
    Double(Index),
    Swap(Index, Index),
    Say(Index, &'static str),
    Write(Index, String),
}

fn change() -> impl Strategy<Value = Change> {
    let values = prop::sample::select(vec![
        "-1",
        "0",
        "9223372036854775807",
        "1e400",
        "nan",
        "\"\"",
        "[]",
        "{}",
        "true",
        "1979-05-27",
        "\"二百五\"",
        "'''",
    ]);
    prop_oneof![
        any::<Index>().prop_map(Change::Drop),
        any::<Index>().prop_map(Change::Double),
        (any::<Index>(), any::<Index>()).prop_map(|(one, other)| Change::Swap(one, other)),
        (any::<Index>(), values).prop_map(|(at, value)| Change::Say(at, value)),
        (any::<Index>(), "\\PC{0,20}").prop_map(|(at, text)| Change::Write(at, text)),
    ]
}

fn changed(city: &str, changes: &[Change]) -> String {
    let mut lines: Vec<String> = city.lines().map(str::to_owned).collect();
    for change in changes {
        let length = lines.len().max(1);
        match change {
            Change::Drop(at) if at.index(length) < lines.len() => {
                drop(lines.remove(at.index(length)));
            }
            Change::Double(at) if at.index(length) < lines.len() => {
                let line = lines[at.index(length)].clone();
                lines.insert(at.index(length), line);
            }
            Change::Swap(one, other) => lines.swap(one.index(length), other.index(length)),
            Change::Say(at, value) => {
                let line = &mut lines[at.index(length)];
                if let Some((key, _)) = line.split_once('=') {
                    *line = format!("{key}= {value}");
                }
            }
            Change::Write(at, text) => lines[at.index(length)].clone_from(text),
            Change::Drop(_) | Change::Double(_) => {}
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_text_is_a_rulebook_or_is_told_what_is_wrong_on_one_line(
        city in 0_usize..4,
        changes in prop::collection::vec(change(), 1..8),
    ) {
        let text = changed(CITIES[city], &changes);
        if let Err(error) = parse("spoilt.toml", &text) {
            let told = error.to_string();
            prop_assert!(told.starts_with("spoilt.toml"), "{}", told);
            prop_assert!(!told.contains(['\n', '\r']), "{}", told);
        }
    }
}
