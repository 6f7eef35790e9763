//! What becomes of a row: each case of the table of known licences, and the words for a status.

use super::*;
use crate::id::LicenceId;
use crate::issuing::columns::tests::{TODAY, TYPE, kind};
use crate::issuing::{RecordHolder, SheetHolder};
use LicenceEventKind as E;
use LicenceStatus as S;
use proptest::prelude::*;

const ISSUER: &str = "11990000009900013N";

fn row() -> Entry {
    Entry {
        sheet: Sheet {
            number: "JY1".into(),
            holders: vec![SheetHolder {
                name: "李雷".into(),
                code_type: "111".into(),
                code: "990100199001010012".into(),
            }],
            issued_on: "2024-03-05".into(),
            valid_from: String::new(),
            valid_to: "2029-03-04".into(),
            face: [("place", "纬一路6号"), ("home", "纬二路1号")]
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .into(),
        },
        ..Entry::default()
    }
}

fn taken(entry: &Entry) -> Collected {
    entry.check((TYPE, &kind()), TODAY, Trust::B).unwrap()
}

fn refused(entry: &Entry) -> Vec<(String, FieldCode)> {
    let problems = entry.check((TYPE, &kind()), TODAY, Trust::B).unwrap_err();
    problems
        .into_iter()
        .map(|problem| (problem.pointer, problem.code))
        .collect()
}

fn identifier(serial: &str, version: u16) -> LicenceIdentifier {
    LicenceIdentifier::mint(TYPE, &Uscc::parse(ISSUER).unwrap(), serial, version).unwrap()
}

fn record(of: &Collected, version: u16) -> LicenceRecord {
    let content = of.content.clone();
    LicenceRecord {
        identifier: identifier("S1", version).into(),
        type_name: "食品经营许可证".into(),
        type_code: TYPE.into(),
        schema_version: 1,
        number: content.number,
        issuer_name: "局".into(),
        issuer_code: ISSUER.into(),
        issued_on: content.issued_on,
        valid_from: content.validity.from,
        valid_to: content.validity.to,
        holders: content.holders,
        predecessor: None,
        face: content.face,
        licence: LicenceId(uuid::Uuid::from_u128(7)),
        salt: "00".into(),
    }
}

fn against(
    entry: &Entry,
    record: &LicenceRecord,
    status: S,
) -> Result<Option<Change>, (String, FieldCode)> {
    let known = Known {
        record,
        condition: Condition {
            status,
            pledged: false,
        },
        named: None,
    };
    let change = taken(entry).against(ISSUER, &known);
    change.map_err(|problem| (problem.pointer, problem.code))
}

fn moved() -> Entry {
    let mut entry = row();
    entry.sheet.face.insert("place".into(), "纬一路8号".into());
    entry
}

fn said(status: &str) -> Entry {
    Entry {
        status: status.into(),
        ..row()
    }
}

#[test]
fn a_row_that_says_what_the_library_says_changes_nothing() {
    let known = record(&taken(&row()), 3);
    assert_eq!(against(&row(), &known, S::Valid), Ok(None));
    assert_eq!(
        against(&row(), &known, S::Cancelled),
        Ok(None),
        "it names no status"
    );
    let trusted = Entry {
        trust: "D".into(),
        ..row()
    };
    assert_eq!(against(&trusted, &known, S::Valid), Ok(None));
}

#[test]
fn another_content_is_a_version_with_the_next_identifier_or_the_rows_own_later_one() {
    let known = record(&taken(&row()), 3);
    let change = against(&moved(), &known, S::Valid).unwrap().unwrap();
    assert_eq!(change.events, [E::Changed]);
    assert_eq!(change.identifier, Some(identifier("S1", 4)));
    let later = Entry {
        identifier: identifier("S1", 7).into(),
        ..moved()
    };
    let change = against(&later, &known, S::Valid).unwrap().unwrap();
    assert_eq!(change.identifier, Some(identifier("S1", 7)));
    let earlier = Entry {
        identifier: identifier("S1", 2).into(),
        ..moved()
    };
    assert_eq!(
        against(&earlier, &known, S::Valid),
        Err(("/identifier".into(), FieldCode::Superseded))
    );
    let another = Entry {
        identifier: identifier("S2", 4).into(),
        ..moved()
    };
    assert_eq!(
        against(&another, &known, S::Valid),
        Err(("/identifier".into(), FieldCode::Fixed))
    );
}

#[test]
fn a_row_about_an_older_version_is_the_same_or_comes_too_late() {
    let (now, before) = (record(&taken(&moved()), 2), record(&taken(&row()), 1));
    let known = Known {
        record: &now,
        condition: Condition::NEW,
        named: Some(&before),
    };
    assert_eq!(taken(&row()).against(ISSUER, &known), Ok(None));
    let other = taken(&said("注销"));
    assert_eq!(
        other.against(ISSUER, &known),
        Ok(None),
        "an older row's status is none of today's"
    );
    let problem = taken(&moved()).against(ISSUER, &known).unwrap_err();
    assert_eq!(problem.code, FieldCode::Superseded);
}

