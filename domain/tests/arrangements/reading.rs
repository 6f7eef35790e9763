//! What is read of a text or of JSON, and what it makes of the calendar.

use crate::calendar::{calendar, date};
use crate::notices::{NOTICE_2026, NOTICE_2027, before, faults, told, year};
use domain::calendar::{
    Arranged, Arrangement, ArrangementKind, Calendar, DayKind, Given, HolidayNotice,
    NoticeFaultCode as Code, differences, read,
};
use jiff::civil::Date;
use proptest::prelude::*;

#[test]
fn a_whole_notice_is_read_as_it_was_pasted() {
    let reading = year(2026, NOTICE_2026);
    assert_eq!(reading.faults, []);
    let mut read = reading.arrangements;
    let known = calendar();
    let mut expected = known.notices.last().unwrap().arrangements.clone();
    let order = |one: &Arrangement| one.off;
    read.sort_by_key(order);
    expected.sort_by_key(order);
    assert_eq!(read, expected);
}

#[test]
fn every_year_since_2019_is_read_from_a_text_of_its_form() {
    let known = calendar();
    for notice in known
        .notices
        .iter()
        .filter(|notice| notice.year > Some(2018))
    {
        let reading = year(notice.year.unwrap(), &told(notice));
        assert_eq!(reading.faults, [], "{}", notice.number);
        assert_eq!(
            reading.arrangements, notice.arrangements,
            "{}",
            notice.number
        );
    }
}

#[test]
fn what_has_run_together_into_one_line_is_read_the_same() {
    let text = NOTICE_2027.replace('\n', "");
    assert_eq!(
        year(2027, &text).arrangements,
        year(2027, NOTICE_2027).arrangements
    );
    assert_eq!(year(2027, NOTICE_2027).faults, []);
}

#[test]
fn an_extension_and_an_amendment_name_their_festival_before_or_in_their_title() {
    let change = |year: i16, text: &str, known: &Calendar| {
        let given = Given {
            kind: ArrangementKind::Amendment,
            year,
            text,
        };
        read(given, known).unwrap()
    };
    let known = before(2020);
    let mut january = known.clone();
    let all = calendar();
    let of_2020 = all.notices.iter().find(|notice| notice.year == Some(2020));
    january.notices.push(of_2020.unwrap().clone());
    let extended = change(
        2020,
        "延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班。",
        &january,
    );
    assert_eq!(extended.faults, []);
    assert_eq!(
        extended.arrangements,
        [Arrangement {
            festival: "春节".into(),
            off: Some([date("2020-01-31"), date("2020-02-02")]),
            work: vec![],
        }]
    );
    let changed = change(
        2019,
        "关于调整2019年劳动节假期安排的通知\n2019年5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。",
        &all,
    );
    assert_eq!(changed.faults, []);
    assert_eq!(changed.arrangements[0].festival, "劳动节");
    assert_eq!(
        changed.arrangements[0].work,
        [date("2019-04-28"), date("2019-05-05")]
    );
}

#[test]
fn a_regions_own_days_need_no_national_festival() {
    let given = Given {
        kind: ArrangementKind::Region,
        year: 2027,
        text: "藏历新年：2月8日（周一）至10日（周三）放假，共3天。2月13日（周六）上班。",
    };
    let reading = read(given, &calendar()).unwrap();
    assert_eq!(reading.faults, []);
    let notice = HolidayNotice {
        number: "藏政办发〔2026〕1号".into(),
        title: String::new(),
        published: date("2026-12-01"),
        year: None,
        url: String::new(),
        arrangements: reading.arrangements,
    };
    let kind = ArrangementKind::Region;
    let known = calendar().with_arranged(&[Arranged { kind, notice }]);
    let known = known.as_of(None).unwrap();
    assert_eq!(
        known.day(date("2027-02-09")).unwrap(),
        DayKind::RegionalHoliday {
            name: "藏历新年",
            source: "藏政办发〔2026〕1号"
        }
    );
    assert!(known.day(date("2027-02-13")).unwrap().is_working());
    assert_eq!(known.version(), date("2026-12-01"));
    assert_eq!(known.confirmed_through(), date("2026-12-28"));
}

#[test]
fn json_is_read_as_the_file_holds_it_and_as_public_calendars_list_days() {
    let of = |text: &str| year(2027, text);
    let arrangements = year(2027, NOTICE_2027).arrangements;
    let ours = serde_json::json!({"year": 2027, "arrangements": arrangements});
    assert_eq!(of(&ours.to_string()), year(2027, NOTICE_2027));
    let days: Vec<_> = arrangements
        .iter()
        .flat_map(|one| {
            let day = |day: Date, off: bool| {
                serde_json::json!({"name": one.festival, "date": day, "isOffDay": off})
            };
            let off: Vec<_> = one.days_off().map(|date| day(date, true)).collect();
            off.into_iter().chain(one.work.iter().map(move |date| day(*date, false))).collect::<Vec<_>>()
        })
        .collect();
    let listed = serde_json::json!({"year": 2027, "days": days}).to_string();
    let listed = of(&listed);
    assert_eq!(listed.faults, []);
    assert_eq!(differences(&listed.arrangements, &arrangements), []);
    assert_eq!(
        faults(&of("{\n \"days\": 7\n}")),
        [(0, Code::NothingFound), (2, Code::Unreadable)]
    );
}

#[test]
fn what_came_with_the_program_later_stands_as_it_was_loaded_by_hand() {
    let published = date("2026-12-01");
    let notice = HolidayNotice {
        published,
        ..calendar().notices.last().unwrap().clone()
    };
    let kind = ArrangementKind::Year;
    let both = calendar().with_arranged(&[Arranged { kind, notice }]);
    assert_eq!(both.notices.len(), calendar().notices.len());
    assert_eq!(both.as_of(None).unwrap().version(), published);
    assert_eq!(both.source_of(published), Some("国办发明电〔2025〕7号"));
}

proptest! {
    /// Whatever is pasted, it is read or refused, and never believed in silence.
    #[test]
    fn any_text_is_answered(text in "\\PC{0,200}") {
        let reading = year(2027, &text);
        prop_assert!(!reading.faults.is_empty() || !reading.arrangements.is_empty());
    }
}
