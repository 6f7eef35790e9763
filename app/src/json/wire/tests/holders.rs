//! Licences with their versions and seals, and who acts for whom.

use super::*;
use domain::licence;

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
