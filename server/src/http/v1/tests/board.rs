//! The board of cases through the real router: who sees whose, the lists behind the numbers, the files.

use super::{Hall, rejected};
use crate::store::testing::Backend;
use crate::testing::Browser;
use domain::board::{BoardFigure, BoardMeasure, Dimension};
use domain::problem::ProblemCode;
use domain::wire::board::BoardReport;
use domain::wire::queue::{QueueFilter, QueuePage};
use jiff::SignedDuration;
use rstest::rstest;

async fn board(browser: &mut Browser, query: &str) -> BoardReport {
    browser.get(&format!("/board{query}")).await.ok()
}

fn figure(figures: &[BoardFigure], measure: BoardMeasure) -> (i64, i64) {
    let found = figures.iter().find(|one| one.measure == measure);
    let found = found.unwrap();
    (found.part, found.whole)
}

/// How many cases stand behind a number.
async fn behind(browser: &mut Browser, measure: BoardMeasure, more: &str) -> usize {
    let filter = QueueFilter::from(measure).as_str();
    let path = format!("/desk/objections?filter={filter}&limit=100{more}");
    let page: QueuePage = browser.get(&path).await.ok();
    page.items.len()
}

#[rstest]
#[tokio::test]
async fn each_number_of_the_board_opens_the_cases_that_it_counts(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut supervisor = hall.app.clerk("supervisor").await;
    assert_eq!(board(&mut supervisor, "").await.as_of, None);
    // One is answered the same day; another is left until both its clocks have run out.
    let first = hall.filed().await;
    hall.proposed(first.id, rejected()).await;
    hall.step("approver", first.id, "approve").await;
    hall.jobs().await;
    hall.filed().await;
    hall.jobs().await;
    let now = board(&mut supervisor, "").await;
    assert_eq!(figure(&now.figures, BoardMeasure::Open), (1, 1));
    assert_eq!(figure(&now.figures, BoardMeasure::Received), (2, 2));
    assert_eq!(figure(&now.figures, BoardMeasure::AnswerOnTime), (1, 1));
    assert_eq!(figure(&now.figures, BoardMeasure::Upheld), (0, 1));

    hall.app.advance(SignedDuration::from_hours(24 * 10));
    hall.jobs().await;
    let mut supervisor = hall.app.clerk("supervisor").await;
    let late = board(&mut supervisor, "").await;
    assert_eq!(figure(&late.figures, BoardMeasure::Overdue), (1, 1));
    assert_eq!(figure(&late.figures, BoardMeasure::MarkOnTime), (1, 2));
    assert_eq!(figure(&late.figures, BoardMeasure::AnswerOnTime), (1, 2));
    for (measure, cases) in [
        (BoardMeasure::Open, 1),
        (BoardMeasure::Overdue, 1),
        (BoardMeasure::Received, 2),
        (BoardMeasure::MarkOnTime, 1),
        (BoardMeasure::AnswerOnTime, 1),
        (BoardMeasure::ServiceOnTime, 0),
        (BoardMeasure::MarkDays, 1),
        (BoardMeasure::AnswerDays, 1),
        (BoardMeasure::Upheld, 0),
        (BoardMeasure::Provisional, 0),
    ] {
        assert_eq!(
            behind(&mut supervisor, measure, "").await,
            cases,
            "{measure:?}"
        );
        let here = format!(
            "&issuer={}&channel=app&ground=accuracy&month=2026-09-30",
            hall.market
        );
        assert_eq!(
            behind(&mut supervisor, measure, &here).await,
            cases,
            "{measure:?}"
        );
        let elsewhere = "&channel=hotline";
        assert_eq!(
            behind(&mut supervisor, measure, elsewhere).await,
            0,
            "{measure:?}"
        );
        let before = "&month=2026-08-01";
        let monthly = QueueFilter::from(measure).is_of_a_month();
        assert!(!monthly || behind(&mut supervisor, measure, before).await == 0);
    }
    let by_channel = late
        .parts
        .iter()
        .find(|part| part.dimension == Dimension::Channel);
    let row = by_channel.unwrap().rows.first().unwrap();
    assert_eq!(
        (
            row.key.as_str(),
            figure(&row.figures, BoardMeasure::Received)
        ),
        ("app", (2, 2))
    );
    let nobody = late
        .parts
        .iter()
        .find(|part| part.dimension == Dimension::Handler)
        .unwrap();
    assert_eq!(nobody.rows.first().unwrap().key, "");
    let nobodys = "&handler=00000000-0000-0000-0000-000000000000";
    assert_eq!(
        behind(&mut supervisor, BoardMeasure::Open, nobodys).await,
        1
    );
}

