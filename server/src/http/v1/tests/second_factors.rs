//! The second factor of staff: set up by its owner, proved at each log-in by password, and removed by somebody else when it
//! is lost.

mod lost;

use crate::store::testing::Backend;
use crate::testing::{Answer, Browser, TestApp, Wish};
use axum::http::StatusCode;
use domain::access::Role;
use domain::id::StaffId;
use domain::problem::ProblemCode;
use domain::second_factor::{Owed, RECOVERY_CODES};
use domain::wire::factor::{FactorCode, Factors, RecoveryCodes, TotpOffer};
use domain::wire::session::{ChangePassword, Session, StaffLogin};
use jiff::SignedDuration;
use rstest::rstest;
use totp_rs::{Algorithm, Builder, Secret, Totp};

const RIGHT: &str = crate::service::demonstration::PASSWORD;

struct Office {
    app: TestApp,
    wangmin: StaffId,
}

impl Office {
    async fn new(on: Backend, second_factor: bool) -> Option<Self> {
        let wish = Wish {
            second_factor,
            ..Wish::default()
        };
        let app = TestApp::wished(on, wish).await?;
        let agency = app.agency("教育体育局", "11990100MB00000001").await;
        app.staff(agency, Role::SecurityAdmin, "anquan").await;
        let wangmin = app.staff(agency, Role::Handler, "wangmin").await;
        Some(Self { app, wangmin })
    }

    /// Sets up an authenticator in this browser.
    async fn set_up(&self, browser: &mut Browser) -> (Phone, Vec<String>) {
        let offer: TotpOffer = browser.post("/session/totp", &()).await.ok();
        let phone = Phone::of(&offer.key);
        let answer = send(browser, "/session/totp/confirm", &phone.code(&self.app)).await;
        (phone, answer.ok::<RecoveryCodes>().codes)
    }

    /// The code of the next half minute, which nobody has used.
    fn later(&self, phone: &Phone) -> String {
        self.app.advance(SignedDuration::from_secs(30));
        phone.code(&self.app)
    }
}

/// Somebody's authenticator.
struct Phone(Totp);

impl Phone {
    fn of(key: &str) -> Self {
        let secret = Secret::try_from_base32(key.replace(' ', "")).unwrap();
        let totp = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_secret(secret);
        Self(totp.build().unwrap())
    }

    fn code(&self, app: &TestApp) -> String {
        let seconds = app.now().as_second().try_into().unwrap();
        self.0.generate(seconds).to_string()
    }
}

async fn send(browser: &mut Browser, path: &str, code: &str) -> Answer {
    let code = code.to_owned();
    browser.post(path, &FactorCode { code }).await
}

async fn prove(browser: &mut Browser, code: &str) -> Answer {
    send(browser, "/session/second-factor", code).await
}

async fn owes(browser: &mut Browser) -> Option<Owed> {
    let session: Session = browser.get("/session").await.ok();
    session.who.unwrap().owes
}

async fn may_work(browser: &mut Browser) -> bool {
    let answer = browser.get("/notices").await;
    if !answer.status.is_success() {
        assert_eq!(answer.code(), ProblemCode::SecondFactorRequired);
        return false;
    }
    true
}

#[rstest]
#[tokio::test]
async fn who_set_up_an_authenticator_proves_it_with_each_code_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(office) = Office::new(on, false).await else {
        return;
    };
    let mut first = office.app.clerk("wangmin").await;
    let mut elsewhere = office.app.clerk("wangmin").await;
    let before = first.cookie.clone();
    let (phone, codes) = office.set_up(&mut first).await;
    assert_eq!(codes.len(), RECOVERY_CODES);
    assert_ne!(first.cookie, before, "a new session");
    assert!(may_work(&mut first).await);
    let signed_out = elsewhere.get("/notices").await;
    assert_eq!(signed_out.code(), ProblemCode::SignedOut);

    let mut second = office.app.clerk("wangmin").await;
    assert_eq!(owes(&mut second).await, Some(Owed::Proof));
    assert!(!may_work(&mut second).await);
    let used = prove(&mut second, &phone.code(&office.app)).await;
    assert_eq!(used.code(), ProblemCode::WrongCredentials, "it set it up");
    let before = second.cookie.clone();
    let code = office.later(&phone);
    prove(&mut second, &code).await.succeeded();
    assert_ne!(second.cookie, before, "a new session");
    assert!(may_work(&mut second).await);
    let mut third = office.app.clerk("wangmin").await;
    let again = prove(&mut third, &code).await;
    assert_eq!(again.code(), ProblemCode::WrongCredentials);
    // A session that owes nothing proves nothing.
    let more = prove(&mut second, &office.later(&phone)).await;
    assert_eq!(more.code(), ProblemCode::WrongState);
}

