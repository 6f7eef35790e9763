//! Samples: drawn again by their seed, read by their inspector alone, and followed up.

use super::Hall;
use crate::store::on;
use crate::store::testing::Backend;
use crate::testing::Answer;
use domain::access::Actor;
use domain::id::{InspectionId, LicenceId};
use domain::inspection::{SampleEvent, SampleState, Seed, draw};
use domain::problem::ProblemCode;
use domain::rulebook::Ground;
use domain::wire::Page;
use domain::wire::inspection::{
    AnswerFinding, DrawChoices, DrawSample, InspectionDetail, InspectionSummary, JudgeAnswer,
    RecordFinding, SampleFilter,
};
use domain::wire::licence::LicenceDetail;
use domain::wire::session::Session;
use jiff::SignedDuration;
use jiff::civil::Date;
use rstest::rstest;

const HOUR: fn(i64) -> SignedDuration = SignedDuration::from_hours;

#[rstest]
#[tokio::test]
async fn a_sample_is_drawn_again_by_its_seed_from_the_same_library(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut ids = vec![hall.licence];
    for number in 0..9 {
        ids.push(
            hall.add_licence(hall.han, &format!("A{number}"), None)
                .await,
        );
    }
    ids.sort();
    let sample = hall.sample(4, "00000000000000ff").await;
    let drawn: Vec<LicenceId> = sample.items.iter().map(|item| item.licence).collect();
    let places = draw(Seed(255), 4, 10);
    let expected: Vec<_> = places
        .iter()
        .map(|place| ids[usize::try_from(*place).unwrap()])
        .collect();
    assert_eq!(drawn, expected);
    assert_eq!(
        (sample.summary.stock, sample.upper),
        (10, ids.last().copied())
    );
    let again = hall.sample(4, "00000000000000FF").await;
    assert_eq!(again.stock_digest, sample.stock_digest);
    let drawn_again: Vec<_> = again.items.iter().map(|item| item.licence).collect();
    assert_eq!(drawn_again, drawn);
    let all = hall.sample(100, "").await;
    assert_eq!(all.items.len(), 10, "as many as there are");
}

impl Hall {
    pub(super) async fn sample(&self, wanted: u32, seed: &str) -> InspectionDetail {
        let mut supervisor = self.app.clerk("supervisor").await;
        let choices: DrawChoices = supervisor.get("/inspections/choices").await.ok();
        let mut auditor = self.app.clerk("auditor").await;
        let session: Session = auditor.get("/session").await.ok();
        let Actor::Staff { staff, .. } = session.who.unwrap().actor else {
            panic!("the auditor is of the staff");
        };
        assert!(choices.inspectors.iter().any(|one| one.id == staff));
        let draw = DrawSample {
            wanted,
            filter: SampleFilter {
                issuer: Some(self.market),
                ..SampleFilter::default()
            },
            seed: Some(seed.to_owned()),
            inspector: staff,
        };
        self.post(&mut supervisor, "/inspections", &draw).await.ok()
    }

    pub(super) async fn stepped(
        &self,
        username: &str,
        (id, licence, step): (InspectionId, LicenceId, &str),
        body: &impl serde::Serialize,
    ) -> Answer {
        let mut clerk = self.app.clerk(username).await;
        let path = format!("/inspections/{id}/licences/{licence}/{step}");
        self.post(&mut clerk, &path, body).await
    }
}

#[rstest]
#[tokio::test]
async fn an_inspector_reads_what_was_drawn_for_them_and_nothing_else(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let sample = hall.sample(1, "").await;
    let id = sample.summary.id;
    let other = hall.add_licence(hall.han, "A1", None).await;
    let path = |licence: LicenceId| format!("/inspections/{id}/licences/{licence}");
    // The auditor is the inspector here, the supervisor drew.
    let mut auditor = hall.app.clerk("auditor").await;
    let licence: LicenceDetail = auditor.get(&path(hall.licence)).await.ok();
    assert_eq!(licence.summary.id, hall.licence);
    assert_eq!(
        auditor.get(&path(other)).await.code(),
        ProblemCode::NotFound
    );
    let plain = format!("/licences/{}", hall.licence);
    assert_eq!(auditor.get(&plain).await.code(), ProblemCode::NotFound);
    for (username, code) in [
        ("supervisor", ProblemCode::Forbidden),
        ("handler", ProblemCode::NotFound),
        ("stranger", ProblemCode::NotFound),
        ("admin", ProblemCode::Forbidden),
    ] {
        let mut clerk = hall.app.clerk(username).await;
        assert_eq!(
            clerk.get(&path(hall.licence)).await.code(),
            code,
            "{username}"
        );
    }
    let mut read = hall.app.app.db.read().await.unwrap();
    let reasons: Vec<String> = on!(&mut *read, |c| {
        sqlx::query_scalar(
        "SELECT service_item FROM audit WHERE action = 'read-licence' AND service_item IS NOT NULL"
    )
    .fetch_all(c)
    .await
    })
    .unwrap();
    assert_eq!(reasons, [format!("inspection/{id}")]);
}

