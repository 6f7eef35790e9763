//! What somebody without an account says is entered at the desk, by the same rules as in the app.

use super::{case, clocks, complained, hall_in, registration, step};
use crate::http::v1::tests::wrong;
use crate::store::testing::Backend;
use domain::access::Role;
use domain::flow::{CaseEvent, CaseState};
use domain::id::ObjectionId;
use domain::problem::{FieldCode, ProblemCode};
use domain::rulebook::{Channel, Objector};
use domain::wire::case::{CaseDetail, Receipt};
use domain::wire::desk::WithNote;
use domain::wire::notice::{Inbox, NoticeKind};
use rstest::rstest;

fn said(version: i64) -> WithNote {
    WithNote {
        version,
        note: "来电补充：网页在首页第二栏".into(),
    }
}

async fn registered(hall: &crate::http::v1::tests::Hall) -> ObjectionId {
    let mut handler = hall.app.clerk("handler").await;
    let order = registration(
        hall,
        "web-site-correction",
        Objector::Reader,
        Channel::Hotline,
    );
    let receipt: Receipt = hall
        .post(&mut handler, "/desk/objections", &order)
        .await
        .ok();
    receipt.id
}

#[rstest]
#[tokio::test]
async fn a_caller_supplements_and_withdraws_by_a_clerk_who_writes_down_what_they_say(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "jiayuguan").await else {
        return;
    };
    let id = registered(&hall).await;
    let early = step(&hall, ("handler", id), "enter-supplement", said)
        .await
        .problem();
    assert_eq!(early.detail.as_deref(), Some("not-returned"));
    step(&hall, ("handler", id), "return", said)
        .await
        .succeeded();
    let silent = |version| WithNote {
        version,
        note: " ".into(),
    };
    let refused = step(&hall, ("handler", id), "enter-supplement", silent)
        .await
        .problem();
    assert_eq!(wrong(&refused), [("/note", FieldCode::Required)]);
    for username in ["approver", "supervisor"] {
        let refused = step(&hall, (username, id), "enter-supplement", said).await;
        assert_eq!(refused.code(), ProblemCode::Forbidden, "{username}");
    }
    let before = case(&hall, "handler", id).await;
    let supplemented: CaseDetail = step(&hall, ("handler", id), "enter-supplement", said)
        .await
        .ok();
    assert_eq!(supplemented.summary.state, CaseState::Verifying);
    assert_eq!(clocks(&supplemented), clocks(&before), "no clock moves");
    let last = supplemented.history.last().unwrap();
    assert_eq!(
        (last.event, last.role, last.note.as_str()),
        (
            Some(CaseEvent::Supplement),
            Some(Role::Handler),
            said(0).note.as_str()
        )
    );
    let withdrawn: CaseDetail = step(&hall, ("handler", id), "enter-withdrawal", said)
        .await
        .ok();
    assert_eq!(withdrawn.summary.state, CaseState::Withdrawn);
    let again = step(&hall, ("handler", id), "enter-withdrawal", said).await;
    assert_eq!(again.code(), ProblemCode::WrongState);
    hall.jobs().await;
    // The colleague hears of both, who entered them of neither.
    for (username, heard) in [("second-handler", 1), ("handler", 0)] {
        let mut clerk = hall.app.clerk(username).await;
        let inbox: Inbox = clerk.get("/notices?limit=100").await.ok();
        for kind in [NoticeKind::Supplemented, NoticeKind::Withdrawn] {
            let told = inbox.items.iter().filter(|one| one.kind == kind);
            assert_eq!(told.count(), heard, "{username} {kind:?}");
        }
    }
    assert_eq!(hall.audited("supplement").await, 1);
    assert_eq!(hall.audited("withdraw").await, 1);
}

#[rstest]
#[tokio::test]
async fn nothing_is_entered_for_an_objector_who_has_an_account(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "daqing").await else {
        return;
    };
    let id = complained(&hall, "public-data-objection").await.id;
    step(&hall, ("stranger", id), "return", said)
        .await
        .succeeded();
    for name in ["enter-supplement", "enter-withdrawal"] {
        let refused = step(&hall, ("stranger", id), name, said).await;
        assert_eq!(refused.code(), ProblemCode::Forbidden, "{name}");
    }
    let mut li = hall.citizen().await;
    let seen: CaseDetail = li.get(&format!("/objections/{id}")).await.ok();
    let body = said(seen.version);
    let path = format!("/objections/{id}/enter-withdrawal");
    let refused = hall.post(&mut li, &path, &body).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
}
