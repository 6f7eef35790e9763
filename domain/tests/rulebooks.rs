//! Every rulebook against the table of statutory clocks: nothing missing, nothing invented.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a helper that cannot read its case has failed the test"
)]

use domain::{
    deadline,
    rulebook::{
        Basis, Bound, CatalogueItem as Says, Channel, Compiler, DECIDE, Duty, EMBEDDED, Ground,
        LICENCE_OBJECTION, MARK, MetBy, NOTIFY, Objector, Rulebook, Standing, Unit, embedded,
    },
    text::{Lang, deadline::in_force},
};
use jiff::civil::date;

const TABLE: &str = include_str!("data/clocks.md");

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

fn rulebook(id: &str) -> Rulebook {
    embedded(id).unwrap()
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

#[test]
fn the_objection_of_lanzhou_is_the_holders_by_hotline_and_the_app_is_a_service() {
    let rulebook = rulebook("lanzhou-new-area");
    let procedure = rulebook.procedure(LICENCE_OBJECTION).unwrap();
    assert_eq!(procedure.objectors, [Objector::Holder]);
    let channels: Vec<_> = procedure
        .channels
        .iter()
        .map(|offered| (offered.channel, offered.basis))
        .collect();
    assert_eq!(
        channels,
        [
            (Channel::Hotline, Basis::Article),
            (Channel::App, Basis::Service)
        ]
    );
    assert_eq!(
        procedure.grounds,
        [Ground::Accuracy, Ground::Completeness, Ground::Timeliness]
    );
    assert_eq!(
        rulebook.clock(LICENCE_OBJECTION, MARK).unwrap().met_by,
        Some(MetBy::Marked)
    );
    assert_eq!(
        rulebook.clock(LICENCE_OBJECTION, DECIDE).unwrap().met_by,
        Some(MetBy::Notified)
    );
    assert!(rulebook.clock(LICENCE_OBJECTION, NOTIFY).is_none());
}

#[test]
fn the_objection_of_daqing_is_anyones_straight_to_the_issuer_and_met_by_deciding() {
    let rulebook = rulebook("daqing");
    let procedure = rulebook.procedure(LICENCE_OBJECTION).unwrap();
    assert_eq!(
        procedure.objectors,
        [Objector::Holder, Objector::RelyingAgency, Objector::Anyone]
    );
    assert!(
        procedure
            .channels
            .iter()
            .all(|offered| offered.basis == Basis::Article)
    );
    assert_eq!(
        rulebook.clock(LICENCE_OBJECTION, DECIDE).unwrap().met_by,
        Some(MetBy::Decided)
    );
    assert_eq!(
        rulebook.clock(LICENCE_OBJECTION, NOTIFY).unwrap().met_by,
        Some(MetBy::Notified)
    );
}

#[test]
fn lhasa_and_jiayuguan_offer_no_licence_objection_and_lhasa_says_that_its_own_holidays_are_not_loaded()
 {
    for city in ["lhasa", "jiayuguan"] {
        assert!(!rulebook(city).offers_licence_objection());
        assert!(rulebook(city).clocks_of(LICENCE_OBJECTION).next().is_none());
    }
    let overlay = rulebook("lhasa").overlay;
    assert!(overlay.days.is_empty());
    assert!(overlay.note.unwrap().contains("尚未加载"));
}

#[test]
fn what_a_bare_number_cannot_say_stands_beside_it() {
    let jiayuguan = rulebook("jiayuguan");
    let extension = jiayuguan
        .clock("catalogue-change", "update")
        .unwrap()
        .extension
        .clone()
        .unwrap();
    assert_eq!(
        (extension.to, extension.consent.as_str()),
        (20, "平台管理部门")
    );
    assert_eq!(
        jiayuguan.clock("grant", "withdraw-unused").unwrap().duty,
        Duty::May
    );
    assert!(
        rulebook("lanzhou-new-area")
            .clock("fault-recovery", "restore")
            .unwrap()
            .adjustable
    );
}

#[test]
fn misnumbered_regulations_are_cited_with_their_chapter() {
    assert!(
        rulebook("lanzhou-new-area")
            .clocks
            .iter()
            .all(|clock| clock.chapter.is_some())
    );
}

#[test]
fn a_regulation_says_whether_it_is_in_force() {
    let (lanzhou, daqing, lhasa) = (
        rulebook("lanzhou-new-area"),
        rulebook("daqing"),
        rulebook("lhasa"),
    );
    let security = lanzhou.regulation("兰安").unwrap();
    assert_eq!(security.standing(date(2021, 9, 13)), Standing::NotYet);
    assert_eq!(security.standing(date(2021, 9, 14)), Standing::InForce);
    assert_eq!(security.standing(date(2026, 11, 22)), Standing::RunOut);
    assert_eq!(
        in_force(Standing::RunOut, Lang::Zh),
        "有效期已届满,延续情况待核"
    );
    assert_eq!(
        daqing
            .regulation("庆证")
            .unwrap()
            .standing(date(2026, 11, 22)),
        Standing::DateUnknown
    );
    assert_eq!(
        lhasa
            .regulation("拉享")
            .unwrap()
            .standing(date(2026, 11, 22)),
        Standing::InForce
    );
}

#[test]
fn a_rulebook_travels_to_the_browser_as_json_and_comes_back_the_same() {
    for (city, _) in EMBEDDED {
        let json = serde_json::to_string(&rulebook(city)).unwrap();
        assert_eq!(
            serde_json::from_str::<Rulebook>(&json).unwrap(),
            rulebook(city)
        );
    }
}

#[test]
fn a_clock_names_every_field_even_where_it_is_empty() {
    let rulebook = rulebook("lanzhou-new-area");
    let json =
        serde_json::to_value(rulebook.clock("catalogue-maintenance", "maintain").unwrap()).unwrap();
    for field in [
        "procedure",
        "step",
        "title",
        "from",
        "bound",
        "amount",
        "unit",
        "who",
        "regulation",
        "article",
    ] {
        assert!(json.get(field).is_some(), "{field}");
    }
    assert_eq!(
        (&json["from"], &json["reading"]),
        (&serde_json::Value::Null, &serde_json::Value::Null)
    );
    assert_eq!(
        (&json["bound"], &json["unit"], &json["basis"]),
        (&"every".into(), &"year".into(), &"article".into())
    );
}

#[test]
fn every_clock_either_has_a_due_date_or_says_that_it_has_none() {
    let known = domain::calendar::state_council()
        .unwrap()
        .as_of(None)
        .unwrap();
    let received = "2026-09-18T10:00:00+08:00".parse().unwrap();
    for (city, _) in EMBEDDED {
        let rulebook = rulebook(city);
        for clock in &rulebook.clocks {
            let answer = deadline::compute(clock, received, &known, rulebook.readings);
            match clock.bound {
                Bound::Within | Bound::AtMost | Bound::Before => {
                    assert!(answer.is_ok(), "{clock:?}");
                }
                bound => assert_eq!(answer, Err(deadline::DeadlineError::NoDueDate(bound))),
            }
        }
    }
}

#[test]
fn the_catalogue_is_compiled_and_published_by_whom_the_articles_name() {
    let rule = |id| rulebook(id).catalogue;
    let cited = |id| {
        let rule = rule(id);
        (rule.regulation, rule.article, rule.basis)
    };
    let lanzhou = rule("lanzhou-new-area");
    assert_eq!(lanzhou.compiler, Compiler::Issuer);
    assert_eq!(lanzhou.published_by, "政务服务大厅");
    assert!(!lanzhou.names_issuers());
    assert!(lanzhou.says.contains(&Says::Template) && lanzhou.says.contains(&Says::Face));
    let article = |regulation: &str, article: &str| {
        let text = |text: &str| Some(text.to_owned());
        (text(regulation), text(article), Basis::Article)
    };
    assert_eq!(cited("lanzhou-new-area"), article("兰安", "一百四十八"));
    let daqing = rule("daqing");
    assert_eq!(daqing.compiler, Compiler::Department);
    assert_eq!(daqing.published_by, "综合管理部门");
    assert!(daqing.names_issuers() && daqing.says.contains(&Says::Validity));
    assert_eq!(cited("daqing"), article("庆证", "十一"));
    for id in ["lhasa", "jiayuguan"] {
        assert_eq!(cited(id), (None, None, Basis::Service), "{id}");
        assert!(rule(id).reading.is_some(), "{id}");
    }
}
