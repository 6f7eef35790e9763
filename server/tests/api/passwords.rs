//! Staff's passwords: right, wrong, too often, the first one, and new ones.

use axum::http::StatusCode;
use domain::access::Role;
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::session::{ChangePassword, Session, StaffLogin};
use jiff::SignedDuration;
use rstest::rstest;
use server::service::demonstration::PASSWORD;
use server::store::testing::Backend;
use server::testing::{Answer, Browser, TestApp};

const DISABLE: &str = "UPDATE staff SET disabled_at = created_at";

async fn app_with(on: Backend, must_change: bool) -> Option<TestApp> {
    let app = TestApp::new(on).await?;
    let agency = app.agency("教育体育局", "11990100MB00000001").await;
    app.staff_with(agency, Role::Handler, "wangmin", must_change)
        .await;
    Some(app)
}

async fn try_in(browser: &mut Browser, username: &str, password: &str) -> Answer {
    let login = StaffLogin {
        username: username.to_owned(),
        password: password.to_owned(),
    };
    browser.post("/session/staff", &login).await
}

async fn change(browser: &mut Browser, current: &str, new: &str) -> Answer {
    let change = ChangePassword {
        current: current.to_owned(),
        new: new.to_owned(),
    };
    browser.post("/session/password", &change).await
}

#[rstest]
#[tokio::test]
async fn the_right_password_opens_and_the_session_says_where_one_works(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = app_with(on, false).await else {
        return;
    };
    let session: Session = try_in(&mut app.visitor(), "wangmin", PASSWORD).await.ok();
    let who = session.who.unwrap();
    assert_eq!(who.agency_name.as_deref(), Some("教育体育局"));
    assert_eq!(who.actor.role(), Role::Handler);
    assert!(!who.must_change_password);
}

#[rstest]
#[tokio::test]
async fn unknown_name_wrong_password_and_disabled_account_are_one_answer(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = app_with(on, false).await else {
        return;
    };
    let mut browser = app.visitor();
    let unknown = try_in(&mut browser, "nobody", PASSWORD).await;
    let wrong = try_in(&mut browser, "wangmin", "something-1").await;
    app.execute(DISABLE).await.unwrap();
    let disabled = try_in(&mut browser, "wangmin", PASSWORD).await;
    let told = |answer: &Answer| {
        let mut problem = answer.problem();
        problem.request_id = None;
        problem
    };
    assert_eq!(told(&unknown).code, ProblemCode::WrongCredentials);
    assert_eq!(told(&unknown), told(&wrong));
    assert_eq!(told(&unknown), told(&disabled));
    assert_eq!(app.count("session").await, 0);
    assert_eq!(app.count("audit").await, 3);
}

#[rstest]
#[tokio::test]
async fn an_account_that_is_disabled_is_out_at_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = app_with(on, false).await else {
        return;
    };
    let mut browser = app.clerk("wangmin").await;
    app.execute(DISABLE).await.unwrap();
    assert!(browser.get("/session").await.ok::<Session>().who.is_none());
}

#[rstest]
#[tokio::test]
async fn after_five_wrong_passwords_even_the_right_one_has_to_wait(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = app_with(on, false).await else {
        return;
    };
    let mut browser = app.visitor();
    for _ in 0..5 {
        let answer = try_in(&mut browser, "wangmin", "something-1").await;
        assert_eq!(answer.code(), ProblemCode::WrongCredentials);
    }
    let locked = try_in(&mut browser, "wangmin", PASSWORD).await;
    assert_eq!(locked.code(), ProblemCode::TooManyRequests);
    let wait: i64 = locked.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=300).contains(&wait), "{wait}");
    app.advance(SignedDuration::from_secs(wait));
    try_in(&mut browser, "wangmin", PASSWORD).await.succeeded();
}

