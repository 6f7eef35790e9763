//! Outages and their clock: who may do what, and what is seen of it.

use super::Hall;
use super::issuing::{NEW, holder, issue, words};
use crate::store::testing::Backend;
use crate::testing::Answer;
use domain::id::OutageId;
use domain::licence::LicenceEventKind;
use domain::outage::{HeldUp, ItemState, OutagePhase};
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::Page;
use domain::wire::issuing::{ApproveContent, EnterEvent, PreparationDetail};
use domain::wire::licence::LicenceDetail;
use domain::wire::notice::{Inbox, Notice, NoticeKind};
use domain::wire::outage::{
    DeclareOutage, EndOutage, ListHeldUp, OutageDetail, OutageSummary, SettleHeldUp,
};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rstest::rstest;

const HOUR: fn(i64) -> SignedDuration = SignedDuration::from_hours;

impl Hall {
    pub(super) async fn outage(&self, began_at: Timestamp) -> OutageDetail {
        let mut handler = self.app.clerk("handler").await;
        let declare = DeclareOutage {
            began_at,
            cause: "机房断电".into(),
            measures: "改用纸质受理".into(),
        };
        self.post(&mut handler, "/outages", &declare).await.ok()
    }

    pub(super) async fn held_up(&self, id: OutageId, what: HeldUp) -> OutageDetail {
        let mut handler = self.app.clerk("handler").await;
        let list = ListHeldUp {
            what,
            words: "韩梅梅的食品经营许可证".into(),
        };
        let path = format!("/outages/{id}/items");
        self.post(&mut handler, &path, &list).await.ok()
    }

    pub(super) async fn ended(&self, outage: &OutageDetail, ended_at: Timestamp) -> Answer {
        let mut handler = self.app.clerk("handler").await;
        let end = EndOutage {
            version: outage.version,
            ended_at,
        };
        let path = format!("/outages/{}/end", outage.summary.id);
        self.post(&mut handler, &path, &end).await
    }

    /// One that is over, with something still waiting.
    pub(super) async fn arrears(&self) -> OutageDetail {
        let outage = self.outage(self.app.now()).await;
        let outage = self.held_up(outage.summary.id, HeldUp::Issue).await;
        self.ended(&outage, self.app.now()).await.ok()
    }

    pub(super) async fn settle(
        &self,
        outage: &OutageDetail,
        place: usize,
        by: &SettleHeldUp,
    ) -> Answer {
        let mut handler = self.app.clerk("handler").await;
        let id = outage.summary.id;
        let path = format!("/outages/{id}/items/{}/settle", outage.items[place].id);
        self.post(&mut handler, &path, by).await
    }

    /// Enters 年检 of 李雷's licence; its place in the history.
    pub(super) async fn inspected(&self) -> i64 {
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
    pub(super) async fn newly_issued(&self) -> PreparationDetail {
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
