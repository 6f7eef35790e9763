//! The issuing desk's search, its exports, what is done to many at once, and who used a licence.

use super::{HAN, Hall, LI, TYPE, rejected};
use crate::store::on;
use crate::store::testing::Backend;
use crate::testing::Browser;
use domain::id::LicenceId;
use domain::licence::LicenceEventKind;
use domain::objection::Outcome;
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::Page;
use domain::wire::case::{CaseDetail, CaseSummary};
use domain::wire::issuing::EventForm;
use domain::wire::licence::LicenceDetail;
use domain::wire::search::{
    BatchResult, EnterEvents, FoundByNumber, LicenceAt, LicencePage, LicenceUse, SearchByNumber,
    UseKind, UsedBy,
};
use jiff::SignedDuration;
use jiff::civil::Date;
use rstest::rstest;

async fn ids(browser: &mut Browser, query: &str) -> Vec<LicenceId> {
    let page: LicencePage = browser.get(&format!("/desk/licences?{query}")).await.ok();
    page.items.iter().map(|row| row.licence.id).collect()
}

async fn by_number(browser: &mut Browser, number: &str) -> FoundByNumber {
    let request = SearchByNumber {
        number: number.into(),
    };
    browser.post("/desk/licences/search", &request).await.ok()
}

fn events(kind: LicenceEventKind, licences: Vec<LicenceAt>) -> EnterEvents {
    EnterEvents {
        kind,
        words: EventForm {
            on: Date::constant(2026, 9, 16),
            basis: "新市监字〔2026〕8号".into(),
            reason: "年度核验".into(),
        },
        licences,
    }
}

/// 2026-09-17 is the day of these tests.
fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
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

#[rstest]
#[tokio::test]
async fn a_holder_and_the_issuer_see_who_read_a_licence(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let path = format!("/licences/{}", hall.licence);
    let mut citizen = hall.citizen().await;
    citizen.get(&path).await.succeeded();
    hall.app.advance(SignedDuration::from_secs(1));
    let mut clerk = hall.app.clerk("handler").await;
    clerk.get(&format!("{path}?reveal=true")).await.succeeded();
    hall.app.advance(SignedDuration::from_secs(1));
    let seen: Page<LicenceUse> = citizen.get(&format!("{path}/uses")).await.ok();
    let agency = |staff| UsedBy::Agency {
        agency: "兰州新区市场监督管理局".into(),
        staff,
    };
    let uses: Vec<_> = seen
        .items
        .iter()
        .map(|one| (one.by.clone(), one.what))
        .collect();
    assert_eq!(
        uses,
        [
            (agency(None), UseKind::Revealed),
            (UsedBy::Yourself, UseKind::Read)
        ]
    );
    let mut approver = hall.app.clerk("approver").await;
    let seen: Page<LicenceUse> = approver
        .get(&format!("/desk{path}/uses?limit=1"))
        .await
        .ok();
    let UsedBy::Agency {
        staff: Some(staff), ..
    } = &seen.items[0].by
    else {
        panic!("{seen:?}");
    };
    assert_eq!(staff.name, "王敏");
    let next = format!("/desk{path}/uses?cursor={}", seen.next.unwrap());
    let rest: Page<LicenceUse> = approver.get(&next).await.ok();
    assert_eq!(rest.items.len(), 1);
    assert_eq!(rest.items[0].by, UsedBy::Holder);
    let mut han = hall.app.citizen(hall.han).await;
    assert_eq!(
        han.get(&format!("{path}/uses")).await.code(),
        ProblemCode::NotFound
    );
    assert_eq!(hall.audited("read-uses").await, 3);
}

#[rstest]
#[tokio::test]
async fn the_issuer_sees_every_objection_to_a_licence_and_what_became_of_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let first = hall.filed().await;
    hall.proposed(first.id, rejected()).await;
    hall.step("approver", first.id, "approve").await;
    hall.jobs().await;
    hall.app.advance(SignedDuration::from_secs(1));
    let second = hall.filed().await;
    hall.step("handler", second.id, "mark").await;
    let mut clerk = hall.app.clerk("handler").await;
    let path = format!("/desk/licences/{}/objections", hall.licence);
    let newest: Page<CaseSummary> = clerk.get(&format!("{path}?limit=1")).await.ok();
    let open = &newest.items[0];
    assert_eq!(open.case_number, second.case_number);
    assert_eq!((open.outcome, open.finished_at), (None, None));
    let next = format!("{path}?limit=1&cursor={}", newest.next.unwrap());
    let rest: Page<CaseSummary> = clerk.get(&next).await.ok();
    let ended = &rest.items[0];
    assert_eq!(ended.case_number, first.case_number);
    assert_eq!(ended.outcome, Some(Outcome::Rejected));
    let ended_at = ended.finished_at;
    assert!(ended_at.is_some_and(|at| at >= first.filed_at && at <= second.filed_at));
    assert_eq!(rest.next, None);
    let case: CaseDetail = clerk.get(&format!("/objections/{}", first.id)).await.ok();
    assert_eq!(case.summary.finished_at, ended_at);
    // Every page of the list.
    assert_eq!(hall.audited("list-cases").await, 2);
    assert_eq!(ids(&mut clerk, "disputed=true").await, [hall.licence]);
    assert_eq!(ids(&mut clerk, "disputed=true&q=%E9%9F%A9").await, []);
}

