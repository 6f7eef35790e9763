//! Logging in with a device and no password: made by its owner, used without saying who one is, and of no use as a copy.

mod device;

use crate::jobs;
use crate::store::on;
use crate::store::testing::Backend;
use crate::testing::{Answer, Browser, TestApp, Wish};
use device::Device;
use domain::access::Role;
use domain::problem::ProblemCode;
use domain::second_factor::{Owed, ProvenBy};
use domain::wire::factor::{Factors, NewPasskey, PasskeyAsked, PasskeyLogin};
use domain::wire::notice::{Inbox, NoticeKind};
use domain::wire::session::Session;
use domain::wire::staff::StaffAccounts;
use jiff::SignedDuration;
use rstest::rstest;

async fn office(on: Backend, second_factor: bool) -> Option<TestApp> {
    let wish = Wish {
        public_url: "http://localhost:8080".to_owned(),
        second_factor,
        ..Wish::default()
    };
    let app = TestApp::wished(on, wish).await?;
    let agency = app.agency("教育体育局", "11990100MB00000001").await;
    app.staff(agency, Role::SecurityAdmin, "anquan").await;
    app.staff(agency, Role::Handler, "wangmin").await;
    Some(app)
}

async fn keep(browser: &mut Browser, device: &mut Device) -> Answer {
    let asked: PasskeyAsked = browser.post("/session/passkeys/ask", &()).await.ok();
    let made = NewPasskey {
        credential: device.make(&asked.options),
        challenge: asked.challenge,
        name: " 办公室电脑 ".to_owned(),
    };
    browser.post("/session/passkeys", &made).await
}

async fn signed(browser: &mut Browser, device: &mut Device) -> PasskeyLogin {
    let asked: PasskeyAsked = browser.post("/session/passkey/ask", &()).await.ok();
    PasskeyLogin {
        credential: device.sign(&asked.options),
        challenge: asked.challenge,
    }
}

async fn log_in(app: &TestApp, device: &mut Device) -> (Browser, Answer) {
    let mut browser = app.visitor();
    let login = signed(&mut browser, device).await;
    let answer = browser.post("/session/passkey", &login).await;
    (browser, answer)
}

/// How often it is on record that a copied passkey was ended.
async fn ended(app: &TestApp) -> i64 {
    let mut read = app.app.db.read().await.unwrap();
    let sql = "SELECT COUNT(*) FROM audit WHERE action = 'end-copied-passkey'";
    on!(&mut *read, |c| sqlx::query_scalar(sql).fetch_one(c).await).unwrap()
}

async fn refuses(app: &TestApp, device: &mut Device) {
    let (mut browser, answer) = log_in(app, device).await;
    assert_eq!(answer.code(), ProblemCode::WrongCredentials);
    assert!(browser.get("/session").await.ok::<Session>().who.is_none());
}

#[rstest]
#[tokio::test]
async fn who_made_a_passkey_logs_in_by_it_alone_and_a_copy_of_it_does_not(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = office(on, true).await else {
        return;
    };
    let (mut browser, mut other) = (app.clerk("wangmin").await, app.clerk("wangmin").await);
    let before = browser.cookie.clone();
    let mut device = Device::of(7);
    let kept: Factors = keep(&mut browser, &mut device).await.ok();
    assert_eq!(kept.passkeys[0].name, "办公室电脑");
    assert_ne!(browser.cookie, before, "a new session");
    browser.get("/notices").await.succeeded();
    assert_eq!(
        other.get("/session/devices").await.code(),
        ProblemCode::SignedOut
    );

    let mut copy = device.clone();
    let (mut browser, answer) = log_in(&app, &mut device).await;
    let who = answer.ok::<Session>().who.unwrap();
    assert_eq!((who.name.as_str(), who.owes), ("王敏", None));
    browser.get("/notices").await.succeeded();
    let factors: Factors = browser.get("/session/factors").await.ok();
    assert_eq!(factors.passkeys[0].used_at, Some(app.now()));
    // By the password one owes it now.
    let session: Session = app.clerk("wangmin").await.get("/session").await.ok();
    let who = session.who.unwrap();
    assert_eq!(
        (who.owes, who.proofs),
        (Some(Owed::Proof), vec![ProvenBy::Passkey])
    );

    refuses(&app, &mut copy).await;
    // Which of the two is its owner's nobody knows.
    refuses(&app, &mut device).await;
    assert!(browser.get("/session").await.ok::<Session>().who.is_none());
}

