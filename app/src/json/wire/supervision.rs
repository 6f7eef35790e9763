//! Figures, outages and samples, field by field.

use super::FromRecord;
use crate::json::take::{Record, named};
use crate::json::{FromJson, Value};
use domain::id::{HeldUpId, InspectionId, OutageId};
use domain::inspection::{SampleEvent, SampleState};
use domain::outage::{HeldUp, ItemState, OutagePhase};
use domain::quality::{Measure, Measured};
use domain::wire::inspection::{
    AgencyName, DrawChoices, InspectionDetail, InspectionSummary, SampleCounts, SampleFilter,
    SampleHistory, Sampled, TypeRef,
};
use domain::wire::outage::{EnteredSince, HeldUpItem, OutageCase, OutageDetail, OutageSummary};
use domain::wire::quality::{AgencyFigures, MonthFigures, QualityReport};
use uuid::Uuid;

ids! { HeldUpId InspectionId OutageId }

names! {
    OutagePhase { Running = "running", CatchingUp = "catching-up", Made = "made" }
    HeldUp { Issue = "issue", Change = "change", Renew = "renew", Cancel = "cancel", Other = "other" }
    ItemState { Waiting = "waiting", Done = "done", FellAway = "fell-away" }
    SampleState {
        Drawn = "drawn", Conforms = "conforms", Found = "found", Answered = "answered", Closed = "closed"
    }
    SampleEvent { Conform = "conform", Find = "find", Answer = "answer", Insist = "insist", Close = "close" }
    Measure {
        MedianDays = "median-days", Prompt = "prompt", Collected = "collected", Required = "required",
        Recommended = "recommended", Sealed = "sealed", Upheld = "upheld", WrongIdentifier = "wrong-identifier",
        WrongNumber = "wrong-number", Coverage = "coverage", Stranded = "stranded"
    }
}

