//! Who used a licence, and who objected to it.

use super::ids;
use crate::http::v1::tests::{Hall, outside, rejected};
use crate::store::testing::Backend;
use domain::access::KeyPurpose;
use domain::objection::Outcome;
use domain::problem::ProblemCode;
use domain::wire::Page;
use domain::wire::case::{CaseDetail, CaseSummary};
use domain::wire::licence::LicenceSummary;
use domain::wire::uses::{LicenceUse, UseKind, UsedBy};
use jiff::SignedDuration;
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn a_holder_and_the_issuer_see_who_read_a_licence(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let path = format!("/licences/{}", hall.licence);
    let mut citizen = hall.citizen().await;
    citizen.get(&path).await.succeeded();
    hall.app.advance(SignedDuration::from_secs(1));
    let mut clerk = hall.app.clerk("handler").await;
    clerk.get(&format!("{path}?reveal=true")).await.succeeded();
    hall.app.advance(SignedDuration::from_secs(1));
    let seen: Page<LicenceUse> = citizen.get(&format!("{path}/uses")).await.ok();
    let agency = |staff| UsedBy::Agency {
        agency: "兰州新区市场监督管理局".into(),
        staff,
    };
    let uses: Vec<_> = seen
        .items
        .iter()
        .map(|one| (one.by.clone(), one.what))
        .collect();
    assert_eq!(
        uses,
        [
            (agency(None), UseKind::Revealed),
            (UsedBy::Yourself, UseKind::Read)
        ]
    );
    let mut approver = hall.app.clerk("approver").await;
    let seen: Page<LicenceUse> = approver
        .get(&format!("/desk{path}/uses?limit=1"))
        .await
        .ok();
    let UsedBy::Agency {
        staff: Some(staff), ..
    } = &seen.items[0].by
    else {
        panic!("{seen:?}");
    };
    assert_eq!(staff.name, "王敏");
    let next = format!("/desk{path}/uses?cursor={}", seen.next.unwrap());
    let rest: Page<LicenceUse> = approver.get(&next).await.ok();
    assert_eq!(rest.items.len(), 1);
    assert_eq!(rest.items[0].by, UsedBy::Holder);
    let mut han = hall.app.citizen(hall.han).await;
    assert_eq!(
        han.get(&format!("{path}/uses")).await.code(),
        ProblemCode::NotFound
    );
    assert_eq!(hall.audited("read-uses").await, 3);
}

#[rstest]
#[tokio::test]
async fn what_another_system_read_is_shown_with_its_agency_and_what_its_key_is_for(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((hall, wang)) = outside::hall_in(on, "lanzhou-new-area").await else {
        return;
    };
    let agency = outside::hotline(&hall).await;
    let mut hotline = outside::system(&hall, agency, KeyPurpose::WorkOrders).await;
    let order = outside::order(&hall);
    hotline.post("/work-orders", &order).await.succeeded();
    let mut citizen = hall.app.citizen(wang).await;
    let own: Page<LicenceSummary> = citizen.get("/licences").await.ok();
    let path = format!("/licences/{}/uses", own.items[0].id);
    let seen: Page<LicenceUse> = citizen.get(&path).await.ok();
    let used = seen.items.iter().find(|one| one.what == UseKind::Case);
    let machine = UsedBy::Machine {
        agency: "兰州新区政务服务热线".into(),
        purpose: KeyPurpose::WorkOrders,
    };
    assert_eq!(used.unwrap().by, machine);
}

#[rstest]
#[tokio::test]
async fn the_issuer_sees_every_objection_to_a_licence_and_what_became_of_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let first = hall.filed().await;
    hall.proposed(first.id, rejected()).await;
    hall.step("approver", first.id, "approve").await;
    hall.jobs().await;
    hall.app.advance(SignedDuration::from_secs(1));
    let second = hall.filed().await;
    hall.step("handler", second.id, "mark").await;
    let mut clerk = hall.app.clerk("handler").await;
    let path = format!("/desk/licences/{}/objections", hall.licence);
    let newest: Page<CaseSummary> = clerk.get(&format!("{path}?limit=1")).await.ok();
    let open = &newest.items[0];
    assert_eq!(open.case_number, second.case_number);
    assert_eq!((open.outcome, open.finished_at), (None, None));
    let next = format!("{path}?limit=1&cursor={}", newest.next.unwrap());
    let rest: Page<CaseSummary> = clerk.get(&next).await.ok();
    let ended = &rest.items[0];
    assert_eq!(ended.case_number, first.case_number);
    assert_eq!(ended.outcome, Some(Outcome::Rejected));
    let ended_at = ended.finished_at;
    assert!(ended_at.is_some_and(|at| at >= first.filed_at && at <= second.filed_at));
    assert_eq!(rest.next, None);
    let case: CaseDetail = clerk.get(&format!("/objections/{}", first.id)).await.ok();
    assert_eq!(case.summary.finished_at, ended_at);
    // Every page of the list.
    assert_eq!(hall.audited("list-cases").await, 2);
    assert_eq!(ids(&mut clerk, "disputed=true").await, [hall.licence]);
    assert_eq!(ids(&mut clerk, "disputed=true&q=%E9%9F%A9").await, []);
}
