//! A log-in by the ticket of a platform, which stands on a port of this machine and can be told to do wrong.

use super::{NUMBER, get, location, page_of, session};
use crate::ports::identity::IdentityProvider;
use crate::ports::identity::said::Names;
use crate::ports::identity::ticket::{Field, TicketSettings, Tickets};
use crate::store::testing::Backend;
use crate::testing::{TestApp, Wish, parameters};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use domain::log_in::LogInFault;
use rstest::rstest;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// What the platform says, whatever it is asked.
#[derive(Clone)]
struct Says {
    token: (u16, Value),
    user: (u16, Value),
}

type Platform = Arc<Mutex<(Says, Vec<Value>)>>;

fn right() -> Says {
    Says {
        token: (200, json!({ "code": 0, "data": { "token": "t-1" } })),
        user: (
            200,
            json!({ "code": 0, "data": { "name": "李雷", "idNumber": NUMBER, "kind": "10" } }),
        ),
    }
}

fn said(State(platform): State<Platform>, is_token: bool, sent: Value) -> Response {
    let mut platform = platform.lock().unwrap();
    platform.1.push(sent);
    let (status, said) = if is_token {
        &platform.0.token
    } else {
        &platform.0.user
    };
    (StatusCode::from_u16(*status).unwrap(), Json(said.clone())).into_response()
}

async fn platform(says: Says) -> (Platform, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = format!("http://{}", listener.local_addr().unwrap());
    let platform: Platform = Arc::new(Mutex::new((says, Vec::new())));
    let router = Router::new()
        .route(
            "/token",
            post(async |state, Json(sent): Json<Value>| said(state, true, sent)),
        )
        .route(
            "/user",
            post(async |state, Json(sent): Json<Value>| said(state, false, sent)),
        )
        .with_state(platform.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (platform, at)
}

fn settings(at: &str) -> TicketSettings {
    let field = |name: &str, value: &str| Field {
        name: name.to_owned(),
        value: value.to_owned(),
    };
    TicketSettings {
        page: format!("{at}/login?app=zz").parse().unwrap(),
        return_parameter: "goto".to_owned(),
        ticket_parameter: "ticket".to_owned(),
        token_url: format!("{at}/token").parse().unwrap(),
        user_url: format!("{at}/user").parse().unwrap(),
        client_id: field("appId", "zz"),
        client_secret: field("appSecret", "s3cret"),
        ticket_field: "ticket".to_owned(),
        token_field: "token".to_owned(),
        token_at: "/data/token".to_owned(),
        names: Names {
            name: "/data/name".to_owned(),
            number: "/data/idNumber".to_owned(),
            document_type: Some("/data/kind".to_owned()),
            citizen_id: "10".to_owned(),
        },
    }
}

async fn house(on: Backend, at: &str) -> Option<TestApp> {
    let tickets = Tickets::new(settings(at)).unwrap();
    let wish = Wish {
        identity: Some(IdentityProvider::Tickets(Arc::new(tickets))),
        ..Wish::default()
    };
    let app = TestApp::wished(on, wish).await?;
    app.holder("李雷", NUMBER).await;
    Some(app)
}

/// Goes to the platform's page and comes back with what it adds to the address; where that led.
async fn led_to(app: &TestApp, adds: &str) -> (String, crate::testing::Browser) {
    let mut browser = app.visitor();
    let answer = get(&mut browser, "/log-in/ticket/start").await;
    let sent: http::Uri = location(&answer).parse().unwrap();
    let asked = parameters(sent.query().unwrap());
    assert_eq!((sent.path(), asked["app"].as_str()), ("/login", "zz"));
    let back: http::Uri = asked["goto"].parse().unwrap();
    assert!(asked["goto"].starts_with(&format!(
        "{}/log-in/ticket/callback?state=",
        app.app.web.public_url
    )));
    let led = browser
        .come_back(&format!("{}{adds}", back.path_and_query().unwrap()))
        .await;
    (location(&led).to_owned(), browser)
}

#[rstest]
#[tokio::test]
async fn a_ticket_becomes_a_token_and_the_token_a_person(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let (platform, at) = platform(right()).await;
    let Some(app) = house(on, &at).await else {
        return;
    };
    let (led, mut browser) = led_to(&app, "&ticket=T-77").await;
    assert_eq!(led, "/");
    assert_eq!(session(&mut browser).await.who.unwrap().name, "李雷");
    let sent = platform.lock().unwrap().1.clone();
    assert_eq!(
        sent,
        [
            json!({ "appId": "zz", "appSecret": "s3cret", "ticket": "T-77" }),
            json!({ "appId": "zz", "token": "t-1" }),
        ]
    );
}

#[rstest]
#[case::no_ticket("", right(), LogInFault::Cancelled)]
#[case::refused("&ticket=T", Says { token: (200, json!({ "code": 5, "message": "票据已失效" })), ..right() }, LogInFault::Expired)]
#[case::forbidden("&ticket=T", Says { token: (403, json!({})), ..right() }, LogInFault::Expired)]
#[case::gone("&ticket=T", Says { token: (410, json!({})), ..right() }, LogInFault::Expired)]
#[case::we_are_unknown("&ticket=T", Says { token: (401, json!({})), ..right() }, LogInFault::Unreachable)]
#[case::nothing_there("&ticket=T", Says { token: (404, json!({})), ..right() }, LogInFault::Unreachable)]
#[case::too_often("&ticket=T", Says { token: (429, json!({})), ..right() }, LogInFault::Unreachable)]
#[case::broken("&ticket=T", Says { token: (500, json!({})), ..right() }, LogInFault::Unreachable)]
#[case::no_data("&ticket=T", Says { user: (502, json!({})), ..right() }, LogInFault::Unreachable)]
#[case::nobody("&ticket=T", Says { user: (200, json!({ "data": {} })), ..right() }, LogInFault::NotVerified)]
#[case::passport("&ticket=T", Says { user: (200, json!({ "data": { "name": "李雷", "idNumber": NUMBER, "kind": "14" } })), ..right() }, LogInFault::UnknownPerson)]
#[tokio::test]
async fn what_the_platform_does_otherwise_is_told_calmly(
    #[case] adds: &str,
    #[case] says: Says,
    #[case] fault: LogInFault,
) {
    let (_, at) = platform(says).await;
    let app = house(Backend::Sqlite, &at).await.unwrap();
    let (led, mut browser) = led_to(&app, adds).await;
    assert_eq!(led, page_of(fault));
    assert!(session(&mut browser).await.who.is_none());
}

#[tokio::test]
async fn a_platform_that_is_gone_is_told_calmly() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let app = house(Backend::Sqlite, &at).await.unwrap();
    let (led, _) = led_to(&app, "&ticket=T").await;
    assert_eq!(led, page_of(LogInFault::Unreachable));
}

#[test]
fn settings_are_printed_without_their_secret() {
    let printed = format!("{:?}", settings("http://127.0.0.1:1"));
    assert!(
        printed.contains("127.0.0.1") && !printed.contains("s3cret"),
        "{printed}"
    );
}