records! {
    OutageCase { id case_number }
    OutageSummary { id agency_name began_at ended_at phase waiting items clock overdue }
    OutageDetail {
        summary version cause measures declared_by declared_at case end_entered_at items entered mine
    }
    HeldUpItem { id what words state settled_at settled_by why linked }
    EnteredSince { licence seq kind at type_name number }
    SampleFilter { issuer type_code issued_from issued_to trust status }
    SampleCounts { drawn conforms found answered closed overdue }
    InspectionSummary { id drawn_at drawn_by inspector wanted stock counts }
    InspectionDetail { summary seed filter filter_issuer upper stock_digest items mine }
    Sampled {
        licence place issuer_name type_name number version state revision ground due_date overdue history
    }
    SampleHistory { event at by words }
    DrawChoices { inspectors issuers types }
    AgencyName { id name }
    TypeRef { code name }
    QualityReport { as_of month issuer figures trend agencies issuers }
    MonthFigures { month entries figures }
    AgencyFigures { agency entries figures }
    Measured { measure part whole value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::read;
    use crate::json::wire::tests::spoken;
    use domain::id::{AgencyId, LicenceId, ObjectionId, StaffId};
    use domain::licence::{LicenceEventKind, LicenceStatus, Trust};
    use domain::rulebook::Ground;
    use domain::wire::case::{ClockView, StaffRef};
    use jiff::Timestamp;
    use jiff::civil::Date;
    use serde::Serialize;
    use std::fmt::Debug;

    fn comes_back<T: Serialize + FromJson + PartialEq + Debug>(value: &T) {
        let json = serde_json::to_string(value).unwrap();
        assert_eq!(read::<T>(&json).as_ref(), Ok(value), "{json}");
    }

    const DAY: Date = Date::constant(2026, 11, 24);
    const AT: Timestamp = Timestamp::UNIX_EPOCH;

    fn clock() -> ClockView {
        ClockView {
            procedure: "reissue-after-force-majeure".into(),
            step: "complete".into(),
            name: spoken(),
            owed: spoken(),
            started_at: AT,
            due_date: DAY,
            due: AT,
            provisional: true,
            calendar_version: DAY,
            on_time_until: Some(AT),
            met_at: None,
            spared: false,
            extended: false,
        }
    }

    #[test]
    fn outages_come_back_the_same() {
        let entered = EnteredSince {
            licence: LicenceId(Uuid::from_u128(3)),
            seq: 4,
            kind: LicenceEventKind::Changed,
            at: AT,
            type_name: "营业执照".into(),
            number: "1".into(),
        };
        for phase in OutagePhase::ALL {
            comes_back(&OutageDetail {
                summary: OutageSummary {
                    id: OutageId(Uuid::from_u128(1)),
                    agency_name: "局".into(),
                    began_at: AT,
                    ended_at: Some(AT),
                    phase,
                    waiting: 1,
                    items: 2,
                    clock: Some(clock()),
                    overdue: true,
                },
                version: 3,
                cause: "断电".into(),
                measures: "纸质".into(),
                declared_by: "经办".into(),
                declared_at: AT,
                case: Some(OutageCase {
                    id: ObjectionId(Uuid::from_u128(5)),
                    case_number: "YY20261123-000042-7".into(),
                }),
                end_entered_at: Some(AT),
                items: HeldUp::ALL
                    .into_iter()
                    .zip(ItemState::ALL.into_iter().cycle())
                    .map(|(what, state)| HeldUpItem {
                        id: HeldUpId(Uuid::from_u128(2)),
                        what,
                        words: "某人".into(),
                        state,
                        settled_at: Some(AT),
                        settled_by: Some("经办".into()),
                        why: "撤回".into(),
                        linked: Some(entered.clone()),
                    })
                    .collect(),
                entered: vec![entered.clone()],
                mine: true,
            });
        }
    }

    fn inspector() -> StaffRef {
        StaffRef {
            id: StaffId(Uuid::from_u128(5)),
            name: "简明".into(),
        }
    }

    #[test]
    fn samples_come_back_the_same() {
        let staff = inspector();
        let history = SampleEvent::ALL.map(|event| SampleHistory {
            event,
            at: AT,
            by: "简明".into(),
            words: "话".into(),
        });
        let sampled = SampleState::ALL.map(|state| Sampled {
            licence: LicenceId(Uuid::from_u128(6)),
            place: 1,
            issuer_name: "局".into(),
            type_name: "证".into(),
            number: "1".into(),
            version: 2,
            state,
            revision: 3,
            ground: Some(Ground::Completeness),
            due_date: Some(DAY),
            overdue: true,
            history: history.to_vec(),
        });
        comes_back(&InspectionDetail {
            summary: InspectionSummary {
                id: InspectionId(Uuid::from_u128(7)),
                drawn_at: AT,
                drawn_by: staff.clone(),
                inspector: staff,
                wanted: 5,
                stock: 6,
                counts: SampleCounts {
                    drawn: 1,
                    conforms: 2,
                    found: 3,
                    answered: 4,
                    closed: 5,
                    overdue: 6,
                },
            },
            seed: "00000000000000ff".into(),
            filter: SampleFilter {
                issuer: Some(AgencyId(Uuid::from_u128(8))),
                type_code: Some("T".into()),
                issued_from: Some(DAY),
                issued_to: Some(DAY),
                trust: Some(Trust::B),
                status: Some(LicenceStatus::Lost),
            },
            filter_issuer: Some("局".into()),
            upper: Some(LicenceId(Uuid::from_u128(9))),
            stock_digest: "ab".into(),
            items: sampled.to_vec(),
            mine: true,
        });
    }

    #[test]
    fn what_can_be_chosen_for_a_draw_comes_back_the_same() {
        comes_back(&DrawChoices {
            inspectors: vec![inspector()],
            issuers: vec![AgencyName {
                id: AgencyId(Uuid::from_u128(8)),
                name: "局".into(),
            }],
            types: vec![TypeRef {
                code: "T".into(),
                name: "证".into(),
            }],
        });
    }

    #[test]
    fn figures_come_back_the_same() {
        let figures: Vec<Measured> = Measure::ALL
            .into_iter()
            .map(|measure| Measured {
                measure,
                part: 1,
                whole: 2,
                value: measure.is_monthly().then_some(5_000),
            })
            .collect();
        let agency = AgencyName {
            id: AgencyId(Uuid::from_u128(8)),
            name: "局".into(),
        };
        comes_back(&QualityReport {
            as_of: Some(AT),
            month: DAY,
            issuer: Some(agency.id),
            figures: figures.clone(),
            trend: vec![MonthFigures {
                month: DAY,
                entries: 3,
                figures: figures.clone(),
            }],
            agencies: vec![AgencyFigures {
                agency: agency.clone(),
                entries: 4,
                figures,
            }],
            issuers: vec![agency],
        });
    }
}
