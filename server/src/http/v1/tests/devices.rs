//! Where somebody is logged in: they see it, and end it.

use crate::store::testing::Backend;
use crate::testing::{Answer, Browser, TestApp};
use axum::body::Body;
use axum::http::{Method, header};
use domain::access::Role;
use domain::device::{DeviceKind, Program};
use domain::problem::ProblemCode;
use domain::wire::device::{EndLogIns, LogIns, WhichLogIns};
use domain::wire::session::{CitizenLogin, Session};
use jiff::SignedDuration;
use rstest::rstest;

const PHONE: &str =
    "Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0";

async fn is_in(browser: &mut Browser) -> bool {
    browser.get("/session").await.ok::<Session>().who.is_some()
}

async fn list(browser: &mut Browser) -> LogIns {
    browser.get("/session/devices").await.ok()
}

async fn end(browser: &mut Browser, which: WhichLogIns) -> Answer {
    browser
        .post("/session/devices/end", &EndLogIns { which })
        .await
}

#[rstest]
#[tokio::test]
async fn a_citizen_sees_every_device_and_ends_one(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::new(on).await else {
        return;
    };
    let holder = app.holder("李雷", "990100199001010015").await;
    let mut other = app.visitor();
    let login = CitizenLogin {
        ticket: holder.to_string(),
    };
    let request = other
        .request(Method::POST, "/api/v1/session/citizen")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, PHONE)
        .body(Body::from(serde_json::to_vec(&login).unwrap()));
    other.send(request.unwrap()).await.succeeded();
    app.advance(SignedDuration::from_mins(2));
    let mut browser = app.citizen(holder).await;

    let all = list(&mut browser).await.items;
    assert_eq!(
        all.iter().map(|one| one.is_here).collect::<Vec<_>>(),
        [true, false]
    );
    let phone = &all[1];
    assert_eq!(
        (phone.device.kind, phone.device.program),
        (DeviceKind::Phone, Program::WeChat)
    );
    assert_eq!(
        app.now().duration_since(phone.since),
        SignedDuration::from_mins(2)
    );
    let left: LogIns = browser
        .delete(&format!("/session/devices/{}", phone.id))
        .await
        .ok();
    assert_eq!(left.items.len(), 1);
    assert!(!is_in(&mut other).await && is_in(&mut browser).await);
    let again = browser
        .delete(&format!("/session/devices/{}", phone.id))
        .await;
    assert_eq!(again.code(), ProblemCode::NotFound);
}

#[rstest]
#[tokio::test]
async fn one_of_the_staff_ends_all_others_and_then_all(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::new(on).await else {
        return;
    };
    let agency = app.agency("教育体育局", "11990100MB00000001").await;
    app.staff(agency, Role::Handler, "wangmin").await;
    let (mut one, mut other) = (app.clerk("wangmin").await, app.clerk("wangmin").await);
    let left: LogIns = end(&mut one, WhichLogIns::Others).await.ok();
    assert_eq!(left.items.len(), 1);
    assert!(is_in(&mut one).await && !is_in(&mut other).await);

    let mut third = app.clerk("wangmin").await;
    let answer = end(&mut one, WhichLogIns::All).await;
    let forget = answer.header("clear-site-data").map(ToOwned::to_owned);
    assert_eq!(
        forget.as_deref(),
        Some("\"cache\", \"cookies\", \"storage\"")
    );
    assert_eq!(answer.ok::<LogIns>().items, []);
    assert!(one.cookie.is_none(), "the cookie is taken back");
    assert!(!is_in(&mut one).await && !is_in(&mut third).await);
}

#[rstest]
#[tokio::test]
async fn nobody_ends_anybody_elses(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(app) = TestApp::new(on).await else {
        return;
    };
    let li = app.holder("李雷", "990100199001010015").await;
    let han = app.holder("韩梅梅", "990100199202020027").await;
    let (mut one, mut other) = (app.citizen(li).await, app.citizen(han).await);
    let theirs = list(&mut other).await.items.remove(0).id;
    let answer = one.delete(&format!("/session/devices/{theirs}")).await;
    assert_eq!(answer.code(), ProblemCode::NotFound);
    end(&mut one, WhichLogIns::All).await.succeeded();
    assert!(is_in(&mut other).await);
    assert_eq!(
        app.visitor().get("/session/devices").await.code(),
        ProblemCode::SignedOut
    );
}

#[tokio::test]
async fn a_log_in_that_ran_out_is_not_listed() {
    let app = TestApp::new(Backend::Sqlite).await.unwrap();
    let holder = app.holder("李雷", "990100199001010015").await;
    let _old = app.citizen(holder).await;
    app.advance(SignedDuration::from_mins(31));
    let mut browser = app.citizen(holder).await;
    assert_eq!(list(&mut browser).await.items.len(), 1);
}
