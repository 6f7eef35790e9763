//! Who may do what: every role at every operation of a case that isn't theirs, or not theirs to do.

use super::{Hall, complete, rejected};
use crate::hex;
use crate::store::testing::Backend;
use domain::access::{Action, Actor, Record, Role};
use domain::problem::ProblemCode;
use domain::wire::queue::QueuePage;
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

/// Every step with its body on a version that is there.
fn steps(version: i64) -> [(&'static str, Action, Value); 12] {
    let expected = json!({ "version": version });
    let note = json!({ "version": version, "note": "请补充材料" });
    let propose = json!({ "version": version, "proposal": rejected() });
    let transfer = json!({ "version": version, "to": Uuid::nil(), "note": "请你单位答复" });
    let answer = json!({ "version": version, "outcome": "upheld", "reasons": "已经更正" });
    let supplement = json!({ "version": version, "text": "补充说明" });
    [
        ("supplement", Action::Supplement, supplement),
        ("withdraw", Action::Withdraw, expected.clone()),
        ("mark", Action::Mark, expected.clone()),
        ("verify", Action::Verify, expected.clone()),
        ("return", Action::Return, note.clone()),
        ("propose", Action::Propose, propose),
        ("approve", Action::Approve, expected),
        ("send-back", Action::SendBack, note.clone()),
        ("transfer", Action::Transfer, transfer.clone()),
        ("hand-on", Action::HandOn, transfer),
        ("answer", Action::Answer, answer),
        ("tell", Action::Tell, note),
    ]
}

#[rstest]
#[tokio::test]
async fn whoever_may_not_is_refused_and_strangers_learn_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    let mut nobody = hall.app.visitor();
    for path in ["/licences", "/objections", "/notices", "/desk/objections"] {
        assert_eq!(
            nobody.get(path).await.code(),
            ProblemCode::SignedOut,
            "{path}"
        );
    }
    let mut her = hall.app.citizen(hall.han).await;
    for path in [
        format!("/licences/{}", hall.licence),
        format!("/objections/{id}"),
        "/licences/not-an-id".into(),
        format!("/drafts/{id}"),
        format!("/evidence/{id}"),
    ] {
        assert_eq!(her.get(&path).await.code(), ProblemCode::NotFound, "{path}");
    }
    for username in ["stranger", "admin", "auditor"] {
        let mut clerk = hall.app.clerk(username).await;
        for path in [
            format!("/licences/{}", hall.licence),
            format!("/objections/{id}"),
        ] {
            assert_eq!(
                clerk.get(&path).await.code(),
                ProblemCode::NotFound,
                "{username} {path}"
            );
        }
        for path in ["/licences", "/objections"] {
            assert_eq!(
                clerk.get(path).await.code(),
                ProblemCode::Forbidden,
                "{username} {path}"
            );
        }
    }
    for (step, action, body) in steps(2) {
        let path = format!("/objections/{id}/{step}");
        let for_holders = matches!(action, Action::Supplement | Action::Withdraw);
        let hidden = if for_holders {
            ProblemCode::NotFound
        } else {
            ProblemCode::Forbidden
        };
        assert_eq!(
            hall.post(&mut her, &path, &body).await.code(),
            hidden,
            "{step}"
        );
        let mut stranger = hall.app.clerk("stranger").await;
        let hidden = if for_holders {
            ProblemCode::Forbidden
        } else {
            ProblemCode::NotFound
        };
        assert_eq!(
            hall.post(&mut stranger, &path, &body).await.code(),
            hidden,
            "{step}"
        );
        assert_eq!(
            hall.post(&mut nobody, &path, &body).await.code(),
            ProblemCode::SignedOut,
            "{step}"
        );
    }
}

#[rstest]
#[tokio::test]
async fn the_server_decides_by_the_access_table_and_nothing_else(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    let record = Record {
        holder: hall.li,
        issuer: hall.market,
    };
    for (username, role) in [
        ("handler", Role::Handler),
        ("approver", Role::Approver),
        ("supervisor", Role::Supervisor),
    ] {
        let mut browser = hall.app.clerk(username).await;
        let actor = Actor::Staff {
            staff: domain::id::StaffId(hall.key()),
            agency: if role == Role::Supervisor {
                domain::id::AgencyId(hall.key())
            } else {
                hall.market
            },
            role,
        };
        for (step, action, _) in steps(2) {
            // A version that isn't there: who may is told so, who may not never comes so far.
            let (_, _, body) = steps(77)
                .into_iter()
                .find(|(name, ..)| *name == step)
                .unwrap();
            let code = hall
                .post(&mut browser, &format!("/objections/{id}/{step}"), &body)
                .await
                .code();
            let expected = if actor.may(action, record) {
                ProblemCode::StaleVersion
            } else {
                ProblemCode::Forbidden
            };
            assert_eq!(code, expected, "{username} {step}");
        }
    }
}

#[rstest]
#[tokio::test]
async fn the_supervisor_reads_a_case_without_anybodys_name_number_or_files(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    let mut supervisor = hall.app.clerk("supervisor").await;
    let answer = supervisor
        .get(&format!("/objections/{id}"))
        .await
        .succeeded();
    let body = String::from_utf8(answer.body.to_vec()).unwrap();
    assert!(!body.contains("李雷") && !body.contains(super::LI));
    assert!(body.contains(&complete().claims[0].claimed));
    let licence = supervisor
        .get(&format!("/licences/{}", hall.licence))
        .await
        .code();
    assert_eq!(licence, ProblemCode::NotFound);
    let page: QueuePage = supervisor.get("/desk/objections").await.ok();
    assert_eq!(page.items[0].holder_name, "李*");
}

#[rstest]
#[tokio::test]
async fn a_cursor_that_somebody_made_up_is_no_fault_of_ours(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    hall.filed().await;
    let nil = uuid::Uuid::nil();
    let mut citizen = hall.citizen().await;
    let mut handler = hall.app.clerk("handler").await;
    for (instant, day) in [
        ("-009999-01-02T01:59:59Z", "-009999-01-01"),
        ("-004713-01-01T00:00:00Z", "-004713-01-01"),
        ("9999-12-30T22:00:00.999999999Z", "9999-12-31"),
    ] {
        let key = json!({
            "at": instant, "filed_at": instant, "ends": day, "place": i64::MAX, "id": nil,
        });
        let cursor = hex::write(key.to_string().as_bytes());
        for path in ["/licences", "/objections", "/notices"] {
            let answer = citizen.get(&format!("{path}?cursor={cursor}")).await;
            assert!(answer.status.as_u16() < 500, "{path} {instant}");
        }
        for filter in ["open", "finished", "overdue"] {
            let path = format!("/desk/objections?filter={filter}&cursor={cursor}");
            let answer = handler.get(&path).await;
            assert!(answer.status.as_u16() < 500, "{path}");
        }
    }
}
