//! 办理公开: what everybody may read, and that nothing gets there without a second pair of eyes.

use super::{Hall, LI, rejected};
use crate::store::testing::Backend;
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use domain::disclosure::DisclosureState;
use domain::problem::ProblemCode;
use domain::wire::Expected;
use domain::wire::case::CaseDetail;
use domain::wire::disclosure::{Disclosed, ProposeDisclosure, WithholdDisclosure};
use jiff::civil::Date;
use rstest::rstest;

fn words(version: i64) -> ProposeDisclosure {
    ProposeDisclosure {
        version,
        question: "认为经营场所<门牌号>登记有误".into(),
        answer: "经核对登记档案，登载内容与申请材料一致".into(),
    }
}

fn state(case: &CaseDetail) -> (DisclosureState, i64) {
    let disclosure = case.desk.as_ref().unwrap().disclosure.as_ref().unwrap();
    (disclosure.state, disclosure.version)
}

#[rstest]
#[tokio::test]
async fn everybody_reads_what_a_second_person_released_and_nothing_about_anybody(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let case = hall.filed().await;
    let path = format!("/objections/{}/disclosure", case.id);
    let release = format!("{path}/release");
    let mut handler = hall.app.clerk("handler").await;
    let early = hall.post(&mut handler, &path, &words(0)).await;
    assert_eq!(early.code(), ProblemCode::WrongState, "not answered yet");
    hall.proposed(case.id, rejected()).await;
    hall.step("approver", case.id, "approve").await;
    hall.jobs().await;

    let mut named = words(0);
    named.question = format!("李雷反映，证号{LI}");
    let refused = hall.post(&mut handler, &path, &named).await;
    assert_eq!(refused.code(), ProblemCode::Invalid);
    let proposed: CaseDetail = hall.post(&mut handler, &path, &words(0)).await.ok();
    assert_eq!(state(&proposed), (DisclosureState::Proposed, 1));
    let mut visitor = hall.app.visitor();
    let nothing: Disclosed = visitor.get("/disclosed").await.ok();
    assert_eq!(nothing.items, []);
    let own = hall
        .post(&mut handler, &release, &Expected { version: 1 })
        .await;
    assert_eq!(own.code(), ProblemCode::Forbidden);
    let mut approver = hall.app.clerk("approver").await;
    let stale = hall
        .post(&mut approver, &release, &Expected { version: 7 })
        .await;
    assert_eq!(stale.code(), ProblemCode::StaleVersion);
    let released: CaseDetail = hall
        .post(&mut approver, &release, &Expected { version: 1 })
        .await
        .ok();
    assert_eq!(state(&released), (DisclosureState::Released, 2));

    let public: Disclosed = visitor.get("/disclosed").await.ok();
    let one = public.items.first().unwrap();
    let day = Date::constant(2026, 9, 17);
    assert_eq!((one.received_on, one.answered_on), (day, day));
    assert_eq!(one.agency_name, "兰州新区市场监督管理局");
    assert_eq!(one.answer, words(0).answer);
    assert_ne!(one.id, case.id.0, "its id leads to nothing else");
    let counted = public.by_agency.first().unwrap();
    assert_eq!(
        (
            counted.received,
            counted.answered,
            counted.on_time,
            counted.ended
        ),
        (1, 1, 1, 1)
    );
    assert_eq!(public.by_month.len(), 12);

    for path in ["/disclosed", "/disclosed?lang=en"] {
        let request = visitor.request(Method::GET, path).body(Body::empty());
        let page = visitor.send(request.unwrap()).await.succeeded();
        let etag = page.headers.get(header::ETAG).unwrap().clone();
        let request = visitor.request(Method::GET, path);
        let request = request
            .header(header::IF_NONE_MATCH, etag)
            .body(Body::empty());
        let known = visitor.send(request.unwrap()).await;
        assert_eq!(known.status, StatusCode::NOT_MODIFIED);
        let html = String::from_utf8(page.body.to_vec()).unwrap();
        assert!(
            html.contains("&lt;门牌号&gt;") && html.contains(&words(0).answer),
            "{html}"
        );
        for secret in [
            "李雷",
            LI,
            case.case_number.as_str(),
            &case.id.to_string(),
            "<script",
        ] {
            assert!(!html.contains(secret), "{secret}");
        }
    }

    // Taken down, it is gone, and why is kept for the desk alone.
    let withhold = WithholdDisclosure {
        version: 2,
        why: "公开后发现内容不宜公开".into(),
    };
    let down: CaseDetail = hall
        .post(&mut approver, &format!("{path}/withhold"), &withhold)
        .await
        .ok();
    assert_eq!(state(&down), (DisclosureState::Withheld, 3));
    assert_eq!(down.desk.unwrap().disclosure.unwrap().why, withhold.why);
    let gone: Disclosed = visitor.get("/disclosed").await.ok();
    assert_eq!(gone.items, []);
    let again: CaseDetail = hall.post(&mut handler, &path, &words(3)).await.ok();
    assert_eq!(state(&again), (DisclosureState::Proposed, 4));
    for (action, times) in [
        ("propose-disclosure", 2),
        ("release-disclosure", 1),
        ("withhold-disclosure", 1),
    ] {
        assert_eq!(hall.audited(action).await, times, "{action}");
    }
}

#[rstest]
#[tokio::test]
async fn words_that_name_a_holder_of_the_licence_are_refused_whoever_objected(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    hall.share(hall.licence, hall.li, hall.han).await;
    let case = hall.filed().await;
    hall.proposed(case.id, rejected()).await;
    hall.step("approver", case.id, "approve").await;
    let path = format!("/objections/{}/disclosure", case.id);
    let mut handler = hall.app.clerk("handler").await;
    let told = hall.post(&mut handler, &path, &words(0)).await;
    assert_eq!(
        told.code(),
        ProblemCode::WrongState,
        "decided, but not told"
    );
    hall.jobs().await;
    for name in ["李雷", "韩梅梅"] {
        let named = ProposeDisclosure {
            answer: format!("经核对{name}的登记档案，内容一致"),
            ..words(0)
        };
        let refused = hall.post(&mut handler, &path, &named).await.problem();
        assert_eq!(refused.errors[0].pointer, "/answer", "{name}");
    }
    hall.post(&mut handler, &path, &words(0)).await.succeeded();
}