#[rstest]
#[tokio::test]
async fn a_finding_is_mended_by_a_date_answered_and_closed(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let sample = hall.sample(1, "").await;
    let at = |step| (sample.summary.id, hall.licence, step);
    let mut handler = hall.app.clerk("handler").await;
    let before: Page<InspectionSummary> = handler.get("/inspections").await.ok();
    assert_eq!(
        before.items,
        [],
        "an issuer isn't told what will be looked at"
    );
    let finding = |mend_days| RecordFinding::Finding {
        revision: 0,
        ground: Ground::Accuracy,
        words: "经营场所与登记档案不一致".into(),
        mend_days,
    };
    let refused = hall.stepped("auditor", at("finding"), &finding(0)).await;
    assert_eq!(refused.problem().errors[0].pointer, "/mend_days");
    let refused = hall.stepped("supervisor", at("finding"), &finding(3)).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    let found: InspectionDetail = hall
        .stepped("auditor", at("finding"), &finding(3))
        .await
        .ok();
    let item = &found.items[0];
    assert_eq!(item.state, SampleState::Found);
    assert_eq!(item.due_date, Some(Date::constant(2026, 9, 21)));
    let twice = hall.stepped("auditor", at("finding"), &finding(3)).await;
    assert_eq!(twice.code(), ProblemCode::WrongState);

    let page: Page<InspectionSummary> = handler.get("/inspections").await.ok();
    assert_eq!(page.items[0].counts.found, 1);
    hall.app.advance(HOUR(24 * 5));
    let mut handler = hall.app.clerk("handler").await;
    let overdue: Page<InspectionSummary> = handler.get("/inspections").await.ok();
    assert_eq!(overdue.items[0].counts.overdue, 1);
    let answer = |revision| AnswerFinding {
        revision,
        words: "已核对并变更".into(),
    };
    let stranger = hall.stepped("stranger", at("answer"), &answer(1)).await;
    assert_eq!(stranger.code(), ProblemCode::NotFound);
    let stale = hall.stepped("handler", at("answer"), &answer(0)).await;
    assert_eq!(stale.code(), ProblemCode::StaleVersion);
    hall.stepped("handler", at("answer"), &answer(1))
        .await
        .succeeded();
    let judge = |revision, close| JudgeAnswer {
        revision,
        close,
        words: "门牌号仍未更正".into(),
    };
    let owed: InspectionDetail = hall
        .stepped("auditor", at("verdict"), &judge(2, false))
        .await
        .ok();
    assert!(owed.items[0].overdue, "insisting moves no date");
    hall.stepped("handler", at("answer"), &answer(3))
        .await
        .succeeded();
    let closed: InspectionDetail = hall
        .stepped("auditor", at("verdict"), &judge(4, true))
        .await
        .ok();
    assert_eq!(closed.items[0].state, SampleState::Closed);
    let events: Vec<_> = closed.items[0]
        .history
        .iter()
        .map(|one| one.event)
        .collect();
    assert_eq!(
        events,
        [
            SampleEvent::Find,
            SampleEvent::Answer,
            SampleEvent::Insist,
            SampleEvent::Answer,
            SampleEvent::Close
        ]
    );
    assert_eq!(closed.items[0].history[1].words, "已核对并变更");
    let own: InspectionDetail = handler
        .get(&format!("/inspections/{}", sample.summary.id))
        .await
        .ok();
    assert_eq!((own.items.len(), own.mine), (1, false));
}
