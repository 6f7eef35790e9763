//! What everybody may look up: types by what one knows of them, the columns of an import, and only what has changed.

use super::{Desk, published};
use crate::http::v1::tests::{Hall, TYPE};
use crate::store::testing::Backend;
use crate::testing::Browser;
use domain::problem::ProblemCode;
use domain::wire::Page;
use domain::wire::catalogue::TypeSummary;
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn the_catalogue_is_searched_by_name_code_issuer_and_holder(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut handler = Desk::of(&hall, "handler").await;
    let mut supervisor = Desk::of(&hall, "supervisor").await;
    let code = published(&mut handler, &mut supervisor).await;
    let mut visitor = hall.app.visitor();
    for (query, found) in [
        ("", 2),
        ("?limit=1", 1),
        ("?q=%E6%96%BD%E5%B7%A5", 1),
        ("?q=00013n002", 1),
        ("?q=%E5%B8%82%E5%9C%BA%E7%9B%91%E7%9D%A3", 2),
        ("?q=%25", 0),
        ("?holders=organisation", 1),
        ("?holders=person", 2),
    ] {
        let list: Page<TypeSummary> = visitor.get(&format!("/catalogue{query}")).await.ok();
        assert_eq!(list.items.len(), found, "{query}");
    }
    let first: Page<TypeSummary> = visitor.get("/catalogue?limit=1").await.ok();
    let next = first.next.unwrap();
    let path = format!("/catalogue?limit=1&cursor={next}");
    let second: Page<TypeSummary> = visitor.get(&path).await.ok();
    assert_eq!(second.items[0].code, code);
    assert_eq!(second.next, None);
    let unlike = visitor.get("/catalogue/nothing").await;
    assert_eq!(unlike.code(), ProblemCode::NotFound);
}

#[tokio::test]
async fn the_import_template_of_a_type_has_its_columns_and_a_row() {
    let hall = Hall::open(Backend::Sqlite).await.unwrap();
    let path = format!("/catalogue/{TYPE}/template");
    let answer = hall.app.visitor().get(&path).await.succeeded();
    assert_eq!(
        answer.header("content-type"),
        Some("text/csv; charset=utf-8")
    );
    let text = String::from_utf8(answer.body.to_vec()).unwrap();
    let mut lines = text.lines();
    let header = lines.next().unwrap();
    assert!(header.starts_with("\u{feff}ZZBS,ZZBH,CZZT,CZZTDMLXDM,CZZTDM,"));
    assert!(header.ends_with("KZ_operator,KZ_place"), "{header}");
    assert!(lines.next().unwrap().contains("示例-0001"));
}

#[tokio::test]
async fn who_has_the_catalogue_already_is_told_so() {
    let hall = Hall::open(Backend::Sqlite).await.unwrap();
    let mut visitor = hall.app.visitor();
    let path = format!("/api/v1/catalogue/{TYPE}");
    let request = |visitor: &Browser| visitor.request(axum::http::Method::GET, &path);
    let first = request(&visitor).body(axum::body::Body::empty()).unwrap();
    let first = visitor.send(first).await;
    let tag = first.header("etag").unwrap().to_owned();
    let again = request(&visitor)
        .header("if-none-match", tag)
        .body(axum::body::Body::empty())
        .unwrap();
    let again = visitor.send(again).await;
    assert_eq!(again.status, 304);
    assert!(again.body.is_empty());
}
