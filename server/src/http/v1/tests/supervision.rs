//! Outages and their clock, the library's figures, and samples: who may do what, and what is seen of it.

use super::Hall;
use super::issuing::{NEW, holder, issue, words};
use crate::store::on;
use crate::store::testing::Backend;
use crate::testing::{Answer, Browser};
use domain::access::Actor;
use domain::id::{InspectionId, LicenceId, OutageId};
use domain::inspection::{SampleEvent, SampleState, Seed, draw};
use domain::licence::LicenceEventKind;
use domain::outage::{HeldUp, ItemState, OutagePhase};
use domain::problem::{FieldCode, ProblemCode};
use domain::quality::Measure;
use domain::rulebook::Ground;
use domain::wire::Page;
use domain::wire::inspection::{
    AnswerFinding, DrawChoices, DrawSample, InspectionDetail, InspectionSummary, JudgeAnswer,
    RecordFinding, SampleFilter,
};
use domain::wire::issuing::{ApproveContent, EnterEvent, PreparationDetail};
use domain::wire::licence::LicenceDetail;
use domain::wire::notice::{Inbox, Notice, NoticeKind};
use domain::wire::outage::{
    DeclareOutage, EndOutage, ListHeldUp, OutageDetail, OutageSummary, SettleHeldUp,
};
use domain::wire::quality::QualityReport;
use domain::wire::session::Session;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rstest::rstest;

const HOUR: fn(i64) -> SignedDuration = SignedDuration::from_hours;

impl Hall {
    async fn outage(&self, began_at: Timestamp) -> OutageDetail {
        let mut handler = self.app.clerk("handler").await;
        let declare = DeclareOutage {
            began_at,
            cause: "机房断电".into(),
            measures: "改用纸质受理".into(),
        };
        self.post(&mut handler, "/outages", &declare).await.ok()
    }

    async fn held_up(&self, id: OutageId, what: HeldUp) -> OutageDetail {
        let mut handler = self.app.clerk("handler").await;
        let list = ListHeldUp {
            what,
            words: "韩梅梅的食品经营许可证".into(),
        };
        let path = format!("/outages/{id}/items");
        self.post(&mut handler, &path, &list).await.ok()
    }

    async fn ended(&self, outage: &OutageDetail, ended_at: Timestamp) -> Answer {
        let mut handler = self.app.clerk("handler").await;
        let end = EndOutage {
            version: outage.version,
            ended_at,
        };
        let path = format!("/outages/{}/end", outage.summary.id);
        self.post(&mut handler, &path, &end).await
    }

    async fn settle(&self, outage: &OutageDetail, place: usize, by: &SettleHeldUp) -> Answer {
        let mut handler = self.app.clerk("handler").await;
        let id = outage.summary.id;
        let path = format!("/outages/{id}/items/{}/settle", outage.items[place].id);
        self.post(&mut handler, &path, by).await
    }

    /// Enters 年检 of 李雷's licence; its place in the history.
    async fn inspected(&self) -> i64 {
        let mut handler = self.app.clerk("handler").await;
        let path = format!("/licences/{}", self.licence);
        let before: LicenceDetail = handler.get(&path).await.ok();
        let request = EnterEvent {
            kind: LicenceEventKind::Inspected,
            revision: before.revision,
            words: words(Date::constant(2026, 9, 14)),
        };
        let after: LicenceDetail = self
            .post(&mut handler, &format!("{path}/events"), &request)
            .await
            .ok();
        after.revision
    }

    /// Issues a licence, prepared and approved.
    async fn newly_issued(&self) -> PreparationDetail {
        let mut handler = self.app.clerk("handler").await;
        let request = issue(vec![holder("李雷", NEW)]);
        let prepared: PreparationDetail = self
            .post(&mut handler, "/preparations", &request)
            .await
            .ok();
        let mut approver = self.app.clerk("approver").await;
        let path = format!("/preparations/{}/approve", prepared.summary.id);
        let digest = prepared.digest.clone();
        let approve = ApproveContent { digest };
        self.post(&mut approver, &path, &approve).await.ok()
    }
}

