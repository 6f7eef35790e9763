//! Logging in and out, and how long it lasts.

use axum::http::StatusCode;
use domain::access::Actor;
use domain::problem::ProblemCode;
use domain::wire::session::{CitizenLogin, Session};
use jiff::SignedDuration;
use rstest::rstest;
use server::service::deployment::Kind;
use server::store::testing::Backend;
use server::testing::{Browser, TestApp, Wish};

const NUMBER: &str = "990100199001010012";

async fn is_known(browser: &mut Browser) -> bool {
    browser.get("/session").await.ok::<Session>().who.is_some()
}

#[rstest]
#[tokio::test]
async fn a_visitor_leaves_no_row(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::new(on).await else {
        return;
    };
    let mut visitor = app.visitor();
    let answer = visitor.get("/session").await;
    assert!(visitor.cookie.is_none());
    let session: Session = answer.ok();
    assert!(session.demonstration && session.who.is_none());
    assert_eq!(session.now, app.now());
    assert_eq!(app.count("session").await, 0);
    assert_eq!(app.count("audit").await, 0);
}

#[rstest]
#[tokio::test]
async fn a_citizen_who_logs_in_is_known_by_name(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::new(on).await else {
        return;
    };
    let holder = app.holder("李雷", NUMBER).await;
    let mut browser = app.citizen(holder).await;
    let who = browser.get("/session").await.ok::<Session>().who.unwrap();
    assert_eq!(
        (who.actor, who.name.as_str()),
        (Actor::Holder { holder }, "李雷")
    );
    assert_eq!(app.count("audit").await, 1);
}

#[rstest]
#[tokio::test]
async fn the_cookie_is_for_our_pages_and_not_for_scripts(
    #[values("https://zz.example.gov.cn", "http://127.0.0.1:8080")] public_url: &str,
) {
    let wish = Wish {
        public_url: public_url.to_owned(),
        ..Wish::default()
    };
    let app = TestApp::wished(Backend::Sqlite, wish).await.unwrap();
    let ticket = app.holder("李雷", NUMBER).await.to_string();
    let answer = app
        .visitor()
        .post("/session/citizen", &CitizenLogin { ticket })
        .await;
    let cookie = answer.header("set-cookie").unwrap();
    assert!(
        cookie.contains("HttpOnly")
            && cookie.contains("SameSite=Strict")
            && cookie.contains("Path=/")
    );
    assert!(!cookie.contains("Max-Age") && !cookie.contains("Domain"));
    let is_https = public_url.starts_with("https");
    assert_eq!(
        cookie.starts_with("__Host-mingzheng="),
        is_https,
        "{cookie}"
    );
    assert_eq!(cookie.contains("Secure"), is_https, "{cookie}");
}

#[rstest]
#[tokio::test]
async fn logging_in_gives_the_session_a_new_id_and_ends_the_old_one(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::new(on).await else {
        return;
    };
    let ticket = app.holder("李雷", NUMBER).await.to_string();
    let login = CitizenLogin { ticket };
    let mut browser = app.visitor();
    browser.post("/session/citizen", &login).await.succeeded();
    let mut old = browser.clone();
    browser.post("/session/citizen", &login).await.succeeded();
    assert_ne!(browser.cookie, old.cookie);
    assert!(is_known(&mut browser).await);
    assert!(!is_known(&mut old).await);
    assert!(old.cookie.is_none(), "the browser was told to forget it");
}

#[rstest]
#[tokio::test]
async fn a_cookie_that_somebody_planted_becomes_nobodys_session(
    #[values("AAAAAAAAAAAAAAAAAAAAAA", "not-an-id", "")] planted: &str,
) {
    let app = TestApp::new(Backend::Sqlite).await.unwrap();
    let ticket = app.holder("李雷", NUMBER).await.to_string();
    let mut victim = app.visitor();
    victim.cookie = Some(format!("mingzheng={planted}"));
    let mut attacker = victim.clone();
    victim
        .post("/session/citizen", &CitizenLogin { ticket })
        .await
        .succeeded();
    assert_ne!(victim.cookie, attacker.cookie);
    assert!(is_known(&mut victim).await && !is_known(&mut attacker).await);
}

