//! Who says what is said already joins the case, and nobody says too much.

use super::*;
use crate::http::v1::tests::{complete, upheld};
use domain::wire::case::CaseDetail;
use domain::wire::queue::QueuePage;

async fn cases(hall: &Hall) -> Vec<domain::id::ObjectionId> {
    let mut clerk = hall.app.clerk("handler").await;
    let queue: QueuePage = clerk.get("/desk/objections").await.ok();
    queue.items.iter().map(|row| row.case.id).collect()
}

async fn fellows(hall: &Hall, id: domain::id::ObjectionId) -> u16 {
    let mut clerk = hall.app.clerk("handler").await;
    let case: CaseDetail = clerk.get(&format!("/objections/{id}")).await.ok();
    case.desk.unwrap().fellows
}

#[rstest]
#[tokio::test]
async fn who_says_the_same_joins_the_open_case_and_all_are_told_the_result(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let mut receiver = Receiver::start();
    let Some(hall) = daqing(on, &receiver).await else {
        return;
    };
    let first = receipt(&object(&hall, &receiver, "纬一路8号", MAIL).await);
    hall.app.advance(SignedDuration::from_hours(24));
    let second = receipt(&object(&hall, &receiver, " 纬一路8号 ", "zhao@example.cn").await);
    let repeated = receipt(&object(&hall, &receiver, "纬一路8号", "zhao@example.cn").await);
    assert!(first != second && second != repeated);
    let pages = [
        text(&look(&hall, &first).await.succeeded()),
        text(&look(&hall, &second).await.succeeded()),
        text(&look(&hall, &repeated).await.succeeded()),
    ];
    assert_eq!(number(&pages[0]), number(&pages[1]));
    assert_eq!(number(&pages[0]), number(&pages[2]));
    // One case and one clock, which began with the first one.
    let [case] = cases(&hall).await[..] else {
        panic!("one case");
    };
    assert!(pages.iter().all(|page| page.contains("9月23日")));
    assert_eq!(fellows(&hall, case).await, 1);
    let other = receipt(&object(&hall, &receiver, "纬一路9号", "zhao@example.cn").await);
    let other = text(&look(&hall, &other).await.succeeded());
    assert_ne!(number(&other), number(&pages[0]));
    assert_eq!(
        (hall.audited("file").await, hall.audited("join").await),
        (2, 2)
    );

    hall.jobs().await;
    hall.jobs().await;
    receiver.be("take");
    hall.proposed(case, upheld()).await;
    hall.step("approver", case, "approve").await;
    hall.jobs().await;
    hall.jobs().await;
    let told = receiver.be("take");
    let told = told
        .iter()
        .filter(|one| one["text"].as_str().unwrap().contains("予以更正"));
    let mut to: Vec<_> = told.map(|one| one["to"][0].as_str().unwrap()).collect();
    to.sort_unstable();
    assert_eq!(to, [MAIL, "zhao@example.cn"]);
}

/// The holder's own case is joined, too; what else it is about is not for others.
#[rstest]
#[tokio::test]
async fn who_says_what_the_holder_says_joins_the_holders_case_and_learns_nothing_else_of_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let mut receiver = Receiver::start();
    let Some(hall) = daqing(on, &receiver).await else {
        return;
    };
    let own = hall.filed().await;
    let claimed = complete().claims[0].claimed.clone();
    let sheet = receipt(&object(&hall, &receiver, &claimed, MAIL).await);
    let page = text(&look(&hall, &sheet).await.succeeded());
    assert_eq!(number(&page), own.case_number);
    assert!(!page.contains(&complete().explanation), "{page}");
    assert_eq!(fellows(&hall, own.id).await, 1);
    hall.proposed(own.id, upheld()).await;
    hall.step("approver", own.id, "approve").await;
    hall.jobs().await;
    hall.jobs().await;
    let mails = receiver.be("take");
    let told = mails
        .iter()
        .filter(|one| one["text"].as_str().unwrap().contains("予以更正"));
    assert_eq!(told.count(), 1);
    let page = text(&look(&hall, &sheet).await.succeeded());
    assert!(
        page.contains("更正为") && !page.contains(&upheld().reasons),
        "{page}"
    );
}

#[rstest]
#[tokio::test]
async fn three_open_objections_of_one_address_are_enough_and_three_a_day(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let receiver = Receiver::start();
    let Some(hall) = daqing(on, &receiver).await else {
        return;
    };
    for claimed in ["1号", "2号", "3号"] {
        receipt(&object(&hall, &receiver, claimed, MAIL).await);
        // Five codes of one holder live at once.
        hall.app.advance(MINUTE * 2);
    }
    let fourth = object(&hall, &receiver, "4号", MAIL).await;
    assert_eq!(fourth.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(
        text(&fourth).contains("其中一件办结后可以再提"),
        "{}",
        text(&fourth)
    );
    assert_eq!(cases(&hall).await.len(), 3);
    receipt(&object(&hall, &receiver, "4号", "zhao@example.cn").await);
    hall.app.advance(MINUTE * 2);

    // All three are withdrawn: what is open is none, and the day still counts.
    for case in cases(&hall).await {
        let mut clerk = hall.app.clerk("handler").await;
        let read: CaseDetail = clerk.get(&format!("/objections/{case}")).await.ok();
        let withdraw = domain::wire::desk::WithNote {
            version: read.version,
            note: "来电说明不再坚持".into(),
        };
        let path = format!("/objections/{case}/enter-withdrawal");
        hall.post(&mut clerk, &path, &withdraw).await.succeeded();
    }
    let fourth = object(&hall, &receiver, "5号", MAIL).await;
    assert_eq!(fourth.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(text(&fourth).contains("9月18日"), "{}", text(&fourth));
    hall.app.advance(SignedDuration::from_hours(24));
    receipt(&object(&hall, &receiver, "5号", MAIL).await);
}
