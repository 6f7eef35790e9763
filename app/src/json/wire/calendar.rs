//! The calendar as it is kept, field by field.

use super::FromRecord;
use crate::json::take::{Record, named};
use crate::json::{FromJson, Value};
use domain::calendar::{ArrangementKind, DayDifference, NoticeFault, NoticeFaultCode};
use domain::id::ArrangementId;
use domain::wire::calendar::{
    ArrangedDay, ArrangementDetail, ArrangementState, ArrangementSummary, CalendarDesk,
    CalendarEffect, CalendarReview, MovedExample, ProvisionalDeadlines, RecountProgress,
    ShiftCount,
};
use uuid::Uuid;

ids! { ArrangementId }

names! {
    ArrangementKind { Year = "year", Amendment = "amendment", Region = "region" }
    ArrangementState { Proposed = "proposed", InForce = "in-force", Refused = "refused" }
    NoticeFaultCode {
        NothingFound = "nothing-found", Unreadable = "unreadable", NoFestival = "no-festival", OtherYear = "other-year",
        NoSuchDay = "no-such-day", WrongWeekday = "wrong-weekday", WrongLength = "wrong-length",
        WrongResumption = "wrong-resumption", Backwards = "backwards", TooLong = "too-long",
        OutsideYear = "outside-year", WorkedAnyway = "worked-anyway", Twice = "twice",
        MissingFestival = "missing-festival", StatutoryWorked = "statutory-worked", YearTaken = "year-taken",
        YearGap = "year-gap"
    }
}

records! {
    NoticeFault { line code date said should }
    DayDifference { date first_works second_works }
    ArrangedDay { date works festival }
    ShiftCount { days clocks }
    MovedExample { objection case_number step name from to }
    CalendarEffect { open later earlier settled past shifts examples }
    CalendarReview { year days faults compared second_faults differences working_days effect }
    ArrangementSummary {
        id kind year number published url state version proposed_by proposed_at decided_by decided_at calendar_version
    }
    ArrangementDetail { summary text review why mine recount }
    RecountProgress { version total done later earlier settled started_at finished_at }
    ProvisionalDeadlines { provisional missing_year }
    CalendarDesk { version confirmed_through waiting recount arrangements may_keep }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::read;
    use crate::json::wire::tests::spoken;
    use domain::id::ObjectionId;
    use jiff::Timestamp;
    use jiff::civil::Date;
    use serde::Serialize;
    use std::fmt::Debug;

    const DAY: Date = Date::constant(2027, 2, 14);
    const AT: Timestamp = Timestamp::UNIX_EPOCH;

    fn comes_back<T: Serialize + FromJson + PartialEq + Debug>(value: &T) {
        let json = serde_json::to_string(value).unwrap();
        assert_eq!(read::<T>(&json).as_ref(), Ok(value), "{json}");
    }

    fn fault(code: NoticeFaultCode) -> NoticeFault {
        NoticeFault {
            line: 3,
            code,
            date: Some(DAY),
            said: "周六".into(),
            should: "周日".into(),
        }
    }

    fn recount() -> RecountProgress {
        RecountProgress {
            version: DAY,
            total: 1,
            done: 2,
            later: 3,
            earlier: 4,
            settled: 5,
            started_at: AT,
            finished_at: Some(AT),
        }
    }

    fn summary() -> ArrangementSummary {
        ArrangementSummary {
            id: ArrangementId(Uuid::from_u128(1)),
            kind: ArrangementKind::Region,
            year: 2027,
            number: "国办发明电〔2026〕9号".into(),
            published: DAY,
            url: "https://www.gov.cn/".into(),
            state: ArrangementState::InForce,
            version: 2,
            proposed_by: "甲".into(),
            proposed_at: AT,
            decided_by: Some("乙".into()),
            decided_at: Some(AT),
            calendar_version: Some(DAY),
        }
    }

    #[test]
    fn the_calendars_page_comes_back_the_same() {
        comes_back(&CalendarDesk {
            version: DAY,
            confirmed_through: DAY,
            waiting: ProvisionalDeadlines {
                provisional: 6,
                missing_year: 2028,
            },
            recount: Some(recount()),
            arrangements: vec![summary()],
            may_keep: true,
        });
    }

    #[test]
    fn an_arrangement_comes_back_with_everything_that_it_can_have() {
        let effect = CalendarEffect {
            open: 1,
            later: 2,
            earlier: 3,
            settled: 4,
            past: 5,
            shifts: vec![ShiftCount {
                days: -1,
                clocks: 3,
            }],
            examples: vec![MovedExample {
                objection: ObjectionId(Uuid::from_u128(2)),
                case_number: "YY".into(),
                step: "decide".into(),
                name: spoken(),
                from: DAY,
                to: DAY,
            }],
        };
        comes_back(&ArrangementDetail {
            summary: summary(),
            text: "春节".into(),
            review: CalendarReview {
                year: 2027,
                days: vec![ArrangedDay {
                    date: DAY,
                    works: true,
                    festival: "春节".into(),
                }],
                faults: NoticeFaultCode::ALL.map(fault).to_vec(),
                compared: true,
                second_faults: vec![fault(NoticeFaultCode::Twice)],
                differences: vec![DayDifference {
                    date: DAY,
                    first_works: true,
                    second_works: false,
                }],
                working_days: 248,
                effect: Some(effect),
            },
            why: "写错了".into(),
            mine: true,
            recount: Some(recount()),
        });
    }
}
