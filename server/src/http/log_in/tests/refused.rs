//! What a provider says that is not believed, and what is said when it says nothing.

use super::{House, NUMBER, START, get, location, page_of, session};
use domain::log_in::LogInFault;
use jiff::SignedDuration;
use rstest::rstest;
use serde_json::{Value, json};

#[rstest]
#[case::issuer("iss", json!("https://elsewhere.example"))]
#[case::audience("aud", json!("somebody else"))]
#[case::both("aud", json!(["mingzheng", "somebody else"]))]
#[case::expired("exp", json!(1_789_610_400 - 61))]
#[case::future("iat", json!(1_789_610_400 + 61))]
#[case::not_yet("nbf", json!(1_789_610_400 + 61))]
#[case::nonce("nonce", json!("of another log-in"))]
#[case::no_nonce("nonce", Value::Null)]
#[case::subject("sub", json!("8"))]
#[tokio::test]
async fn a_token_that_is_not_for_this_log_in_logs_nobody_in(
    #[case] claim: &str,
    #[case] value: Value,
) {
    let house = House::here().await;
    house.provider.says(claim, value);
    let mut browser = house.app.visitor();
    assert_eq!(
        house.led_to(&mut browser).await,
        page_of(LogInFault::Untrusted)
    );
    assert!(session(&mut browser).await.who.is_none());
}

#[rstest]
#[case("exp", -59)]
#[case("iat", 59)]
#[case("nbf", 59)]
#[tokio::test]
async fn clocks_may_differ_by_a_minute(#[case] claim: &str, #[case] seconds: i64) {
    let house = House::here().await;
    let at = house.app.now().as_second() + seconds;
    house.provider.says(claim, json!(at));
    assert_eq!(house.led_to(&mut house.app.visitor()).await, "/");
}

#[rstest]
#[case::unsigned("none")]
#[case::with_what_both_know("HS256")]
#[tokio::test]
async fn only_a_key_of_the_provider_signs(#[case] algorithm: &'static str) {
    let house = House::here().await;
    house.provider.inside().algorithm = algorithm;
    let led = house.led_to(&mut house.app.visitor()).await;
    assert_eq!(led, page_of(LogInFault::Untrusted));
}

#[tokio::test]
async fn a_key_that_was_turned_is_fetched_again_once() {
    let house = House::here().await;
    assert_eq!(house.led_to(&mut house.app.visitor()).await, "/");
    assert_eq!(house.provider.inside().keys_asked, 1);
    {
        let mut inside = house.provider.inside();
        (inside.signs_with, inside.publishes) = (2, vec![1, 2]);
    }
    assert_eq!(house.led_to(&mut house.app.visitor()).await, "/");
    assert_eq!(house.led_to(&mut house.app.visitor()).await, "/");
    assert_eq!(house.provider.inside().keys_asked, 2);
    house.provider.inside().signs_with = 3;
    let led = house.led_to(&mut house.app.visitor()).await;
    assert_eq!(led, page_of(LogInFault::Untrusted));
    assert_eq!(house.provider.inside().keys_asked, 3);
}

#[tokio::test]
async fn an_answer_in_the_name_of_another_provider_is_refused() {
    let house = House::here().await;
    let mut browser = house.app.visitor();
    let back = house.sent(&mut browser).await;
    let mixed = format!("{back}&iss=https://elsewhere.example");
    assert_eq!(
        location(&browser.come_back(&mixed).await),
        page_of(LogInFault::Untrusted)
    );
}

#[rstest]
#[case(json!({ "sub": "7", "name": "韩梅梅", "id_number": "990100199202020027" }), LogInFault::UnknownPerson)]
#[case(json!({ "sub": "7", "name": "李雷" }), LogInFault::NotVerified)]
#[case(json!({ "sub": "7", "id_number": NUMBER }), LogInFault::NotVerified)]
#[case(json!({ "sub": "8", "name": "李雷", "id_number": NUMBER }), LogInFault::Untrusted)]
#[tokio::test]
async fn who_is_no_holder_here_is_told_what_to_do(
    #[case] beside: Value,
    #[case] fault: LogInFault,
) {
    let house = House::here().await;
    house.provider.inside().beside = beside;
    let mut browser = house.app.visitor();
    assert_eq!(house.led_to(&mut browser).await, page_of(fault));
    assert!(session(&mut browser).await.who.is_none());
}

#[tokio::test]
async fn a_company_of_the_same_number_is_no_person() {
    let house = House::here().await;
    let holder = house.app.holder("韩梅梅", "990100199202020027").await;
    house
        .app
        .company("甲公司", "91350100M000100Y43", holder)
        .await;
    house.provider.inside().beside =
        json!({ "sub": "7", "name": "甲公司", "id_number": "91350100M000100Y43" });
    let led = house.led_to(&mut house.app.visitor()).await;
    assert_eq!(led, page_of(LogInFault::UnknownPerson));
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_told_calmly() {
    let house = House::here().await;
    let mut browser = house.app.visitor();
    let back = house.sent(&mut browser).await;
    house.provider.inside().is_down = true;
    assert_eq!(
        location(&browser.come_back(&back).await),
        page_of(LogInFault::Unreachable)
    );
    house.provider.stop().await;
    // What is known of it is asked again after an hour.
    house.app.advance(SignedDuration::from_hours(1));
    let answer = get(&mut browser, START).await;
    assert_eq!(location(&answer), page_of(LogInFault::Unreachable));
}
