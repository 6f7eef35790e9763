//! What is noted of an entry when it is made: what is missing, what fails its check, and how late it came.

use crate::calendar::KnownCalendar;
use crate::catalogue::{FaceField, Need};
use crate::identifier::LicenceIdentifier;
use crate::issuing::{LicenceRecord, canonical_code};
use jiff::civil::Date;

/// Days beyond which a delay isn't told apart any more.
pub const LAG_MAX: i64 = 366;
/// No rest lasts longer, so that nobody has to ask the calendar of the last century whether a day followed another.
const LONGEST_REST: i64 = 15;

/// What is noted of a version when it is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// 必填 fields of its type.
    pub required: i64,
    /// Those of them that are empty.
    pub required_missing: i64,
    /// 推荐 fields of its type.
    pub recommended: i64,
    /// Those of them that are empty.
    pub recommended_missing: i64,
    /// 1 where the check character of the 证照标识 is wrong.
    pub wrong_identifier: i64,
    /// Holders whose number fails its check. No form and no import lets such a number in; a correction that an objection
    /// was upheld for can.
    pub wrong_number: i64,
}

impl Marks {
    /// The marks of a record of a type with these fields.
    pub fn of(record: &LicenceRecord, fields: &[FaceField]) -> Self {
        let count = |need: Need, missing: bool| {
            let counted = fields.iter().filter(|field| {
                let value = record.face.get(&field.key).map_or("", |value| value.trim());
                field.need == need && (!missing || value.is_empty())
            });
            i64::try_from(counted.count()).unwrap_or(i64::MAX)
        };
        let wrong = record
            .holders
            .iter()
            .filter(|holder| canonical_code(&holder.code_type, &holder.code).is_none());
        let identified = LicenceIdentifier::parse(&record.identifier)
            .is_ok_and(|identifier| identifier.has_right_check());
        Self {
            required: count(Need::Required, false),
            required_missing: count(Need::Required, true),
            recommended: count(Need::Recommended, false),
            recommended_missing: count(Need::Recommended, true),
            wrong_identifier: (!identified).into(),
            wrong_number: i64::try_from(wrong.count()).unwrap_or(i64::MAX),
        }
    }
}

/// How many calendar days an entry came after what it tells of; none where it was entered ahead.
pub fn lag(on: Date, entered: Date) -> i64 {
    let days = on
        .until(entered)
        .map_or(0, |span| i64::from(span.get_days()));
    days.clamp(0, LAG_MAX)
}

/// Whether it was entered on the day itself or by the end of the next working day.
pub fn is_prompt(on: Date, entered: Date, calendar: &KnownCalendar) -> bool {
    if entered <= on {
        return true;
    }
    if lag(on, entered) > LONGEST_REST {
        return false;
    }
    let mut day = on;
    while let Ok(next) = day.tomorrow() {
        day = next;
        let works = calendar.day(day).is_ok_and(|day| day.is_working());
        if works || day >= entered {
            break;
        }
    }
    entered <= day
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_entered_by_the_end_of_the_next_working_day_is_prompt() {
        let calendar = crate::calendar::state_council().unwrap();
        let calendar = calendar.as_of(None).unwrap();
        let prompt = |on, entered| is_prompt(on, entered, &calendar);
        let friday = date(2026, 11, 13);
        assert!(prompt(friday, friday));
        assert!(prompt(friday, date(2026, 11, 16)), "Monday");
        assert!(!prompt(friday, date(2026, 11, 17)), "Tuesday");
        // 国庆节 2026: 1 to 7 October.
        assert!(prompt(date(2026, 9, 30), date(2026, 10, 8)));
        assert!(!prompt(date(2026, 9, 30), date(2026, 10, 9)));
        assert!(
            prompt(date(2026, 11, 20), date(2026, 11, 13)),
            "entered ahead"
        );
        assert!(!prompt(date(1985, 1, 1), date(2026, 11, 13)));
    }

    fn record() -> LicenceRecord {
        LicenceRecord {
            identifier: "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.V"
                .into(),
            type_name: "证".into(),
            type_code: "11990000009900013N001".into(),
            schema_version: 1,
            number: "1".into(),
            issuer_name: "局".into(),
            issuer_code: "11990000009900013N".into(),
            issued_on: date(2026, 1, 1),
            valid_from: date(2026, 1, 1),
            valid_to: None,
            holders: ["990100196209120006", "990100199001010016"]
                .map(|code| crate::issuing::RecordHolder {
                    name: "李雷".into(),
                    code_type: crate::issuing::CITIZEN_ID.into(),
                    code: code.into(),
                })
                .into(),
            predecessor: None,
            face: [("place", "纬一路"), ("scope", "  ")]
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .into(),
            licence: crate::id::LicenceId(uuid::Uuid::nil()),
            salt: String::new(),
        }
    }

    #[test]
    fn an_identifier_with_the_right_check_character_is_not_marked() {
        let mut right = record();
        right.identifier.pop();
        right.identifier.push('U');
        assert_eq!(Marks::of(&right, &[]).wrong_identifier, 0);
        assert_eq!(Marks::of(&record(), &[]).wrong_identifier, 1);
    }

    #[test]
    fn a_record_is_marked_for_what_is_missing_and_what_fails_its_check() {
        let field = |key: &str, need| FaceField {
            key: key.into(),
            label: key.into(),
            need,
            ..FaceField::default()
        };
        let fields = [
            field("place", Need::Required),
            field("scope", Need::Required),
            field("phone", Need::Recommended),
            field("note", Need::Optional),
        ];
        let expected = Marks {
            required: 2,
            required_missing: 1,
            recommended: 1,
            recommended_missing: 1,
            wrong_identifier: 1,
            wrong_number: 1,
        };
        assert_eq!(Marks::of(&record(), &fields), expected);
    }
}
