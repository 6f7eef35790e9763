//! What can be filed, and what can't.

use super::{Hall, complete, wrong};
use crate::store::testing::Backend;
use domain::id::DraftId;
use domain::objection::DraftBody;
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::case::Receipt;
use domain::wire::draft::{FileObjection, OpenDraft, SaveDraft};
use domain::wire::notice::{Inbox, Notice, NoticeKind};
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn an_unfinished_draft_is_not_filed_and_says_what_is_missing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut browser = hall.citizen().await;
    let draft = hall.draft(&mut browser).await;
    let mut body = DraftBody {
        ground: None,
        explanation: String::new(),
        ..complete()
    };
    body.claims[0].claimed = "纬一路6号".into();
    let save = SaveDraft {
        version: draft.version,
        body,
    };
    browser
        .put(&format!("/drafts/{}", draft.id), &save)
        .await
        .succeeded();
    let file = |version| FileObjection {
        draft: draft.id,
        version,
    };
    let problem = hall
        .post(&mut browser, "/objections", &file(3))
        .await
        .problem();
    let wrong = wrong(&problem);
    let expected = [
        ("/claims/0/claimed", FieldCode::Unchanged),
        ("/ground", FieldCode::Required),
        ("/explanation", FieldCode::Required),
    ];
    assert_eq!(wrong, expected);
    let stale = hall
        .post(&mut browser, "/objections", &file(2))
        .await
        .code();
    assert_eq!(stale, ProblemCode::StaleVersion);
    let unknown = FileObjection {
        draft: DraftId(hall.key()),
        version: 1,
    };
    let unknown = hall
        .post(&mut browser, "/objections", &unknown)
        .await
        .code();
    assert_eq!(unknown, ProblemCode::NotFound);
    assert_eq!(hall.app.count("objection").await, 0);
}

#[rstest]
#[tokio::test]
async fn a_licence_has_one_open_objection(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    hall.filed().await;
    let mut browser = hall.citizen().await;
    let open = OpenDraft {
        licence: hall.licence,
        id: None,
    };
    let refused = hall.post(&mut browser, "/drafts", &open).await.code();
    assert_eq!(refused, ProblemCode::AlreadyOpen);
}

#[rstest]
#[tokio::test]
async fn the_numbers_of_a_day_count_up_and_start_again_on_the_next(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut numbers = vec![hall.filed().await.case_number];
    let mut han = hall.app.citizen(hall.han).await;
    for hours in [0, 14] {
        hall.app.advance(jiff::SignedDuration::from_hours(hours));
        let mut browser = if hours == 0 {
            han.clone()
        } else {
            hall.app.citizen(hall.han).await
        };
        let licence = hall.add_licence(hall.han, &format!("N{hours}"), None).await;
        let open = OpenDraft { licence, id: None };
        let draft: domain::wire::draft::Draft =
            hall.post(&mut browser, "/drafts", &open).await.ok();
        let save = SaveDraft {
            version: 1,
            body: complete(),
        };
        browser
            .put(&format!("/drafts/{}", draft.id), &save)
            .await
            .succeeded();
        let file = FileObjection {
            draft: draft.id,
            version: 2,
        };
        let receipt: Receipt = hall.post(&mut browser, "/objections", &file).await.ok();
        numbers.push(receipt.case_number);
        han = browser;
    }
    let starts: Vec<_> = numbers.iter().map(|number| &number[..17]).collect();
    assert_eq!(
        starts,
        [
            "YY20260917-000001",
            "YY20260917-000002",
            "YY20260918-000001"
        ]
    );
}

#[rstest]
#[tokio::test]
async fn the_citizen_and_every_handler_of_the_issuer_are_told(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let receipt = hall.filed().await;
    let mut browser = hall.citizen().await;
    let before: Inbox = browser.get("/notices").await.ok();
    assert_eq!(before.unread, 0, "nothing is delivered before the job ran");
    hall.jobs().await;
    let inbox: Inbox = browser.get("/notices").await.ok();
    assert_eq!(inbox.items.len(), 1);
    let notice = &inbox.items[0];
    assert_eq!(notice.kind, NoticeKind::Received);
    assert_eq!(notice.case_number, receipt.case_number);
    assert_eq!(notice.type_name, "食品经营许可证");
    let read = format!("/notices/{}/read", notice.id);
    browser.post(&read, &()).await.succeeded();
    let inbox: Inbox = browser.get("/notices").await.ok();
    assert_eq!(inbox.unread, 0);
    assert_eq!(inbox.items[0].read_at, Some(hall.app.now()));

    for (username, told) in [
        ("handler", 1),
        ("second-handler", 1),
        ("approver", 0),
        ("stranger", 0),
    ] {
        let mut clerk = hall.app.clerk(username).await;
        let inbox: Inbox = clerk.get("/notices").await.ok();
        let new = |notice: &&Notice| notice.kind == NoticeKind::NewCase;
        assert_eq!(inbox.items.iter().filter(new).count(), told, "{username}");
        assert_eq!(clerk.post(&read, &()).await.code(), ProblemCode::NotFound);
    }
}
