//! The clocks of a rulebook are those of the table: nothing missing, nothing invented.

use super::rulebook;
use domain::rulebook::{Basis, Bound, EMBEDDED, LICENCE_OBJECTION, Rulebook, Unit};

const TABLE: &str = include_str!("../data/clocks.md");

/// Duties that the table names below its rows, as they have no number.
const UNNUMBERED_BELOW_THE_TABLE: [(&str, &str, &str, &str); 5] = [
    ("lanzhou-new-area", "兰安", "一百四十二", "(兰安 142)"),
    ("lanzhou-new-area", "兰安", "八十九", "(89)"),
    ("lanzhou-new-area", "兰安", "八十", "(80, 139)"),
    ("lanzhou-new-area", "兰安", "一百三十九", "(80, 139)"),
    ("daqing", "庆证", "二十", "(庆证 20)"),
];

/// What table and rulebook must agree on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    regulation: String,
    article: String,
    bound: &'static str,
    amount: Option<u32>,
    unit: Option<&'static str>,
    who: String,
    from: Option<String>,
    has_reading: bool,
    /// The step's id, where the table fixes it.
    step: Option<String>,
}

/// The rows of a city's section of the table.
fn table_of(city: &str) -> Vec<Row> {
    let heading = format!("`{city}`\n");
    let section = TABLE.split("\n## ").find(|section| {
        section
            .split_inclusive('\n')
            .next()
            .unwrap()
            .ends_with(&heading)
    });
    section
        .unwrap()
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(2)
        .map(row_of)
        .collect()
}

fn row_of(line: &str) -> Row {
    let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
    let [_, step, from, bound, who, article] = cells[..] else {
        panic!("{line}")
    };
    let (bound, amount, unit) = bound_of(bound);
    let (regulation, article) = article.split_once(' ').unwrap();
    let from = without_reading(from);
    Row {
        regulation: regulation.to_owned(),
        article: article.to_owned(),
        bound,
        amount,
        unit,
        who: without_reading(who),
        from: (from != "—").then_some(from),
        has_reading: line.contains("*(reading"),
        step: step.split('`').nth(1).map(str::to_owned),
    }
}

fn without_reading(cell: &str) -> String {
    cell.split("*(reading").next().unwrap().trim().to_owned()
}

fn bound_of(cell: &str) -> (&'static str, Option<u32>, Option<&'static str>) {
    let words: Vec<&str> = cell.split(' ').collect();
    match words[..] {
        ["at", "once"] => ("at-once", None, None),
        ["no", "number"] => ("unnumbered", None, None),
        ["by", "the", "10th,", "recurring"] => ("every", Some(1), Some("quarter")),
        ["at", "least", "once", "a", unit, "recurring"] | ["every", unit, "recurring"] => {
            ("every", Some(1), Some(unit_of(unit)))
        }
        ["at", "least", "every", unit, "recurring"] => ("every", Some(1), Some(unit_of(unit))),
        ["every", amount, unit, "recurring"] => ("every", amount.parse().ok(), Some(unit_of(unit))),
        ["at", "least", amount, unit] => ("at-least", amount.parse().ok(), Some(unit_of(unit))),
        ["at", "most", amount, unit] => ("at-most", amount.parse().ok(), Some(unit_of(unit))),
        [amount, unit, "before"] => ("before", amount.parse().ok(), Some(unit_of(unit))),
        [amount, unit] => ("within", amount.parse().ok(), Some(unit_of(unit))),
        _ => panic!("the table has a bound that this test does not know: {cell}"),
    }
}

fn unit_of(word: &str) -> &'static str {
    match word.trim_end_matches(',').trim_end_matches('s') {
        "WD" => "working-day",
        "minute" => "minute",
        "hour" => "hour",
        "month" => "month",
        "year" => "year",
        other => panic!("the table has a unit that this test does not know: {other}"),
    }
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::WorkingDay => "working-day",
        Unit::Minute => "minute",
        Unit::Hour => "hour",
        Unit::Day => "day",
        Unit::Month => "month",
        Unit::Quarter => "quarter",
        Unit::Year => "year",
    }
}

fn statutory_rows(rulebook: &Rulebook) -> Vec<Row> {
    let statutory = rulebook
        .clocks
        .iter()
        .filter(|clock| clock.basis == Basis::Article);
    statutory
        .map(|clock| Row {
            regulation: clock.regulation.clone().unwrap(),
            article: clock.article.clone().unwrap(),
            bound: clock.bound.name(),
            amount: clock.amount,
            unit: clock.unit.map(unit_name),
            who: clock.who.clone(),
            from: clock.from.clone(),
            has_reading: clock.reading.is_some(),
            step: (clock.procedure == LICENCE_OBJECTION).then(|| clock.step.clone()),
        })
        .collect()
}

#[test]
fn every_rulebook_holds_exactly_the_clocks_of_its_table() {
    for (city, _) in EMBEDDED {
        let below = |row: &Row| {
            UNNUMBERED_BELOW_THE_TABLE
                .iter()
                .any(|(of, regulation, article, _)| {
                    *of == city && row.regulation == *regulation && row.article == *article
                })
        };
        let (unnumbered, mut held): (Vec<Row>, Vec<Row>) =
            statutory_rows(&rulebook(city)).into_iter().partition(below);
        let mut table = table_of(city);
        held.sort();
        table.sort();
        assert_eq!(held, table, "{city}");
        assert!(
            unnumbered.iter().all(|row| row.bound == "unnumbered"),
            "{unnumbered:?}"
        );
    }
}

#[test]
fn the_table_is_read_whole() {
    let counts: Vec<usize> = EMBEDDED
        .iter()
        .map(|(city, _)| table_of(city).len())
        .collect();
    assert_eq!(counts, [24, 9, 6, 14]);
}

#[test]
fn duties_without_a_number_are_held_too() {
    for (city, regulation, article, citation) in UNNUMBERED_BELOW_THE_TABLE {
        assert!(TABLE.contains(citation), "{citation}");
        let rulebook = rulebook(city);
        let clock = rulebook.clocks.iter().find(|clock| {
            clock.regulation.as_deref() == Some(regulation)
                && clock.article.as_deref() == Some(article)
        });
        assert_eq!(clock.unwrap().bound, Bound::Unnumbered);
    }
}
