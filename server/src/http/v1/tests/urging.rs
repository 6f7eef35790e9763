//! 督办: asked, told, answered, and nothing moved; and a case taken home whole.

use super::procedures::{complained, hall_in, other_agency, passed_on};
use super::{Hall, rejected};
use crate::service::case_file::signed::Signed;
use crate::store::seal_roots;
use crate::store::testing::Backend;
use domain::board::BoardMeasure;
use domain::problem::ProblemCode;
use domain::wire::Page;
use domain::wire::board::BoardReport;
use domain::wire::case::CaseDetail;
use domain::wire::desk::ExportCase;
use domain::wire::notice::{Inbox, NoticeKind};
use domain::wire::queue::QueuePage;
use domain::wire::urging::{AnswerUrging, Urge};
use domain::wire::uses::{LicenceUse, UseKind};
use jiff::SignedDuration;
use jiff::civil::Date;
use rstest::rstest;

pub(super) fn urge(answer_by: Date) -> Urge {
    Urge {
        words: "请说明核实进展".into(),
        answer_by,
    }
}

pub(super) fn answer() -> AnswerUrging {
    AnswerUrging {
        words: "已向登记科调取档案".into(),
    }
}

#[rstest]
#[tokio::test]
async fn urging_stands_on_the_case_is_told_and_answered_and_moves_no_due_date(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let case = hall.filed().await;
    let path = format!("/objections/{}", case.id);
    let mut supervisor = hall.app.clerk("supervisor").await;
    let before: CaseDetail = supervisor.get(&path).await.ok();
    let urgings = format!("{path}/urgings");
    let yesterday = hall
        .post(
            &mut supervisor,
            &urgings,
            &urge(Date::constant(2026, 9, 16)),
        )
        .await;
    assert_eq!(yesterday.code(), ProblemCode::Invalid);
    let (key, today) = (hall.key(), urge(Date::constant(2026, 9, 17)));
    let urged: CaseDetail = supervisor.post_once(&urgings, key, &today).await.ok();
    let again: CaseDetail = supervisor.post_once(&urgings, key, &today).await.ok();
    assert_eq!(again, urged, "sent twice it is asked once");
    let asked = urged.desk.clone().unwrap().urgings;
    assert_eq!(asked.len(), 1);
    assert_eq!(urged.summary.clocks, before.summary.clocks);
    assert_eq!(
        (urged.version, urged.summary.state),
        (before.version, before.summary.state)
    );
    hall.jobs().await;

    for username in ["handler", "approver"] {
        let mut browser = hall.app.clerk(username).await;
        let inbox: Inbox = browser.get("/notices").await.ok();
        let told = inbox
            .items
            .iter()
            .filter(|one| one.kind == NoticeKind::Urged);
        assert_eq!(told.count(), 1, "{username}");
        let seen: CaseDetail = browser.get(&path).await.ok();
        assert_eq!(seen.desk.unwrap().urgings, asked, "{username}");
    }
    let mut citizen = hall.citizen().await;
    let own: CaseDetail = citizen.get(&path).await.ok();
    assert_eq!(
        own.desk, None,
        "it is between the supervisor and the agency"
    );

    // The day passes without an answer, and it stands on the board.
    hall.app.advance(SignedDuration::from_hours(24));
    hall.jobs().await;
    let mut supervisor = hall.app.clerk("supervisor").await;
    let board: BoardReport = supervisor.get("/board").await.ok();
    let unanswered = |board: &BoardReport| {
        let found = board
            .figures
            .iter()
            .find(|one| one.measure == BoardMeasure::Unanswered);
        found.unwrap().part
    };
    assert_eq!(unanswered(&board), 1);
    let list = "/desk/objections?filter=unanswered";
    let listed: QueuePage = supervisor.get(list).await.ok();
    assert_eq!(listed.items.len(), 1);

    let of = format!("{urgings}/{}/answer", asked.first().unwrap().id);
    let mut stranger = hall.app.clerk("stranger").await;
    let refused = hall.post(&mut stranger, &of, &answer()).await;
    assert_eq!(refused.code(), ProblemCode::NotFound);
    let own = hall.post(&mut supervisor, &of, &answer()).await;
    assert_eq!(own.code(), ProblemCode::Forbidden);
    let mut handler = hall.app.clerk("handler").await;
    let refused = hall
        .post(&mut handler, &urgings, &urge(Date::constant(2026, 9, 30)))
        .await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    let answered: CaseDetail = hall.post(&mut handler, &of, &answer()).await.ok();
    let said = answered.desk.unwrap().urgings;
    assert_eq!(
        said.first().unwrap().answer.as_ref().unwrap().words,
        answer().words
    );
    assert_eq!(
        answered.summary.clocks, before.summary.clocks,
        "an answer meets no clock"
    );
    let twice = hall.post(&mut handler, &of, &answer()).await;
    assert_eq!(twice.code(), ProblemCode::WrongState);
    hall.jobs().await;
    let inbox: Inbox = supervisor.get("/notices").await.ok();
    assert!(
        inbox
            .items
            .iter()
            .any(|one| one.kind == NoticeKind::UrgingAnswered)
    );
    let board: BoardReport = supervisor.get("/board").await.ok();
    assert_eq!(unanswered(&board), 0);
    assert_eq!(
        (
            hall.audited("urge").await,
            hall.audited("answer-urging").await
        ),
        (1, 1)
    );
}