#[rstest]
#[tokio::test]
async fn what_an_outage_held_up_is_due_three_working_days_after_its_end_until_the_list_is_empty(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let early = hall.inspected().await;
    hall.app.advance(HOUR(1));
    let began_at = hall.app.now();
    let outage = hall.outage(began_at).await;
    let id = outage.summary.id;
    assert_eq!(outage.summary.phase, OutagePhase::Running);
    hall.held_up(id, HeldUp::Issue).await;
    let outage = hall.held_up(id, HeldUp::Other).await;
    assert_eq!(outage.summary.waiting, 2);
    assert_eq!(outage.summary.clock, None);
    // Thursday 17 September; the 20th, a Sunday, is worked.
    hall.app.advance(HOUR(3));
    let ended: OutageDetail = hall.ended(&outage, hall.app.now()).await.ok();
    assert_eq!(ended.summary.phase, OutagePhase::CatchingUp);
    let clock = ended.summary.clock.clone().unwrap();
    assert_eq!(clock.due_date, Date::constant(2026, 9, 21));

    // Listing late buys no time.
    hall.app.advance(HOUR(24));
    let later = hall.held_up(id, HeldUp::Change).await;
    assert_eq!(later.summary.clock, Some(clock));

    let before = SettleHeldUp::Event {
        licence: hall.licence,
        seq: early,
    };
    assert_eq!(
        hall.settle(&later, 1, &before).await.code(),
        ProblemCode::WrongState
    );
    let unknown = SettleHeldUp::Event {
        licence: hall.licence,
        seq: 99,
    };
    assert_eq!(
        hall.settle(&later, 1, &unknown).await.code(),
        ProblemCode::NotFound
    );
    let preparation = hall.newly_issued().await.summary.id;
    let by = SettleHeldUp::Preparation { preparation };
    let first: OutageDetail = hall.settle(&later, 0, &by).await.ok();
    assert_eq!(first.summary.waiting, 2);
    let seq = hall.inspected().await;
    let by = SettleHeldUp::Event {
        licence: hall.licence,
        seq,
    };
    let second: OutageDetail = hall.settle(&first, 0, &by).await.ok();
    assert_eq!(second.items[1].state, ItemState::Done);
    assert_eq!(second.entered.len(), 2, "what could be linked");

    // The twenty-first has passed: what waits is overdue, and a sentence ends it.
    hall.app.advance(HOUR(24 * 4));
    let mut supervisor = hall.app.clerk("supervisor").await;
    let page: Page<OutageSummary> = supervisor.get("/outages").await.ok();
    assert!(page.items[0].overdue && page.items[0].waiting == 1);
    let away = SettleHeldUp::FellAway {
        words: "申请人已撤回".into(),
    };
    let made: OutageDetail = hall.settle(&second, 0, &away).await.ok();
    assert_eq!(made.summary.phase, OutagePhase::Made);
    assert!(!made.summary.overdue);
    let again = hall.settle(&second, 0, &away).await.code();
    assert_eq!(again, ProblemCode::WrongState);
    assert_eq!(hall.audited("settle-held-up").await, 3);
}

#[rstest]
#[tokio::test]
async fn an_outage_ends_once_and_not_in_the_future(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let now = hall.app.now();
    let hour_ago = now.checked_sub(HOUR(1)).unwrap();
    let outage = hall.outage(hour_ago).await;
    for (ended_at, code) in [
        (now.checked_add(HOUR(1)).unwrap(), FieldCode::InFuture),
        (hour_ago.checked_sub(HOUR(1)).unwrap(), FieldCode::EndsFirst),
    ] {
        let problem = hall.ended(&outage, ended_at).await.problem();
        assert_eq!(problem.errors[0].code, code);
    }
    hall.ended(&outage, now).await.succeeded();
    let again = hall.ended(&outage, hour_ago).await.code();
    assert_eq!(again, ProblemCode::WrongState);
    // The managing body was told twice, the issuer needs no telling.
    hall.jobs().await;
    let mut supervisor = hall.app.clerk("supervisor").await;
    let inbox: Inbox = supervisor.get("/notices").await.ok();
    let told: Vec<_> = inbox.items.iter().map(|notice| notice.kind).collect();
    assert_eq!(told.len(), 2);
    assert!(told.contains(&NoticeKind::OutageDeclared) && told.contains(&NoticeKind::OutageEnded));
    let of_it = |notice: &Notice| {
        notice.outage == Some(outage.summary.id) && notice.agency_name == "兰州新区市场监督管理局"
    };
    assert!(inbox.items.iter().all(of_it));
    let read = format!("/notices/{}/read", inbox.items[0].id);
    supervisor.post(&read, &()).await.succeeded();
    let own: Inbox = hall.app.clerk("handler").await.get("/notices").await.ok();
    assert_eq!(own.items, []);
    // Nothing was held up: it is made good.
    let mut handler = hall.app.clerk("handler").await;
    let path = format!("/outages/{}", outage.summary.id);
    let detail: OutageDetail = handler.get(&path).await.ok();
    assert_eq!(detail.summary.phase, OutagePhase::Made);
}

