//! How a version of a type comes to be in force: compiled by an agency, published by the managing body, issued under.

use super::{Desk, WEI, body, field, published};
use crate::http::v1::tests::{Hall, TYPE};
use crate::store::testing::Backend;
use domain::catalogue::{Candidate, EntryEvent, TypeBody, TypeState};
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::Page;
use domain::wire::catalogue::{
    CompileType, EntryDetail, EntrySummary, TypeDetail, TypeSummary, TypeVersion,
};
use domain::wire::issuing::{ApproveContent, PreparationDetail};
use domain::wire::licence::LicenceDetail;
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn a_type_that_is_compiled_and_published_can_be_issued_and_read_by_everybody(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut handler = Desk::of(&hall, "handler").await;
    let unfinished = TypeBody {
        fields: vec![],
        ..body()
    };
    let entry: EntryDetail = handler.compile("", unfinished).await.ok();
    let code = entry.summary.code.clone();
    assert_eq!(code, "11990000009900013N002", "the next of the agency");
    assert_eq!(entry.may, [EntryEvent::Saved, EntryEvent::Submitted]);

    let mut visitor = hall.app.visitor();
    let public = format!("/catalogue/{code}");
    assert_eq!(visitor.get(&public).await.code(), ProblemCode::NotFound);
    assert_eq!(handler.issue(&code, &[]).await.code(), ProblemCode::Invalid);

    let lacking = handler.try_turn(&code, 1, EntryEvent::Submitted).await;
    let wrong = &lacking.problem().errors[0];
    assert_eq!(
        (wrong.pointer.as_str(), wrong.code),
        ("/body/fields", FieldCode::Required)
    );
    let saved: EntryDetail = handler.save(&code, 1, body()).await.ok();
    assert_eq!(
        handler.save(&code, 1, body()).await.code(),
        ProblemCode::StaleVersion
    );
    assert_eq!(saved.draft, Some(body()));
    let submitted = handler.turn(&code, EntryEvent::Submitted).await;
    assert_eq!(submitted.summary.candidate, Some(Candidate::Submitted));
    assert_eq!(submitted.may, []);
    assert_eq!(
        handler
            .try_turn(&code, 3, EntryEvent::Published)
            .await
            .code(),
        ProblemCode::Forbidden
    );

    let mut supervisor = Desk::of(&hall, "supervisor").await;
    let waiting: Page<EntrySummary> = supervisor
        .browser
        .get("/desk/catalogue?version=submitted")
        .await
        .ok();
    assert_eq!(waiting.items.len(), 1);
    let published = supervisor.turn(&code, EntryEvent::Published).await;
    assert_eq!(published.summary.state, TypeState::Published);
    assert_eq!(published.in_force, Some(body()));
    let kinds: Vec<_> = published.history.iter().map(|one| one.kind).collect();
    assert_eq!(
        kinds,
        [
            EntryEvent::Published,
            EntryEvent::Submitted,
            EntryEvent::Saved,
            EntryEvent::Compiled
        ]
    );

    let found: TypeDetail = visitor.get(&public).await.ok();
    assert_eq!(found.body, body());
    let list: Page<TypeSummary> = visitor.get("/catalogue?q=%E5%A4%9C%E9%97%B4").await.ok();
    assert_eq!(list.items.len(), 1);
    let prepared: PreparationDetail = handler.issue(&code, &[("site", "纬三路")]).await.ok();
    assert_eq!(prepared.summary.type_name, "夜间施工许可证");
    for action in ["compile-type", "save-type", "submit-type", "publish-type"] {
        assert_eq!(hall.audited(action).await, 1, "{action}");
    }
}

