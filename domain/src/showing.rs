//! 亮证: a holder shows a licence by a code, and anybody who is shown it checks it. How long does a code live, what is seen
//! by it, and when may somebody who was only shown a licence object to it (庆证 二十二: 其他社会用证主体)?
//!
//! No article says how long; these are services of this library.

use crate::licence::FaceValue;
use crate::mask::mask_value;
use jiff::{SignedDuration, Timestamp};

/// So long a code can be checked.
pub const CODE_LIVES: SignedDuration = SignedDuration::from_secs(120);
/// Codes of one person that can be checked at the same time.
pub const CODES_AT_ONCE: i64 = 5;
/// So long after a check one may object to what was seen.
pub const MAY_OBJECT_FOR: SignedDuration = SignedDuration::from_mins(30);
/// Checks of one code after which one may object; who checks it more often sees the licence alone.
pub const GRANTS_A_CODE: i64 = 5;
/// Codes that are sent on the strength of one check, to whichever addresses.
pub const PROOFS_A_CHECK: i64 = 5;
/// Objections of one proved address that may be open, and that may begin in a day.
pub const OBJECTIONS_AT_ONCE: usize = 3;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// What of a face is shown to anybody: nothing that its type calls sensitive, and no number that stands for a person,
/// in whichever field it was written.
pub fn shown(face: Vec<FaceValue>, numbers: &[&str]) -> Vec<FaceValue> {
    let fit = |field: &FaceValue| !field.sensitive && !numbers.contains(&field.value.trim());
    face.into_iter().filter(fit).collect()
}

/// Words about a licence without the values that were not shown.
pub fn without<'a>(words: &str, unseen: impl Iterator<Item = &'a str>) -> String {
    let mut longest_first: Vec<_> = unseen.filter(|value| value.chars().count() > 1).collect();
    longest_first.sort_by_key(|value| std::cmp::Reverse(value.len()));
    let hide = |words: String, value: &&str| words.replace(value, &mask_value(value));
    longest_first.iter().fold(words.to_owned(), hide)
}

/// An objection that somebody began or joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begun {
    /// When.
    pub at: Timestamp,
    /// Whether it is open still.
    pub open: bool,
}

/// When somebody may object again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// Now.
    Now,
    /// From then on.
    From(Timestamp),
    /// Once one of the open ones is closed.
    OnceClosed,
}

/// When somebody may object again who has begun these.
pub fn again(begun: &[Begun], now: Timestamp) -> Again {
    if begun.iter().filter(|one| one.open).count() >= OBJECTIONS_AT_ONCE {
        return Again::OnceClosed;
    }
    let free = |one: &Begun| one.at.saturating_add(DAY).unwrap_or(one.at);
    let mut within: Vec<_> = begun.iter().map(free).filter(|free| *free > now).collect();
    within.sort_unstable();
    let over = within.len().checked_sub(OBJECTIONS_AT_ONCE);
    match over.and_then(|place| within.get(place)) {
        Some(free) => Again::From(*free),
        None => Again::Now,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(key: &str, value: &str, sensitive: bool) -> FaceValue {
        FaceValue {
            key: key.into(),
            label: key.into(),
            value: value.into(),
            sensitive,
        }
    }

    #[test]
    fn nothing_sensitive_is_shown_and_no_number_of_a_person_wherever_it_was_written() {
        let face = vec![
            value("name", "李雷", false),
            value("id", "990100199001010015", true),
            value("remark", " 990100199001010015 ", false),
        ];
        let keys: Vec<_> = shown(face, &["990100199001010015"])
            .into_iter()
            .map(|field| field.key)
            .collect();
        assert_eq!(keys, ["name"]);
    }

    #[test]
    fn words_do_not_tell_what_was_not_shown() {
        let said = without(
            "身份证号码990100199001010015与档案一致",
            ["990100199001010015", "", "一"].into_iter(),
        );
        assert_eq!(said, "身份证号码990***********0015与档案一致");
    }

    #[test]
    fn three_open_ones_wait_for_a_close_and_three_of_a_day_for_the_day() {
        let hour = |hour: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hour);
        let begun = |open| [1, 2, 3].map(|at| Begun { at: hour(at), open });
        assert_eq!(again(&begun(true), hour(90)), Again::OnceClosed);
        assert_eq!(again(&begun(false), hour(4)), Again::From(hour(25)));
        assert_eq!(again(&begun(false), hour(25)), Again::Now);
        assert_eq!(again(&begun(false)[1..], hour(4)), Again::Now);
        assert_eq!(again(&[], hour(4)), Again::Now);
    }
}