#[rstest]
#[tokio::test]
async fn others_see_no_words_of_what_was_held_up_and_strangers_no_outage(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let outage = hall.outage(hall.app.now()).await;
    let path = format!("/outages/{}", outage.summary.id);
    hall.held_up(outage.summary.id, HeldUp::Cancel).await;
    let mut supervisor = hall.app.clerk("supervisor").await;
    let seen: OutageDetail = supervisor.get(&path).await.ok();
    assert_eq!(seen.cause, "机房断电");
    assert_eq!((seen.items[0].words.as_str(), seen.mine), ("", false));
    for (username, code) in [
        ("stranger", ProblemCode::NotFound),
        ("admin", ProblemCode::Forbidden),
        ("auditor", ProblemCode::Forbidden),
    ] {
        let mut clerk = hall.app.clerk(username).await;
        assert_eq!(clerk.get(&path).await.code(), code, "{username}");
    }
    let end = EndOutage {
        version: seen.version,
        ended_at: hall.app.now(),
    };
    let refused = hall
        .post(&mut supervisor, &format!("{path}/end"), &end)
        .await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
}

async fn report(browser: &mut Browser, query: &str) -> QualityReport {
    browser.get(&format!("/quality{query}")).await.ok()
}

fn figure(report: &QualityReport, measure: Measure) -> (i64, i64, Option<i64>) {
    let found = report.figures.iter().find(|one| one.measure == measure);
    let found = found.unwrap();
    (found.part, found.whole, found.value)
}

#[rstest]
#[tokio::test]
async fn a_months_figures_are_counted_from_what_was_entered_in_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut supervisor = hall.app.clerk("supervisor").await;
    let nothing = report(&mut supervisor, "").await;
    assert_eq!(nothing.as_of, None);
    assert_eq!(figure(&nothing, Measure::Prompt), (0, 0, None));
    // 李雷's licence of 2024 is there; another of January comes, and an event of three days ago.
    hall.newly_issued().await;
    hall.inspected().await;
    hall.jobs().await;
    hall.jobs().await;
    let all = report(&mut supervisor, "").await;
    assert_eq!(all.month, Date::constant(2026, 9, 1));
    assert_eq!(figure(&all, Measure::MedianDays).0, 3);
    assert_eq!(figure(&all, Measure::MedianDays).2, Some(25_500));
    assert_eq!(figure(&all, Measure::Prompt), (0, 3, Some(0)));
    assert_eq!(figure(&all, Measure::Required), (5, 5, Some(10_000)));
    assert_eq!(figure(&all, Measure::Sealed), (0, 2, Some(0)));
    assert_eq!(figure(&all, Measure::Coverage), (1, 1, Some(10_000)));
    assert_eq!(figure(&all, Measure::WrongNumber).0, 1, "李雷's own number");
    assert_eq!(all.agencies.len(), 1);
    assert_eq!(all.trend.len(), 12);

    let csv = supervisor.get("/quality.csv").await.succeeded();
    let csv = String::from_utf8(csv.body.to_vec()).unwrap();
    assert!(
        csv.contains("2026年9月,兰州新区市场监督管理局,及时性:及时入库率,0%,0,3,"),
        "{csv}"
    );
    let xlsx = supervisor.get("/quality.xlsx").await.succeeded();
    assert!(xlsx.body.starts_with(b"PK"));

    let mut handler = hall.app.clerk("handler").await;
    let own = report(&mut handler, "").await;
    assert_eq!(own.issuer, Some(hall.market));
    assert_eq!(own.figures, all.figures);
    let mut stranger = hall.app.clerk("stranger").await;
    assert_eq!(
        figure(&report(&mut stranger, "").await, Measure::MedianDays).0,
        0
    );
    let path = format!("/quality?issuer={}", hall.market);
    assert_eq!(stranger.get(&path).await.code(), ProblemCode::Forbidden);
    let mut auditor = hall.app.clerk("auditor").await;
    assert_eq!(auditor.get("/quality").await.code(), ProblemCode::Forbidden);

    // The month is closed and stays as it was; the next one is empty.
    hall.app.advance(HOUR(24 * 20));
    hall.jobs().await;
    hall.app.advance(HOUR(24 * 40));
    hall.jobs().await;
    let mut supervisor = hall.app.clerk("supervisor").await;
    let closed = report(&mut supervisor, "?month=2026-09-30").await;
    assert_eq!(closed.figures, all.figures);
    let next = report(&mut supervisor, "").await;
    assert_eq!(figure(&next, Measure::MedianDays).0, 0);
    assert_eq!(next.trend[9].entries, 3, "September, two months ago");
}

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
    async fn sample(&self, wanted: u32, seed: &str) -> InspectionDetail {
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

    async fn stepped(
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
