//! What is entered for many at once, and the list as a file.

use super::{day, ids};
use crate::http::v1::tests::Hall;
use crate::store::on;
use crate::store::testing::Backend;
use domain::id::LicenceId;
use domain::licence::LicenceEventKind;
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::issuing::EventForm;
use domain::wire::search::{BatchResult, EnterEvents, LicenceAt};
use jiff::civil::Date;
use rstest::rstest;

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
    assert_eq!(rows[0].cells[3], "李雷");
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
