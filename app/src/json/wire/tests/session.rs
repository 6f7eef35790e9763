//! Who one is, and who one can be.

use super::*;
use domain::second_factor::{Owed, ProvenBy};

#[test]
fn a_session_comes_back_for_everybody() {
    let now = "2026-11-23T01:02:03.000045Z".parse().unwrap();
    comes_back(&Session {
        now,
        demonstration: true,
        log_in_at: Some("/log-in/oidc/start".into()),
        log_out_at: Some("/log-in/oidc/log-out".into()),
        idle_minutes: 30,
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
            owes: Some(Owed::SetUp),
            proofs: vec![ProvenBy::Code, ProvenBy::Passkey],
            unread: 3,
        };
        comes_back(&Session {
            now,
            demonstration: false,
            log_in_at: None,
            log_out_at: None,
            idle_minutes: 30,
            who: Some(who),
        });
    }
}

#[test]
fn the_accounts_of_the_demonstration_come_back() {
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
}

#[test]
fn a_code_that_is_shown_comes_back() {
    comes_back(&Showing {
        address: "https://example.cn/check/0".into(),
        code: "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".into(),
        seconds: 120,
    });
}
