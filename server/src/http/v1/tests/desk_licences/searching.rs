//! What is found, in which order, by whom.

use super::{day, ids};
use crate::http::v1::tests::{HAN, Hall, LI, TYPE};
use crate::store::testing::Backend;
use crate::testing::Browser;
use domain::problem::ProblemCode;
use domain::wire::licence::LicenceDetail;
use domain::wire::search::{FoundByNumber, LicencePage, SearchByNumber};
use jiff::SignedDuration;
use rstest::rstest;

async fn by_number(browser: &mut Browser, number: &str) -> FoundByNumber {
    let request = SearchByNumber {
        number: number.into(),
    };
    browser.post("/desk/licences/search", &request).await.ok()
}

#[rstest]
#[tokio::test]
async fn licences_are_found_by_each_number_by_name_and_by_what_they_are(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let pause = || hall.app.advance(SignedDuration::from_secs(1));
    pause();
    let expired = hall
        .add_licence(hall.li, "JY29901000000002", Some(day(2026, 9, 16)))
        .await;
    pause();
    let soon = hall
        .add_licence(hall.han, "JY29901000000003", Some(day(2026, 9, 17)))
        .await;
    let mut clerk = hall.app.clerk("handler").await;
    let all = vec![soon, expired, hall.licence];
    assert_eq!(ids(&mut clerk, "").await, all);
    assert_eq!(
        ids(&mut clerk, "order=ends").await,
        [expired, soon, hall.licence]
    );
    assert_eq!(
        ids(&mut clerk, "order=ends-last").await,
        [hall.licence, soon, expired]
    );
    assert_eq!(ids(&mut clerk, "q=JY29901000000003").await, [soon]);
    assert_eq!(ids(&mut clerk, "q=JY2990100000000").await, []);
    assert_eq!(
        ids(&mut clerk, "q=%E6%9D%8E").await,
        [hall.licence, expired]
    );
    assert_eq!(ids(&mut clerk, "q=%E9%9B%B7").await, []);
    assert_eq!(ids(&mut clerk, "standing=expired").await, [expired]);
    assert_eq!(
        ids(&mut clerk, "standing=valid").await,
        [soon, hall.licence]
    );
    assert_eq!(ids(&mut clerk, "standing=lost").await, []);
    assert_eq!(ids(&mut clerk, "expiring=0").await, [soon]);
    assert_eq!(
        ids(&mut clerk, &format!("type={TYPE}&unsealed=true")).await,
        all
    );
    assert_eq!(ids(&mut clerk, "type=x").await, []);
    let detail: LicenceDetail = clerk.get(&format!("/licences/{soon}")).await.ok();
    assert_eq!(
        ids(&mut clerk, &format!("q={}", detail.identifier)).await,
        [soon]
    );

    let found = by_number(&mut clerk, HAN).await;
    assert_eq!((found.holder, found.items.len()), (Some(hall.han), 0));
    let query = format!("/desk/licences?holder={}", hall.han);
    let page: LicencePage = clerk.get(&query).await.ok();
    assert_eq!(page.items[0].licence.id, soon);
    let holder = page.holder.unwrap();
    assert_eq!(
        (holder.name.as_str(), holder.code.as_str()),
        ("韩梅梅", "990***********1236")
    );
    let counts = page.counts.unwrap();
    assert_eq!((counts.valid, counts.expired, counts.expiring), (2, 1, 1));
    assert_eq!(counts.unsealed, 3);
}

#[rstest]
#[tokio::test]
async fn a_page_goes_on_where_the_one_before_ended_in_every_order(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    for (number, end) in [("A1", 3), ("A2", 1), ("A3", 3), ("A4", 2), ("A5", 2)] {
        hall.add_licence(hall.li, number, Some(day(2027, 1, end)))
            .await;
    }
    let mut clerk = hall.app.clerk("approver").await;
    for query in [
        "order=newest",
        "order=ends",
        "order=ends-last",
        "q=%E6%9D%8E",
        "standing=valid&order=ends",
    ] {
        let whole = ids(&mut clerk, query).await;
        assert_eq!(whole.len(), 6, "{query}");
        let (mut walked, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("/desk/licences?{query}&limit=2&cursor={cursor}");
            let page: LicencePage = clerk.get(&path).await.ok();
            assert_eq!(page.counts.is_some(), cursor.is_empty());
            walked.extend(page.items.iter().map(|row| row.licence.id));
            match page.next {
                Some(next) => cursor = next,
                None => break,
            }
        }
        assert_eq!(walked, whole, "{query}");
    }
}

#[rstest]
#[tokio::test]
async fn a_licence_whose_number_is_a_persons_is_found_by_the_record_and_never_shown(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    // The masked forms of both are the same.
    let like = "990100198507071236";
    let meant = hall.add_licence(hall.li, "990100198507081236", None).await;
    let other = hall.add_licence(hall.li, like, None).await;
    let mut clerk = hall.app.clerk("handler").await;
    let found = by_number(&mut clerk, "990100198507081236").await;
    let items: Vec<_> = found.items.iter().map(|row| row.licence.id).collect();
    assert_eq!(items, [meant]);
    assert_eq!(found.items[0].licence.number, "990***********1236");
    assert_eq!(by_number(&mut clerk, like).await.items[0].licence.id, other);
    let refused = clerk.get(&format!("/desk/licences?q={like}")).await;
    assert_eq!(refused.code(), ProblemCode::Malformed);
    let refused = clerk
        .get(&format!("/desk/licences?by=number&q={like}"))
        .await;
    assert_eq!(refused.code(), ProblemCode::Malformed);
}

#[rstest]
#[tokio::test]
async fn only_the_issuers_handlers_and_approvers_find_anything_and_each_search_is_on_record(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut stranger = hall.app.clerk("stranger").await;
    assert_eq!(ids(&mut stranger, "").await, []);
    assert_eq!(ids(&mut stranger, &format!("holder={}", hall.li)).await, []);
    assert_eq!(ids(&mut stranger, "q=%E6%9D%8E").await, []);
    let found = by_number(&mut stranger, LI).await;
    assert_eq!((found.holder, found.items.len()), (None, 0));
    let path = format!("/desk/licences/{}", hall.licence);
    for part in ["uses", "objections"] {
        let answer = stranger.get(&format!("{path}/{part}")).await;
        assert_eq!(answer.code(), ProblemCode::NotFound);
    }
    for username in ["supervisor", "admin", "auditor"] {
        let mut other = hall.app.clerk(username).await;
        for path in ["/desk/licences", "/desk/licences/export?format=csv"] {
            assert_eq!(
                other.get(path).await.code(),
                ProblemCode::Forbidden,
                "{username}"
            );
        }
    }
    let mut citizen = hall.citizen().await;
    assert!(!citizen.get("/desk/licences").await.status.is_success());
    // The stranger's question for a number; what was not shown is nobody's read.
    assert_eq!(hall.audited("search-licences").await, 1);
    let mut clerk = hall.app.clerk("handler").await;
    ids(&mut clerk, "").await;
    assert_eq!(hall.audited("search-licences").await, 2);
}
