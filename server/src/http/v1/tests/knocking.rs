//! Guessing at a password: who guesses waits, and whose password it is doesn't.

use crate::store::testing::Backend;
use crate::testing::{Browser, TestApp};
use domain::access::Role;
use domain::problem::ProblemCode;
use domain::wire::session::StaffLogin;
use jiff::SignedDuration;
use rstest::rstest;

const HERE: &str = "203.0.113.7";
const THERE: &str = "198.51.100.7";

async fn office(on: Backend) -> Option<TestApp> {
    let app = TestApp::new(on).await?;
    let agency = app.agency("教育体育局", "11990100MB00000001").await;
    app.staff(agency, Role::Handler, "wangmin").await;
    Some(app)
}

async fn tries(browser: &mut Browser, username: &str, password: &str) -> Option<ProblemCode> {
    let login = StaffLogin {
        username: username.to_owned(),
        password: password.to_owned(),
    };
    let answer = browser.post("/session/staff", &login).await;
    (!answer.status.is_success()).then(|| answer.code())
}

async fn guesses(app: &TestApp, from: &str, usernames: &[String]) -> Option<ProblemCode> {
    let mut last = None;
    for username in usernames {
        last = tries(
            &mut app.visitor().coming_from(from),
            username,
            "something-1",
        )
        .await;
    }
    last
}

fn repeated(username: &str, times: usize) -> Vec<String> {
    vec![username.to_owned(); times]
}

const RIGHT: &str = crate::service::demonstration::PASSWORD;

#[rstest]
#[tokio::test]
async fn who_guesses_waits_and_whose_account_it_is_does_not(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = office(on).await else { return };
    let last = guesses(&app, THERE, &repeated("wangmin", 6)).await;
    assert_eq!(last, Some(ProblemCode::TooManyRequests));
    let locked = tries(&mut app.visitor().coming_from(THERE), "wangmin", RIGHT).await;
    assert_eq!(locked, Some(ProblemCode::TooManyRequests));
    assert_eq!(
        tries(&mut app.visitor().coming_from(HERE), "wangmin", RIGHT).await,
        None
    );
    app.advance(SignedDuration::from_mins(5));
    assert_eq!(
        tries(&mut app.visitor().coming_from(THERE), "wangmin", RIGHT).await,
        None
    );
}

#[rstest]
#[tokio::test]
async fn a_known_device_passes_where_others_of_its_network_wait(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = office(on).await else { return };
    let mut known = app.visitor().coming_from(HERE);
    assert_eq!(tries(&mut known, "wangmin", RIGHT).await, None);
    guesses(&app, HERE, &repeated("wangmin", 6)).await;
    let stranger = tries(&mut app.visitor().coming_from(HERE), "wangmin", RIGHT).await;
    assert_eq!(stranger, Some(ProblemCode::TooManyRequests));
    assert_eq!(tries(&mut known, "wangmin", RIGHT).await, None);
    // It is no way to guess on.
    for _ in 0..5 {
        tries(&mut known, "wangmin", "something-1").await;
    }
    let locked = tries(&mut known, "wangmin", RIGHT).await;
    assert_eq!(locked, Some(ProblemCode::TooManyRequests));
}

#[rstest]
#[tokio::test]
async fn a_network_that_tries_many_accounts_waits_too(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = office(on).await else { return };
    let many: Vec<String> = (0..50).map(|number| format!("nobody-{number}")).collect();
    let last = guesses(&app, THERE, &many).await;
    assert_eq!(last, Some(ProblemCode::WrongCredentials));
    let locked = tries(&mut app.visitor().coming_from(THERE), "wangmin", RIGHT).await;
    assert_eq!(locked, Some(ProblemCode::TooManyRequests));
    assert_eq!(
        tries(&mut app.visitor().coming_from(HERE), "wangmin", RIGHT).await,
        None
    );
}