#[test]
fn a_licence_that_has_ended_or_is_not_in_force_or_pledged_is_not_changed() {
    let known = record(&taken(&row()), 1);
    for status in [S::Cancelled, S::Withdrawn, S::Revoked] {
        assert_eq!(
            against(&moved(), &known, status),
            Err(("/number".into(), FieldCode::Ended))
        );
        assert_eq!(
            against(&said("有效"), &known, status),
            Err(("/status".into(), FieldCode::Ended))
        );
    }
    for status in [S::Suspended, S::Lost] {
        assert_eq!(
            against(&moved(), &known, status),
            Err(("/number".into(), FieldCode::NotInForce))
        );
    }
    let pledged = Known {
        record: &known,
        condition: Condition {
            pledged: true,
            ..Condition::NEW
        },
        named: None,
    };
    let problem = taken(&moved()).against(ISSUER, &pledged).unwrap_err();
    assert_eq!(problem.code, FieldCode::Pledged);
}

#[test]
fn issuer_and_leading_holder_stay() {
    let known = record(&taken(&row()), 1);
    let mut other = row();
    other.sheet.holders[0].code = "990100198506071238".into();
    assert_eq!(
        against(&other, &known, S::Valid),
        Err(("/holders/0/code".into(), FieldCode::Fixed))
    );
    let elsewhere = Known {
        record: &known,
        condition: Condition::NEW,
        named: None,
    };
    let problem = taken(&row())
        .against("1199000000990003X9", &elsewhere)
        .unwrap_err();
    assert_eq!(
        (problem.pointer.as_str(), problem.code),
        ("/issuer", FieldCode::Fixed)
    );
    let mut shared = row();
    shared.sheet.holders.push(SheetHolder {
        name: "韩梅梅".into(),
        code_type: "111".into(),
        code: "990100198506071238".into(),
    });
    let change = against(&shared, &known, S::Valid).unwrap().unwrap();
    assert_eq!(
        change.events,
        [E::Changed],
        "others may come to hold it, too"
    );
}

#[test]
fn a_status_is_read_by_the_types_codes_or_by_its_word_and_another_is_refused_with_the_list() {
    for (text, status) in [
        ("05", Some(S::Revoked)),
        ("有效", Some(S::Valid)),
        (" 吊销 ", Some(S::Revoked)),
        ("", None),
    ] {
        assert_eq!(taken(&said(text)).status, status, "{text}");
    }
    assert_eq!(
        refused(&said("停用")),
        [("/status".to_owned(), FieldCode::NotListed)]
    );
    assert!(statuses(&kind()).starts_with("05、有效"));
    assert_eq!(
        refused(&said("过期")),
        [("/status".to_owned(), FieldCode::NotExpired)]
    );
    let mut over = said("过期");
    over.sheet.valid_to = "2026-09-16".into();
    assert_eq!(taken(&over).status, None);
}

#[test]
fn everything_that_is_wrong_with_a_row_is_said_at_once() {
    let entry = Entry {
        identifier: "1.2.156.3005.2.1".into(),
        status: "?".into(),
        trust: "E".into(),
        issuer: "620100".into(),
        sheet: Sheet {
            number: String::new(),
            ..row().sheet
        },
    };
    let pointers: Vec<_> = refused(&entry)
        .into_iter()
        .map(|(pointer, _)| pointer)
        .collect();
    assert_eq!(
        pointers,
        ["/identifier", "/status", "/trust", "/issuer", "/number"]
    );
    let other = Entry {
        identifier: identifier("S1", 1).as_str().replace("N001", "N002"),
        ..row()
    };
    assert_eq!(
        refused(&other),
        [("/identifier".to_owned(), FieldCode::OtherType)]
    );
}

#[test]
fn a_wrong_check_character_is_no_reason_to_refuse() {
    let right = String::from(identifier("S1", 3));
    let last = if right.ends_with('A') { "B" } else { "A" };
    let wrong = [&right[..right.len() - 1], last].concat();
    let collected = taken(&Entry {
        identifier: wrong,
        ..row()
    });
    assert!(!collected.identifier.unwrap().has_right_check());
}

fn any_status() -> impl Strategy<Value = S> {
    proptest::sample::select(S::ALL.to_vec())
}

proptest! {
    #[test]
    fn the_events_of_a_row_lead_to_the_status_that_it_says(from in any_status(), to in any_status(), changes: bool) {
        let known = record(&taken(&row()), 1);
        let entry = Entry {
            status: ["有效", "暂扣", "挂失", "注销", "撤销", "吊销"][to as usize].into(),
            ..if changes { moved() } else { row() }
        };
        match against(&entry, &known, from) {
            Ok(None) => prop_assert!(from == to && !changes),
            Ok(Some(change)) => {
                let start = Condition { status: from, pledged: false };
                let end = change.events.iter().try_fold(start, |at, event| at.after(*event)).unwrap();
                prop_assert_eq!(end.status, to);
                let versions = change.events.iter().filter(|event| event.makes_version()).count();
                prop_assert_eq!(versions, usize::from(changes));
                prop_assert_eq!(change.identifier.is_some(), changes);
            }
            Err(_) => prop_assert!(from.is_final() || (changes && from != S::Valid && to != S::Valid)),
        }
    }

    #[test]
    fn a_new_licence_comes_to_the_status_that_its_row_says(to in any_status()) {
        let (events, condition) = Collected { status: Some(to), ..taken(&row()) }.entering();
        prop_assert_eq!(events[0], E::Collected);
        let end = events[1..].iter().try_fold(Condition::NEW, |at, event| at.after(*event)).unwrap();
        prop_assert_eq!(end, condition);
        prop_assert_eq!(end.status, to);
    }
}