#[rstest]
#[tokio::test]
async fn logging_out_ends_the_session_and_takes_the_whole_cookie_back(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let wish = Wish {
        public_url: "https://zz.example.gov.cn".to_owned(),
        ..Wish::default()
    };
    let Some(app) = TestApp::wished(on, wish).await else {
        return;
    };
    let holder = app.holder("李雷", NUMBER).await;
    let mut browser = app.citizen(holder).await;
    let mut thief = browser.clone();
    let answer = browser.delete("/session").await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_eq!(
        answer.header("set-cookie"),
        Some("__Host-mingzheng=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure")
    );
    assert_eq!(answer.header("clear-site-data"), Some("\"cache\""));
    assert!(!is_known(&mut thief).await);
    browser.delete("/session").await.succeeded();
    assert_eq!(app.count("audit").await, 2, "one log-in and one log-out");
}

#[rstest]
#[tokio::test]
async fn a_session_ends_after_half_an_hour_without_a_request(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::new(on).await else {
        return;
    };
    let holder = app.holder("李雷", NUMBER).await;
    let mut browser = app.citizen(holder).await;
    for _ in 0..3 {
        app.advance(SignedDuration::from_mins(29));
        assert!(is_known(&mut browser).await);
    }
    app.advance(SignedDuration::from_mins(31));
    assert!(!is_known(&mut browser).await);
}

#[rstest]
#[tokio::test]
async fn a_session_ends_after_eight_hours_however_busy_it_is(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::new(on).await else {
        return;
    };
    let holder = app.holder("李雷", NUMBER).await;
    let mut browser = app.citizen(holder).await;
    for _ in 0..23 {
        app.advance(SignedDuration::from_mins(20));
        assert!(is_known(&mut browser).await);
    }
    app.advance(SignedDuration::from_mins(20));
    assert!(!is_known(&mut browser).await);
}

#[rstest]
#[tokio::test]
async fn a_ticket_that_is_none_opens_nothing(
    #[values("", "nonsense", "0190a0b0-0000-7000-8000-000000000000", "\u{4e2d}")] ticket: &str,
) {
    let app = TestApp::new(Backend::Sqlite).await.unwrap();
    let login = CitizenLogin {
        ticket: ticket.to_owned(),
    };
    let answer = app.visitor().post("/session/citizen", &login).await;
    assert_eq!(answer.code(), ProblemCode::WrongCredentials);
    assert_eq!(app.count("session").await, 0);
}

#[tokio::test]
async fn in_production_nobody_can_be_anybody() {
    let wish = Wish {
        kind: Kind::Production,
        ..Wish::default()
    };
    let app = TestApp::wished(Backend::Sqlite, wish).await.unwrap();
    let ticket = app.holder("李雷", NUMBER).await.to_string();
    let answer = app
        .visitor()
        .post("/session/citizen", &CitizenLogin { ticket })
        .await;
    assert_eq!(answer.code(), ProblemCode::WrongCredentials);
    let accounts = app.visitor().get("/demonstration").await;
    assert_eq!(accounts.code(), ProblemCode::NotFound);
    assert_eq!(accounts.header("x-robots-tag"), None);
}

#[rstest]
#[tokio::test]
async fn the_demonstration_shows_whom_one_can_be(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::new(on).await else {
        return;
    };
    let holder = app.holder("李雷", NUMBER).await;
    let accounts = app.accounts().await;
    assert_eq!(accounts.persons.len(), 1);
    assert_eq!(accounts.persons[0].holder, holder);
}

#[rstest]
#[tokio::test]
async fn the_audit_log_can_not_be_changed(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
    #[values("UPDATE audit SET action = 'nothing'", "DELETE FROM audit")] statement: &'static str,
) {
    let Some(app) = TestApp::new(on).await else {
        return;
    };
    let holder = app.holder("李雷", NUMBER).await;
    app.citizen(holder).await;
    assert!(app.execute(statement).await.is_err());
    assert_eq!(app.count("audit").await, 1);
}
