//! Which records of who did and saw what may go, and when?

use crate::deadline::local_date;
use crate::problem::FieldProblem;
use crate::rulebook::{RecordClass, RetentionRule};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan as _};

/// A permit that isn't used for so many days is void.
pub const PERMIT_DAYS: i64 = 30;
const CHINA: i8 = 8;

/// What was recorded before this may go: the beginning of the local day that is as many months ago as the rule says. None
/// where the rulebook keeps it for good. A day that the month of then doesn't have is its last one, so that nothing goes
/// a day early.
pub fn gone_before(
    rules: &[RetentionRule],
    class: RecordClass,
    now: Timestamp,
) -> Option<Timestamp> {
    let rule = rules.iter().find(|rule| rule.class == class)?;
    let months = rule.months?.max(class.least_months()?);
    let day = local_date(now)
        .checked_sub(i64::from(months).months())
        .ok()?;
    let zone = TimeZone::fixed(Offset::constant(CHINA));
    Some(day.to_zoned(zone).ok()?.timestamp())
}

/// When a permit that was granted then is void, if nobody has begun to use it.
pub fn void_at(granted: Timestamp) -> Timestamp {
    let days = SignedDuration::from_hours(24 * PERMIT_DAYS);
    granted.saturating_add(days).unwrap_or(Timestamp::MAX)
}

/// A proved address goes when its owner was last here before this: it is of use for as long as what they looked up is kept
/// (拉享 四十一), and whoever comes begins that time anew. None where that is kept for good.
pub fn address_gone_before(rules: &[RetentionRule], now: Timestamp) -> Option<Timestamp> {
    gone_before(rules, RecordClass::Use, now)
}

/// Why, in 4 to 200 characters: for whoever approves it.
pub fn check_reason(reason: &str) -> Option<FieldProblem> {
    FieldProblem::of_required("/reason", reason.trim(), 4..=200)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before(class: RecordClass, now: &str) -> Option<String> {
        let now = now.parse().unwrap();
        gone_before(&RetentionRule::usual(), class, now).map(|at| at.to_string())
    }

    #[test]
    fn what_was_looked_up_goes_three_years_and_a_day_later_and_what_changed_something_never() {
        let use_of = |now| before(RecordClass::Use, now).unwrap();
        assert_eq!(use_of("2029-09-17T02:00:00Z"), "2026-09-16T16:00:00Z");
        // In the evening by Greenwich it is the next day here.
        assert_eq!(use_of("2029-09-17T16:00:00Z"), "2026-09-17T16:00:00Z");
        assert_eq!(use_of("2031-03-30T02:00:00Z"), "2028-03-29T16:00:00Z");
        assert_eq!(before(RecordClass::LifeCycle, "2099-01-01T00:00:00Z"), None);
    }

    #[test]
    fn a_day_that_its_month_does_not_have_is_the_last_one() {
        let rule = |months| RetentionRule {
            months: Some(months),
            ..RetentionRule::usual().remove(2)
        };
        let now = "2029-08-31T02:00:00Z".parse().unwrap();
        let at = gone_before(&[rule(6)], RecordClass::Access, now);
        assert_eq!(at.unwrap().to_string(), "2029-02-27T16:00:00Z");
        // Less than the law's least is the least.
        let at = gone_before(&[rule(1)], RecordClass::Access, now);
        assert_eq!(at.unwrap().to_string(), "2029-02-27T16:00:00Z");
    }

    #[test]
    fn a_rulebook_that_lets_anything_go_too_early_is_not_sound() {
        let with = |place: usize, months| {
            let mut rules = RetentionRule::usual();
            rules[place].months = months;
            RetentionRule::are_sound(&rules)
        };
        assert!(RetentionRule::are_sound(&RetentionRule::usual()));
        assert!(with(1, None) && with(1, Some(37)) && with(2, Some(6)));
        assert!(!with(0, Some(1_200)) && !with(1, Some(35)) && !with(2, Some(5)));
        assert!(!RetentionRule::are_sound(&RetentionRule::usual()[..2]));
    }
}
