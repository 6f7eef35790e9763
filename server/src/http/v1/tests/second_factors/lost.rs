//! What helps when an authenticator is lost: recovery codes, taking it away shortly after a log-in, and the security
//! administrator.

use super::{Office, may_work, owes, prove};
use crate::store::testing::Backend;
use domain::id::StaffId;
use domain::problem::ProblemCode;
use domain::second_factor::{Owed, RECOVERY_CODES};
use domain::wire::factor::{Factors, RecoveryCodes};
use domain::wire::staff::StaffAccounts;
use jiff::SignedDuration;
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn a_recovery_code_opens_once(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(office) = Office::new(on, false).await else {
        return;
    };
    let mut browser = office.app.clerk("wangmin").await;
    let (_, codes) = office.set_up(&mut browser).await;
    let code = codes[3].to_uppercase().replace('-', " ");
    let mut lost = office.app.clerk("wangmin").await;
    prove(&mut lost, &code).await.succeeded();
    let factors: Factors = lost.get("/session/factors").await.ok();
    assert_eq!(factors.recovery_codes, 9);
    let mut again = office.app.clerk("wangmin").await;
    let answer = prove(&mut again, &code).await;
    assert_eq!(answer.code(), ProblemCode::WrongCredentials);
}

#[rstest]
#[tokio::test]
async fn new_recovery_codes_take_the_place_of_all_that_were_left(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(office) = Office::new(on, false).await else {
        return;
    };
    let mut browser = office.app.clerk("wangmin").await;
    let none = browser.post("/session/recovery-codes", &()).await;
    assert_eq!(none.code(), ProblemCode::WrongState);
    let (phone, old) = office.set_up(&mut browser).await;
    let mut elsewhere = office.app.clerk("wangmin").await;
    prove(&mut elsewhere, &old[0]).await.succeeded();
    let owed = office
        .app
        .clerk("wangmin")
        .await
        .post("/session/recovery-codes", &())
        .await;
    assert_eq!(owed.code(), ProblemCode::SecondFactorRequired);

    let given = browser.post("/session/recovery-codes", &()).await;
    let new = given.ok::<RecoveryCodes>().codes;
    assert_eq!(new.len(), RECOVERY_CODES);
    assert!(may_work(&mut browser).await);
    let signed_out = elsewhere.get("/notices").await;
    assert_eq!(signed_out.code(), ProblemCode::SignedOut);
    let mut lost = office.app.clerk("wangmin").await;
    let gone = prove(&mut lost, &old[1]).await;
    assert_eq!(gone.code(), ProblemCode::WrongCredentials);
    prove(&mut lost, &new[1]).await.succeeded();
    let factors: Factors = lost.get("/session/factors").await.ok();
    assert_eq!(factors.recovery_codes, 9);

    office.app.advance(SignedDuration::from_mins(6));
    let stale = lost.post("/session/recovery-codes", &()).await;
    assert_eq!(stale.code(), ProblemCode::LogInAgain);
    let mut again = office.app.clerk("wangmin").await;
    prove(&mut again, &phone.code(&office.app))
        .await
        .succeeded();
}

#[rstest]
#[tokio::test]
async fn it_is_changed_only_shortly_after_the_log_in(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(office) = Office::new(on, false).await else {
        return;
    };
    let mut browser = office.app.clerk("wangmin").await;
    let (phone, _) = office.set_up(&mut browser).await;
    office.app.advance(SignedDuration::from_mins(6));
    let stale = browser.delete("/session/totp").await;
    assert_eq!(stale.code(), ProblemCode::LogInAgain);
    let mut browser = office.app.clerk("wangmin").await;
    prove(&mut browser, &phone.code(&office.app))
        .await
        .succeeded();
    let twice = browser.post("/session/totp", &()).await;
    assert_eq!(twice.code(), ProblemCode::StaleVersion);
    let left: Factors = browser.delete("/session/totp").await.ok();
    assert_eq!((left.totp_since, left.recovery_codes), (None, 0));
    assert_eq!(owes(&mut office.app.clerk("wangmin").await).await, None);
}

#[rstest]
#[tokio::test]
async fn who_has_lost_it_asks_the_security_administrator(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(office) = Office::new(on, true).await else {
        return;
    };
    let mut security = office.app.clerk("anquan").await;
    office.set_up(&mut security).await;
    let mut browser = office.app.clerk("wangmin").await;
    office.set_up(&mut browser).await;
    let key = || office.app.app.ids.new_id(office.app.now());
    let all: StaffAccounts = security.get("/staff").await.ok();
    assert!(all.items.iter().all(|one| one.has_second_factor));
    let own = all
        .items
        .iter()
        .find(|one| one.username == "anquan")
        .unwrap()
        .id;
    let path = |id: StaffId| format!("/staff/{id}/factors/remove");
    let by_others = browser.post_once(&path(own), key(), &()).await;
    assert_eq!(by_others.code(), ProblemCode::Forbidden);
    let themselves = security.post_once(&path(own), key(), &()).await;
    assert_eq!(themselves.code(), ProblemCode::SamePerson);
    let lost = path(office.wangmin);
    let left: StaffAccounts = security.post_once(&lost, key(), &()).await.ok();
    let theirs = left.items.iter().find(|one| one.id == office.wangmin);
    assert!(!theirs.unwrap().has_second_factor);
    assert_eq!(browser.get("/notices").await.code(), ProblemCode::SignedOut);
    let mut anew = office.app.clerk("wangmin").await;
    assert_eq!(owes(&mut anew).await, Some(Owed::SetUp));
    let none = security.post_once(&lost, key(), &()).await;
    assert_eq!(none.code(), ProblemCode::NotFound);
}
