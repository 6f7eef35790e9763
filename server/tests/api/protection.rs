//! What every answer has, whatever was asked.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use domain::problem::ProblemCode;
use rstest::rstest;
use server::app::Face;
use server::store::testing::Backend;
use server::testing::{Answer, TestApp, Wish};

async fn app() -> TestApp {
    TestApp::new(Backend::Sqlite).await.unwrap()
}

async fn ask(app: &TestApp, method: Method, path: &str, body: &str) -> Answer {
    let mut browser = app.visitor();
    let request = browser
        .request(method, path)
        .header(header::CONTENT_TYPE, "application/json");
    browser
        .send(request.body(Body::from(body.to_owned())).unwrap())
        .await
}

#[rstest]
#[case(Method::GET, "/api/v1/session", StatusCode::OK)]
#[case(Method::GET, "/api/v1/notices", StatusCode::UNAUTHORIZED)]
#[case(Method::GET, "/api/v1/nothing", StatusCode::NOT_FOUND)]
#[case(Method::GET, "/api/nothing", StatusCode::NOT_FOUND)]
#[case(Method::PATCH, "/api/v1/session", StatusCode::METHOD_NOT_ALLOWED)]
#[case(Method::POST, "/api/v1/session/staff", StatusCode::BAD_REQUEST)]
#[case(Method::GET, "/api/", StatusCode::OK)]
#[case(Method::GET, "/api/openapi.json", StatusCode::OK)]
#[case(Method::GET, "/healthz", StatusCode::OK)]
#[case(Method::GET, "/readyz", StatusCode::OK)]
#[case(Method::GET, "/", StatusCode::OK)]
#[case(Method::GET, "/licences/1", StatusCode::OK)]
#[case(Method::GET, "/desk/cases", StatusCode::OK)]
#[case(Method::GET, "/nothing.js", StatusCode::NOT_FOUND)]
#[case(Method::GET, "/desk/nothing.wasm", StatusCode::NOT_FOUND)]
#[case(Method::POST, "/", StatusCode::METHOD_NOT_ALLOWED)]
#[tokio::test]
async fn every_answer_is_protected_and_every_failure_a_problem(
    #[case] method: Method,
    #[case] path: &str,
    #[case] status: StatusCode,
) {
    let answer = ask(&app().await, method, path, "").await;
    assert_eq!(answer.status, status);
    for name in [
        "content-security-policy",
        "x-content-type-options",
        "referrer-policy",
        "cross-origin-opener-policy",
        "cross-origin-resource-policy",
        "permissions-policy",
        "x-request-id",
    ] {
        assert!(answer.header(name).is_some(), "{name}");
    }
    if path.starts_with("/api") {
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
    if !status.is_success() {
        let problem = answer.problem();
        assert_eq!(problem.request_id.as_deref(), answer.header("x-request-id"));
        assert_eq!(problem.kind, format!("/problems/{}", problem.code.as_str()));
    }
}

#[tokio::test]
async fn the_policy_lets_no_foreign_script_or_frame_in() {
    let app = app().await;
    let answer = ask(&app, Method::GET, "/", "").await;
    let policy = answer.header("content-security-policy").unwrap();
    for part in [
        "default-src 'none'",
        "'wasm-unsafe-eval'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    for part in ["unsafe-inline", "'unsafe-eval'", "http:", "https:", "*"] {
        assert!(!policy.contains(part), "{policy}");
    }
    assert_eq!(answer.header("strict-transport-security"), None);
    let wish = Wish {
        public_url: "https://zz.example.gov.cn".to_owned(),
        ..Wish::default()
    };
    let app = TestApp::wished(Backend::Sqlite, wish).await.unwrap();
    let answer = ask(&app, Method::GET, "/", "").await;
    assert!(answer.header("strict-transport-security").is_some());
}

#[tokio::test]
async fn a_method_that_is_not_for_an_address_hears_which_are() {
    let answer = ask(&app().await, Method::PATCH, "/api/v1/session", "").await;
    assert_eq!(answer.code(), ProblemCode::MethodNotAllowed);
    let allowed = answer.header("allow").unwrap();
    assert!(
        allowed.contains("GET") && allowed.contains("DELETE"),
        "{allowed}"
    );
}

#[rstest]
#[case("{\"ticket\": ")]
#[case("[]")]
#[case("{}")]
#[case("{\"ticket\": 7}")]
#[case("{\"ticket\": \"x\", \"more\": \"李雷\"}")]
#[case("{\"ticket\": \"a\\u0000b\"}")]
#[case("\u{feff}{}")]
#[tokio::test]
async fn a_body_that_can_not_be_read_is_malformed_and_not_repeated(#[case] body: &str) {
    let answer = ask(&app().await, Method::POST, "/api/v1/session/citizen", body).await;
    assert_eq!(answer.code(), ProblemCode::Malformed);
    assert!(!String::from_utf8_lossy(&answer.body).contains("李雷"));
}

#[tokio::test]
async fn a_body_that_is_not_json_is_not_read() {
    let app = app().await;
    let mut browser = app.visitor();
    let form = browser
        .request(Method::POST, "/api/v1/session/citizen")
        .header(header::CONTENT_TYPE, "text/plain")
        .body(Body::from("{\"ticket\":\"x\"}"))
        .unwrap();
    assert_eq!(browser.send(form).await.code(), ProblemCode::Malformed);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_read() {
    let body = format!("{{\"ticket\": \"{}\"}}", "x".repeat(300 * 1024));
    let answer = ask(&app().await, Method::POST, "/api/v1/session/citizen", &body).await;
    assert_eq!(answer.code(), ProblemCode::TooLarge);
}

#[tokio::test]
async fn each_face_is_served_where_it_should_be() {
    let with = |face| async move {
        let wish = Wish {
            face,
            ..Wish::default()
        };
        TestApp::wished(Backend::Sqlite, wish).await.unwrap()
    };
    let citizen = with(Face::Citizen).await;
    assert_eq!(
        ask(&citizen, Method::GET, "/", "").await.status,
        StatusCode::OK
    );
    let desk = ask(&citizen, Method::GET, "/desk/", "").await;
    assert_eq!(desk.code(), ProblemCode::NotFound);
    let desk = with(Face::Desk).await;
    assert_eq!(
        ask(&desk, Method::GET, "/desk/", "").await.status,
        StatusCode::OK
    );
    let home = ask(&desk, Method::GET, "/", "").await;
    assert_eq!(home.header("location"), Some("/desk/"));
}

#[tokio::test]
async fn the_rules_are_sent_once_and_known_afterwards() {
    let app = app().await;
    let mut browser = app.visitor();
    let first = browser.get("/rules").await;
    let etag = first.header("etag").unwrap().to_owned();
    assert_eq!(first.header("cache-control"), Some("public, no-cache"));
    let rules: domain::wire::session::Rules = first.ok();
    assert_eq!(rules.rulebook.id, "lanzhou-new-area");
    let request = browser.request(Method::GET, "/api/v1/rules");
    let again = request.header(header::IF_NONE_MATCH, &etag);
    let again = browser.send(again.body(Body::empty()).unwrap()).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    let request = browser.request(Method::GET, "/api/v1/rules");
    let small = request.header(header::ACCEPT_ENCODING, "gzip, br");
    let small = browser.send(small.body(Body::empty()).unwrap()).await;
    assert_eq!(small.header("content-encoding"), Some("gzip"));
    assert!(small.body.len() < 20_000);
}

#[tokio::test]
async fn every_operation_is_documented_with_its_problems() {
    let app = app().await;
    let document = ask(&app, Method::GET, "/api/openapi.json", "").await;
    let document: serde_json::Value = document.ok();
    assert_eq!(
        document["openapi"].as_str().map(|version| &version[..3]),
        Some("3.1")
    );
    let codes: Vec<&str> = ProblemCode::ALL.iter().map(|code| code.as_str()).collect();
    let documented = &document["components"]["schemas"]["ProblemCode"]["enum"];
    assert_eq!(*documented, serde_json::json!(codes), "as they travel");
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() > 5);
    for (path, item) in paths {
        for (method, operation) in item.as_object().unwrap() {
            let name = format!("{method} {path}");
            assert!(operation["operationId"].is_string(), "{name}");
            assert!(operation["summary"].is_string(), "{name}");
            assert!(operation["responses"]["500"].is_object(), "{name}");
            for (status, answer) in operation["responses"].as_object().unwrap() {
                if status.as_str() >= "400" {
                    let content = &answer["content"]["application/problem+json"];
                    assert!(content.is_object(), "{name} {status}");
                }
            }
        }
    }
    let page = ask(&app, Method::GET, "/api/", "").await;
    let page = String::from_utf8_lossy(&page.body).into_owned();
    assert!(page.contains("/api/v1/session") && !page.contains("<script"));
}
