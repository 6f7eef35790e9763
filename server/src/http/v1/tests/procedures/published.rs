//! 嘉网 二十七(二): what was answered is public by the procedure itself, but for words that tell of somebody, and only while the
//! case is over.

use super::{answer, case, complained, hall_in, other_agency, registration, step, told};
use crate::http::v1::tests::{Hall, wrong};
use crate::store::testing::Backend;
use domain::access::Role;
use domain::disclosure::DisclosureState;
use domain::id::ObjectionId;
use domain::objection::Complaint;
use domain::problem::FieldCode;
use domain::rulebook::{Channel, Objector};
use domain::wire::Expected;
use domain::wire::case::{CaseDetail, Receipt};
use domain::wire::desk::{RegisterCase, WithNote};
use domain::wire::disclosure::{
    Disclosed, DisclosedCase, DisclosureView, ProposeDisclosure, WithholdDisclosure,
};
use domain::wire::notice::{Inbox, NoticeKind};
use rstest::rstest;

async fn public(hall: &Hall) -> Vec<DisclosedCase> {
    let page: Disclosed = hall.app.visitor().get("/disclosed").await.ok();
    page.items
}

async fn disclosure(hall: &Hall, who: &str, id: ObjectionId) -> DisclosureView {
    case(hall, who, id).await.desk.unwrap().disclosure.unwrap()
}

async fn waits(hall: &Hall, who: &str) -> usize {
    // What is told of a case that the first run closed goes out with the second.
    for _ in 0..2 {
        hall.jobs().await;
    }
    let inbox: Inbox = hall
        .app
        .clerk(who)
        .await
        .get("/notices?limit=100")
        .await
        .ok();
    let kind = |one: &&domain::wire::notice::Notice| one.kind == NoticeKind::DisclosureWaits;
    inbox.items.iter().filter(kind).count()
}

#[rstest]
#[tokio::test]
async fn what_was_answered_is_public_by_itself_until_it_is_taken_up_again(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "jiayuguan").await else {
        return;
    };
    let other = other_agency(&hall).await;
    hall.app.staff(other, Role::Approver, "head").await;
    let id = complained(&hall, "web-site-correction").await.id;
    step(&hall, ("stranger", id), "answer", answer)
        .await
        .succeeded();
    assert_eq!(public(&hall).await, [], "answered, and not told yet");
    hall.jobs().await;
    let all = public(&hall).await;
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].question, "不动产登记信息：登记的面积少了十平方米");
    assert_eq!(all[0].answer, answer(0).reasons);
    assert_eq!(all[0].agency_name, "兰州新区卫生健康局");
    let released = disclosure(&hall, "stranger", id).await;
    assert_eq!(released.state, DisclosureState::Released);
    assert_eq!(released.decided_by, None, "nobody's decision");
    assert_eq!(hall.audited("publish-disclosure").await, 1);
    assert_eq!(waits(&hall, "stranger").await, 0);

    let again = |version| WithNote {
        version,
        note: "页面又改了回去".into(),
    };
    step(&hall, ("head", id), "reopen", again).await.succeeded();
    assert_eq!(public(&hall).await, []);
    let down = disclosure(&hall, "stranger", id).await;
    assert_eq!(down.state, DisclosureState::Withheld);
    assert_eq!(down.why, "案件重新办理");
    assert_eq!(hall.audited("withhold-disclosure").await, 1);
    step(&hall, ("stranger", id), "answer", answer)
        .await
        .succeeded();
    assert_eq!(waits(&hall, "stranger").await, 1);
    assert_eq!(public(&hall).await, [], "it comes back by a new release");
    let version = disclosure(&hall, "head", id).await.version;
    let mut head = hall.app.clerk("head").await;
    let path = format!("/objections/{id}/disclosure/release");
    hall.post(&mut head, &path, &Expected { version })
        .await
        .succeeded();
    assert_eq!(public(&hall).await.len(), 1);
}

#[rstest]
#[tokio::test]
async fn words_that_tell_of_somebody_wait_for_a_person_and_are_never_released_as_they_are(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "jiayuguan").await else {
        return;
    };
    let mut handler = hall.app.clerk("handler").await;
    let call = registration(
        &hall,
        "web-site-correction",
        Objector::Reader,
        Channel::Hotline,
    );
    let call = RegisterCase {
        complaint: Complaint {
            explanation: "我是王先生，电话13900000000，栏目里的地址错了".into(),
            ..call.complaint
        },
        ..call
    };
    let receipt: Receipt = hall
        .post(&mut handler, "/desk/objections", &call)
        .await
        .ok();
    let id = receipt.id;
    step(&hall, ("handler", id), "answer", answer)
        .await
        .succeeded();
    step(&hall, ("handler", id), "tell", told).await.succeeded();
    assert_eq!(public(&hall).await, []);
    for who in ["handler", "approver"] {
        assert_eq!(waits(&hall, who).await, 1, "{who}");
    }
    let path = format!("/objections/{id}/disclosure");
    let mut approver = hall.app.clerk("approver").await;
    let as_it_is = Expected { version: 1 };
    let refused = hall
        .post(&mut approver, &format!("{path}/release"), &as_it_is)
        .await
        .problem();
    assert_eq!(wrong(&refused), [("/question", FieldCode::WrongForm)]);
    let why = WithholdDisclosure {
        version: 1,
        why: "原话里有个人信息".into(),
    };
    hall.post(&mut approver, &format!("{path}/withhold"), &why)
        .await
        .succeeded();
    let words = ProposeDisclosure {
        version: 2,
        question: "栏目里的地址错了".into(),
        answer: answer(0).reasons,
    };
    let proposed: CaseDetail = hall.post(&mut handler, &path, &words).await.ok();
    let version = proposed.desk.unwrap().disclosure.unwrap().version;
    hall.post(
        &mut approver,
        &format!("{path}/release"),
        &Expected { version },
    )
    .await
    .succeeded();
    assert_eq!(public(&hall).await[0].question, words.question);
}