#[rstest]
#[tokio::test]
async fn one_event_for_many_happens_to_each_that_it_can_happen_to_and_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let second = hall.add_licence(hall.han, "JY29901000000002", None).await;
    let third = hall.add_licence(hall.han, "JY29901000000003", None).await;
    let mut clerk = hall.app.clerk("handler").await;
    let at = |licence, revision| LicenceAt { licence, revision };
    let path = "/desk/licences/events:batch";
    let lost = events(LicenceEventKind::ReportedLost, vec![at(third, 1)]);
    let result: BatchResult = hall.post(&mut clerk, path, &lost).await.ok();
    assert_eq!(result.items[0].refused, None);

    let unknown = LicenceId(hall.key());
    let licences = vec![
        at(hall.licence, 1),
        at(second, 7),
        at(third, 2),
        at(unknown, 1),
    ];
    let request = events(LicenceEventKind::Pledged, licences);
    let key = hall.key();
    for _ in 0..2 {
        let result: BatchResult = clerk.post_once(path, key, &request).await.ok();
        let refused: Vec<_> = result.items.iter().map(|item| item.refused).collect();
        assert_eq!(
            refused,
            [
                None,
                Some(ProblemCode::StaleVersion),
                Some(ProblemCode::WrongState),
                Some(ProblemCode::NotFound)
            ]
        );
        assert!(result.items[2].detail.is_some());
    }
    assert_eq!(ids(&mut clerk, "pledged=true").await, [hall.licence]);
    assert_eq!(ids(&mut clerk, "standing=lost").await, [third]);
    assert_eq!(hall.audited("enter-event").await, 2);

    let twice = events(LicenceEventKind::Found, vec![at(third, 2), at(third, 2)]);
    let problem = hall.post(&mut clerk, path, &twice).await.problem();
    assert_eq!(problem.errors[0].code, FieldCode::Repeated);
    let mut approver = hall.app.clerk("approver").await;
    let refused = hall.post(&mut approver, path, &request).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
}

#[rstest]
#[tokio::test]
async fn a_list_leaves_as_a_file_in_which_nothing_runs_and_is_on_record_first(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    hall.add_licence(hall.han, "=1+1", Some(day(2026, 9, 16)))
        .await;
    let mut clerk = hall.app.clerk("handler").await;
    let answer = clerk
        .get("/desk/licences/export?format=csv&order=ends")
        .await;
    assert_eq!(
        answer.header("content-disposition").unwrap(),
        "attachment; filename*=UTF-8''%E8%AF%81%E7%85%A7%E6%B8%85%E5%8D%95-2026-09-17.csv"
    );
    let text = String::from_utf8(answer.body.to_vec()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(
        lines[1].contains("'=1+1,韩梅梅,已过期,2024-01-01,2026-09-16"),
        "{text}"
    );
    assert!(
        lines[2].contains("李雷,有效") && lines[2].contains("长期"),
        "{text}"
    );
    let workbook = clerk
        .get("/desk/licences/export?format=xlsx&standing=valid")
        .await;
    assert!(workbook.body.starts_with(b"PK"));
    let rows = crate::table::open(std::io::Cursor::new(workbook.body.to_vec()), "a.xlsx").unwrap();
    let rows: Vec<_> = rows.map(|row| row.unwrap().unwrap()).collect();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].get("持证主体"), Some("李雷"));
    let mut read = hall.app.app.db.read().await.unwrap();
    let exports: Vec<(String, i64, String)> = on!(&mut *read, |c| sqlx::query_as(
        "SELECT format, line_count, filter FROM licence_export ORDER BY format"
    )
    .fetch_all(c)
    .await)
    .unwrap();
    assert_eq!(
        exports,
        [
            ("csv".into(), 2, r#"{"order":"ends"}"#.into()),
            ("xlsx".into(), 1, r#"{"standing":"valid"}"#.into())
        ]
    );
    drop(read);
    // Two holders, one holder, and each export itself.
    assert_eq!(hall.audited("export-licences").await, 5);
}
