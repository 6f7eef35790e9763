//! Accounts of staff: made by one, used by another, and ended when somebody leaves.

use crate::store::testing::Backend;
use crate::testing::{Answer, Browser, TestApp};
use axum::http::StatusCode;
use domain::access::Role;
use domain::id::{AgencyId, StaffId};
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::session::{ChangePassword, Session, StaffLogin};
use domain::wire::staff::{GivenAccount, NewAccount, StaffAccounts};
use jiff::SignedDuration;
use rstest::rstest;
use uuid::Uuid;

const MINE: &str = "better-than-2026";

struct Office {
    app: TestApp,
    agency: AgencyId,
    security: Browser,
}

impl Office {
    async fn new(on: Backend) -> Option<Self> {
        let app = TestApp::new(on).await?;
        let agency = app.agency("教育体育局", "11990100MB00000001").await;
        app.staff(agency, Role::SecurityAdmin, "anquan").await;
        let security = app.clerk("anquan").await;
        Some(Self {
            app,
            agency,
            security,
        })
    }

    fn wanted(&self, username: &str) -> NewAccount {
        NewAccount {
            username: username.to_owned(),
            name: "王敏".to_owned(),
            agency: self.agency,
            role: Role::Handler,
        }
    }

    fn key(&self) -> Uuid {
        self.app.app.ids.new_id(self.app.now())
    }

    async fn added(&mut self, username: &str) -> GivenAccount {
        let request = self.wanted(username);
        let answer = self
            .security
            .post_once("/staff", self.key(), &request)
            .await;
        assert_eq!(answer.status, StatusCode::CREATED);
        answer.ok()
    }

    async fn step(&mut self, id: StaffId, deed: &str) -> Answer {
        let path = format!("/staff/{id}/{deed}");
        self.security.post_once(&path, self.key(), &()).await
    }

    async fn logs_in(&self, username: &str, password: &str) -> (Answer, Browser) {
        let mut browser = self.app.visitor();
        let login = StaffLogin {
            username: username.to_owned(),
            password: password.to_owned(),
        };
        (browser.post("/session/staff", &login).await, browser)
    }
}

async fn changes(browser: &mut Browser, current: &str, new: &str) -> Answer {
    let change = ChangePassword {
        current: current.to_owned(),
        new: new.to_owned(),
    };
    browser.post("/session/password", &change).await
}

async fn is_in(browser: &mut Browser) -> bool {
    browser.get("/session").await.ok::<Session>().who.is_some()
}

#[rstest]
#[tokio::test]
async fn somebody_is_given_an_account_changes_its_password_and_leaves(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mut office) = Office::new(on).await else {
        return;
    };
    let given = office.added("wangmin").await;
    assert!(given.account.has_initial_password);
    let (answer, mut browser) = office.logs_in("wangmin", &given.password).await;
    assert!(answer.ok::<Session>().who.unwrap().must_change_password);
    assert_eq!(
        browser.get("/notices").await.code(),
        ProblemCode::PasswordMustChange
    );
    changes(&mut browser, &given.password, MINE)
        .await
        .succeeded();
    browser.get("/notices").await.succeeded();

    let ended: StaffAccounts = office.step(given.account.id, "end").await.ok();
    let account = ended
        .items
        .iter()
        .find(|one| one.id == given.account.id)
        .unwrap();
    assert!(account.ended_at.is_some() && account.seen_at.is_some());
    assert!(!is_in(&mut browser).await, "they are logged out at once");
    let (answer, _) = office.logs_in("wangmin", MINE).await;
    assert_eq!(answer.code(), ProblemCode::WrongCredentials);
    assert_eq!(
        office.step(account.id, "end").await.code(),
        ProblemCode::NotFound
    );
    assert_eq!(
        office.step(account.id, "password").await.code(),
        ProblemCode::NotFound
    );
}

#[rstest]
#[tokio::test]
async fn a_first_password_opens_nothing_after_three_days(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mut office) = Office::new(on).await else {
        return;
    };
    let given = office.added("wangmin").await;
    office.app.advance(SignedDuration::from_hours(72));
    let (answer, _) = office.logs_in("wangmin", &given.password).await;
    assert_eq!(answer.code(), ProblemCode::WrongCredentials);
}

#[rstest]
#[tokio::test]
async fn who_has_lost_the_password_is_given_another_and_logged_out(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mut office) = Office::new(on).await else {
        return;
    };
    let given = office.added("wangmin").await;
    let (_, mut browser) = office.logs_in("wangmin", &given.password).await;
    changes(&mut browser, &given.password, MINE)
        .await
        .succeeded();
    let again: GivenAccount = office.step(given.account.id, "password").await.ok();
    assert!(!is_in(&mut browser).await);
    let (answer, _) = office.logs_in("wangmin", MINE).await;
    assert_eq!(answer.code(), ProblemCode::WrongCredentials);
    let (answer, _) = office.logs_in("wangmin", &again.password).await;
    assert!(answer.ok::<Session>().who.unwrap().must_change_password);
}

