use super::{NUMBER, hall_in, hotline, objection, system};
use crate::http::v1::tests::{complete, wrong};
use crate::store::testing::Backend;
use domain::access::KeyPurpose;
use domain::flow::CaseState;
use domain::problem::{FieldCode, ProblemCode};
use domain::rulebook::{Channel, Objector};
use domain::wire::case::CaseDetail;
use domain::wire::outside::{FileAgencyObjection, FollowedCase};
use domain::wire::queue::QueuePage;
use jiff::civil::date;
use rstest::rstest;

const AT: &str = "/agency-objections";

/// 庆证 二十二.
#[rstest]
#[tokio::test]
async fn a_using_agencys_system_objects_to_a_licence_and_learns_nothing_of_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((hall, _)) = hall_in(on, "daqing").await else {
        return;
    };
    let agency = hotline(&hall).await;
    let mut ours = system(&hall, agency, KeyPurpose::AgencyObjections).await;
    let mut others = system(&hall, hall.market, KeyPurpose::AgencyObjections).await;
    let objection = FileAgencyObjection {
        licence_number: Some(NUMBER.into()),
        claims: complete().claims,
        ..objection("licence-objection")
    };
    let key = hall.key();
    let answer = ours.post_once(AT, key, &objection).await.succeeded();
    let body = String::from_utf8(answer.body.to_vec()).unwrap();
    for secret in ["王芳", "食品经营许可证", NUMBER] {
        assert!(!body.contains(secret), "{secret}");
    }
    let filed: FollowedCase = answer.ok();
    let dates: Vec<_> = filed.clocks.iter().map(|clock| clock.due_date).collect();
    assert_eq!(dates, [date(2026, 9, 20), date(2026, 9, 23)]);
    let again: FollowedCase = ours.post_once(AT, key, &objection).await.ok();
    assert_eq!(again, filed);
    let at = format!("{AT}/{}", filed.case_number);
    let followed: FollowedCase = ours.get(&at).await.ok();
    assert_eq!(followed.state, CaseState::Received);
    for at in [
        at.as_str(),
        "/agency-objections/YY20260917-000099-1",
        "/agency-objections/x",
    ] {
        assert_eq!(others.get(at).await.code(), ProblemCode::NotFound, "{at}");
    }

    let mut handler = hall.app.clerk("handler").await;
    let queue: QueuePage = handler.get("/desk/objections").await.ok();
    assert_eq!(queue.items.len(), 1);
    let id = queue.items[0].case.id;
    let seen: CaseDetail = handler.get(&format!("/objections/{id}")).await.ok();
    assert_eq!(seen.channel, Channel::Agency);
    assert_eq!(seen.objector, Objector::RelyingAgency);
    assert_eq!(seen.desk.unwrap().reach, "0931-0000001");
    let unknown = FileAgencyObjection {
        licence_number: Some("JY00000000000000".into()),
        ..objection
    };
    let refused = hall.post(&mut ours, AT, &unknown).await.problem();
    assert_eq!(wrong(&refused), [("/licence_number", FieldCode::Unknown)]);
}

/// 兰享 三十, 拉享 二十三: and not to a licence where the rulebook does not let them.
#[rstest]
#[tokio::test]
async fn a_departments_system_doubts_data_where_the_rulebook_lets_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values(("lanzhou-new-area", "data-query"), ("lhasa", "review-request"))] of: (
        &'static str,
        &'static str,
    ),
) {
    let (rulebook, procedure) = of;
    let Some((hall, _)) = hall_in(on, rulebook).await else {
        return;
    };
    let mut system = system(&hall, hotline(&hall).await, KeyPurpose::AgencyObjections).await;
    let licence = FileAgencyObjection {
        licence_number: Some(NUMBER.into()),
        claims: complete().claims,
        ..objection("licence-objection")
    };
    let refused = hall.post(&mut system, AT, &licence).await;
    assert_eq!(refused.code(), ProblemCode::NotOffered);
    let doubt = FileAgencyObjection {
        agency: Some(hall.market),
        stated_at: Some(hall.app.now()),
        ..objection(procedure)
    };
    let filed: FollowedCase = hall.post(&mut system, AT, &doubt).await.ok();
    assert_eq!(filed.issuer_name, "兰州新区市场监督管理局");
    assert_eq!(filed.clocks.len(), 1);
}