#[rstest]
#[tokio::test]
async fn a_finished_case_is_urged_no_more(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let case = hall.filed().await;
    hall.proposed(case.id, rejected()).await;
    hall.step("approver", case.id, "approve").await;
    hall.jobs().await;
    let mut supervisor = hall.app.clerk("supervisor").await;
    let path = format!("/objections/{}/urgings", case.id);
    let refused = hall
        .post(&mut supervisor, &path, &urge(Date::constant(2026, 9, 30)))
        .await;
    assert_eq!(refused.code(), ProblemCode::WrongState);
}

/// 庆数 三十三(二): urged, and then passed on.
#[rstest]
#[tokio::test]
async fn who_was_urged_answers_also_once_the_case_is_with_another_agency(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, "daqing").await else {
        return;
    };
    let id = complained(&hall, "public-data-objection").await.id;
    hall.step("stranger", id, "mark").await;
    let mut supervisor = hall.app.clerk("supervisor").await;
    let urgings = format!("/objections/{id}/urgings");
    let today = urge(Date::constant(2026, 9, 17));
    let urged: CaseDetail = hall.post(&mut supervisor, &urgings, &today).await.ok();
    let asked = urged.desk.unwrap().urgings.remove(0);
    let other = other_agency(&hall).await;
    assert_eq!(asked.issuer, other);
    passed_on(&hall, ("stranger", id), hall.market).await;
    hall.app.advance(SignedDuration::from_hours(24));
    hall.jobs().await;
    let mut supervisor = hall.app.clerk("supervisor").await;
    for (issuer, number) in [(other, 1), (hall.market, 0)] {
        let board: BoardReport = supervisor
            .get(&format!("/board?issuer={issuer}"))
            .await
            .ok();
        let mut figures = board.figures.iter();
        let found = figures.find(|one| one.measure == BoardMeasure::Unanswered);
        assert_eq!(found.unwrap().part, number);
        let list = format!("/desk/objections?filter=unanswered&issuer={issuer}");
        let listed: QueuePage = supervisor.get(&list).await.ok();
        assert_eq!(listed.items.len(), usize::try_from(number).unwrap());
    }
    let path = format!("{urgings}/{}/answer", asked.id);
    let mut handler = hall.app.clerk("handler").await;
    let refused = hall.post(&mut handler, &path, &answer()).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden, "it was not asked");
    let mut stranger = hall.app.clerk("stranger").await;
    let answered: CaseDetail = hall.post(&mut stranger, &path, &answer()).await.ok();
    assert!(answered.desk.unwrap().urgings[0].answer.is_some());
}

pub(super) fn export(full: bool) -> ExportCase {
    ExportCase {
        reason: "兰州新区人民法院调取，(2026)甘71行初1号".into(),
        full,
    }
}

