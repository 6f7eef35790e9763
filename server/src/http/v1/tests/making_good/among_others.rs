//! 补办 among all that a hall has: urged and taken home as any case, counted on the board, in no public page, at the same
//! moment as something else, and in a city that doesn't know it.

use super::super::procedures::hall_in;
use super::super::urging::{answer, export, urge};
use super::{Hall, PROCEDURE, case, id_of};
use crate::service::case_file::signed::Signed;
use crate::store::testing::Backend;
use domain::board::BoardMeasure as M;
use domain::flow::CaseState;
use domain::outage::HeldUp;
use domain::problem::ProblemCode;
use domain::wire::board::BoardReport;
use domain::wire::case::CaseDetail;
use domain::wire::disclosure::{Disclosed, ProposeDisclosure};
use domain::wire::outage::{ListHeldUp, OutageDetail, SettleHeldUp};
use domain::wire::queue::QueuePage;
use jiff::civil::Date;
use rstest::rstest;

impl Hall {
    async fn outage_as_it_is(&self, outage: &OutageDetail) -> OutageDetail {
        let path = format!("/outages/{}", outage.summary.id);
        self.app.clerk("handler").await.get(&path).await.ok()
    }
}

#[rstest]
#[tokio::test]
async fn it_is_urged_and_taken_home_as_any_case(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let outage = hall.arrears().await;
    let id = id_of(&outage);
    let path = format!("/objections/{id}/urgings");
    let mut supervisor = hall.app.clerk("supervisor").await;
    let by = urge(Date::constant(2026, 9, 18));
    let urged: CaseDetail = hall.post(&mut supervisor, &path, &by).await.ok();
    let asked = urged.desk.unwrap().urgings.remove(0);
    let mut handler = hall.app.clerk("handler").await;
    let path = format!("{path}/{}/answer", asked.id);
    let told: CaseDetail = hall.post(&mut handler, &path, &answer()).await.ok();
    assert!(told.desk.unwrap().urgings[0].answer.is_some());
    // Urging and answering are no events of it: it closes all the same.
    hall.fell_away(&outage).await;
    hall.jobs().await;
    let mut supervisor = hall.app.clerk("supervisor").await;
    let path = format!("/objections/{id}/case-file");
    let file = supervisor.post(&path, &export(false)).await.succeeded();
    let signed: Signed = serde_json::from_slice(&file.body).unwrap();
    let record = signed.check().unwrap().record;
    let clocks = record["clocks"].as_array().unwrap();
    assert_eq!(clocks.len(), 1);
    assert_eq!(clocks[0]["article"], "一百五十二");
    assert_eq!(clocks[0]["agrees"], true, "{clocks:?}");
    assert_eq!(record["procedure"], PROCEDURE);
    for said in ["机房断电", "不再需要 1 件", "请说明核实进展"] {
        assert!(signed.record.contains(said), "{said}");
    }
}

