use super::{case, clocks, hall_in, other_agency, step};
use crate::http::v1::tests::{Hall, wrong};
use crate::store::testing::Backend;
use domain::access::Role;
use domain::flow::{CaseEvent, CaseState, Handed};
use domain::id::{AgencyId, ObjectionId};
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::case::CaseDetail;
use domain::wire::desk::HandOn;
use domain::wire::notice::{Inbox, NoticeKind};
use jiff::SignedDuration;
use jiff::civil::date;
use rstest::rstest;

pub(in crate::http::v1::tests) fn to(to: AgencyId) -> impl FnOnce(i64) -> HandOn {
    move |version| HandOn {
        version,
        to,
        note: "这份证照由贵局发放".into(),
    }
}

async fn handed(hall: &Hall, who: (&str, ObjectionId), agency: AgencyId) -> CaseDetail {
    step(hall, who, "hand-on", to(agency)).await.ok()
}

async fn kinds(hall: &Hall, username: &str) -> Vec<NoticeKind> {
    let mut clerk = hall.app.clerk(username).await;
    let inbox: Inbox = clerk.get("/notices?limit=100").await.ok();
    inbox.items.iter().map(|notice| notice.kind).collect()
}

/// 兰安 一百五十八: the days are days of the issuer that has to answer.
#[rstest]
#[tokio::test]
async fn a_misdirected_case_counts_anew_at_the_right_agency_and_shows_both_receipts(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "lanzhou-new-area").await else {
        return;
    };
    let filed = hall.app.now();
    let id = hall.filed().await.id;
    let right = other_agency(&hall).await;
    // Thursday; it is handed on on Friday, and Sunday is a working day.
    hall.app.advance(SignedDuration::from_hours(24));
    let seen = handed(&hall, ("handler", id), right).await;
    assert_eq!(seen.summary.state, CaseState::Received);
    assert_eq!(seen.handed, Handed::Once);
    assert_eq!(seen.first_received_at, Some(filed));
    assert_eq!(seen.received_at, Some(hall.app.now()));
    assert_eq!(
        clocks(&seen),
        [
            ("hand-on", date(2026, 9, 18), true),
            ("mark", date(2026, 9, 20), false),
            ("decide", date(2026, 9, 24), false),
        ]
    );
    let fallen: Vec<_> = seen
        .fallen
        .iter()
        .map(|one| (one.step.as_str(), one.due_date))
        .collect();
    assert_eq!(
        fallen,
        [("mark", date(2026, 9, 18)), ("decide", date(2026, 9, 23))]
    );
    let told = seen.history.last().unwrap();
    assert_eq!(told.event, Some(CaseEvent::HandOn));

    // Its objector reads why, and the dates for what they are.
    let mut li = hall.citizen().await;
    let own: CaseDetail = li.get(&format!("/objections/{id}")).await.ok();
    assert_eq!(own.history.last().unwrap().note, "这份证照由贵局发放");
    assert_eq!(own.fallen.len(), 2);
    hall.jobs().await;
    let inbox: Inbox = li.get("/notices").await.ok();
    let message = inbox
        .items
        .iter()
        .find(|one| one.kind == NoticeKind::HandedOn);
    assert_eq!(message.unwrap().due_date, Some(date(2026, 9, 24)));
    assert!(
        kinds(&hall, "stranger")
            .await
            .contains(&NoticeKind::NewCase)
    );
    assert!(
        kinds(&hall, "approver")
            .await
            .contains(&NoticeKind::HandedOn)
    );
    assert!(
        !kinds(&hall, "supervisor")
            .await
            .contains(&NoticeKind::HandedOnAgain)
    );

    // The right agency acts; who handed it on only reads.
    let refused = step(&hall, ("handler", id), "mark", |version| {
        domain::wire::Expected { version }
    });
    assert_eq!(refused.await.code(), ProblemCode::Forbidden);
    let marked = hall.step("stranger", id, "mark").await;
    assert_eq!(clocks(&marked)[1], ("mark", date(2026, 9, 20), true));
    hall.step("stranger", id, "verify").await;
    let late = step(&hall, ("stranger", id), "hand-on", to(hall.market)).await;
    assert_eq!(late.problem().detail.as_deref(), Some("already-verifying"));
}

#[rstest]
#[tokio::test]
async fn a_case_goes_neither_back_nor_round_and_the_second_time_the_managing_body_hears_of_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "lanzhou-new-area").await else {
        return;
    };
    let third = hall
        .app
        .agency("兰州新区自然资源局", "1199000000990006XU")
        .await;
    hall.app.staff(third, Role::Handler, "third").await;
    let id = hall.filed().await.id;
    let nowhere = step(&hall, ("handler", id), "hand-on", to(hall.market)).await;
    assert_eq!(wrong(&nowhere.problem()), [("/to", FieldCode::Unknown)]);
    let mut handler = hall.app.clerk("handler").await;
    let all: Vec<domain::wire::catalogue::AgencyRef> = handler.get("/desk/agencies").await.ok();
    let second = all.iter().find(|agency| agency.id != third).unwrap().id;
    handed(&hall, ("handler", id), second).await;
    let back = step(&hall, ("stranger", id), "hand-on", to(hall.market)).await;
    assert_eq!(wrong(&back.problem()), [("/to", FieldCode::Unknown)]);
    // Too late for the service target, which makes nothing overdue that the law asks for.
    hall.app.advance(SignedDuration::from_hours(24 * 4));
    let seen = handed(&hall, ("stranger", id), third).await;
    assert_eq!(seen.handed, Handed::Twice);
    let target = seen
        .summary
        .clocks
        .iter()
        .find(|clock| clock.step == "hand-on");
    let target = target.unwrap();
    assert_eq!(target.due_date, date(2026, 9, 18));
    assert!(target.met_at.unwrap() > target.due);
    // The first agency's target was met and didn't fall away.
    assert_eq!(seen.fallen.len(), 4);
    hall.jobs().await;
    assert!(
        kinds(&hall, "supervisor")
            .await
            .contains(&NoticeKind::HandedOnAgain)
    );
    let round = step(&hall, ("third", id), "hand-on", to(hall.market)).await;
    assert_eq!(round.problem().detail.as_deref(), Some("handed-on-twice"));
    // Who had it first has nothing to do with it any more.
    let mut handler = hall.app.clerk("handler").await;
    let gone = handler.get(&format!("/objections/{id}")).await;
    assert_eq!(gone.code(), ProblemCode::NotFound);
    assert!(case(&hall, "third", id).await.received_at.is_some());
}