#[rstest]
#[tokio::test]
async fn who_leads_a_unit_sees_their_own_and_handlers_and_administrators_none(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    hall.filed().await;
    hall.jobs().await;
    let mut approver = hall.app.clerk("approver").await;
    let own = board(&mut approver, "").await;
    assert_eq!(own.slice.issuer, hall.market.to_string());
    assert_eq!(figure(&own.figures, BoardMeasure::Open), (1, 1));
    let other = "/board?issuer=00000000-0000-0000-0000-000000000001";
    assert_eq!(approver.get(other).await.code(), ProblemCode::Forbidden);
    for username in ["handler", "stranger", "admin", "auditor"] {
        let mut browser = hall.app.clerk(username).await;
        assert_eq!(
            browser.get("/board").await.code(),
            ProblemCode::Forbidden,
            "{username}"
        );
    }
    let mut supervisor = hall.app.clerk("supervisor").await;
    let nobodys = board(
        &mut supervisor,
        "?issuer=00000000-0000-0000-0000-000000000001",
    )
    .await;
    assert_eq!(figure(&nobodys.figures, BoardMeasure::Open), (0, 0));

    let csv = supervisor.get("/board.csv").await.succeeded();
    let csv = String::from_utf8(csv.body.to_vec()).unwrap();
    assert!(
        csv.contains("2026年9月,承办单位,兰州新区市场监督管理局,在办,1,1,1,"),
        "{csv}"
    );
    assert!(
        csv.contains("2026年9月,提出渠道,网上提出,收到,1,1,1,"),
        "{csv}"
    );
    let xlsx = supervisor.get("/board.xlsx").await.succeeded();
    assert!(xlsx.body.starts_with(b"PK"));
}

#[rstest]
#[tokio::test]
async fn a_closed_month_stays_as_it_was_and_the_next_begins_with_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    hall.filed().await;
    hall.app.advance(SignedDuration::from_hours(24 * 12));
    hall.jobs().await;
    let mut supervisor = hall.app.clerk("supervisor").await;
    let september = board(&mut supervisor, "").await;
    hall.app.advance(SignedDuration::from_hours(24 * 40));
    hall.jobs().await;
    let mut supervisor = hall.app.clerk("supervisor").await;
    let closed = board(&mut supervisor, "?month=2026-09-01").await;
    for measure in BoardMeasure::ALL.into_iter().filter(|one| one.is_monthly()) {
        let before = figure(&september.figures, measure);
        assert_eq!(figure(&closed.figures, measure), before, "{measure:?}");
    }
    let november = board(&mut supervisor, "").await;
    assert_eq!(figure(&november.figures, BoardMeasure::Received), (0, 0));
    assert_eq!(figure(&november.figures, BoardMeasure::Overdue), (1, 1));
}

/// How many cases a filter of the board lists.
async fn listed(browser: &mut Browser, filter: QueueFilter, more: &str) -> usize {
    let filter = filter.as_str();
    let path = format!("/desk/objections?filter={filter}&limit=100{more}");
    let page: QueuePage = browser.get(&path).await.ok();
    page.items.len()
}

#[rstest]
#[tokio::test]
async fn what_is_late_stays_listed_however_often_it_was_warned_of(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    hall.filed().await;
    for _ in 0..11 {
        hall.app.advance(SignedDuration::from_hours(24));
        hall.jobs().await;
    }
    let mut supervisor = hall.app.clerk("supervisor").await;
    let late = board(&mut supervisor, "").await;
    assert_eq!(figure(&late.figures, BoardMeasure::MarkOnTime), (0, 1));
    assert_eq!(figure(&late.figures, BoardMeasure::AnswerOnTime), (0, 1));
    for filter in [QueueFilter::MarkLate, QueueFilter::AnswerLate] {
        let here = format!("&issuer={}", hall.market);
        for more in ["", &here] {
            assert_eq!(listed(&mut supervisor, filter, more).await, 1, "{filter:?}");
        }
    }
}

#[rstest]
#[tokio::test]
async fn a_month_that_no_calendar_holds_is_refused_by_its_name(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut supervisor = hall.app.clerk("supervisor").await;
    for month in ["-009999-01-01", "-009999-12-31", "0001-01-01", "9999-12-31"] {
        for path in [
            "/board?",
            "/board.csv?",
            "/desk/objections?filter=received&",
            "/desk/objections?filter=answer-late&",
            "/disclosed?",
        ] {
            let refused = supervisor
                .get(&format!("{path}month={month}"))
                .await
                .problem();
            assert_eq!(refused.code, ProblemCode::Malformed, "{path} {month}");
            assert_eq!(refused.detail.as_deref(), Some("month"), "{path} {month}");
        }
    }
    for month in ["1970-01-01", "2999-12-31"] {
        board(&mut supervisor, &format!("?month={month}")).await;
    }
}
