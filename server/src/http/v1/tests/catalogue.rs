//! A type of licence from its first draft to licences issued under its second version.

use super::{Hall, TYPE};
use crate::store::testing::Backend;
use crate::testing::{Answer, Browser, Wish};
use domain::catalogue::{
    Candidate, Class, EntryEvent, FaceField, HolderCategory, Level, Source, Template, TypeBody,
    TypeState,
};
use domain::id::AgencyId;
use domain::issuing::{CITIZEN_ID, Sheet, SheetHolder};
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::Page;
use domain::wire::catalogue::{
    CompileType, EntryDetail, EntrySummary, NameIssuers, SaveType, TurnType, TypeDetail,
    TypeSummary, TypeVersion,
};
use domain::wire::issuing::{ApproveContent, PreparationDetail, PrepareIssue};
use domain::wire::licence::LicenceDetail;
use rstest::rstest;
use std::collections::BTreeMap;

/// A number that somebody could have.
const WEI: &str = "990100199001010012";

fn field(key: &str, label: &str) -> FaceField {
    FaceField {
        key: key.into(),
        label: label.into(),
        ..FaceField::default()
    }
}

fn body() -> TypeBody {
    TypeBody {
        name: "夜间施工许可证".into(),
        hue: 50,
        definer: "兰州新区市场监督管理局".into(),
        definer_level: Level::County,
        class: Class::Approval,
        holders: HolderCategory::Person,
        validity_ranges: vec!["1年".into()],
        issuing_levels: vec![Level::County],
        items: vec![],
        template: Template {
            title: String::new(),
            note: "准予夜间施工。".into(),
        },
        fields: vec![
            FaceField {
                source: Some(Source::HolderName),
                ..field("unit", "施工单位")
            },
            field("site", "施工地点"),
        ],
        status_codes: BTreeMap::new(),
    }
}

/// Somebody at the desk with the entry that they look at.
struct Desk<'a> {
    hall: &'a Hall,
    browser: Browser,
}

impl<'a> Desk<'a> {
    async fn of(hall: &'a Hall, username: &str) -> Self {
        Self {
            hall,
            browser: hall.app.clerk(username).await,
        }
    }

    async fn entry(&mut self, code: &str) -> EntryDetail {
        let path = format!("/desk/catalogue/{code}");
        self.browser.get(&path).await.ok()
    }

    async fn compile(&mut self, code: &str, body: TypeBody) -> Answer {
        let request = CompileType {
            code: code.into(),
            body,
        };
        let hall = self.hall;
        hall.post(&mut self.browser, "/desk/catalogue", &request)
            .await
    }

    async fn save(&mut self, code: &str, revision: i64, body: TypeBody) -> Answer {
        let path = format!("/desk/catalogue/{code}/draft");
        self.browser.put(&path, &SaveType { revision, body }).await
    }

    async fn try_turn(&mut self, code: &str, revision: i64, event: EntryEvent) -> Answer {
        let request = TurnType {
            event,
            revision,
            note: "照章办理".into(),
        };
        let path = format!("/desk/catalogue/{code}/turns");
        let hall = self.hall;
        hall.post(&mut self.browser, &path, &request).await
    }

    async fn turn(&mut self, code: &str, event: EntryEvent) -> EntryDetail {
        let revision = self.entry(code).await.summary.revision;
        self.try_turn(code, revision, event).await.ok()
    }

    async fn issue(&mut self, code: &str, face: &[(&str, &str)]) -> Answer {
        let request = PrepareIssue {
            type_code: code.into(),
            sheet: Sheet {
                number: "夜施001".into(),
                holders: vec![SheetHolder {
                    name: "魏芳".into(),
                    code_type: CITIZEN_ID.into(),
                    code: WEI.into(),
                }],
                issued_on: "2026-09-01".into(),
                valid_to: "2027-08-31".into(),
                face: face
                    .iter()
                    .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
                    .collect(),
                ..Sheet::default()
            },
        };
        let hall = self.hall;
        hall.post(&mut self.browser, "/preparations", &request)
            .await
    }
}

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
    let entry: EntryDetail = handler.compile("", body()).await.ok();
    let code = entry.summary.code;
    handler.turn(&code, EntryEvent::Submitted).await;
    supervisor.turn(&code, EntryEvent::Published).await;
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