#[rstest]
#[tokio::test]
async fn a_name_that_nobody_has_is_locked_like_one_that_somebody_has(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = app_with(on, false).await else {
        return;
    };
    let mut browser = app.visitor();
    for _ in 0..7 {
        let known = try_in(&mut browser, "wangmin", "something-1").await;
        let unknown = try_in(&mut browser, " wangmin2 ", "something-1").await;
        assert_eq!(known.code(), unknown.code());
        assert_eq!(known.header("retry-after"), unknown.header("retry-after"));
    }
    let locked = try_in(&mut browser, "wangmin2", PASSWORD).await;
    assert_eq!(locked.code(), ProblemCode::TooManyRequests);
    let other = try_in(&mut browser, "wangmin3", PASSWORD).await;
    assert_eq!(other.code(), ProblemCode::WrongCredentials);
    app.advance(SignedDuration::from_mins(5));
    let later = try_in(&mut browser, "wangmin2", PASSWORD).await;
    assert_eq!(later.code(), ProblemCode::WrongCredentials);
}

#[rstest]
#[tokio::test]
async fn a_right_password_forgets_the_wrong_ones_before_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = app_with(on, false).await else {
        return;
    };
    for _ in 0..3 {
        for _ in 0..4 {
            let answer = try_in(&mut app.visitor(), "wangmin", "something-1").await;
            assert_eq!(answer.code(), ProblemCode::WrongCredentials);
        }
        try_in(&mut app.visitor(), "wangmin", PASSWORD)
            .await
            .succeeded();
    }
}

#[rstest]
#[tokio::test]
async fn guesses_at_once_are_counted_like_those_one_after_another(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = app_with(on, false).await else {
        return;
    };
    let guesses = (0..12).map(|_| {
        let mut browser = app.visitor();
        async move { try_in(&mut browser, "wangmin", "something-1").await.code() }
    });
    let codes = futures::future::join_all(guesses).await;
    let judged = codes
        .iter()
        .filter(|code| **code == ProblemCode::WrongCredentials);
    assert_eq!(judged.count(), 5);
}

#[rstest]
#[tokio::test]
async fn who_logs_in_for_the_first_time_can_only_change_the_password(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = app_with(on, true).await else {
        return;
    };
    let mut browser = app.clerk("wangmin").await;
    let session: Session = browser.get("/session").await.ok();
    assert!(session.who.unwrap().must_change_password);
    let answer = browser.get("/notices").await;
    assert_eq!(answer.code(), ProblemCode::PasswordMustChange);

    let mut elsewhere = app.clerk("wangmin").await;
    let before = browser.cookie.clone();
    let session: Session = change(&mut browser, PASSWORD, "better-than-2026")
        .await
        .ok();
    assert!(!session.who.unwrap().must_change_password);
    assert_ne!(browser.cookie, before, "the session's id is new");
    browser.get("/notices").await.succeeded();
    assert!(
        elsewhere
            .get("/session")
            .await
            .ok::<Session>()
            .who
            .is_none()
    );
    let old = try_in(&mut app.visitor(), "wangmin", PASSWORD).await;
    assert_eq!(old.code(), ProblemCode::WrongCredentials);
    try_in(&mut app.visitor(), "wangmin", "better-than-2026")
        .await
        .succeeded();
}

#[rstest]
#[case("short-1", FieldCode::TooShort)]
#[case("only-letters", FieldCode::LettersAndDigits)]
#[case("yanshi2026", FieldCode::SpecialCharacter)]
#[case("my-WangMin-1", FieldCode::HasUserName)]
#[tokio::test]
async fn a_new_password_that_breaks_a_rule_is_refused(#[case] new: &str, #[case] code: FieldCode) {
    let app = app_with(Backend::Sqlite, true).await.unwrap();
    let mut browser = app.clerk("wangmin").await;
    let answer = change(&mut browser, PASSWORD, new).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let errors = answer.problem().errors;
    assert_eq!((errors[0].pointer.as_str(), errors[0].code), ("/new", code));
}

#[tokio::test]
async fn the_password_is_changed_by_who_knows_it() {
    let app = app_with(Backend::Sqlite, false).await.unwrap();
    let mut browser = app.clerk("wangmin").await;
    let answer = change(&mut browser, "something-1", "better-than-2026").await;
    assert_eq!(answer.code(), ProblemCode::WrongCredentials);
    let visitor = change(&mut app.visitor(), PASSWORD, "better-than-2026").await;
    assert_eq!(visitor.code(), ProblemCode::SignedOut);
    let holder = app.holder("李雷", "990100199001010012").await;
    let citizen = change(&mut app.citizen(holder).await, PASSWORD, "better-than-2026").await;
    assert_eq!(citizen.code(), ProblemCode::Forbidden);
}
