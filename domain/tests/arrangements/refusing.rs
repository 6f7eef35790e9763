//! What keeps an arrangement from being loaded, and where two sources of one disagree.

use crate::calendar::{calendar, date};
use crate::notices::{NOTICE_2027, before, faults, year};
use domain::calendar::{
    ArrangementKind, Calendar, DayDifference, Given, NoticeFault, NoticeFaultCode as Code,
    differences, read, read_source,
};
use domain::text::{Lang, calendar::fault};

/// What is right, what is written instead, on which line that is found and as what.
const SLIPS: [(&str, &str, u32, Code); 13] = [
    ("2月14日（周日）", "2月14日（周六）", 2, Code::WrongWeekday),
    ("共7天。2月", "共8天。2月", 2, Code::WrongLength),
    ("2月14日（周日）", "2月15日（周一）", 2, Code::WorkedAnyway),
    (
        "至11日（周四）放假调休",
        "至31日放假调休",
        2,
        Code::NoSuchDay,
    ),
    (
        "4月3日（周六）至5日（周一）放假，共3天",
        "4月5日（周一）至3日（周六）放假",
        3,
        Code::Backwards,
    ),
    (
        "10月1日（周五）至7日（周四）放假调休，共7天",
        "10月1日（周五）至17日（周日）放假调休",
        7,
        Code::TooLong,
    ),
    (
        "6月9日（周三）放假1天",
        "6月9日（周三）休整1天",
        5,
        Code::MissingFestival,
    ),
    ("9月15日（周三）", "5月5日（周三）", 6, Code::Twice),
    (
        "9月15日（周三）",
        "9月16日（周四）",
        0,
        Code::StatutoryWorked,
    ),
    (
        "5月8日（周六）上班",
        "5月8日（周六）补课，上班",
        4,
        Code::Unreadable,
    ),
    ("一、元旦：1月1日", "一、1月1日", 1, Code::NoFestival),
    (
        "一、元旦：1月1日",
        "2026年部分节假日安排\n一、元旦：1月1日",
        1,
        Code::OtherYear,
    ),
    (
        "4月25日（周日）",
        "2026年4月25日（周六）",
        4,
        Code::OutsideYear,
    ),
];

#[test]
fn each_slip_of_the_pen_is_found_on_its_line() {
    for (right, wrong, line, code) in SLIPS {
        assert!(NOTICE_2027.contains(right), "{right}");
        let reading = year(2027, &NOTICE_2027.replacen(right, wrong, 1));
        let found = faults(&reading);
        let expected = if code == Code::MissingFestival {
            0
        } else {
            line
        };
        assert!(found.contains(&(expected, code)), "{wrong}: {found:?}");
        for one in &reading.faults {
            assert!(!fault(one, Lang::Zh).contains('{'), "{one:?}");
        }
    }
}

#[test]
fn a_year_follows_the_last_one_and_comes_once() {
    let of = |wanted: i16, known: &Calendar| -> Vec<NoticeFault> {
        let text = NOTICE_2027.to_owned();
        let given = Given {
            kind: ArrangementKind::Year,
            year: wanted,
            text: &text,
        };
        read(given, known).unwrap().faults
    };
    let has = |faults: &[NoticeFault], code| faults.iter().any(|fault| fault.code == code);
    assert!(of(2027, &calendar()).is_empty());
    assert!(has(&of(2027, &before(2026)), Code::YearGap));
    assert!(has(&of(2026, &calendar()), Code::YearTaken));
    let nothing = year(2027, "放假安排另行通知");
    assert_eq!(faults(&nothing), [(0, Code::NothingFound)]);
}

#[test]
fn two_sources_are_compared_day_by_day() {
    let first = year(2027, NOTICE_2027).arrangements;
    let other = NOTICE_2027.replace("2月20日（周六）上班", "2月21日（周日）上班");
    let given = Given {
        kind: ArrangementKind::Year,
        year: 2027,
        text: &other,
    };
    let second = read_source(given, &calendar()).unwrap().arrangements;
    let day = |day: &str, first_works, second_works| DayDifference {
        date: date(day),
        first_works,
        second_works,
    };
    assert_eq!(
        differences(&first, &second),
        [
            day("2027-02-20", true, false),
            day("2027-02-21", false, true)
        ]
    );
    assert_eq!(differences(&first, &first), []);
}