#[rstest]
#[tokio::test]
async fn whose_passkey_was_copied_is_told_and_it_is_on_record(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = office(on, false).await else {
        return;
    };
    let mut device = Device::of(7);
    keep(&mut app.clerk("wangmin").await, &mut device)
        .await
        .succeeded();
    let mut copy = device.clone();
    log_in(&app, &mut device).await.1.succeeded();
    refuses(&app, &mut copy).await;
    assert_eq!(ended(&app).await, 1);

    let mut owner = app.clerk("wangmin").await;
    jobs::run_all(&app.app).await.unwrap();
    let inbox: Inbox = owner.get("/notices").await.ok();
    let kinds: Vec<_> = inbox.items.iter().map(|notice| notice.kind).collect();
    assert_eq!(kinds, [NoticeKind::PasskeyCopied]);
    let factors: Factors = owner.get("/session/factors").await.ok();
    assert_eq!(factors.passkeys, []);
}

#[rstest]
#[tokio::test]
async fn what_was_signed_counts_once_not_late_not_elsewhere_and_not_unseen(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = office(on, false).await else {
        return;
    };
    let mut device = Device::of(7);
    let mut browser = app.clerk("wangmin").await;
    keep(&mut browser, &mut device).await.succeeded();
    let mut visitor = app.visitor();
    let login = signed(&mut visitor, &mut device).await;
    visitor.post("/session/passkey", &login).await.succeeded();
    let again = app.visitor().post("/session/passkey", &login).await;
    assert_eq!(again.code(), ProblemCode::WrongCredentials);

    let late = signed(&mut visitor, &mut device).await;
    app.advance(SignedDuration::from_mins(5));
    let late = visitor.post("/session/passkey", &late).await;
    assert_eq!(late.code(), ProblemCode::WrongCredentials);

    let mut elsewhere = device.clone();
    elsewhere.origin = "https://localhost.example".to_owned();
    refuses(&app, &mut elsewhere).await;
    let mut unseen = device.clone();
    unseen.verifies = false;
    refuses(&app, &mut unseen).await;
    refuses(&app, &mut Device::of(8)).await;
    log_in(&app, &mut device).await.1.succeeded();
}

#[rstest]
#[tokio::test]
async fn a_passkey_is_made_shortly_after_the_log_in_and_by_whom_it_was_asked_of(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = office(on, false).await else {
        return;
    };
    let mut browser = app.clerk("wangmin").await;
    let asked: PasskeyAsked = browser.post("/session/passkeys/ask", &()).await.ok();
    let made = |asked: PasskeyAsked| NewPasskey {
        credential: Device::of(7).make(&asked.options),
        challenge: asked.challenge,
        name: "手机".to_owned(),
    };
    let mut security = app.clerk("anquan").await;
    let theirs = security.post("/session/passkeys", &made(asked)).await;
    assert_eq!(theirs.code(), ProblemCode::WrongState);
    let mut unseen = Device::of(7);
    unseen.verifies = false;
    let unseen = keep(&mut browser, &mut unseen).await;
    assert_eq!(unseen.code(), ProblemCode::WrongCredentials);
    keep(&mut browser, &mut Device::of(7)).await.succeeded();
    let twice = keep(&mut security, &mut Device::of(7)).await;
    assert_eq!(twice.code(), ProblemCode::WrongState);
    app.advance(SignedDuration::from_mins(6));
    let stale = browser.post("/session/passkeys/ask", &()).await;
    assert_eq!(stale.code(), ProblemCode::LogInAgain);
}

#[rstest]
#[tokio::test]
async fn a_passkey_that_was_removed_or_whose_owner_left_opens_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = office(on, false).await else {
        return;
    };
    let (mut first, mut second) = (Device::of(7), Device::of(8));
    let mut browser = app.clerk("wangmin").await;
    keep(&mut browser, &mut first).await.succeeded();
    let kept: Factors = keep(&mut browser, &mut second).await.ok();
    let mut security = app.clerk("anquan").await;
    let path = format!("/session/passkeys/{}", kept.passkeys[0].id);
    assert_eq!(security.delete(&path).await.code(), ProblemCode::NotFound);
    let left: Factors = browser.delete(&path).await.ok();
    assert_eq!(left.passkeys, kept.passkeys[1..]);
    refuses(&app, &mut first).await;
    log_in(&app, &mut second).await.1.succeeded();

    let all: StaffAccounts = security.get("/staff").await.ok();
    let wangmin = all
        .items
        .iter()
        .find(|one| one.username == "wangmin")
        .unwrap();
    let key = app.app.ids.new_id(app.now());
    let end = format!("/staff/{}/end", wangmin.id);
    security.post_once(&end, key, &()).await.succeeded();
    refuses(&app, &mut second).await;
}

#[tokio::test]
async fn at_an_address_of_numbers_there_are_none() {
    let app = TestApp::new(Backend::Sqlite).await.unwrap();
    let agency = app.agency("教育体育局", "11990100MB00000001").await;
    app.staff(agency, Role::Handler, "wangmin").await;
    let asked = app.visitor().post("/session/passkey/ask", &()).await;
    assert_eq!(asked.code(), ProblemCode::NotOffered);
    let factors: Factors = app
        .clerk("wangmin")
        .await
        .get("/session/factors")
        .await
        .ok();
    assert!(!factors.can_have_passkeys);
}
