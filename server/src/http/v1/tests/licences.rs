//! The own licences, and one of them.

use super::{HAN, Hall, LI};
use crate::store::testing::Backend;
use domain::licence::LicenceStanding;
use domain::problem::ProblemCode;
use domain::wire::Page;
use domain::wire::licence::{LicenceDetail, LicenceSummary};
use jiff::civil::Date;
use rstest::rstest;

type List = Page<LicenceSummary>;

#[rstest]
#[tokio::test]
async fn what_ends_soonest_comes_first_and_what_is_over_last(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let day = |year| Some(Date::constant(year, 9, 17));
    for (number, ends) in [
        ("later", day(2030)),
        ("over", day(2025)),
        ("today", day(2026)),
        ("soon", day(2027)),
    ] {
        hall.add_licence(hall.li, number, ends).await;
    }
    hall.add_licence(hall.han, "hers", day(2027)).await;
    let mut browser = hall.citizen().await;
    let list: List = browser.get("/licences").await.ok();
    let order = ["today", "soon", "later", "JY29901000000001", "over"];
    let numbers: Vec<_> = list.items.iter().map(|one| one.number.as_str()).collect();
    assert_eq!(numbers, order);
    assert_eq!(list.items[0].standing, LicenceStanding::Valid);
    assert_eq!(list.items[4].standing, LicenceStanding::Expired);

    let mut paged = Vec::new();
    let mut next = Some(String::new());
    while let Some(cursor) = next {
        let page: List = browser
            .get(&format!("/licences?limit=2&cursor={cursor}"))
            .await
            .ok();
        paged.extend(page.items.into_iter().map(|one| one.number));
        next = page.next;
    }
    assert_eq!(paged, order, "paging skips and repeats nothing");
}

#[rstest]
#[tokio::test]
async fn a_search_finds_type_number_and_issuer_and_takes_signs_as_signs(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    hall.add_licence(hall.li, "A_1%", None).await;
    let mut browser = hall.citizen().await;
    for (q, found) in [
        ("食品", 2),
        ("%E5%B8%82%E5%9C%BA", 2),
        ("jy2990", 1),
        ("a_1", 1),
        ("1%25", 1),
        ("%25%25", 0),
        ("holder", 0),
        ("%5C", 0),
        ("", 2),
    ] {
        let q = q.replace("食品", "%E9%A3%9F%E5%93%81");
        let list: List = browser.get(&format!("/licences?q={q}")).await.ok();
        assert_eq!(list.items.len(), found, "{q}");
    }
    let long = "x".repeat(101);
    for bad in [
        format!("q={long}"),
        "q=%00".into(),
        "limit=0".into(),
        "limit=x".into(),
        "cursor=zz".into(),
    ] {
        let answer = browser.get(&format!("/licences?{bad}")).await;
        assert_eq!(answer.code(), ProblemCode::Malformed, "{bad}");
    }
}

#[rstest]
#[tokio::test]
async fn sensitive_values_are_masked_until_they_are_asked_for_and_each_is_on_record(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut browser = hall.citizen().await;
    let path = format!("/licences/{}", hall.licence);
    let number = |detail: &LicenceDetail| {
        let field = detail.face.iter().find(|field| field.key == "id_number");
        field.unwrap().value.clone()
    };
    let masked: LicenceDetail = browser.get(&path).await.ok();
    assert_eq!(number(&masked), "990***********0015");
    let shown: LicenceDetail = browser.get(&format!("{path}?reveal=true")).await.ok();
    assert_eq!(number(&shown), LI);
    browser.get("/licences").await.succeeded();
    for action in ["list-licences", "read-licence", "reveal-licence"] {
        assert_eq!(hall.audited(action).await, 1, "{action}");
    }
    let mut clerk = hall.app.clerk("handler").await;
    let seen: LicenceDetail = clerk.get(&path).await.ok();
    assert_eq!(number(&seen), "990***********0015");
}

#[rstest]
#[tokio::test]
async fn a_licence_whose_number_is_its_holders_shows_it_masked_and_hers_not_his(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.add_licence(hall.han, HAN, None).await;
    let mut browser = hall.app.citizen(hall.han).await;
    let list: List = browser.get("/licences").await.ok();
    assert_eq!(list.items[0].number, "990***********1236");
    let detail: LicenceDetail = browser
        .get(&format!("/licences/{id}?reveal=true"))
        .await
        .ok();
    let field = detail.face.iter().find(|field| field.key == "id_number");
    assert_eq!(field.unwrap().value, HAN);
}