#[rstest]
#[tokio::test]
async fn a_licence_keeps_the_version_it_was_issued_under_and_a_new_one_gets_the_new(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut handler = Desk::of(&hall, "handler").await;
    let mut approver = Desk::of(&hall, "approver").await;
    let mut supervisor = Desk::of(&hall, "supervisor").await;
    let code = published(&mut handler, &mut supervisor).await;
    let approve = async |approver: &mut Desk<'_>, prepared: &PreparationDetail| {
        let path = format!("/preparations/{}/approve", prepared.summary.id);
        let request = ApproveContent {
            digest: prepared.digest.clone(),
        };
        let done = hall.post(&mut approver.browser, &path, &request).await;
        done.succeeded();
        prepared.summary.licence
    };
    let wei = hall.app.holder("魏芳", WEI).await;
    let first: PreparationDetail = handler.issue(&code, &[("site", "纬三路")]).await.ok();
    let old = approve(&mut approver, &first).await;

    let mut second = body();
    second.fields[1].label = "施工地段".into();
    second.fields.push(field("hours", "施工时段"));
    let entry = handler.entry(&code).await;
    let begun: EntryDetail = handler
        .save(&code, entry.summary.revision, second.clone())
        .await
        .ok();
    assert_eq!(begun.in_force, Some(body()), "still in force");
    handler.turn(&code, EntryEvent::Submitted).await;
    let returned = supervisor.turn(&code, EntryEvent::Returned).await;
    assert_eq!(returned.history[0].note, "照章办理");
    handler.turn(&code, EntryEvent::Submitted).await;
    supervisor.turn(&code, EntryEvent::Published).await;

    let labels = async |id| {
        let mut citizen = hall.app.citizen(wei).await;
        let licence: LicenceDetail = citizen.get(&format!("/licences/{id}")).await.ok();
        licence
            .face
            .into_iter()
            .map(|value| value.label)
            .collect::<Vec<_>>()
    };
    assert_eq!(labels(old).await, ["施工单位", "施工地点"]);
    let lacks = handler.issue(&code, &[("site", "纬三路")]).await;
    assert_eq!(lacks.problem().errors[0].pointer, "/sheet/face/hours");
    let face = [("site", "纬三路"), ("hours", "22时至6时")];
    let next: PreparationDetail = handler.issue(&code, &face).await.ok();
    let new = approve(&mut approver, &next).await;
    assert_eq!(labels(new).await, ["施工单位", "施工地段", "施工时段"]);
    assert_eq!(labels(old).await, ["施工单位", "施工地点"]);

    let mut visitor = hall.app.visitor();
    let path = format!("/catalogue/{code}/versions/1");
    let version: TypeVersion = visitor.get(&path).await.ok();
    assert!(!version.in_force && version.body == body());
    let found: TypeDetail = visitor.get(&format!("/catalogue/{code}")).await.ok();
    let numbers: Vec<_> = found.versions.iter().map(|one| one.version).collect();
    assert_eq!((found.body, numbers), (second, vec![2, 1]));
}

#[tokio::test]
async fn an_agency_sees_and_compiles_its_own_entries_only_and_administrators_none() {
    let hall = Hall::open(Backend::Sqlite).await.unwrap();
    let mut stranger = Desk::of(&hall, "stranger").await;
    let list: Page<EntrySummary> = stranger.browser.get("/desk/catalogue").await.ok();
    assert_eq!(list.items, []);
    let path = format!("/desk/catalogue/{TYPE}");
    assert_eq!(
        stranger.browser.get(&path).await.code(),
        ProblemCode::NotFound
    );
    assert_eq!(
        stranger.save(TYPE, 0, body()).await.code(),
        ProblemCode::NotFound
    );
    let mut admin = Desk::of(&hall, "admin").await;
    assert_eq!(
        admin.compile("", body()).await.code(),
        ProblemCode::Forbidden
    );
    assert_eq!(
        admin.browser.get("/desk/catalogue").await.code(),
        ProblemCode::Forbidden
    );
    let taken = stranger.compile(TYPE, body()).await;
    assert_eq!(taken.problem().errors[0].code, FieldCode::Repeated);
    let no_code = stranger.compile("11990000009900013N", body()).await;
    assert_eq!(no_code.problem().errors[0].code, FieldCode::WrongForm);
}

#[tokio::test]
async fn a_compilation_that_is_sent_twice_makes_one_entry() {
    let hall = Hall::open(Backend::Sqlite).await.unwrap();
    let mut browser = hall.app.clerk("handler").await;
    let request = CompileType {
        code: String::new(),
        body: body(),
    };
    let key = hall.key();
    let mut codes = Vec::new();
    for _ in 0..2 {
        let answer = browser.post_once("/desk/catalogue", key, &request).await;
        codes.push(answer.ok::<EntryDetail>().summary.code);
    }
    assert_eq!(codes[0], codes[1]);
    assert_eq!(hall.app.count("licence_type").await, 2);
}
