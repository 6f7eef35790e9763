//! The calendar: loaded by one person, approved by another, and every open deadline counted again, once.
//!
//! `keeping`: who may load what, and what is refused; `moving` and `findings`: what an approved arrangement does.

mod asked_days;
mod findings;
mod keeping;
mod moving;

use super::{Hall, rejected, wrong};
use crate::app::{InForce, RulesText};
use crate::service::calendar::in_force::follow;
use crate::store::recounts::{self, Counted};
use crate::store::testing::Backend;
use crate::store::{At, Day};
use crate::testing::Answer;
use domain::access::Role;
use domain::board::BoardMeasure;
use domain::calendar::ArrangementKind;
use domain::id::ArrangementId;
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::Expected;
use domain::wire::asking::Withdraw;
use domain::wire::board::BoardReport;
use domain::wire::calendar::{
    ArrangeCalendar, ArrangementDetail, ArrangementState, CalendarDesk, CalendarReview,
    RefuseArrangement, ShiftCount,
};
use domain::wire::case::{CaseDetail, ClockView};
use domain::wire::notice::{Inbox, Notice, NoticeKind};
use domain::wire::outage::OutageDetail;
use domain::wire::queue::QueuePage;
use domain::wire::session::Rules;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rstest::rstest;

const HOUR: fn(i64) -> SignedDuration = SignedDuration::from_hours;
/// Tuesday 22 September is off: what is due on Wednesday is due on Thursday.
const LATER: &str = "中秋节：9月22日（周二）放假，共1天。";
/// Saturday 19 September is worked: what is due on Wednesday was due on Tuesday.
const EARLIER: &str = "中秋节：9月19日（周六）上班。";
const THURSDAY: Date = Date::constant(2026, 9, 24);

impl Hall {
    async fn keepers(on: Backend) -> Option<Self> {
        let hall = Self::open(on).await?;
        hall.second_supervisor().await;
        Some(hall)
    }

    /// Who approves what the other supervisor proposed.
    pub(super) async fn second_supervisor(&self) {
        let keeper = (Role::Supervisor, "second-supervisor");
        self.app.staff(self.market, keeper.0, keeper.1).await;
    }

    async fn propose(&self, text: &str) -> ArrangementDetail {
        let mut supervisor = self.app.clerk("supervisor").await;
        let path = "/calendar/arrangements";
        self.post(&mut supervisor, path, &arrange(text)).await.ok()
    }

    async fn decide(&self, username: &str, id: ArrangementId, version: i64) -> Answer {
        let mut supervisor = self.app.clerk(username).await;
        let path = format!("/calendar/arrangements/{id}/approve");
        self.post(&mut supervisor, &path, &Expected { version })
            .await
    }

    pub(super) async fn in_force(&self, text: &str) -> ArrangementDetail {
        let proposed = self.propose(text).await;
        let id = proposed.summary.id;
        self.decide("second-supervisor", id, 1).await.ok()
    }

    async fn calendar(&self) -> CalendarDesk {
        let mut handler = self.app.clerk("handler").await;
        handler.get("/calendar").await.ok()
    }

    async fn case(&self, username: &str, id: domain::id::ObjectionId) -> CaseDetail {
        let mut clerk = self.app.clerk(username).await;
        clerk.get(&format!("/objections/{id}")).await.ok()
    }

    /// Messages that a date was moved.
    pub(super) async fn told(&self, username: &str) -> Vec<Notice> {
        let mut browser = match username {
            "citizen" => self.citizen().await,
            clerk => self.app.clerk(clerk).await,
        };
        let inbox: Inbox = browser.get("/notices?limit=100").await.ok();
        let moved = |notice: &Notice| notice.kind == NoticeKind::DueMoved;
        inbox.items.into_iter().filter(moved).collect()
    }

    /// How many cases each of these filters lists.
    async fn listed(&self, filters: [&str; 2]) -> [usize; 2] {
        let mut supervisor = self.app.clerk("supervisor").await;
        let mut found = [0; 2];
        for (filter, found) in filters.into_iter().zip(&mut found) {
            let path = format!("/desk/objections?filter={filter}");
            let page: QueuePage = supervisor.get(&path).await.ok();
            *found = page.items.len();
        }
        found
    }

    /// Answers on time this month, of how many that ended.
    async fn answered_on_time(&self) -> (i64, i64) {
        let mut supervisor = self.app.clerk("supervisor").await;
        let board: BoardReport = supervisor.get("/board").await.ok();
        let mut figures = board.figures.iter();
        let found = figures.find(|one| one.measure == BoardMeasure::AnswerOnTime);
        found.map(|one| (one.part, one.whole)).unwrap()
    }

    /// This server as it was before it heard of any arrangement.
    fn unheard(&self) {
        let app = &self.app.app;
        let text = RulesText::of(&app.rules).unwrap();
        app.put_in_force(InForce::new(app.rules.calendar.clone(), text, 0));
    }
}

/// A change that is asked for.
fn arrange(text: &str) -> ArrangeCalendar {
    ArrangeCalendar {
        kind: ArrangementKind::Amendment,
        year: 2026,
        number: "国办发明电〔2026〕99号".into(),
        published: Date::constant(2026, 9, 17),
        url: "https://www.gov.cn/".into(),
        text: text.into(),
        second: String::new(),
    }
}

fn clock<'a>(case: &'a CaseDetail, step: &str) -> &'a ClockView {
    let clocks = case.summary.clocks.iter();
    clocks.into_iter().find(|clock| clock.step == step).unwrap()
}
