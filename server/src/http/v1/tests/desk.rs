//! The queue: order, filters, counters, search, and whose cases.

use super::{Hall, complete, upheld};
use crate::store::testing::Backend;
use domain::id::HolderId;
use domain::problem::ProblemCode;
use domain::wire::case::Receipt;
use domain::wire::draft::{Draft, FileObjection, OpenDraft, SaveDraft};
use domain::wire::queue::{QueueCounts, QueueFilter, QueuePage};
use jiff::SignedDuration;
use rstest::rstest;

async fn file(hall: &Hall, holder: HolderId, number: &str) -> Receipt {
    let licence = hall.add_licence(holder, number, None).await;
    let mut browser = hall.app.citizen(holder).await;
    let open = OpenDraft { licence, id: None };
    let draft: Draft = hall.post(&mut browser, "/drafts", &open).await.ok();
    let save = SaveDraft {
        version: 1,
        body: complete(),
    };
    let path = format!("/drafts/{}", draft.id);
    browser.put(&path, &save).await.succeeded();
    let file = FileObjection {
        draft: draft.id,
        version: 2,
    };
    hall.post(&mut browser, "/objections", &file).await.ok()
}

#[rstest]
#[tokio::test]
async fn the_nearest_due_comes_first_and_every_filter_counts_its_cases(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    // Filed on Thursday: marked, so that its next date is the decision's.
    let marked = hall.filed().await;
    hall.step("handler", marked.id, "mark").await;
    // Filed on Thursday and left alone: the mark is due at the end of Friday.
    let overdue = file(&hall, hall.han, "A1").await;
    hall.app.advance(SignedDuration::from_hours(39));
    // Filed on Saturday 19 September; the Sunday is worked.
    let today = file(&hall, hall.li, "A2").await;
    let proposed = file(&hall, hall.han, "A3").await;
    hall.proposed(proposed.id, upheld()).await;
    let done = file(&hall, hall.han, "A4").await;
    hall.proposed(done.id, upheld()).await;
    hall.step("approver", done.id, "approve").await;
    hall.jobs().await;
    hall.app.advance(SignedDuration::from_hours(24));

    let mut handler = hall.app.clerk("handler").await;
    let page: QueuePage = handler.get("/desk/objections").await.ok();
    let order: Vec<_> = page.items.iter().map(|row| row.case.id).collect();
    assert_eq!(order, [overdue.id, today.id, marked.id, proposed.id]);
    let counts = QueueCounts {
        open: 4,
        due_today: 1,
        overdue: 1,
        unmarked: 2,
        proposed: 1,
        returned: 0,
    };
    assert_eq!(page.counts, counts);
    assert_eq!(page.items[0].holder_name, "韩**");
    assert_eq!(page.items[0].case.fields, ["经营场所"]);
    assert_eq!(page.items[2].handler.as_deref(), Some("王敏"));

    for (filter, expected) in [
        (
            QueueFilter::Open,
            vec![overdue.id, today.id, marked.id, proposed.id],
        ),
        (QueueFilter::DueToday, vec![today.id]),
        (QueueFilter::Overdue, vec![overdue.id]),
        (QueueFilter::Unmarked, vec![overdue.id, today.id]),
        (QueueFilter::Proposed, vec![proposed.id]),
        (QueueFilter::Returned, vec![]),
        (QueueFilter::Finished, vec![done.id]),
    ] {
        let mut found = Vec::new();
        let mut next = Some(String::new());
        while let Some(cursor) = next {
            let path = format!(
                "/desk/objections?filter={}&limit=1&cursor={cursor}",
                filter.as_str()
            );
            let page: QueuePage = handler.get(&path).await.ok();
            found.extend(page.items.into_iter().map(|row| row.case.id));
            next = page.next;
        }
        assert_eq!(found, expected, "{filter:?}");
    }
}

#[rstest]
#[tokio::test]
async fn a_case_is_found_by_its_number_its_beginning_and_the_licences_number(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let first = hall.filed().await;
    let second = file(&hall, hall.han, "A1").await;
    let mut handler = hall.app.clerk("handler").await;
    for (q, found) in [
        (first.case_number.to_lowercase(), vec![first.id]),
        (first.case_number.replace('-', "%20"), vec![first.id]),
        ("YY2026".into(), vec![first.id, second.id]),
        ("JY29901000000001".into(), vec![first.id]),
        ("A1".into(), vec![second.id]),
        ("YY2025".into(), vec![]),
        ("%25".into(), vec![]),
    ] {
        let page: QueuePage = handler.get(&format!("/desk/objections?q={q}")).await.ok();
        let ids: Vec<_> = page.items.iter().map(|row| row.case.id).collect();
        assert_eq!(ids, found, "{q}");
    }
    for bad in ["filter=nonsense", "limit=1000", "cursor=1", "q=%00"] {
        let answer = handler.get(&format!("/desk/objections?{bad}")).await;
        assert_eq!(answer.code(), ProblemCode::Malformed, "{bad}");
    }
}

#[rstest]
#[tokio::test]
async fn an_agency_sees_its_own_queue_and_the_supervisor_everybodys(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    hall.filed().await;
    for (username, seen) in [
        ("handler", 1),
        ("approver", 1),
        ("stranger", 0),
        ("supervisor", 1),
    ] {
        let mut clerk = hall.app.clerk(username).await;
        let page: QueuePage = clerk.get("/desk/objections").await.ok();
        assert_eq!(page.items.len(), seen, "{username}");
        assert_eq!(page.counts.open, i64::try_from(seen).unwrap(), "{username}");
    }
    for username in ["admin", "auditor"] {
        let mut clerk = hall.app.clerk(username).await;
        let refused = clerk.get("/desk/objections").await.code();
        assert_eq!(refused, ProblemCode::Forbidden, "{username}");
    }
}