#[rstest]
#[tokio::test]
async fn the_board_counts_it_and_its_clock_but_no_outcome_and_the_public_page_nothing_of_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let filed = hall.filed().await;
    let outage = hall.arrears().await;
    let id = id_of(&outage);
    hall.fell_away(&outage).await;
    hall.arrears().await;
    hall.jobs().await;
    let mut supervisor = hall.app.clerk("supervisor").await;
    let board: BoardReport = supervisor.get("/board").await.ok();
    let figure = |board: &BoardReport, measure| {
        let found = board.figures.iter().find(|one| one.measure == measure);
        found.map(|one| (one.part, one.whole)).unwrap()
    };
    assert_eq!(figure(&board, M::Open), (2, 2));
    assert_eq!(figure(&board, M::Received), (3, 3));
    assert_eq!(figure(&board, M::AnswerOnTime), (1, 1));
    assert_eq!(figure(&board, M::Upheld), (0, 0));
    for (slice, open, received) in [
        ("procedure=reissue-after-force-majeure", 1, 2),
        ("ground=force-majeure", 1, 2),
        ("channel=issuer", 1, 2),
        ("procedure=licence-objection", 1, 1),
    ] {
        let part: BoardReport = supervisor.get(&format!("/board?{slice}")).await.ok();
        assert_eq!(figure(&part, M::Open).0, open, "{slice}");
        assert_eq!(figure(&part, M::Received).0, received, "{slice}");
        let list = format!("/desk/objections?filter=open&{slice}");
        let behind: QueuePage = supervisor.get(&list).await.ok();
        assert_eq!(i64::try_from(behind.items.len()).unwrap(), open, "{slice}");
    }

    // What people asked, and nothing else.
    let public: Disclosed = hall.app.visitor().get("/disclosed").await.ok();
    let [market] = public.by_agency.as_slice() else {
        panic!("{:?}", public.by_agency);
    };
    assert_eq!((market.received, market.answered, market.ended), (1, 0, 0));
    let month = public.by_month.last().unwrap();
    assert_eq!((month.received, month.answered, month.ended), (1, 0, 0));
    let words = ProposeDisclosure {
        version: 0,
        question: "机房断电期间积压的证照".into(),
        answer: "已经全部补办完毕".into(),
    };
    let mut handler = hall.app.clerk("handler").await;
    let path = format!("/objections/{id}/disclosure");
    let refused = hall.post(&mut handler, &path, &words).await;
    assert_eq!(refused.code(), ProblemCode::WrongState);
    assert_eq!(case(&hall, "handler", filed.id).await.outage, None);
}

/// Whoever comes second reads again: never is nothing left and the case open, or something left and none.
#[rstest]
#[tokio::test]
async fn of_two_at_the_same_moment_neither_leaves_a_case_without_arrears_nor_arrears_without_a_case(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let away = SettleHeldUp::FellAway {
        words: "申请人已撤回".into(),
    };
    let outage = hall.outage(hall.app.now()).await;
    hall.held_up(outage.summary.id, HeldUp::Issue).await;
    let outage = hall.held_up(outage.summary.id, HeldUp::Change).await;
    let ended: OutageDetail = hall.ended(&outage, hall.app.now()).await.ok();
    let id = id_of(&ended);
    let both = tokio::join!(hall.settle(&ended, 0, &away), hall.settle(&ended, 1, &away));
    drop(both);
    let left = hall.outage_as_it_is(&ended).await;
    let open = case(&hall, "handler", id).await.summary.state == CaseState::Received;
    assert_eq!(left.summary.waiting > 0, open);
    if open {
        hall.fell_away(&left).await;
    }
    let closed = case(&hall, "handler", id).await;
    assert_eq!(closed.summary.state, CaseState::Closed);

    let outage = hall.outage(hall.app.now()).await;
    let path = format!("/outages/{}/items", outage.summary.id);
    let item = ListHeldUp {
        what: HeldUp::Issue,
        words: "韩梅梅的食品经营许可证".into(),
    };
    let mut handler = hall.app.clerk("second-handler").await;
    let both = tokio::join!(
        hall.ended(&outage, hall.app.now()),
        hall.post(&mut handler, &path, &item)
    );
    drop(both);
    let left = hall.outage_as_it_is(&outage).await;
    let waits = left.summary.ended_at.is_some() && left.summary.waiting > 0;
    assert_eq!(left.case.is_some(), waits);
    hall.jobs().await;
}

/// Where no rulebook asks it nothing runs, and nothing changes.
#[rstest]
#[tokio::test]
async fn where_the_city_has_no_such_procedure_an_outage_makes_no_case(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "lhasa").await else {
        return;
    };
    let ended = hall.arrears().await;
    assert_eq!((ended.case.as_ref(), &ended.summary.clock), (None, &None));
    let made = hall.fell_away(&ended).await;
    assert_eq!(made.summary.waiting, 0);
    assert_eq!(hall.app.count("objection").await, 0);
    hall.jobs().await;
}
