//! Messages that leave the house, to a real mail server and a gateway that checks signatures: each arrives, whatever breaks
//! on the way, and what can't arrive is somebody's task.

mod addresses;
mod carrying;
mod tasks;

use super::Hall;
use crate::jobs;
use crate::service::{Ctx, purging, sending};
use crate::store::testing::Backend;
use crate::testing::{Answer, Browser, Receiver, Wish};
use domain::delivery::{DeliveryFault, DeliveryState, MOST_TRIES, Means, OtherWay};
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::contact::{AddressCode, Contacts, NewAddress, Wanted};
use domain::wire::delivery::{Delivery, Told, Undelivered};
use domain::wire::notice::{Inbox, NoticeKind};
use domain::wire::{Expected, Page};
use jiff::SignedDuration;
use rstest::rstest;
use serde_json::Value;
use std::time::Duration;

const MAIL: &str = "lilei@example.cn";
const MOBILE: &str = "13912345678";
const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// A hall that sends to the receiver.
async fn open(on: Backend, receiver: &Receiver) -> Option<Hall> {
    let wish = Wish {
        post: receiver.post(),
        ..Wish::default()
    };
    Hall::open_under(on, wish).await
}

async fn claim(browser: &mut Browser, means: &str, address: &str) -> Answer {
    let address = NewAddress {
        address: address.into(),
    };
    browser.post(&format!("/contacts/{means}"), &address).await
}

async fn confirm(browser: &mut Browser, means: &str, code: &str) -> Answer {
    let code = AddressCode { code: code.into() };
    browser
        .post(&format!("/contacts/{means}/confirm"), &code)
        .await
}

/// The code in what was received.
pub(super) fn code(received: &Value) -> String {
    let text = received["text"].as_str().unwrap();
    let digits = text.split(|c: char| !c.is_ascii_digit());
    digits
        .into_iter()
        .find(|word| word.len() == 6)
        .unwrap()
        .into()
}

/// Lets somebody be told there, too.
async fn reachable(receiver: &Receiver, browser: &mut Browser, means: &str, address: &str) {
    claim(browser, means, address).await.succeeded();
    let code = code(&receiver.next());
    confirm(browser, means, &code).await.succeeded();
}

/// A hall with 李雷, who is told by mail too.
async fn told_by_mail(on: Backend) -> Option<(Receiver, Hall, Browser)> {
    let receiver = Receiver::start();
    let hall = open(on, &receiver).await?;
    let mut li = hall.citizen().await;
    reachable(&receiver, &mut li, "mail", MAIL).await;
    Some((receiver, hall, li))
}

/// What was sent of the messages in an inbox, oldest first.
async fn sent(browser: &mut Browser) -> Vec<Delivery> {
    let inbox: Inbox = browser.get("/notices?limit=100").await.ok();
    let all = inbox.items.into_iter().rev();
    all.flat_map(|notice| notice.deliveries).collect()
}

fn states(deliveries: &[Delivery]) -> Vec<DeliveryState> {
    deliveries.iter().map(|one| one.state).collect()
}

async fn undelivered(hall: &Hall, username: &str) -> Vec<Undelivered> {
    let mut clerk = hall.app.clerk(username).await;
    let page: Page<Undelivered> = clerk.get("/desk/deliveries").await.ok();
    page.items
}
