//! Whoever logs out here logs out at the provider too, where it can be asked for that.

use super::{House, get, location, session};
use crate::store::testing::Backend;
use crate::testing::{TestApp, parameters};
use domain::problem::ProblemCode;

const LOG_OUT: &str = "/log-in/oidc/log-out";
const BACK: &str = "/log-in/oidc/logged-out";
const TOLD: &str = "/log-in/logged-out";

#[tokio::test]
async fn who_logged_out_is_sent_to_the_provider_under_our_name_and_comes_back_by_what_we_gave_it() {
    let house = House::here().await;
    let mut browser = house.app.visitor();
    assert_eq!(session(&mut browser).await.log_out_at, None);
    house.led_to(&mut browser).await;
    assert_eq!(
        session(&mut browser).await.log_out_at.as_deref(),
        Some(LOG_OUT)
    );
    browser.delete("/session").await;
    assert!(session(&mut browser).await.who.is_none());

    let sent = get(&mut browser, LOG_OUT).await;
    let (address, query) = location(&sent).split_once('?').unwrap();
    assert_eq!(address, [house.provider.issuer(), "/session/end"].concat());
    let asked = parameters(query);
    assert_eq!(asked["client_id"], "mingzheng");
    assert_eq!(
        asked["post_logout_redirect_uri"],
        ["http://127.0.0.1:8080", BACK].concat()
    );
    assert_eq!(asked.len(), 3, "nothing else of anybody is in the address");

    let mut stranger = house.app.visitor();
    let back = format!("{BACK}?state={}", asked["state"]);
    assert_eq!(location(&stranger.come_back(&back).await), "/");
    assert_eq!(location(&browser.come_back(&back).await), TOLD);
    assert!(browser.log_in.is_none(), "its cookie is taken back");
    assert_eq!(location(&browser.come_back(&back).await), "/");
    let told = get(&mut browser, "/log-in/logged-out?lang=en").await;
    let text = String::from_utf8(told.body.to_vec()).unwrap();
    assert!(text.contains("You are logged out"), "{text}");
}

#[tokio::test]
async fn where_the_provider_has_no_log_out_or_is_gone_the_log_out_here_is_all() {
    let house = House::here().await;
    house.provider.inside().ends_at = None;
    assert_eq!(location(&get(&mut house.app.visitor(), LOG_OUT).await), "/");

    let House { app, provider } = House::here().await;
    provider.stop().await;
    assert_eq!(location(&get(&mut app.visitor(), LOG_OUT).await), "/");
}

#[tokio::test]
async fn without_a_provider_there_is_no_log_out_at_one() {
    let app = TestApp::new(Backend::Sqlite).await.unwrap();
    let answer = get(&mut app.visitor(), LOG_OUT).await;
    assert_eq!(answer.code(), ProblemCode::NotFound);
}