#[rstest]
#[tokio::test]
async fn a_password_is_changed_after_three_months(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(mut office) = Office::new(on).await else {
        return;
    };
    let given = office.added("wangmin").await;
    let (_, mut browser) = office.logs_in("wangmin", &given.password).await;
    changes(&mut browser, &given.password, MINE)
        .await
        .succeeded();
    // It was chosen on 17 September.
    for (days, expired) in [(91, false), (1, true)] {
        office.app.advance(SignedDuration::from_hours(24 * days));
        let (answer, mut browser) = office.logs_in("wangmin", MINE).await;
        let who = answer.ok::<Session>().who.unwrap();
        assert_eq!(who.must_change_password, expired, "{}", office.app.now());
        let read = browser.get("/notices").await;
        assert_eq!(read.status.is_success(), !expired);
    }
}

#[tokio::test]
async fn a_new_password_is_told_every_rule_that_it_breaks() {
    let mut office = Office::new(Backend::Sqlite).await.unwrap();
    let given = office.added("wangmin").await;
    let (_, mut browser) = office.logs_in("wangmin", &given.password).await;
    let answer = changes(&mut browser, &given.password, "王敏19900101").await;
    let told: Vec<_> = answer.problem().errors.iter().map(|one| one.code).collect();
    assert_eq!(
        told,
        [
            FieldCode::LettersAndDigits,
            FieldCode::SpecialCharacter,
            FieldCode::HasName,
            FieldCode::HasBirthday,
            FieldCode::HasNumber
        ]
    );
}

#[tokio::test]
async fn an_account_that_can_not_be_is_refused_with_the_field() {
    let mut office = Office::new(Backend::Sqlite).await.unwrap();
    office.added("wangmin").await;
    let right = office.wanted("wangmin2");
    let with = |change: fn(&mut NewAccount)| {
        let mut request = right.clone();
        change(&mut request);
        request
    };
    let nowhere = AgencyId(Uuid::from_u128(7));
    for (request, pointer, code) in [
        (office.wanted("wangmin"), "/username", FieldCode::Repeated),
        (
            with(|one| one.username = "wm".into()),
            "/username",
            FieldCode::TooShort,
        ),
        (
            with(|one| one.username = "Wang Min".into()),
            "/username",
            FieldCode::WrongForm,
        ),
        (
            with(|one| one.name = " ".into()),
            "/name",
            FieldCode::Required,
        ),
        (
            with(|one| one.role = Role::Holder),
            "/role",
            FieldCode::Unknown,
        ),
        (
            NewAccount {
                agency: nowhere,
                ..right.clone()
            },
            "/agency",
            FieldCode::Unknown,
        ),
    ] {
        let answer = office
            .security
            .post_once("/staff", office.key(), &request)
            .await;
        let errors = answer.problem().errors;
        assert_eq!(
            (errors[0].pointer.as_str(), errors[0].code),
            (pointer, code)
        );
    }
}

#[tokio::test]
async fn only_a_security_administrator_keeps_accounts_and_never_their_own() {
    let mut office = Office::new(Backend::Sqlite).await.unwrap();
    for role in Role::ALL {
        if matches!(role, Role::Holder | Role::SecurityAdmin) {
            continue;
        }
        let username = format!("as-{role:?}").to_lowercase();
        office.app.staff(office.agency, role, &username).await;
        let mut other = office.app.clerk(&username).await;
        assert_eq!(
            other.get("/staff").await.code(),
            ProblemCode::Forbidden,
            "{role:?}"
        );
        let request = office.wanted("wangmin");
        let answer = other.post_once("/staff", office.key(), &request).await;
        assert_eq!(answer.code(), ProblemCode::Forbidden, "{role:?}");
    }
    let list: StaffAccounts = office.security.get("/staff").await.ok();
    let own = list
        .items
        .iter()
        .find(|one| one.username == "anquan")
        .unwrap()
        .id;
    for deed in ["end", "password"] {
        assert_eq!(office.step(own, deed).await.code(), ProblemCode::SamePerson);
    }
}

#[tokio::test]
async fn a_password_is_shown_once() {
    let mut office = Office::new(Backend::Sqlite).await.unwrap();
    let (key, request) = (office.key(), office.wanted("wangmin"));
    let first: GivenAccount = office
        .security
        .post_once("/staff", key, &request)
        .await
        .ok();
    let again = office.security.post_once("/staff", key, &request).await;
    assert_eq!(again.code(), ProblemCode::KeyReused);
    let list = office.security.get("/staff").await;
    let text = String::from_utf8(list.body.to_vec()).unwrap();
    assert!(text.contains("wangmin") && !text.contains(&first.password));
}
