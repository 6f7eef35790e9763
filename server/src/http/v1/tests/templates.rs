//! The texts that an agency keeps for what it says often.

use super::{Hall, wrong};
use crate::store::testing::Backend;
use domain::id::TemplateId;
use domain::objection::templates::{Placeholder, TemplatePurpose, fill};
use domain::problem::{FieldCode, ProblemCode};
use domain::text::template::value;
use domain::wire::Expected;
use domain::wire::case::CaseDetail;
use domain::wire::template::{ChangeTemplate, MakeTemplate, Templates, TextTemplate};
use rstest::rstest;

const ALL: &str = "/desk/templates";

fn template(text: &str) -> MakeTemplate {
    MakeTemplate {
        procedure: "licence-objection".into(),
        purpose: TemplatePurpose::Return,
        name: "补租赁合同".into(),
        text: text.into(),
    }
}

async fn kept(hall: &Hall, username: &str) -> Vec<TextTemplate> {
    let mut clerk = hall.app.clerk(username).await;
    let all: Templates = clerk.get(ALL).await.ok();
    all.items
}

async fn made(hall: &Hall) -> TextTemplate {
    let mut approver = hall.app.clerk("approver").await;
    let new = template(
        "{异议人}：您提出的{案号}({证照名称}、{异议理由})，请在{到期日}前向{单位名称}补充。",
    );
    let all: Templates = hall.post(&mut approver, ALL, &new).await.ok();
    all.items.into_iter().next().unwrap()
}

fn one(id: TemplateId) -> String {
    format!("{ALL}/{id}")
}

#[rstest]
#[tokio::test]
async fn a_template_is_made_by_an_approver_once_and_read_by_the_agency_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let (mut approver, key) = (hall.app.clerk("approver").await, hall.key());
    for _ in 0..2 {
        let new = template("请补充{证照名称}的租赁合同");
        let all: Templates = approver.post_once(ALL, key, &new).await.ok();
        assert_eq!(all.items.len(), 1);
    }
    for username in ["handler", "second-handler", "approver"] {
        let seen = kept(&hall, username).await;
        assert_eq!(seen[0].text, "请补充{证照名称}的租赁合同");
        assert_eq!(seen[0].version, 1);
    }
    assert!(kept(&hall, "stranger").await.is_empty());
    for username in ["supervisor", "admin", "auditor"] {
        let mut clerk = hall.app.clerk(username).await;
        assert_eq!(clerk.get(ALL).await.code(), ProblemCode::Forbidden);
    }
    for username in ["handler", "supervisor"] {
        let mut clerk = hall.app.clerk(username).await;
        let refused = hall.post(&mut clerk, ALL, &template("请补充材料")).await;
        assert_eq!(refused.code(), ProblemCode::Forbidden, "{username}");
    }
    assert_eq!(hall.audited("make-template").await, 1);
}

#[rstest]
#[tokio::test]
async fn an_unknown_placeholder_is_refused_by_its_name_with_those_that_there_are(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut approver = hall.app.clerk("approver").await;
    let new = template("请{身份证号}补充");
    let refused = hall.post(&mut approver, ALL, &new).await.problem();
    assert_eq!(refused.code, ProblemCode::Invalid);
    let said = refused.detail.unwrap();
    assert!(said.contains("{身份证号}"), "{said}");
    for known in Placeholder::ALL {
        assert!(said.contains(&known.written()), "{said}");
    }
    let template = made(&hall).await;
    let change = ChangeTemplate {
        version: template.version,
        name: template.name.clone(),
        text: "请{号码}补充".into(),
    };
    let path = one(template.id);
    let refused = hall.post(&mut approver, &path, &change).await.problem();
    assert!(refused.detail.unwrap().contains("{号码}"));
    assert_eq!(kept(&hall, "approver").await, [template]);
}

#[rstest]
#[tokio::test]
async fn a_template_belongs_to_a_procedure_and_to_a_box_that_it_has(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut approver = hall.app.clerk("approver").await;
    let nowhere = MakeTemplate {
        procedure: "nowhere".into(),
        name: " ".into(),
        ..template("请补充材料")
    };
    let refused = hall.post(&mut approver, ALL, &nowhere).await.problem();
    assert_eq!(
        wrong(&refused),
        [
            ("/procedure", FieldCode::Unknown),
            ("/name", FieldCode::Required),
        ]
    );
    let by_one = MakeTemplate {
        purpose: TemplatePurpose::Answer,
        ..template("已经更正")
    };
    let refused = hall.post(&mut approver, ALL, &by_one).await.problem();
    assert_eq!(wrong(&refused), [("/purpose", FieldCode::WrongForm)]);
}

#[rstest]
#[tokio::test]
async fn what_was_changed_meanwhile_is_not_overwritten_and_what_is_withdrawn_is_offered_no_more(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let template = made(&hall).await;
    let path = one(template.id);
    let change = ChangeTemplate {
        version: 1,
        name: "补合同".into(),
        text: "请补充合同".into(),
    };
    let mut approver = hall.app.clerk("approver").await;
    let changed: Templates = hall.post(&mut approver, &path, &change).await.ok();
    let now = &changed.items[0];
    assert_eq!((now.version, now.text.as_str()), (2, "请补充合同"));
    let again = ChangeTemplate {
        text: "请补充另外的合同".into(),
        ..change
    };
    let stale = hall.post(&mut approver, &path, &again).await.code();
    assert_eq!(stale, ProblemCode::StaleVersion);
    let (gone, key) = (format!("{path}/withdraw"), hall.key());
    for _ in 0..2 {
        let expected = Expected { version: 2 };
        let left: Templates = approver.post_once(&gone, key, &expected).await.ok();
        assert!(left.items.is_empty());
    }
    let late = hall.post(&mut approver, &path, &again).await.code();
    assert_eq!(late, ProblemCode::NotFound);
    for action in ["make-template", "change-template", "withdraw-template"] {
        assert_eq!(hall.audited(action).await, 1, "{action}");
    }
}

#[rstest]
#[tokio::test]
async fn every_placeholder_is_filled_from_what_the_handler_sees_of_the_case(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    made(&hall).await;
    let text = kept(&hall, "handler").await.remove(0).text;
    let mut handler = hall.app.clerk("handler").await;
    let case: CaseDetail = handler.get(&format!("/objections/{id}")).await.ok();
    assert_eq!(case.desk.as_ref().unwrap().procedure, "licence-objection");
    let filled = fill(&text, |placeholder| value(placeholder, &case));
    assert!(!filled.contains('{'), "{filled}");
    let number = &case.summary.case_number;
    for part in [
        number.as_str(),
        "李雷",
        "食品经营许可证",
        "准确性",
        "2026年",
    ] {
        assert!(filled.contains(part), "{part}: {filled}");
    }
    // To a citizen the same case says nothing of its objector's name, and the place stays open.
    let mut objector = hall.citizen().await;
    let own: CaseDetail = objector.get(&format!("/objections/{id}")).await.ok();
    assert_eq!(value(Placeholder::ObjectorName, &own), None);
}