#[rstest]
#[tokio::test]
async fn a_case_leaves_whole_as_one_signed_file_in_full_only_for_who_may(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let case = hall.filed().await;
    hall.proposed(case.id, rejected()).await;
    hall.step("approver", case.id, "approve").await;
    hall.jobs().await;
    let path = format!("/objections/{}/case-file", case.id);
    for (username, full, code) in [
        ("handler", false, ProblemCode::Forbidden),
        ("stranger", false, ProblemCode::NotFound),
        ("admin", false, ProblemCode::NotFound),
        ("supervisor", true, ProblemCode::Forbidden),
    ] {
        let mut browser = hall.app.clerk(username).await;
        let answer = browser.post(&path, &export(full)).await;
        assert_eq!(answer.code(), code, "{username}");
    }
    assert_eq!(hall.audited("export-case").await, 0);
    for (username, full) in [
        ("supervisor", false),
        ("auditor", true),
        ("approver", true),
        ("approver", false),
    ] {
        let mut browser = hall.app.clerk(username).await;
        let file = browser.post(&path, &export(full)).await.succeeded();
        let signed: Signed = serde_json::from_slice(&file.body).unwrap();
        let checked = signed.check().unwrap();
        let text = &signed.record;
        assert_eq!(text.contains("李雷"), full, "{username}: {text}");
        assert!(!text.contains(super::LI), "a number stays masked");
        assert!(text.contains("登记材料与证照一致"), "the decision");
        let clocks = checked.record["clocks"].as_array().unwrap();
        assert_eq!(clocks.len(), 2);
        assert!(
            clocks.iter().all(|clock| clock["agrees"] == true),
            "{clocks:?}"
        );
        assert!(checked.record["notices"].as_array().unwrap().len() >= 3);
        assert_eq!(checked.record["reason"], export(full).reason.as_str());

        let mut changed = signed.clone();
        changed.record = changed.record.replace("登记材料", "登记资料");
        assert!(changed.check().is_err());
        let mut moved = signed.clone();
        moved.signed_at = "2046-01-01T00:00:00Z".parse().unwrap();
        assert!(moved.check().is_err(), "its certificate has ended");
    }
    assert_eq!(hall.audited("export-case").await, 4);
    assert_eq!(hall.app.count("case_export").await, 4);
    assert_eq!(hall.app.count("seal_root").await, 1, "one root for all");
    let mut read = hall.app.app.db.read().await.unwrap();
    let root = seal_roots::all(&mut read).await.unwrap().remove(0);
    drop(read);
    // Who made it, and not what it was first needed for.
    assert_eq!(root.name, "兰州新区卫生健康局演示电子印章根证书(非正式)");
    let mut li = hall.citizen().await;
    let uses: Page<LicenceUse> = li
        .get(&format!("/licences/{}/uses?limit=100", hall.licence))
        .await
        .ok();
    let exported = uses
        .items
        .iter()
        .filter(|one| one.what == UseKind::Exported);
    assert_eq!(exported.count(), 4, "its holder sees who took it home");
    let mut approver = hall.app.clerk("approver").await;
    let silent = ExportCase {
        reason: " ".into(),
        full: true,
    };
    assert_eq!(
        approver.post(&path, &silent).await.code(),
        ProblemCode::Invalid
    );
}

#[rstest]
#[tokio::test]
async fn of_two_first_roots_the_second_is_a_conflict(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let case = hall.filed().await;
    // Somebody else's root takes the place between the reading and the writing.
    let taken = "INSERT INTO seal_root (id, place, name, certificate, made_at) \
        SELECT id, 2, 'other', number_sealed, created_at FROM holder WHERE name = '李雷'";
    hall.app.execute(taken).await.unwrap();
    let mut approver = hall.app.clerk("approver").await;
    let path = format!("/objections/{}/case-file", case.id);
    let second = approver.post(&path, &export(false)).await;
    assert_eq!(second.code(), ProblemCode::StaleVersion);
    assert_eq!(hall.audited("export-case").await, 0);
}
