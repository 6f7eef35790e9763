//! Which requests that change something are taken, by where they say that they come from.

use axum::body::Body;
use axum::http::{Method, Request, header};
use domain::problem::ProblemCode;
use domain::wire::session::Session;
use rstest::rstest;
use server::store::testing::Backend;
use server::testing::TestApp;

const OURS: &str = "http://127.0.0.1:8080";

#[rstest]
#[case::our_page(Some(OURS), Some("same-origin"), true, true)]
#[case::our_page_in_an_old_browser(Some(OURS), None, true, true)]
#[case::typed_by_hand(None, Some("none"), true, true)]
#[case::another_site(Some("https://evil.example"), Some("cross-site"), true, false)]
#[case::another_site_in_an_old_browser(Some("https://evil.example"), None, true, false)]
#[case::a_sister_site(Some("http://other.127.0.0.1:8080"), Some("same-site"), true, false)]
#[case::a_sandboxed_frame(Some("null"), Some("cross-site"), true, false)]
#[case::a_frame_in_an_old_browser(Some("null"), None, true, false)]
#[case::another_port(Some("http://127.0.0.1:9090"), None, true, false)]
#[case::a_cookie_and_no_word_of_origin(None, None, true, false)]
#[case::a_script_without_cookie(None, None, false, true)]
#[case::another_site_without_cookie(Some("https://evil.example"), Some("cross-site"), false, false)]
#[tokio::test]
async fn a_change_is_taken_from_our_own_pages_only(
    #[case] origin: Option<&str>,
    #[case] site: Option<&str>,
    #[case] with_cookie: bool,
    #[case] taken: bool,
) {
    let app = TestApp::new(Backend::Sqlite).await.unwrap();
    let holder = app.holder("李雷", "990100199001010012").await;
    let mut browser = app.citizen(holder).await;
    let mut request = Request::builder()
        .method(Method::DELETE)
        .uri("/api/v1/session")
        .header(header::HOST, "127.0.0.1:8080");
    if let Some(origin) = origin {
        request = request.header(header::ORIGIN, origin);
    }
    if let Some(site) = site {
        request = request.header("sec-fetch-site", site);
    }
    if let Some(cookie) = browser.cookie.as_ref().filter(|_| with_cookie) {
        request = request.header(header::COOKIE, format!("theme=dark; {cookie}"));
    }
    let mut sender = browser.clone();
    let answer = sender.send(request.body(Body::empty()).unwrap()).await;
    if taken {
        answer.succeeded();
    } else {
        assert_eq!(answer.code(), ProblemCode::CrossSite);
    }
    let still_in = browser.get("/session").await.ok::<Session>().who.is_some();
    assert_eq!(still_in, !(taken && with_cookie));
}
