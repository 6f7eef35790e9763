//! A file at the desk: looked through, taken in when somebody says so, stopped, forgotten; and for the own agency alone.

use super::{LEI, file, row};
use crate::http::v1::tests::evidence::files;
use crate::http::v1::tests::{Hall, TYPE};
use crate::service::importing::desk::KEPT_FOR;
use crate::store::testing::Backend;
use crate::testing::{Answer, Browser};
use axum::body::Body;
use axum::http::{Method, header};
use domain::id::ImportId;
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::Page;
use domain::wire::importing::{Import, ImportState, RefusedRow};
use jiff::SignedDuration;
use rstest::rstest;
use serde_json::json;

pub(super) async fn hand_in(
    hall: &Hall,
    browser: &mut Browser,
    name: &str,
    content: &[u8],
) -> Answer {
    let head = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
    );
    let body = [head.as_bytes(), content, b"\r\n--edge--\r\n"].concat();
    let request = browser
        .request(Method::POST, &format!("/api/v1/imports?type_code={TYPE}"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
        .header("idempotency-key", hall.key().to_string())
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

async fn state(browser: &mut Browser, id: ImportId) -> Import {
    browser.get(&format!("/imports/{id}")).await.ok()
}

/// A handler of the hall has handed the rows in.
async fn handed_in(on: Backend) -> Option<(Hall, Browser, Import)> {
    let hall = Hall::open(on).await?;
    let mut handler = hall.app.clerk("handler").await;
    let answer = hand_in(&hall, &mut handler, "存量.csv", rows().as_bytes()).await;
    Some((hall, handler, answer.ok()))
}

fn rows() -> String {
    file(&[
        row("", "JY1", LEI, "", "一号"),
        row("", "JY2", LEI, "停用", "二号"),
        row("", "JY3", LEI, "", "三号"),
    ])
}

#[rstest]
#[tokio::test]
async fn a_file_is_looked_through_and_enters_when_somebody_says_so(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((hall, mut handler, import)) = handed_in(on).await else {
        return;
    };
    assert_eq!(
        (import.state, import.name.as_str()),
        (ImportState::Checking, "存量.csv")
    );
    assert_eq!(files(&hall), 1);
    let start = format!("/imports/{}/start", import.id);
    assert_eq!(
        handler.post(&start, &json!({})).await.code(),
        ProblemCode::WrongState
    );
    hall.jobs().await;
    let checked = state(&mut handler, import.id).await;
    assert_eq!(
        (checked.state, checked.total),
        (ImportState::Checked, Some(3))
    );
    assert_eq!((checked.counts.new, checked.counts.refused), (2, 1));
    assert_eq!(hall.app.count("licence").await, 1, "nothing has entered");
    let path = format!("/imports/{}/refused", import.id);
    let refused: Page<RefusedRow> = handler.get(&path).await.ok();
    assert_eq!(refused.items[0].line, 3);
    assert_eq!(refused.items[0].problems[0].code, FieldCode::NotListed);
    let begun: Import = handler.post(&start, &json!({})).await.ok();
    assert_eq!((begun.state, begun.counts.rows), (ImportState::Running, 0));
    hall.jobs().await;
    let done = state(&mut handler, import.id).await;
    assert_eq!(
        (done.state, done.counts.new, done.counts.refused),
        (ImportState::Done, 2, 1)
    );
    assert_eq!(hall.app.count("licence").await, 3);
    assert_eq!(files(&hall), 0, "the file has served");
    let csv = handler.get(&format!("{path}.csv")).await.succeeded();
    let text = String::from_utf8(csv.body.to_vec()).unwrap();
    assert!(text.contains(LEI) && text.contains("行号"), "{text}");
    assert_eq!(
        hall.audited("read-import").await,
        2,
        "the page and the file"
    );
    hall.app.advance(KEPT_FOR + SignedDuration::from_hours(1));
    hall.jobs().await;
    assert_eq!(hall.app.count("import_run").await, 0);
    assert_eq!(hall.app.count("import_refusal").await, 0);
    assert_eq!(hall.audited("forget-import").await, 1);
}

#[rstest]
#[tokio::test]
async fn an_import_that_is_stopped_enters_nothing_more_and_leaves_no_file(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((hall, mut handler, import)) = handed_in(on).await else {
        return;
    };
    let cancel = format!("/imports/{}/cancel", import.id);
    let cancelled: Import = handler.post(&cancel, &json!({})).await.ok();
    assert_eq!(cancelled.state, ImportState::Cancelled);
    assert_eq!(files(&hall), 0);
    hall.jobs().await;
    assert_eq!(state(&mut handler, import.id).await.counts.rows, 0);
    assert_eq!(
        handler.post(&cancel, &json!({})).await.code(),
        ProblemCode::WrongState
    );
}

#[rstest]
#[tokio::test]
async fn a_file_that_cannot_be_read_is_refused_at_once_or_fails_by_name(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut handler = hall.app.clerk("handler").await;
    for (name, content, told) in [
        ("a.csv", &b""[..], "empty"),
        ("a.txt", b"ZZBH", ".csv"),
        ("a.csv", b"ZZBH,CZZT", "CZZTDM"),
        ("a.csv", "证照编号,电话".as_bytes(), "电话"),
        ("a.xlsx", b"PK\x03\x04broken", "workbook"),
        ("a.csv", b"PK\x03\x04broken", "content says"),
    ] {
        let answer = hand_in(&hall, &mut handler, name, content).await;
        let detail = answer.problem().detail.unwrap_or_default();
        assert_eq!(answer.code(), ProblemCode::Invalid, "{name} {detail}");
        assert!(detail.contains(told), "{detail}");
    }
    assert_eq!(files(&hall), 0);
    assert_eq!(hall.app.count("import_run").await, 0);
    // GB18030 and JSON lines come by the same door.
    let rows = rows();
    let (gb, _, _) = encoding_rs::GB18030.encode(&rows);
    let import: Import = hand_in(&hall, &mut handler, "gb.csv", &gb).await.ok();
    hall.jobs().await;
    assert_eq!(state(&mut handler, import.id).await.counts.new, 2);
}

#[rstest]
#[tokio::test]
async fn imports_are_the_own_agencys_and_its_handlers(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((hall, mut handler, import)) = handed_in(on).await else {
        return;
    };
    let path = format!("/imports/{}", import.id);
    for (username, code) in [
        ("approver", ProblemCode::Forbidden),
        ("stranger", ProblemCode::NotFound),
        ("supervisor", ProblemCode::Forbidden),
    ] {
        let mut browser = hall.app.clerk(username).await;
        assert_eq!(browser.get(&path).await.code(), code, "{username}");
        let refused = browser.get(&format!("{path}/refused.csv")).await;
        assert_eq!(refused.code(), code, "{username}");
        let cancel = browser.post(&format!("{path}/cancel"), &json!({})).await;
        assert_eq!(cancel.code(), code, "{username}");
    }
    let mut approver = hall.app.clerk("approver").await;
    let refused = hand_in(&hall, &mut approver, "a.csv", rows().as_bytes()).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    let listed: Page<Import> = handler.get("/imports").await.ok();
    assert_eq!(listed.items.len(), 1);
    let mut second = hall.app.clerk("second-handler").await;
    let listed: Page<Import> = second.get("/imports?limit=1").await.ok();
    assert_eq!(listed.items[0].id, import.id);
    let template = handler
        .get(&format!("/imports/template?type_code={TYPE}"))
        .await
        .succeeded();
    let text = String::from_utf8(template.body.to_vec()).unwrap();
    assert!(
        text.contains("ZZBS,ZZBH,") && text.contains("KZ_place"),
        "{text}"
    );
}
