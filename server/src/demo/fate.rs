//! What happened to a licence besides objections: when it was issued, until when it runs, and its life's events.

use super::chance::Chance;
use super::data::LifeTexts;
use domain::licence::{Condition, LicenceEventKind};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

/// A licence whose case may be old was issued longer ago than any case of the demonstration.
const OLDEST_CASE_DAYS: i64 = 260;
/// 到期提醒: the app reminds within this many days.
const REMINDED_DAYS: i64 = 88;
/// Half a year of figures, and a little.
const FRESH_DAYS: i64 = 210;

/// How a licence fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Fate {
    Plain,
    /// Issued in the last months.
    Fresh,
    Expiring,
    Expired,
    Suspended,
    Restored,
    Lost,
    Found,
    Cancelled,
    Corrected,
    NotYet,
}

/// The dates of a licence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dates {
    pub(super) issued: Date,
    pub(super) valid_from: Date,
    pub(super) valid_to: Option<Date>,
}

/// Something that happened to it after it was issued.
pub(super) struct LifeEvent<'a> {
    pub(super) on: Date,
    pub(super) kind: LicenceEventKind,
    pub(super) reason: &'a str,
}

impl Fate {
    /// What becomes of one of the crowd's licences: most are simply valid.
    pub(super) fn draw(chance: &mut Chance) -> Self {
        match chance.between(1, 100) {
            1..=10 => Self::Expiring,
            11..=16 => Self::Expired,
            17..=19 => Self::Suspended,
            20 => Self::Restored,
            21..=23 => Self::Lost,
            24 => Self::Found,
            25..=28 => Self::Cancelled,
            29..=31 => Self::Corrected,
            32 => Self::NotYet,
            33..=48 => Self::Fresh,
            _ => Self::Plain,
        }
    }

    /// What becomes of one that is objected to.
    pub(super) fn draw_disputed(chance: &mut Chance) -> Self {
        if chance.percent(15) {
            Self::Expiring
        } else {
            Self::Plain
        }
    }

    /// The dates of such a licence that runs for `years`, or for good, of somebody who can hold one from `earliest`.
    pub(super) fn dates(
        self,
        years: Option<i16>,
        earliest: Date,
        today: Date,
        chance: &mut Chance,
    ) -> Dates {
        if self == Self::NotYet {
            let valid_from = today.saturating_add(chance.between(5, 25).days());
            return Dates {
                issued: today.saturating_sub(3.days()),
                valid_from,
                valid_to: years.map(|years| last_day(valid_from, years)),
            };
        }
        if self == Self::Fresh {
            let issued = today.saturating_sub(chance.between(2, FRESH_DAYS).days());
            let issued = issued.max(earliest);
            return Dates {
                issued,
                valid_from: issued,
                valid_to: years.map(|years| last_day(issued, years)),
            };
        }
        let Some(years) = years else {
            let issued = today.saturating_sub(chance.between(OLDEST_CASE_DAYS, 4_000).days());
            let issued = issued.max(earliest);
            return Dates {
                issued,
                valid_from: issued,
                valid_to: None,
            };
        };
        let valid_to = today.saturating_add(self.days_left(years, chance).days());
        let valid_from = valid_to
            .saturating_add(1.day())
            .saturating_sub(years.years());
        Dates {
            issued: valid_from,
            valid_from,
            valid_to: Some(valid_to),
        }
    }

    fn days_left(self, years: i16, chance: &mut Chance) -> i64 {
        match self {
            Self::Expiring => chance.between(3, REMINDED_DAYS),
            Self::Expired => -chance.between(5, 400),
            _ => chance.between(
                REMINDED_DAYS + 10,
                i64::from(years) * 365 - OLDEST_CASE_DAYS,
            ),
        }
    }