#[rstest]
#[tokio::test]
async fn nothing_is_issued_under_a_type_that_is_suspended_or_withdrawn(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut handler = Desk::of(&hall, "handler").await;
    let mut supervisor = Desk::of(&hall, "supervisor").await;
    let face = [("operator", "小吃店"), ("place", "纬一路6号")];
    handler.issue(TYPE, &face).await.succeeded();
    let unsaid = TurnType {
        event: EntryEvent::Suspended,
        revision: 0,
        note: " ".into(),
    };
    let path = format!("/desk/catalogue/{TYPE}/turns");
    let refused = hall.post(&mut supervisor.browser, &path, &unsaid).await;
    assert_eq!(refused.problem().errors[0].pointer, "/note");
    let suspended = supervisor.turn(TYPE, EntryEvent::Suspended).await;
    assert_eq!(
        suspended.may,
        [EntryEvent::Resumed, EntryEvent::Withdrawn],
        "what the managing body may do"
    );
    assert_eq!(
        handler.issue(TYPE, &face).await.code(),
        ProblemCode::WrongState
    );
    let mut visitor = hall.app.visitor();
    let list: Page<TypeSummary> = visitor.get("/catalogue").await.ok();
    assert_eq!(list.items[0].state, TypeState::Suspended);
    supervisor.turn(TYPE, EntryEvent::Resumed).await;
    handler.issue(TYPE, &face).await.succeeded();
    supervisor.turn(TYPE, EntryEvent::Withdrawn).await;
    let again = supervisor.try_turn(TYPE, 3, EntryEvent::Resumed).await;
    assert_eq!(again.code(), ProblemCode::WrongState);
    let list: Page<TypeSummary> = visitor.get("/catalogue").await.ok();
    assert_eq!(list.items, []);
    let found: TypeDetail = visitor.get(&format!("/catalogue/{TYPE}")).await.ok();
    assert_eq!(found.summary.state, TypeState::Withdrawn);
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

#[rstest]
#[tokio::test]
async fn where_departments_compile_others_may_be_named_to_issue_and_elsewhere_not(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let wish = Wish {
        rulebook: "daqing",
        ..Wish::default()
    };
    let Some(hall) = Hall::open_under(on, wish).await else {
        return;
    };
    let mut handler = Desk::of(&hall, "handler").await;
    let mut stranger = Desk::of(&hall, "stranger").await;
    let face = [("operator", "小吃店"), ("place", "纬一路6号")];
    let path = format!("/desk/catalogue/{TYPE}/issuers");
    assert_eq!(
        stranger.issue(TYPE, &face).await.code(),
        ProblemCode::Invalid
    );
    let entry: Page<EntrySummary> = handler.browser.get("/desk/catalogue").await.ok();
    let staff: domain::wire::session::Session = stranger.browser.get("/session").await.ok();
    let Some(domain::access::Actor::Staff { agency, .. }) = staff.who.map(|who| who.actor) else {
        panic!("staff")
    };
    let name = async |handler: &mut Desk<'_>, agencies: Vec<AgencyId>| {
        let request = NameIssuers {
            revision: entry.items[0].revision,
            agencies,
        };
        handler.browser.put(&path, &request).await
    };
    let own = name(&mut handler, vec![hall.market]).await;
    assert_eq!(own.problem().errors[0].code, FieldCode::Repeated);
    let named: EntryDetail = name(&mut handler, vec![agency]).await.ok();
    assert_eq!(named.issuers[0].id, agency);
    stranger.issue(TYPE, &face).await.succeeded();
    let mut visitor = hall.app.visitor();
    let list: Page<TypeSummary> = visitor
        .get(&format!("/catalogue?issuer={agency}"))
        .await
        .ok();
    assert_eq!(list.items.len(), 1);

    let hall = Hall::open(Backend::Sqlite).await.unwrap();
    let mut handler = Desk::of(&hall, "handler").await;
    let request = NameIssuers {
        revision: 0,
        agencies: vec![],
    };
    let refused = handler.browser.put(&path, &request).await;
    assert_eq!(refused.code(), ProblemCode::WrongState);
}

