use super::*;
use domain::inspection::SampleState;
use domain::rulebook::Ground;
use domain::wire::inspection::{InspectionDetail, RecordFinding};

#[rstest]
#[tokio::test]
async fn a_finding_is_dated_anew_and_both_sides_hear_of_it_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::keepers(on).await else {
        return;
    };
    let sample = hall.sample(1, "").await;
    let (id, licence) = (sample.summary.id, hall.licence);
    let finding = RecordFinding::Finding {
        revision: 0,
        ground: Ground::Accuracy,
        words: "经营场所与登记档案不一致".into(),
        mend_days: 3,
    };
    let found: InspectionDetail = hall
        .stepped("auditor", (id, licence, "finding"), &finding)
        .await
        .ok();
    assert_eq!(found.items[0].due_date, Some(Date::constant(2026, 9, 21)));
    hall.in_force("中秋节：9月20日（周日）放假，共1天。").await;
    for _ in 0..2 {
        hall.jobs().await;
    }
    let mut auditor = hall.app.clerk("auditor").await;
    let moved: InspectionDetail = auditor.get(&format!("/inspections/{id}")).await.ok();
    assert_eq!(moved.items[0].state, SampleState::Found);
    assert_eq!(moved.items[0].due_date, Some(Date::constant(2026, 9, 22)));
    for who in ["handler", "second-handler", "approver", "auditor"] {
        let mut clerk = hall.app.clerk(who).await;
        let inbox: Inbox = clerk.get("/notices?limit=100").await.ok();
        let told = inbox.items.iter();
        let mut told = told.filter(|one| one.kind == NoticeKind::FindingMoved);
        let one = told.next().unwrap();
        assert_eq!(one.due_date, Some(Date::constant(2026, 9, 22)), "{who}");
        assert_eq!(one.type_name, "食品经营许可证", "{who}");
        assert!(told.next().is_none(), "{who}");
    }
}

/// The program of a later version carries an older notice than what was made here, or the same one.
#[rstest]
#[tokio::test]
async fn a_program_with_an_older_calendar_than_the_one_that_was_made_here_moves_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::keepers(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    hall.in_force(LATER).await;
    hall.jobs().await;
    let before = hall.case("handler", id).await;
    assert_eq!(clock(&before, "decide").due_date, THURSDAY);
    let made = hall.app.app.calendar().unwrap().version();
    // Started anew, it counts by what it carries until it has looked.
    hall.unheard();
    let carried = hall.app.app.calendar().unwrap().version();
    assert!(carried < made);
    hall.jobs().await;
    let meanwhile = hall.case("handler", id).await;
    assert_eq!(meanwhile.summary.clocks, before.summary.clocks);
    assert!(follow(&hall.app.app).await.unwrap());
    hall.jobs().await;
    assert_eq!(
        hall.app.app.calendar().unwrap().version(),
        made,
        "the one made here stands"
    );
    let after = hall.case("handler", id).await;
    assert_eq!(after.summary.clocks, before.summary.clocks);
    assert_eq!(after.moves, before.moves);
    assert_eq!(hall.told("handler").await.len(), before.moves.len());
}
