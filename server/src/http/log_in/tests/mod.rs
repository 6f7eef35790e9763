//! To the provider and back, and everything that may go wrong on the way.

mod log_out;
mod refused;
mod tickets;

use crate::store::testing::Backend;
use crate::testing::{Answer, Browser, Provider, TestApp, Wish};
use axum::http::{Method, StatusCode, header};
use domain::log_in::LogInFault;
use domain::problem::ProblemCode;
use domain::wire::session::{CitizenLogin, Session};
use jiff::SignedDuration;
use rstest::rstest;

pub(super) const NUMBER: &str = "990100199001010015";
const START: &str = "/log-in/oidc/start";

/// A server, its provider, and the person whom the provider knows.
struct House {
    app: TestApp,
    provider: Provider,
}

impl House {
    async fn new(on: Backend) -> Option<Self> {
        Self::at(on, "http://127.0.0.1:8080").await
    }

    async fn at(on: Backend, public_url: &str) -> Option<Self> {
        let now = crate::testing::MORNING.parse().unwrap();
        let provider = Provider::start(now, "李雷", NUMBER).await;
        let wish = Wish {
            public_url: public_url.to_owned(),
            identity: Some(provider.settings()),
            ..Wish::default()
        };
        let app = TestApp::wished(on, wish).await?;
        app.holder("李雷", NUMBER).await;
        Some(Self { app, provider })
    }

    async fn here() -> Self {
        Self::new(Backend::Sqlite).await.unwrap()
    }

    /// Begins, logs in at the provider, and the address to come back to.
    async fn sent(&self, browser: &mut Browser) -> String {
        let answer = get(browser, START).await;
        self.provider.logs_in(location(&answer))
    }

    /// A whole log-in; where it led.
    async fn led_to(&self, browser: &mut Browser) -> String {
        let back = self.sent(browser).await;
        location(&browser.come_back(&back).await).to_owned()
    }
}

pub(super) async fn get(browser: &mut Browser, path: &str) -> Answer {
    let request = browser.request(Method::GET, path);
    browser
        .send(request.body(axum::body::Body::empty()).unwrap())
        .await
}

pub(super) fn location(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    answer.header("location").unwrap()
}

pub(super) fn page_of(fault: LogInFault) -> String {
    format!("/log-in/problem/{}", fault.as_str())
}

pub(super) async fn session(browser: &mut Browser) -> Session {
    browser.get("/session").await.ok()
}

#[rstest]
#[tokio::test]
async fn a_citizen_logs_in_with_the_provider_and_gets_a_new_session(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::new(on).await else {
        return;
    };
    let mut browser = house.app.visitor();
    assert_eq!(
        session(&mut browser).await.log_in_at.as_deref(),
        Some(START)
    );
    assert_eq!(house.led_to(&mut browser).await, "/");
    let first = browser.cookie.clone().unwrap();
    assert_eq!(session(&mut browser).await.who.unwrap().name, "李雷");
    assert!(
        browser.log_in.is_none(),
        "the attempt's cookie is taken back"
    );
    assert_eq!(house.led_to(&mut browser).await, "/");
    assert_ne!(browser.cookie, Some(first), "the session's id changes");
}

#[tokio::test]
async fn the_attempts_cookie_comes_back_from_the_provider_and_the_sessions_need_not() {
    let house = House::at(Backend::Sqlite, "https://zz.example.gov.cn")
        .await
        .unwrap();
    let mut browser = house.app.visitor();
    let begun = get(&mut browser, START).await;
    let cookie = begun.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-mingzheng-log-in="), "{cookie}");
    assert!(
        cookie.ends_with("; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure"),
        "{cookie}"
    );
    let back = house.provider.logs_in(location(&begun));
    let answer = browser.come_back(&back).await;
    let set: Vec<_> = answer.headers.get_all(header::SET_COOKIE).iter().collect();
    assert!(set.iter().any(|cookie| {
        let text = cookie.to_str().unwrap();
        text.starts_with("__Host-mingzheng=") && text.contains("SameSite=Strict")
    }));
    assert_eq!(session(&mut browser).await.who.unwrap().name, "李雷");
}

#[tokio::test]
async fn no_address_says_the_number() {
    let house = House::here().await;
    let mut browser = house.app.visitor();
    let begun = get(&mut browser, START).await;
    let back = house.provider.logs_in(location(&begun));
    let led = browser.come_back(&back).await;
    for address in [location(&begun), &back, location(&led)] {
        assert!(!address.contains(NUMBER), "{address}");
    }
}