#[rstest]
#[tokio::test]
async fn the_catalogue_is_searched_by_name_code_issuer_and_holder(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut handler = Desk::of(&hall, "handler").await;
    let mut supervisor = Desk::of(&hall, "supervisor").await;
    let entry: EntryDetail = handler.compile("", body()).await.ok();
    handler
        .turn(&entry.summary.code, EntryEvent::Submitted)
        .await;
    supervisor
        .turn(&entry.summary.code, EntryEvent::Published)
        .await;
    let mut visitor = hall.app.visitor();
    for (query, found) in [
        ("", 2),
        ("?limit=1", 1),
        ("?q=%E6%96%BD%E5%B7%A5", 1),
        ("?q=00013n002", 1),
        ("?q=%E5%B8%82%E5%9C%BA%E7%9B%91%E7%9D%A3", 2),
        ("?q=%25", 0),
        ("?holders=organisation", 1),
        ("?holders=person", 2),
    ] {
        let list: Page<TypeSummary> = visitor.get(&format!("/catalogue{query}")).await.ok();
        assert_eq!(list.items.len(), found, "{query}");
    }
    let first: Page<TypeSummary> = visitor.get("/catalogue?limit=1").await.ok();
    let next = first.next.unwrap();
    let path = format!("/catalogue?limit=1&cursor={next}");
    let second: Page<TypeSummary> = visitor.get(&path).await.ok();
    assert_eq!(second.items[0].code, entry.summary.code);
    assert_eq!(second.next, None);
    let unlike = visitor.get("/catalogue/nothing").await;
    assert_eq!(unlike.code(), ProblemCode::NotFound);
}

#[tokio::test]
async fn the_import_template_of_a_type_has_its_columns_and_a_row() {
    let hall = Hall::open(Backend::Sqlite).await.unwrap();
    let path = format!("/catalogue/{TYPE}/template");
    let answer = hall.app.visitor().get(&path).await.succeeded();
    assert_eq!(
        answer.header("content-type"),
        Some("text/csv; charset=utf-8")
    );
    let text = String::from_utf8(answer.body.to_vec()).unwrap();
    let mut lines = text.lines();
    let header = lines.next().unwrap();
    assert!(header.starts_with("\u{feff}ZZBS,ZZBH,CZZT,CZZTDMLXDM,CZZTDM,"));
    assert!(header.ends_with("KZ_operator,KZ_place"), "{header}");
    assert!(lines.next().unwrap().contains("示例-0001"));
}

#[tokio::test]
async fn who_has_the_catalogue_already_is_told_so() {
    let hall = Hall::open(Backend::Sqlite).await.unwrap();
    let mut visitor = hall.app.visitor();
    let path = format!("/api/v1/catalogue/{TYPE}");
    let request = |visitor: &Browser| visitor.request(axum::http::Method::GET, &path);
    let first = request(&visitor).body(axum::body::Body::empty()).unwrap();
    let first = visitor.send(first).await;
    let tag = first.header("etag").unwrap().to_owned();
    let again = request(&visitor)
        .header("if-none-match", tag)
        .body(axum::body::Body::empty())
        .unwrap();
    let again = visitor.send(again).await;
    assert_eq!(again.status, 304);
    assert!(again.body.is_empty());
}

#[rstest]
#[tokio::test]
async fn neither_the_history_nor_a_published_version_can_be_changed(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut supervisor = Desk::of(&hall, "supervisor").await;
    supervisor.turn(TYPE, EntryEvent::Suspended).await;
    for statement in [
        "UPDATE licence_type_event SET note = 'x'",
        "DELETE FROM licence_type_event",
        "UPDATE licence_type_version SET name = 'x'",
        "DELETE FROM licence_type_version",
    ] {
        assert!(hall.app.execute(statement).await.is_err(), "{statement}");
    }
}
