//! Who may load an arrangement and who approves it, and what is refused.

use super::*;

#[rstest]
#[tokio::test]
async fn only_the_managing_body_loads_and_whoever_works_on_cases_sees(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::keepers(on).await else {
        return;
    };
    let request = arrange(LATER);
    for who in ["handler", "approver"] {
        let mut clerk = hall.app.clerk(who).await;
        let seen: CalendarDesk = clerk.get("/calendar").await.ok();
        assert!(!seen.may_keep, "{who}");
        assert_eq!(seen.waiting.missing_year, 2027);
        for path in ["/calendar/reviews", "/calendar/arrangements"] {
            let refused = hall.post(&mut clerk, path, &request).await;
            assert_eq!(refused.code(), ProblemCode::Forbidden, "{who} {path}");
        }
    }
    for who in ["admin", "auditor"] {
        let refused = hall.app.clerk(who).await.get("/calendar").await;
        assert_eq!(refused.code(), ProblemCode::Forbidden, "{who}");
    }
    let proposed = hall.propose(LATER).await;
    let path = format!("/calendar/arrangements/{}", proposed.summary.id);
    let mut handler = hall.app.clerk("handler").await;
    let seen: ArrangementDetail = handler.get(&path).await.ok();
    assert!(!seen.mine);
    let refused = hall.decide("handler", proposed.summary.id, 1).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
}

#[rstest]
#[tokio::test]
async fn what_is_wrong_is_named_and_can_not_be_put_up(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::keepers(on).await else {
        return;
    };
    let mut supervisor = hall.app.clerk("supervisor").await;
    let wrong_day = arrange("中秋节：9月22日（周三）放假，共2天。");
    let review: CalendarReview = supervisor.post("/calendar/reviews", &wrong_day).await.ok();
    assert_eq!(review.faults.len(), 2);
    assert_eq!(review.effect, None);
    let path = "/calendar/arrangements";
    let refused = hall.post(&mut supervisor, path, &wrong_day).await;
    assert_eq!(
        wrong(&refused.problem()),
        [("/text", FieldCode::Unreadable)]
    );
    let compared = ArrangeCalendar {
        second: r#"{"days": [{"name": "中秋节", "date": "2026-09-23", "isOffDay": true}]}"#.into(),
        ..arrange(LATER)
    };
    let review: CalendarReview = supervisor.post("/calendar/reviews", &compared).await.ok();
    assert!(review.compared && review.faults.is_empty());
    assert_eq!(review.differences.len(), 2);
    let unfit = ArrangeCalendar {
        number: String::new(),
        url: "gov.cn".into(),
        year: 1999,
        published: Date::constant(2026, 9, 18),
        ..arrange("")
    };
    let refused = hall.post(&mut supervisor, path, &unfit).await.problem();
    let pointers: Vec<_> = wrong(&refused).into_iter().map(|one| one.0).collect();
    assert_eq!(
        pointers,
        ["/number", "/url", "/text", "/year", "/published"]
    );
    assert_eq!(hall.app.count("calendar_arrangement").await, 0);
}

#[rstest]
#[tokio::test]
async fn a_proposal_is_decided_once(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(hall) = Hall::keepers(on).await else {
        return;
    };
    let proposed = hall.propose(LATER).await;
    let id = proposed.summary.id;
    let stale = hall.decide("second-supervisor", id, 7).await;
    assert_eq!(stale.code(), ProblemCode::StaleVersion);
    let mut supervisor = hall.app.clerk("supervisor").await;
    let path = format!("/calendar/arrangements/{id}/refuse");
    let back = RefuseArrangement {
        version: 1,
        why: "日期写错了".into(),
    };
    let key = hall.key();
    for _ in 0..2 {
        let taken: ArrangementDetail = supervisor.post_once(&path, key, &back).await.ok();
        assert_eq!(taken.summary.state, ArrangementState::Refused);
        assert_eq!(taken.why, "日期写错了");
    }
    let late = hall.decide("second-supervisor", id, 2).await;
    assert_eq!(late.code(), ProblemCode::WrongState);
    assert_eq!(hall.audited("refuse-calendar").await, 1);
    assert_eq!(
        hall.app.app.calendar().unwrap().version(),
        Date::constant(2025, 11, 4)
    );
}
