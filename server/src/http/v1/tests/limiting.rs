//! Who asks too much: heard by account and by address, told when to come back, and nobody else is.

use super::Hall;
use crate::config::{Config, Flags};
use crate::limits::{Class, LIMITS, Rates, Scope};
use crate::store::testing::Backend;
use crate::testing::{Answer, Wish};
use axum::body::Body;
use axum::http::Method;
use domain::problem::ProblemCode;
use std::num::NonZeroU32;

async fn hall(scope: Scope, class: Class, proxies: usize) -> Hall {
    let rate = NonZeroU32::new(3).unwrap();
    let wish = Wish {
        rates: Some(Rates::from([((scope, class), rate)])),
        proxies,
        ..Wish::default()
    };
    Hall::open_under(Backend::Sqlite, wish).await.unwrap()
}

fn refused(answer: &Answer) -> bool {
    if answer.status != 429 {
        return false;
    }
    assert_eq!(answer.code(), ProblemCode::TooManyRequests);
    let wait: u64 = answer.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    true
}

#[tokio::test]
async fn an_account_that_asks_too_much_waits_on_every_device_and_others_do_not() {
    let hall = hall(Scope::Account, Class::Read, 0).await;
    let (mut li, mut elsewhere) = (hall.citizen().await, hall.citizen().await);
    for _ in 0..3 {
        li.get("/licences").await.succeeded();
    }
    assert!(refused(&li.get("/licences").await));
    assert!(refused(&elsewhere.get("/objections").await));
    hall.draft(&mut li).await;
    let mut han = hall.app.citizen(hall.han).await;
    han.get("/licences").await.succeeded();
    li.get("/session").await.succeeded();
}

async fn knock(hall: &Hall, from: &str, forwarded: Option<&str>) -> Answer {
    let mut browser = hall.app.visitor().coming_from(from);
    let request = browser.request(Method::GET, "/check/nothing");
    let request = match forwarded {
        Some(forwarded) => request.header("x-forwarded-for", forwarded),
        None => request,
    };
    browser.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn an_address_that_asks_too_much_waits_whatever_it_says_of_itself() {
    let hall = hall(Scope::Address, Class::Public, 0).await;
    let forged = ["198.51.100.1", "198.51.100.2", "198.51.100.3"];
    for forged in forged {
        let answer = knock(&hall, "203.0.113.7", Some(forged)).await;
        assert_eq!(answer.status, 404);
    }
    let fourth = knock(&hall, "203.0.113.7", Some("198.51.100.4")).await;
    assert!(refused(&fourth));
    assert_eq!(knock(&hall, "203.0.113.8", None).await.status, 404);
}

#[tokio::test]
async fn who_opens_a_page_too_often_reads_so_on_a_page_and_a_program_hears_a_problem() {
    let hall = hall(Scope::Address, Class::Public, 0).await;
    for _ in 0..3 {
        knock(&hall, "203.0.113.7", None).await;
    }
    assert!(refused(&knock(&hall, "203.0.113.7", None).await));
    for (address, tag, word) in [
        ("/check/nothing", "zh-CN", "请稍后再试"),
        ("/check/nothing?lang=en", "en", "Please try again later"),
    ] {
        let mut browser = hall.app.visitor().coming_from("203.0.113.7");
        let request = browser.request(Method::GET, address);
        let request = request.header("accept", "text/html,*/*;q=0.8");
        let answer = browser.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 429);
        assert!(answer.header("retry-after").is_some());
        assert_eq!(
            answer.header("content-type"),
            Some("text/html; charset=utf-8")
        );
        assert!(answer.header("content-security-policy").is_some());
        let text = String::from_utf8(answer.body.to_vec()).unwrap();
        assert!(
            text.contains(&format!("lang=\"{tag}\"")) && text.contains(word),
            "{text}"
        );
        assert!(!text.contains("nothing"), "{text}");
    }
}

#[tokio::test]
async fn behind_a_proxy_the_address_is_the_one_that_the_proxy_wrote() {
    let hall = hall(Scope::Address, Class::Public, 1).await;
    for number in 0..3 {
        let said = format!("198.51.100.{number}, 203.0.113.7");
        let answer = knock(&hall, "10.0.0.1", Some(&said)).await;
        assert_eq!(answer.status, 404);
    }
    let fourth = knock(&hall, "10.0.0.1", Some("198.51.100.9, 203.0.113.7")).await;
    assert!(refused(&fourth));
    let other = knock(&hall, "10.0.0.1", Some("203.0.113.8")).await;
    assert_eq!(other.status, 404);
}

#[tokio::test]
async fn trying_to_log_in_is_limited_by_address_as_well() {
    let hall = hall(Scope::Address, Class::LogIn, 0).await;
    let mut browser = hall.app.visitor().coming_from("203.0.113.7");
    let login = domain::wire::session::CitizenLogin {
        ticket: "nobody".to_owned(),
    };
    let mut answers = Vec::new();
    for _ in 0..5 {
        answers.push(refused(&browser.post("/session/citizen", &login).await));
    }
    assert_eq!(answers, [false, false, false, true, true]);
}

#[test]
fn every_limit_is_a_setting_that_can_be_taken_away() {
    let usual = Config::load(&Flags::default(), &[]).unwrap().rates;
    assert_eq!(usual.len(), LIMITS.len());
    let none = LIMITS.iter().map(|(_, _, key)| {
        let name = key.to_uppercase().replace('.', "__");
        (format!("MINGZHENG__{name}"), "0".to_owned())
    });
    let none = Config::load(&Flags::default(), &none.collect::<Vec<_>>());
    assert_eq!(none.unwrap().rates, Rates::new());
}
