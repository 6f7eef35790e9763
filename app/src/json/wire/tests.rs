//! Every wire type goes through serde and comes back the same.

mod cases;
mod holders;
mod session;

use super::*;
use crate::json::{Unreadable, read};
use domain::access::Actor;
use domain::disclosure::DisclosureState;
use domain::id::{InquiryId, UrgingId};
use domain::problem::{Problem, ProblemCode};
use domain::wire::Page;
use domain::wire::disclosure::DisclosureView;
use domain::wire::inquiry::{InquiryAnswer, InquiryMove, InquiryView};
use domain::wire::urging::{UrgingAnswer, UrgingView};
use domain::{calendar, rulebook};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use std::fmt::Debug;

/// A closed set whose members the browser knows by name.
pub(in crate::json) trait Closed: Sized + 'static {
    const MEMBERS: &'static [Self];

    /// Doesn't compile where the domain has a member that has no name here.
    fn name(&self) -> &'static str;
}

pub(in crate::json) fn is_read_by_its_names<
    T: Closed + Serialize + FromJson + PartialEq + Debug,
>() {
    for member in T::MEMBERS {
        let sent = serde_json::to_value(member).unwrap();
        assert_eq!(sent, member.name(), "{member:?}");
        comes_back(member);
    }
}

pub(in crate::json) fn comes_back<T: Serialize + FromJson + PartialEq + Debug>(value: &T) {
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(read::<T>(&json).as_ref(), Ok(value), "{json}");
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn licence() -> LicenceSummary {
    LicenceSummary {
        id: LicenceId(id(1)),
        type_name: "营业执照".into(),
        hue: 30,
        number: "9262".into(),
        holder_name: "示例".into(),
        issuer_name: "市场监督管理局".into(),
        standing: LicenceStanding::Valid,
        valid_from: Date::constant(2026, 1, 1),
        valid_to: Some(Date::constant(2030, 1, 1)),
        pledged: true,
        disputed: true,
        version: 2,
    }
}

fn desk() -> DeskView {
    let by = StaffRef {
        id: StaffId(id(7)),
        name: "经办".into(),
    };
    let check = PointCheck {
        point: "register".into(),
        ask: "a".into(),
        finding: PointFinding::Differs,
        word: "w".into(),
    };
    let proposal = proposal(check.clone());
    DeskView {
        holder_name: "示例".into(),
        holder_number: "990*".into(),
        reach: "0931-0000000".into(),
        fellows: 2,
        face: Vec::new(),
        handler: Some(by.clone()),
        procedure: "licence-objection".into(),
        deciding: Deciding {
            points: vec![Point {
                id: "register".into(),
                grounds: vec![Ground::Accuracy],
                ask: "a".into(),
            }],
            reasons: vec!["与登记档案一致".into()],
            remedy: "复议".into(),
            reading: Some("r".into()),
        },
        checks: vec![check],
        proposal: Some(ProposalView {
            proposal,
            by,
            at: Timestamp::UNIX_EPOCH,
        }),
        urgings: [None, Some("已核实")].map(urging).into(),
        took_part: vec![StaffId(id(11))],
        inquiries: vec![inquiry()],
        disclosure: Some(DisclosureView {
            state: DisclosureState::Withheld,
            version: 2,
            question: "q".into(),
            answer: "a".into(),
            proposed_by: "经办".into(),
            proposed_at: Timestamp::UNIX_EPOCH,
            decided_by: Some("审批".into()),
            decided_at: Some(Timestamp::UNIX_EPOCH),
            why: "不实".into(),
        }),
    }
}

fn proposal(check: PointCheck) -> Proposal {
    let claim = Claim {
        key: "k".into(),
        claimed: "c".into(),
    };
    Proposal {
        outcome: Outcome::Upheld,
        corrections: vec![claim],
        rejections: vec![Rejection {
            key: "l".into(),
            reason: "与登记档案一致".into(),
            words: "w".into(),
        }],
        reasons: "r".into(),
        remedy: "m".into(),
        checks: vec![check],
    }
}

fn inquiry() -> InquiryView {
    InquiryView {
        id: InquiryId(id(10)),
        case_number: "YY1".into(),
        from: "局".into(),
        to: "另一局".into(),
        words: "请核实".into(),
        answer_by: Date::constant(2026, 11, 24),
        moves: vec![InquiryMove {
            at: Timestamp::UNIX_EPOCH,
            from: Date::constant(2026, 11, 23),
            to: Date::constant(2026, 11, 24),
            calendar_version: Date::constant(2026, 11, 20),
        }],
        by: "经办".into(),
        at: Timestamp::UNIX_EPOCH,
        unanswered: true,
        answer: Some(InquiryAnswer {
            words: "属实".into(),
            by: "经办".into(),
            at: Timestamp::UNIX_EPOCH,
        }),
    }
}

fn urging(answer: Option<&str>) -> UrgingView {
    UrgingView {
        id: UrgingId(id(9)),
        issuer: AgencyId(id(6)),
        words: "请说明".into(),
        answer_by: Date::constant(2026, 11, 24),
        by: "监管".into(),
        at: Timestamp::UNIX_EPOCH,
        unanswered: answer.is_none(),
        answer: answer.map(|words| UrgingAnswer {
            words: words.into(),
            by: "经办".into(),
            at: Timestamp::UNIX_EPOCH,
        }),
    }
}

fn evidence() -> Evidence {
    Evidence {
        id: EvidenceId(id(8)),
        name: "n.png".into(),
        media_type: "image/png".into(),
        size: 70_000,
    }
}

/// Words of a rulebook.
pub(super) fn spoken() -> Spoken {
    Spoken {
        zh: "标注".into(),
        en: "Mark".into(),
    }
}

fn case() -> CaseSummary {
    let clock = ClockView {
        procedure: "licence-objection".into(),
        step: "mark".into(),
        name: spoken(),
        owed: spoken(),
        started_at: Timestamp::UNIX_EPOCH,
        due_date: Date::constant(2026, 11, 24),
        due: Timestamp::UNIX_EPOCH,
        provisional: true,
        calendar_version: Date::constant(2025, 11, 4),
        on_time_until: None,
        met_at: Some(Timestamp::UNIX_EPOCH),
        spared: true,
        extended: true,
    };
    CaseSummary {
        id: ObjectionId(id(4)),
        case_number: "YY1".into(),
        procedure_title: "证照异议".into(),
        subject: Subject::DataSet,
        state: CaseState::Returned,
        marked: true,
        type_name: "营业执照".into(),
        hue: 30,
        issuer_name: "市场监督管理局".into(),
        filed_at: Timestamp::UNIX_EPOCH,
        finished_at: Some(Timestamp::UNIX_EPOCH),
        clocks: vec![clock],
        outcome: Some(Outcome::Rejected),
        fields: vec!["住所".into()],
    }
}

#[test]
fn every_problem_code_comes_back() {
    ProblemCode::ALL.iter().for_each(comes_back);
}

#[test]
fn the_rules_of_every_city_come_back() {
    for (name, _) in rulebook::EMBEDDED {
        let rulebook = rulebook::embedded(name).unwrap();
        let calendar = calendar::state_council()
            .unwrap()
            .with_overlay(&rulebook.overlay.days);
        comes_back(&Rules { rulebook, calendar });
    }
}

#[test]
fn something_else_than_what_was_expected_is_unreadable() {
    assert_eq!(read::<Evidence>("{}"), Err(Unreadable));
    assert_eq!(read::<Evidence>("[]"), Err(Unreadable));
    assert_eq!(read::<CaseState>("\"lost\""), Err(Unreadable));
    assert_eq!(read::<Page<Evidence>>("{\"items\":{}}"), Err(Unreadable));
    assert_eq!(read::<u16>("70000"), Err(Unreadable));
    assert_eq!(read::<String>("1"), Err(Unreadable));
}

fn company() -> domain::wire::acting::Company {
    domain::wire::acting::Company {
        holder: HolderId(id(9)),
        name: "某公司".into(),
        acting_as: domain::representation::ActingAs::Agent,
        until: Some(Date::constant(2026, 12, 1)),
    }
}
