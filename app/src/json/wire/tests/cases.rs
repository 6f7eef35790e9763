//! Objections: their drafts, cases, queues, messages and problems.

use super::*;
use domain::id::ExtensionId;
use domain::wire::extension::ExtensionView;

fn decision() -> Decision {
    Decision {
        outcome: Outcome::PartlyUpheld,
        reason: Some("q".into()),
        reasons: "r".into(),
        remedy: "m".into(),
        decided_at: Timestamp::UNIX_EPOCH,
        corrected_version: Some(2),
        withheld: Some(Withheld::Unfit),
    }
}

#[test]
fn a_case_comes_back_with_everything_that_it_can_have() {
    let disputed = DisputedField {
        key: "k".into(),
        label: "l".into(),
        shown: "s".into(),
        claimed: "c".into(),
        corrected: Some("d".into()),
        rejected: Some("e".into()),
    };
    let past = CaseHistory {
        seq: 2,
        at: Timestamp::UNIX_EPOCH,
        event: Some(CaseEvent::SendBack),
        role: Some(Role::Handler),
        by: "局".into(),
        note: "请补充".into(),
    };
    comes_back(&CaseDetail {
        summary: case(),
        version: 7,
        holder: HolderId(id(5)),
        issuer: AgencyId(id(6)),
        partner: Some(AgencyId(id(8))),
        partner_name: Some("局".into()),
        licence: Some(licence()),
        licence_version: Some(2),
        flow: Flow {
            subject: Subject::WebPage,
            mark: true,
            transfer: Transfer::Must,
            decide: Decide::OnePerson,
            publish: true,
            confer: true,
            review_days: Some(60),
        },
        procedure_note: Some("不影响办事".into()),
        objector: Objector::Reader,
        received_at: Some(Timestamp::UNIX_EPOCH),
        first_received_at: Some(Timestamp::UNIX_EPOCH),
        handed: Handed::Twice,
        fallen: vec![fallen()],
        channel: Channel::Hotline,
        work_order: Some("1".into()),
        ground: Ground::Timeliness,
        explanation: "过期".into(),
        disputed: vec![disputed],
        evidence: vec![evidence()],
        supplement_request: Some("请补充".into()),
        outage: Some(domain::id::OutageId(id(5))),
        decision: Some(decision()),
        earlier: vec![decision()],
        reviewing: true,
        review_until: Some(Date::constant(2027, 1, 22)),
        moves: vec![moved()],
        extensions: vec![extension()],
        history: vec![past],
        desk: Some(desk()),
    });
}

fn fallen() -> FallenClock {
    FallenClock {
        step: "mark".into(),
        name: spoken(),
        started_at: Timestamp::UNIX_EPOCH,
        due_date: Date::constant(2026, 9, 17),
        fell_at: Timestamp::UNIX_EPOCH,
    }
}

fn extension() -> ExtensionView {
    ExtensionView {
        id: ExtensionId(id(12)),
        step: "answer".into(),
        name: spoken(),
        from: Date::constant(2026, 9, 24),
        to: Date::constant(2026, 10, 12),
        reason: "r".into(),
        by: "局".into(),
        at: Timestamp::UNIX_EPOCH,
        answer: None,
    }
}

fn moved() -> ClockMove {
    ClockMove {
        step: "decide".into(),
        name: spoken(),
        at: Timestamp::UNIX_EPOCH,
        from: Date::constant(2020, 2, 4),
        to: Date::constant(2020, 2, 6),
        from_version: Date::constant(2019, 11, 21),
        to_version: Date::constant(2020, 1, 27),
        source: "国办发明电〔2020〕1号".into(),
        on_time_until: Some(Timestamp::UNIX_EPOCH),
    }
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
fn a_receipt_comes_back() {
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
fn the_queue_comes_back() {
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
}

#[test]
fn the_inbox_comes_back() {
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
        step_name: Some(spoken()),
        due_date: Some(Date::constant(2026, 11, 24)),
        remedy: "复议".into(),
        at: Timestamp::UNIX_EPOCH,
        read_at: None,
        deliveries: Vec::new(),
    };
    comes_back(&Inbox {
        items: vec![notice],
        next: None,
        unread: 1,
    });
}

#[test]
fn a_problem_comes_back() {
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