    /// What happened, oldest first, between its issue and today.
    pub(super) fn events<'a>(
        self,
        dates: Dates,
        today: Date,
        texts: &'a LifeTexts,
        chance: &mut Chance,
    ) -> Vec<LifeEvent<'a>> {
        use LicenceEventKind as E;
        let days_ago = chance.between(40, 180);
        let first = today.saturating_sub(days_ago.days()).max(dates.issued);
        let second = today
            .saturating_sub((days_ago / 2).days())
            .max(dates.issued);
        let event = |on, kind, reason| LifeEvent { on, kind, reason };
        let suspended = || event(first, E::Suspended, texts.suspended.as_str());
        let lost = || event(first, E::ReportedLost, texts.reported_lost.as_str());
        match self {
            Self::Plain | Self::Fresh | Self::Expiring | Self::Expired | Self::NotYet => vec![],
            Self::Suspended => vec![suspended()],
            Self::Restored => vec![suspended(), event(second, E::Restored, &texts.restored)],
            Self::Lost => vec![lost()],
            Self::Found => vec![lost(), event(second, E::Found, &texts.found)],
            Self::Cancelled => vec![event(first, E::Cancelled, &texts.cancelled)],
            Self::Corrected => vec![event(first, E::Corrected, &texts.corrected)],
        }
    }
}

/// The condition after all of it. The data can't hold an unlawful life; a refused event would change nothing.
pub(super) fn condition_after(events: &[LifeEvent<'_>]) -> Condition {
    events.iter().fold(Condition::NEW, |condition, event| {
        condition.after(event.kind).unwrap_or(condition)
    })
}

fn last_day(valid_from: Date, years: i16) -> Date {
    valid_from
        .saturating_add(years.years())
        .saturating_sub(1.day())
}

#[cfg(test)]
mod tests {
    use super::super::data::Data;
    use super::*;
    use domain::licence::{LicenceStanding, standing};
    use jiff::civil::date;

    const ALL: [Fate; 11] = [
        Fate::Plain,
        Fate::Fresh,
        Fate::Expiring,
        Fate::Expired,
        Fate::Suspended,
        Fate::Restored,
        Fate::Lost,
        Fate::Found,
        Fate::Cancelled,
        Fate::Corrected,
        Fate::NotYet,
    ];

    #[test]
    fn every_life_is_lawful_and_lies_between_issue_and_today() {
        let data = Data::load().unwrap();
        let today = date(2028, 2, 29);
        for stream in 0..300 {
            let mut chance = Chance::of_stream(stream);
            for fate in ALL {
                for years in [None, Some(2), Some(3), Some(5), Some(6)] {
                    let dates = fate.dates(years, date(2014, 2, 1), today, &mut chance);
                    let events = fate.events(dates, today, &data.stories.life, &mut chance);
                    let mut condition = Condition::NEW;
                    for event in &events {
                        condition = condition.after(event.kind).unwrap();
                        assert!(dates.issued <= event.on && event.on <= today);
                    }
                    assert_eq!(condition, condition_after(&events));
                    assert!(dates.valid_to.is_none_or(|end| dates.valid_from < end));
                    let after = standing(condition.status, dates.valid_from, dates.valid_to, today);
                    assert_eq!(after, expected(fate, years), "{fate:?} {years:?}");
                }
            }
        }
    }

    fn expected(fate: Fate, years: Option<i16>) -> LicenceStanding {
        match fate {
            Fate::Expired if years.is_some() => LicenceStanding::Expired,
            Fate::Suspended => LicenceStanding::Suspended,
            Fate::Lost => LicenceStanding::Lost,
            Fate::Cancelled => LicenceStanding::Cancelled,
            Fate::NotYet => LicenceStanding::NotYetValid,
            _ => LicenceStanding::Valid,
        }
    }

    #[test]
    fn what_may_be_objected_to_was_issued_before_the_oldest_case() {
        let today = date(2026, 11, 23);
        for stream in 0..300 {
            let mut chance = Chance::of_stream(stream);
            for years in [None, Some(2), Some(6)] {
                for fate in [Fate::Plain, Fate::Expiring] {
                    let dates = fate.dates(years, date(1990, 1, 1), today, &mut chance);
                    let oldest = today.saturating_sub(OLDEST_CASE_DAYS.days());
                    assert!(
                        dates.issued <= oldest,
                        "{fate:?} {years:?} {}",
                        dates.issued
                    );
                }
            }
        }
    }
}