#[rstest]
#[tokio::test]
async fn the_password_alone_neither_changes_it_nor_logs_anybody_out(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(office) = Office::new(on, false).await else {
        return;
    };
    let mut owner = office.app.clerk("wangmin").await;
    office.set_up(&mut owner).await;
    let mut thief = office.app.clerk("wangmin").await;
    let change = ChangePassword {
        current: RIGHT.to_owned(),
        new: "better-than-2026".to_owned(),
    };
    let answers = [
        thief.post("/session/password", &change).await,
        thief.get("/session/devices").await,
        thief.get("/session/factors").await,
        thief.post("/session/totp", &()).await,
        thief.delete("/session/totp").await,
    ];
    for answer in answers {
        assert_eq!(answer.code(), ProblemCode::SecondFactorRequired);
    }
    assert!(may_work(&mut owner).await);
}

#[rstest]
#[tokio::test]
async fn where_it_is_required_a_log_in_does_nothing_but_set_one_up(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(office) = Office::new(on, true).await else {
        return;
    };
    let mut browser = office.app.clerk("wangmin").await;
    assert_eq!(owes(&mut browser).await, Some(Owed::SetUp));
    assert!(!may_work(&mut browser).await);
    let factors: Factors = browser.get("/session/factors").await.ok();
    assert!(factors.is_required && factors.totp_since.is_none());
    office.set_up(&mut browser).await;
    assert_eq!(owes(&mut browser).await, None);
    assert!(may_work(&mut browser).await);
    let factors: Factors = browser.get("/session/factors").await.ok();
    assert_eq!(factors.totp_since, Some(office.app.now()));
    assert_eq!(factors.recovery_codes, 10);
}

#[rstest]
#[tokio::test]
async fn who_guesses_at_codes_waits_wherever_they_log_in_anew(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(office) = Office::new(on, false).await else {
        return;
    };
    let mut owner = office.app.clerk("wangmin").await;
    let (phone, _) = office.set_up(&mut owner).await;
    let right = office.later(&phone);
    let wrong = if right == "000000" {
        "000001"
    } else {
        "000000"
    };
    for _ in 0..5 {
        let mut thief = office.app.clerk("wangmin").await;
        let answer = prove(&mut thief, wrong).await;
        assert_eq!(answer.code(), ProblemCode::WrongCredentials);
    }
    let mut thief = office.app.clerk("wangmin").await;
    let answer = prove(&mut thief, &right).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(may_work(&mut owner).await, "who is in stays in");
    office.app.advance(SignedDuration::from_mins(15));
    let mut owner = office.app.clerk("wangmin").await;
    let code = phone.code(&office.app);
    prove(&mut owner, &code).await.succeeded();
}

#[rstest]
#[tokio::test]
async fn who_changes_the_password_keeps_what_they_proved(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(office) = Office::new(on, true).await else {
        return;
    };
    let mut browser = office.app.clerk("wangmin").await;
    office.set_up(&mut browser).await;
    let change = ChangePassword {
        current: RIGHT.to_owned(),
        new: "better-than-2026".to_owned(),
    };
    browser.post("/session/password", &change).await.succeeded();
    assert!(may_work(&mut browser).await);
    let mut anew = office.app.visitor();
    let login = StaffLogin {
        username: "wangmin".to_owned(),
        password: change.new,
    };
    anew.post("/session/staff", &login).await.succeeded();
    assert_eq!(owes(&mut anew).await, Some(Owed::Proof));
}

#[tokio::test]
async fn a_citizen_has_none_and_what_can_be_no_code_is_told() {
    let office = Office::new(Backend::Sqlite, false).await.unwrap();
    let holder = office.app.holder("李雷", "990100199001010015").await;
    let mut citizen = office.app.citizen(holder).await;
    assert_eq!(
        citizen.get("/session/factors").await.code(),
        ProblemCode::Forbidden
    );
    assert_eq!(
        citizen.post("/session/totp", &()).await.code(),
        ProblemCode::Forbidden
    );
    assert_eq!(
        prove(&mut citizen, "123456").await.code(),
        ProblemCode::WrongState
    );
    let mut visitor = office.app.visitor();
    assert_eq!(
        prove(&mut visitor, "123456").await.code(),
        ProblemCode::SignedOut
    );
    let mut browser = office.app.clerk("wangmin").await;
    office.set_up(&mut browser).await;
    let mut browser = office.app.clerk("wangmin").await;
    assert_eq!(
        prove(&mut browser, "12345").await.code(),
        ProblemCode::Invalid
    );
}
