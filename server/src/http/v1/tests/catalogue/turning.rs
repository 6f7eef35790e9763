//! What happens to a type that is in force: suspended, resumed, withdrawn; who issues it beside who compiled it.

use super::Desk;
use crate::http::v1::tests::{Hall, TYPE};
use crate::store::testing::Backend;
use crate::testing::Wish;
use domain::catalogue::{EntryEvent, TypeState};
use domain::id::AgencyId;
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::Page;
use domain::wire::catalogue::{
    AgencyRef, EntryDetail, EntrySummary, NameIssuers, TurnType, TypeDetail, TypeSummary,
};
use rstest::rstest;

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
    let could: Vec<AgencyRef> = handler.browser.get(&path).await.ok();
    let could: Vec<_> = could.into_iter().map(|other| other.id).collect();
    assert_eq!(could, [agency], "every other agency");
    let refused = stranger.browser.get(&path).await;
    assert_eq!(refused.code(), ProblemCode::NotFound);
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
    let refused = handler.browser.get(&path).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
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
