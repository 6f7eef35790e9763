//! The sheet that says that a case was received.

use super::{Hall, LI};
use crate::store::testing::Backend;
use crate::testing::{Answer, Browser, Wish};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use domain::id::ObjectionId;
use domain::objection::{Complaint, Contact};
use domain::problem::ProblemCode;
use domain::rulebook::{Channel, Ground, Objector};
use domain::wire::case::Receipt;
use domain::wire::desk::RegisterCase;
use rstest::rstest;

pub(super) async fn sheet(browser: &mut Browser, id: ObjectionId, lang: &str) -> Answer {
    let path = format!("/acknowledgements/{id}{lang}");
    let request = browser.request(Method::GET, &path);
    browser.send(request.body(Body::empty()).unwrap()).await
}

pub(super) fn text(answer: &Answer) -> String {
    String::from_utf8(answer.body.to_vec()).unwrap()
}

#[rstest]
#[tokio::test]
async fn an_objector_prints_what_was_received_and_by_when_which_article_asks_for_what(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let receipt = hall.filed().await;
    let mut li = hall.citizen().await;
    let answer = sheet(&mut li, receipt.id, "").await.succeeded();
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let page = text(&answer);
    for said in [
        receipt.case_number.as_str(),
        "食品经营许可证",
        "经营场所",
        "兰州新区市场监督管理局",
        "9月18日",
        "9月23日",
        "第一百五十八条",
        "<svg",
        "/acknowledgement.css",
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    // Paper gets lost: no number in full, nothing inside the licence, no script.
    for secret in [LI, "JY29901000000001", "纬一路8号", "<script"] {
        assert!(!page.contains(secret), "{secret}");
    }
    let english = text(&sheet(&mut li, receipt.id, "?lang=en").await);
    assert!(english.contains("Acknowledgement of an objection"));
    assert_eq!(hall.audited("read-case").await, 2);

    let mut handler = hall.app.clerk("handler").await;
    let of_desk = text(&sheet(&mut handler, receipt.id, "").await.succeeded());
    assert!(of_desk.contains("李雷") && !of_desk.contains(LI));
    let mut her = hall.app.citizen(hall.han).await;
    let refused = sheet(&mut her, receipt.id, "").await;
    assert_eq!(refused.code(), ProblemCode::NotFound);
    let mut stranger = hall.app.clerk("stranger").await;
    let refused = sheet(&mut stranger, receipt.id, "").await;
    assert_eq!(refused.code(), ProblemCode::NotFound);
    let mut nobody = hall.app.visitor();
    let sent = sheet(&mut nobody, receipt.id, "").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert_eq!(sent.header("location"), Some("/"));
    let look = nobody.request(Method::GET, "/acknowledgement.css");
    let look = nobody.send(look.body(Body::empty()).unwrap()).await;
    assert!(text(&look.succeeded()).contains("A4"));
}

/// 嘉网 二十七(二): the clerk prints it for a caller; what they typed is text and nothing else.
#[rstest]
#[tokio::test]
async fn a_clerk_prints_it_for_a_caller_without_an_account(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let wish = Wish {
        rulebook: "jiayuguan",
        ..Wish::default()
    };
    let Some(hall) = Hall::open_under(on, wish).await else {
        return;
    };
    let mut handler = hall.app.clerk("handler").await;
    let order = RegisterCase {
        procedure: "web-site-correction".into(),
        objector: Objector::Reader,
        channel: Channel::Hotline,
        complaint: Complaint {
            subject: "<b>办事指南</b>".into(),
            ground: Some(Ground::Timeliness),
            explanation: "电话号码已经停用".into(),
        },
        licence: None,
        claims: Vec::new(),
        contact: Some(Contact {
            name: "王先生".into(),
            reach: "0937-0000000".into(),
        }),
        work_order: "12345-2026-000917".into(),
        received_at: hall.app.now(),
        stated_at: None,
    };
    let receipt: Receipt = hall
        .post(&mut handler, "/desk/objections", &order)
        .await
        .ok();
    let page = text(&sheet(&mut handler, receipt.id, "").await.succeeded());
    for said in [
        "王先生",
        "12345-2026-000917",
        "&lt;b&gt;办事指南",
        "第二十七(二)条",
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
}