#[rstest]
#[tokio::test]
async fn coming_back_a_second_time_logs_nobody_in(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::new(on).await else {
        return;
    };
    let mut browser = house.app.visitor();
    let back = house.sent(&mut browser).await;
    let mut copy = browser.clone();
    assert_eq!(location(&browser.come_back(&back).await), "/");
    assert_eq!(
        location(&copy.come_back(&back).await),
        page_of(LogInFault::Expired)
    );
    assert!(session(&mut copy).await.who.is_none());
}

#[tokio::test]
async fn a_code_that_was_used_is_refused_by_the_provider() {
    let house = House::here().await;
    let (mut one, mut other) = (house.app.visitor(), house.app.visitor());
    let back = house.sent(&mut one).await;
    let code = back.split(['?', '&']).nth(1).unwrap().to_owned();
    assert_eq!(location(&one.come_back(&back).await), "/");
    let later = house.sent(&mut other).await;
    let (path, state) = (
        later.split('?').next().unwrap(),
        later.split("&state=").nth(1).unwrap(),
    );
    let replayed = format!("{path}?{code}&state={state}");
    assert_eq!(
        location(&other.come_back(&replayed).await),
        page_of(LogInFault::Expired)
    );
}

#[rstest]
#[tokio::test]
async fn a_log_in_lasts_ten_minutes_and_belongs_to_the_browser_that_began_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(house) = House::new(on).await else {
        return;
    };
    let mut browser = house.app.visitor();
    let back = house.sent(&mut browser).await;
    let mut stranger = house.app.visitor();
    assert_eq!(
        location(&stranger.come_back(&back).await),
        page_of(LogInFault::Expired)
    );
    house.app.advance(SignedDuration::from_mins(10));
    assert_eq!(
        location(&browser.come_back(&back).await),
        page_of(LogInFault::Expired)
    );
}

#[tokio::test]
async fn another_state_logs_nobody_in() {
    let house = House::here().await;
    let mut browser = house.app.visitor();
    let back = house.sent(&mut browser).await;
    let forged = back.replace("&state=", "&state=x");
    assert_eq!(
        location(&browser.come_back(&forged).await),
        page_of(LogInFault::Expired)
    );
}

#[tokio::test]
async fn who_goes_back_at_the_provider_is_told_so() {
    let house = House::here().await;
    let mut browser = house.app.visitor();
    let back = house.sent(&mut browser).await;
    let state = back.split("&state=").nth(1).unwrap();
    let cancelled = format!("/log-in/oidc/callback?error=access_denied&state={state}");
    assert_eq!(
        location(&browser.come_back(&cancelled).await),
        page_of(LogInFault::Cancelled)
    );
}

#[tokio::test]
async fn the_demonstrations_tickets_log_nobody_in_beside_a_provider() {
    let house = House::here().await;
    let holder = house.app.holder("韩梅梅", "990100199202020027").await;
    let ticket = holder.to_string();
    let answer = house
        .app
        .visitor()
        .post("/session/citizen", &CitizenLogin { ticket })
        .await;
    assert_eq!(answer.code(), ProblemCode::WrongCredentials);
}

#[tokio::test]
async fn every_fault_has_a_page_in_both_languages_and_nothing_else_has() {
    let house = House::here().await;
    let mut browser = house.app.visitor();
    for fault in LogInFault::ALL {
        for (query, tag, word) in [
            ("", "zh-CN", "重新登录"),
            ("?lang=en", "en", "Log in again"),
        ] {
            let page = get(&mut browser, &format!("{}{query}", page_of(fault))).await;
            let text = String::from_utf8(page.body.to_vec()).unwrap();
            assert_eq!(page.status, StatusCode::OK);
            assert!(text.contains(&format!("lang=\"{tag}\"")), "{text}");
            assert!(text.contains(word) && text.contains(START), "{text}");
        }
    }
    let none = get(&mut browser, "/log-in/problem/whatever").await;
    assert_eq!(none.code(), ProblemCode::NotFound);
}

#[tokio::test]
async fn without_a_provider_there_is_no_way_to_one() {
    let app = TestApp::new(Backend::Sqlite).await.unwrap();
    let mut browser = app.visitor();
    assert_eq!(session(&mut browser).await.log_in_at, None);
    assert_eq!(get(&mut browser, START).await.code(), ProblemCode::NotFound);
}
