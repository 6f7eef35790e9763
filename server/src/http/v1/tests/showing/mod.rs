//! 亮证: what a holder shows by a code, who checks it, and what becomes of it when they object.

mod adding;
mod checking;
mod objecting;
mod together;

use super::sending::code;
use super::{HAN, Hall, LI};
use crate::store::testing::Backend;
use crate::testing::{Answer, Browser, Receiver, Wish};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use domain::id::LicenceId;
use domain::problem::ProblemCode;
use domain::wire::Page;
use domain::wire::showing::Showing;
use jiff::SignedDuration;
use rstest::rstest;
use std::fmt::Write as _;

const MAIL: &str = "wang@example.cn";
const SECOND: SignedDuration = SignedDuration::from_secs(1);
const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// A hall in the city whose rulebook names other users, with a way to tell them.
async fn daqing(on: Backend, receiver: &Receiver) -> Option<Hall> {
    let wish = Wish {
        rulebook: "daqing",
        post: receiver.post(),
        ..Wish::default()
    };
    Hall::open_under(on, wish).await
}

async fn show(hall: &Hall, browser: &mut Browser, licence: LicenceId) -> Answer {
    let path = format!("/licences/{licence}/showings");
    hall.post(browser, &path, &()).await
}

/// Where a licence of 李雷's that is shown now is checked.
async fn shown(hall: &Hall) -> String {
    let mut li = hall.citizen().await;
    let showing: Showing = show(hall, &mut li, hall.licence).await.ok();
    path(&showing.address)
}

fn path(address: &str) -> String {
    let (_, path) = address.split_once("8080").unwrap();
    path.to_owned()
}

async fn look(hall: &Hall, path: &str) -> Answer {
    let mut visitor = hall.app.visitor();
    let request = visitor.request(Method::GET, path).body(Body::empty());
    visitor.send(request.unwrap()).await
}

fn text(answer: &Answer) -> String {
    String::from_utf8(answer.body.to_vec()).unwrap()
}

/// Sends a form as a browser does.
async fn send(hall: &Hall, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut body = String::new();
    for (name, value) in fields {
        let _ = write!(body, "&{name}=");
        for byte in value.bytes() {
            let _ = write!(body, "%{byte:02X}");
        }
    }
    let mut visitor = hall.app.visitor();
    let request = visitor.request(Method::POST, path);
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let body = body.trim_start_matches('&').to_owned();
    visitor.send(request.body(Body::from(body)).unwrap()).await
}

/// What lets who has just checked the licence object to it.
async fn granted(hall: &Hall) -> String {
    let path = shown(hall).await;
    let page = text(&look(hall, &path).await.succeeded());
    let (_, rest) = page.split_once("name=\"grant\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// What somebody says of the place.
fn said<'a>(grant: &'a str, claimed: &'a str, address: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("grant", grant),
        ("field", "place"),
        ("claimed", claimed),
        ("ground", "accuracy"),
        ("explanation", "店门口的门牌不是这个号"),
        ("means", "mail"),
        ("address", address),
    ]
}

/// Checks, says what is wrong, gives the code back; the answer to it.
async fn object(hall: &Hall, receiver: &Receiver, claimed: &str, address: &str) -> Answer {
    let grant = granted(hall).await;
    let mut fields = said(&grant, claimed, address);
    send(hall, "/objecting/code", &fields).await.succeeded();
    let code = code(&receiver.next());
    fields.push(("code", &code));
    send(hall, "/objecting/file", &fields).await
}

/// The receipt that an answer leads to.
fn receipt(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", text(answer));
    answer.header("location").unwrap().to_owned()
}

/// The number of the case on a receipt.
fn number(page: &str) -> String {
    let (_, rest) = page.split_once("class=\"number\">").unwrap();
    rest.split('<').next().unwrap().to_owned()
}
