//! At what hours is somebody told? Quiet hours of the deployment for citizens, one digest a day for staff. The app's
//! inbox waits for neither. China Standard Time.

use crate::deadline::{CHINA, local_date};
use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan as _};

/// Hours in which nobody is disturbed; they may lie over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    from: Time,
    to: Time,
}

/// The time of day at which staff get one mail with everything new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(Time);

impl Quiet {
    /// From `21:00-08:00`.
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('-')?;
        let quiet = Self {
            from: time(from)?,
            to: time(to)?,
        };
        (quiet.from != quiet.to).then_some(quiet)
    }

    /// `at`, or the end of the quiet hours that it lies in.
    pub fn after(self, at: Timestamp) -> Timestamp {
        let time = CHINA.to_datetime(at).time();
        let over_midnight = self.from > self.to;
        let is_quiet = if over_midnight {
            time >= self.from || time < self.to
        } else {
            time >= self.from && time < self.to
        };
        let end = if is_quiet { next(self.to, at) } else { None };
        end.unwrap_or(at)
    }
}

impl Digest {
    /// From `08:30`.
    pub fn parse(text: &str) -> Option<Self> {
        time(text).map(Self)
    }

    /// The next one after `at`.
    pub fn after(self, at: Timestamp) -> Timestamp {
        next(self.0, at).unwrap_or(at)
    }
}

/// The first instant after `at` with this time of day.
fn next(time: Time, at: Timestamp) -> Option<Timestamp> {
    let on = |day: Date| CHINA.to_timestamp(day.to_datetime(time)).ok();
    let today = local_date(at);
    on(today)
        .filter(|instant| *instant > at)
        .or_else(|| on(today.checked_add(1.day()).ok()?))
}

/// Hours and minutes.
fn time(text: &str) -> Option<Time> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let number = |text: &str| {
        let plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse().ok())?
    };
    Time::new(number(hours)?, number(minutes)?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        [text, "+08:00"].concat().parse().unwrap()
    }

    #[test]
    fn a_message_of_the_night_waits_for_the_morning() {
        let quiet = Quiet::parse("21:00-08:00").unwrap();
        for (given, told) in [
            ("2026-09-17T20:59:59", "2026-09-17T20:59:59"),
            ("2026-09-17T21:00:00", "2026-09-18T08:00:00"),
            ("2026-09-18T00:00:00", "2026-09-18T08:00:00"),
            ("2026-09-18T07:59:59", "2026-09-18T08:00:00"),
            ("2026-09-18T08:00:00", "2026-09-18T08:00:00"),
        ] {
            assert_eq!(quiet.after(at(given)), at(told), "{given}");
        }
        let noon = Quiet::parse("12:00-14:00").unwrap();
        assert_eq!(
            noon.after(at("2026-09-17T13:00:00")),
            at("2026-09-17T14:00:00")
        );
        assert_eq!(
            noon.after(at("2026-09-17T14:00:00")),
            at("2026-09-17T14:00:00")
        );
    }

    #[test]
    fn a_digest_goes_out_once_a_day_at_its_time() {
        let digest = Digest::parse("08:30").unwrap();
        assert_eq!(
            digest.after(at("2026-09-17T08:29:59")),
            at("2026-09-17T08:30:00")
        );
        assert_eq!(
            digest.after(at("2026-09-17T08:30:00")),
            at("2026-09-18T08:30:00")
        );
        assert_eq!(
            digest.after(at("2026-12-31T23:00:00")),
            at("2027-01-01T08:30:00")
        );
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for wrong in [
            "",
            "21:00",
            "21:00-21:00",
            "24:00-08:00",
            "9:00-08:00",
            "+1:00-08:00",
            "21:00-08:60",
        ] {
            assert_eq!(Quiet::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Digest::parse("8:30"), None);
    }

    proptest! {
        #[test]
        fn nobody_is_told_in_quiet_hours_or_later_than_their_end(from in 0..1_440_i64, to in 0..1_440_i64, minute in 0..3_000_i64) {
            prop_assume!(from != to);
            let clock = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
            let quiet = Quiet::parse(&format!("{}-{}", clock(from), clock(to))).unwrap();
            let given = at("2026-09-17T00:00:00").saturating_add(minute.minutes()).unwrap();
            let told = quiet.after(given);
            prop_assert_eq!(quiet.after(told), told);
            prop_assert!(told >= given && told.duration_since(given).as_hours() < 24);
        }
    }
}
