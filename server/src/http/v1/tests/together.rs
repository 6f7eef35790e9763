//! Two people, or one person twice, at the same moment.

use super::{Hall, upheld};
use crate::store::testing::Backend;
use axum::http::StatusCode;
use domain::access::Role;
use domain::objection::CaseState;
use domain::problem::ProblemCode;
use domain::wire::Expected;
use domain::wire::case::{CaseDetail, Receipt};
use domain::wire::draft::FileObjection;
use futures::future::join_all;
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn of_two_clerks_who_act_at_once_one_wins_and_one_learns_that_the_case_moved(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    let mut browsers = [
        hall.app.clerk("handler").await,
        hall.app.clerk("second-handler").await,
    ];
    let path = format!("/objections/{id}/mark");
    let expected = Expected { version: 2 };
    let answers = join_all(
        browsers
            .iter_mut()
            .map(|browser| hall.post(browser, &path, &expected)),
    )
    .await;
    let won = answers
        .iter()
        .filter(|answer| answer.status == StatusCode::OK);
    assert_eq!(won.count(), 1);
    let lost = answers
        .iter()
        .find(|answer| answer.status != StatusCode::OK)
        .unwrap();
    assert_eq!(lost.code(), ProblemCode::StaleVersion);
    assert_eq!(hall.audited("mark").await, 1);
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_identical_filings_file_one_case(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut browser = hall.citizen().await;
    let draft = hall.draft(&mut browser).await;
    let file = FileObjection {
        draft: draft.id,
        version: draft.version,
    };
    let key = hall.key();
    let posts = (0..20).map(|_| {
        let mut browser = browser.clone();
        tokio::spawn(async move { browser.post_once("/objections", key, &file).await })
    });
    let answers: Vec<_> = join_all(posts)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    let numbers: Vec<_> = answers
        .into_iter()
        .map(|answer| answer.ok::<Receipt>().case_number)
        .collect();
    assert_eq!(numbers, vec!["YY20260917-000001-8"; 20]);
    assert_eq!(hall.app.count("objection").await, 1);
    assert_eq!(hall.audited("file").await, 1);
    assert_eq!(hall.app.count("draft").await, 0);

    let other = FileObjection {
        version: draft.version + 1,
        ..file
    };
    let reused = browser.post_once("/objections", key, &other).await.code();
    assert_eq!(reused, ProblemCode::KeyReused);
}

#[rstest]
#[tokio::test]
async fn a_step_that_is_sent_twice_happens_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    let mut handler = hall.app.clerk("handler").await;
    let (key, path) = (hall.key(), format!("/objections/{id}/mark"));
    let expected = Expected { version: 2 };
    let first: CaseDetail = handler.post_once(&path, key, &expected).await.ok();
    let again: CaseDetail = handler.post_once(&path, key, &expected).await.ok();
    assert_eq!(first, again);
    assert_eq!(hall.audited("mark").await, 1);
}

#[rstest]
#[tokio::test]
async fn nobody_approves_the_own_proposal(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    let proposed = hall.proposed(id, upheld()).await;
    // Somebody who proposed is made an approver afterwards.
    hall.app
        .execute("UPDATE staff SET role = 'approver' WHERE username = 'handler'")
        .await
        .unwrap();
    let mut same = hall.app.clerk("handler").await;
    let expected = Expected {
        version: proposed.version,
    };
    let path = format!("/objections/{id}/approve");
    let refused = hall.post(&mut same, &path, &expected).await.code();
    assert_eq!(refused, ProblemCode::SamePerson);
    let mut browser = hall.app.clerk("approver").await;
    let case: CaseDetail = hall.post(&mut browser, &path, &expected).await.ok();
    assert_eq!(case.summary.state, CaseState::Decided);
    assert_eq!(case.history.last().unwrap().role, Some(Role::Approver));
}

#[rstest]
#[tokio::test]
async fn a_caller_who_goes_away_loses_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut browser = hall.citizen().await;
    let draft = hall.draft(&mut browser).await;
    let file = FileObjection {
        draft: draft.id,
        version: draft.version,
    };
    let key = hall.key();
    let mut gone = browser.clone();
    // Asked a few times and then dropped, wherever it has come to.
    let mut request = Box::pin(gone.post_once("/objections", key, &file));
    for _ in 0..40 {
        if futures::poll!(request.as_mut()).is_ready() {
            break;
        }
        tokio::task::yield_now().await;
    }
    drop(request);
    let receipt: Receipt = browser.post_once("/objections", key, &file).await.ok();
    assert_eq!(receipt.case_number, "YY20260917-000001-8");
    assert_eq!(hall.app.count("objection").await, 1);
}
