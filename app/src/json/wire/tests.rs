//! Every wire type goes through serde and comes back the same.

use super::*;
use crate::json::{Unreadable, read};
use domain::{calendar, licence, rulebook};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use std::fmt::Debug;

fn comes_back<T: Serialize + FromJson + PartialEq + Debug>(value: &T) {
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
    let claim = Claim {
        key: "k".into(),
        claimed: "c".into(),
    };
    let proposal = Proposal {
        outcome: Outcome::Upheld,
        corrections: vec![claim],
        reasons: "r".into(),
        remedy: "m".into(),
    };
    DeskView {
        holder_name: "示例".into(),
        holder_number: "990*".into(),
        face: Vec::new(),
        handler: Some(by.clone()),
        proposal: Some(ProposalView {
            proposal,
            by,
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

fn case() -> CaseSummary {
    let clock = ClockView {
        step: "mark".into(),
        started_at: Timestamp::UNIX_EPOCH,
        due_date: Date::constant(2026, 11, 24),
        due: Timestamp::UNIX_EPOCH,
        provisional: true,
        calendar_version: Date::constant(2025, 11, 4),
        met_at: Some(Timestamp::UNIX_EPOCH),
    };
    CaseSummary {
        id: ObjectionId(id(4)),
        case_number: "YY1".into(),
        state: CaseState::Returned,
        marked: true,
        type_name: "营业执照".into(),
        hue: 30,
        issuer_name: "市场监督管理局".into(),
        filed_at: Timestamp::UNIX_EPOCH,
        clocks: vec![clock],
        outcome: Some(Outcome::Rejected),
        fields: vec!["住所".into()],
    }
}

#[test]
fn every_channel_and_every_ground_comes_back() {
    [
        Channel::App,
        Channel::Hotline,
        Channel::Agency,
        Channel::PublicCheck,
    ]
    .iter()
    .for_each(comes_back);
    [
        Ground::Accuracy,
        Ground::Completeness,
        Ground::Timeliness,
        Ground::Privacy,
        Ground::TradeSecret,
    ]
    .iter()
    .for_each(comes_back);
}

#[test]
fn everything_that_can_be_wrong_in_a_field_comes_back() {
    use FieldCode as F;
    [
        F::Required,
        F::TooShort,
        F::TooLong,
        F::TooMany,
        F::Unknown,
        F::Unchanged,
        F::WrongForm,
        F::WeakPassword,
        F::NotANumber,
        F::NotADate,
        F::NotListed,
        F::Repeated,
        F::InFuture,
        F::EndsFirst,
        F::WrongNumber,
        F::WrongHolder,
        F::Fixed,
        F::OtherType,
        F::OtherAgency,
        F::NotExpired,
        F::Superseded,
        F::Ambiguous,
        F::Ended,
        F::NotInForce,
        F::Pledged,
        F::Unreadable,
        F::NotKept,
    ]
    .iter()
    .for_each(comes_back);
}

#[test]
fn every_member_of_a_closed_set_comes_back() {
    use LicenceStanding as S;
    use NoticeKind as N;
    Role::ALL.iter().for_each(comes_back);
    licence::LicenceStatus::ALL.iter().for_each(comes_back);
    LicenceEventKind::ALL.iter().for_each(comes_back);
    licence::Trust::ALL.iter().for_each(comes_back);
    CaseState::ALL.iter().for_each(comes_back);
    CaseEvent::ALL.iter().for_each(comes_back);
    ProblemCode::ALL.iter().for_each(comes_back);
    [
        S::Valid,
        S::NotYetValid,
        S::Expired,
        S::Suspended,
        S::Lost,
        S::Cancelled,
        S::Withdrawn,
        S::Revoked,
    ]
    .iter()
    .for_each(comes_back);
    [Outcome::Upheld, Outcome::PartlyUpheld, Outcome::Rejected]
        .iter()
        .for_each(comes_back);
    let for_objectors = [N::Received, N::Marked, N::Returned, N::Decided];
    let for_staff = [
        N::NewCase,
        N::Supplemented,
        N::Withdrawn,
        N::ApprovalWaiting,
        N::SentBack,
    ];
    let warnings = [N::DueTomorrow, N::DueToday, N::Overdue];
    for_objectors
        .iter()
        .chain(&for_staff)
        .chain(&warnings)
        .for_each(comes_back);
    [
        RestDayReceipt::ReceivedThatDay,
        RestDayReceipt::ReceivedNextWorkingDay,
    ]
    .iter()
    .for_each(comes_back);
    [OverlayKind::Off, OverlayKind::Work]
        .iter()
        .for_each(comes_back);
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
fn a_session_comes_back_for_everybody() {
    let now = "2026-11-23T01:02:03.000045Z".parse().unwrap();
    comes_back(&Session {
        now,
        demonstration: true,
        who: None,
    });
    let citizen = Actor::Holder {
        holder: HolderId(id(1)),
    };
    let staff = Actor::Staff {
        staff: StaffId(id(2)),
        agency: AgencyId(id(3)),
        role: Role::Approver,
    };
    for (actor, agency_name) in [(citizen, None), (staff, Some("局".to_owned()))] {
        let who = Who {
            companies: vec![company()],
            actor,
            name: "示例".into(),
            agency_name,
            must_change_password: true,
            unread: 3,
        };
        comes_back(&Session {
            now,
            demonstration: false,
            who: Some(who),
        });
    }
}

#[test]
fn a_licence_comes_back_with_its_card_among_its_fields() {
    let field = FaceValue {
        key: "k".into(),
        label: "l".into(),
        value: "v".into(),
        sensitive: true,
    };
    let past = LicenceHistory {
        at: Timestamp::UNIX_EPOCH,
        kind: LicenceEventKind::Corrected,
        on: Date::constant(2026, 1, 2),
        version: 2,
        by: "局".into(),
        basis: "文号".into(),
        reason: String::new(),
    };
    comes_back(&LicenceDetail {
        summary: licence(),
        identifier: "1.2.156".into(),
        revision: 3,
        type_code: "1199".into(),
        trust: licence::Trust::A,
        holders: vec![HolderShown {
            name: "示例".into(),
            code_type: "001".into(),
            code: "9262".into(),
        }],
        status: LicenceStatus::Suspended,
        issued_on: Date::constant(2026, 1, 2),
        face: vec![field],
        history: vec![past],
        may_object: true,
        draft: Some(DraftId(id(2))),
        open_objection: None,
    });
    comes_back(&Page {
        items: vec![licence()],
        next: Some("n".into()),
    });
}

#[test]
fn a_case_comes_back_with_everything_that_it_can_have() {
    let disputed = DisputedField {
        key: "k".into(),
        label: "l".into(),
        shown: "s".into(),
        claimed: "c".into(),
        corrected: Some("d".into()),
    };
    let past = CaseHistory {
        seq: 2,
        at: Timestamp::UNIX_EPOCH,
        event: Some(CaseEvent::SendBack),
        role: Some(Role::Handler),
        by: "局".into(),
        note: "请补充".into(),
    };
    let decision = Decision {
        outcome: Outcome::PartlyUpheld,
        reasons: "r".into(),
        remedy: "m".into(),
        decided_at: Timestamp::UNIX_EPOCH,
        corrected_version: Some(2),
    };
    comes_back(&CaseDetail {
        summary: case(),
        version: 7,
        holder: HolderId(id(5)),
        issuer: AgencyId(id(6)),
        licence: licence(),
        licence_version: 2,
        channel: Channel::Hotline,
        work_order: Some("1".into()),
        ground: Ground::Timeliness,
        explanation: "过期".into(),
        disputed: vec![disputed],
        evidence: vec![evidence()],
        supplement_request: Some("请补充".into()),
        decision: Some(decision),
        history: vec![past],
        desk: Some(desk()),
    });
}

#[test]
fn a_draft_comes_back_with_its_evidence() {
    let claim = Claim {
        key: "k".into(),
        claimed: "c".into(),
    };
    comes_back(&Draft {
        id: DraftId(id(9)),
        licence: LicenceId(id(1)),
        version: 3,
        body: DraftBody {
            claims: vec![claim],
            ground: Some(Ground::Accuracy),
            explanation: "e".into(),
        },
        grounds: vec![Ground::Accuracy, Ground::Timeliness],
        evidence: vec![evidence()],
        saved_at: Timestamp::UNIX_EPOCH,
        deleted_on: Date::constant(2026, 12, 23),
    });
}

#[test]
fn queues_messages_and_problems_come_back() {
    let counts = QueueCounts {
        open: 1,
        due_today: 2,
        overdue: 3,
        unmarked: 4,
        proposed: 5,
        returned: 6,
    };
    let row = QueueRow {
        case: case(),
        holder_name: "示*".into(),
        handler: None,
    };
    comes_back(&QueuePage {
        items: vec![row],
        next: None,
        counts,
    });
    let notice = Notice {
        id: NoticeId(id(1)),
        kind: NoticeKind::DueToday,
        objection: Some(ObjectionId(id(2))),
        case_number: "YY1".into(),
        licence: Some(LicenceId(id(3))),
        holder: Some(HolderId(id(4))),
        holder_name: "某公司".into(),
        type_name: "营业执照".into(),
        outage: Some(domain::id::OutageId(id(5))),
        agency_name: "局".into(),
        step: Some("mark".into()),
        due_date: Some(Date::constant(2026, 11, 24)),
        at: Timestamp::UNIX_EPOCH,
        read_at: None,
    };
    comes_back(&Inbox {
        items: vec![notice],
        next: None,
        unread: 1,
    });
    comes_back(&Problem {
        kind: "/problems/invalid".into(),
        title: "有内容需要修改".into(),
        status: 422,
        code: ProblemCode::Invalid,
        detail: None,
        errors: vec![FieldProblem::limited(
            "/claims/0/claimed",
            FieldCode::TooLong,
            200,
        )],
        request_id: Some("r".into()),
    });
}

#[test]
fn accounts_and_receipts_come_back() {
    let person = DemoPerson {
        holder: HolderId(id(1)),
        name: "示例".into(),
        about: "一件异议".into(),
    };
    let staff = DemoStaff {
        username: "u".into(),
        password: "p".into(),
        name: "n".into(),
        agency_name: "局".into(),
        role: Role::Supervisor,
    };
    comes_back(&DemoAccounts {
        persons: vec![person],
        staff: vec![staff],
    });
    comes_back(&Receipt {
        id: ObjectionId(id(1)),
        case_number: "YY1".into(),
        work_order: None,
        issuer_name: "局".into(),
        filed_at: Timestamp::UNIX_EPOCH,
        clocks: case().clocks,
    });
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

#[test]
fn representatives_come_back() {
    use domain::id::RepresentationId;
    use domain::representation::TermStanding;
    use domain::wire::representative::{Registered, RepresentativeShown, Representatives};
    let registered = Registered {
        at: Timestamp::UNIX_EPOCH,
        by: Some("王敏".into()),
        basis: "变更登记通知书".into(),
    };
    comes_back(&Representatives {
        company: HolderId(id(1)),
        name: "某公司".into(),
        items: vec![RepresentativeShown {
            id: RepresentationId(id(2)),
            name: "赵".into(),
            number: "990*".into(),
            from: Date::constant(2026, 1, 1),
            to: Some(Date::constant(2026, 2, 1)),
            standing: TermStanding::Ended,
            registered: registered.clone(),
            ended: Some(registered),
        }],
        agents: 2,
        may_register: true,
    });
}

#[test]
fn agents_versions_and_seals_come_back() {
    use domain::representation::TermStanding as S;
    use domain::wire::acting::AgentShown;
    use domain::wire::version::{SealProof, SealShown, VersionShown};
    for standing in [S::Coming, S::Running, S::Over, S::Ended] {
        comes_back(&AgentShown {
            id: domain::id::RepresentationId(id(1)),
            name: "赵".into(),
            number: "990*".into(),
            from: Date::constant(2026, 1, 1),
            to: None,
            ended_on: Some(Date::constant(2026, 2, 1)),
            standing,
        });
    }
    let seal = SealShown {
        name: "专用章".into(),
        unit: "局".into(),
        sealed_at: Timestamp::UNIX_EPOCH,
    };
    comes_back(&VersionShown {
        version: 2,
        identifier: "1.2.156".into(),
        predecessor: Some("1.2".into()),
        superseded: true,
        made_by: LicenceEventKind::Changed,
        trust: licence::Trust::B,
        schema_version: 3,
        valid_from: Date::constant(2026, 1, 1),
        valid_to: None,
        created_at: Timestamp::UNIX_EPOCH,
        face: vec![],
        approved_by: None,
        seal: Some(seal.clone()),
    });
    comes_back(&SealProof {
        seal,
        record: "{\"a\":\"\\u4e00\"}".into(),
        signature: "AA==".into(),
        chain: vec!["AA==".into()],
        roots: vec!["00".into()],
    });
}
