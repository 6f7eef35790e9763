//! Who represents a company: registered and ended by the agency that issued its 营业执照, and what follows for people.

mod registry;

use super::COMPANY;
use crate::store::testing::Backend;
use crate::store::{Id, on};
use crate::testing::Browser;
use domain::identifier::CitizenId;
use domain::problem::{FieldCode, ProblemCode};
use domain::representation::TermStanding;
use domain::wire::acting::{AgentShown, NameAgent};
use domain::wire::representative::{RegisterRepresentative, Representatives};
use domain::wire::session::Session;
use jiff::civil::Date;
use registry::Registry;
use rstest::rstest;

const TODAY: Date = Date::constant(2026, 9, 17);
const BASIS: &str = "变更登记通知书(2026)第12号";

async fn companies(browser: &mut Browser) -> usize {
    let session: Session = browser.get("/session").await.ok();
    session.who.unwrap().companies.len()
}

#[rstest]
#[tokio::test]
async fn with_a_new_representative_the_former_ones_right_and_the_agents_end_in_their_sessions(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(registry) = Registry::open(on).await else {
        return;
    };
    let hall = &registry.hall;
    let number = String::from(CitizenId::from_body("99010019900303101").unwrap());
    let agent = hall.app.holder("赵代理", &number).await;
    let mut li = hall.citizen().await;
    registry.act(&mut li).await.succeeded();
    let naming = NameAgent {
        name: "赵代理".into(),
        number,
        from: TODAY,
        to: Date::constant(2026, 12, 31),
    };
    hall.post(&mut li, "/agents", &naming).await.succeeded();
    let mut agent = hall.app.citizen(agent).await;
    registry.act(&mut agent).await.succeeded();
    for browser in [&mut li, &mut agent] {
        assert_eq!(registry.numbers(browser).await, [COMPANY]);
    }
    assert_eq!(registry.shown().await.agents, 1);

    let request = registry.to_register().await;
    let shown: Representatives = registry.register("handler", &request).await.ok();
    let standings: Vec<_> = shown.items.iter().map(|item| item.standing).collect();
    assert_eq!(standings, [TermStanding::Running, TermStanding::Ended]);
    assert_eq!(shown.agents, 0);
    let [new, former] = shown.items.as_slice() else {
        panic!("two of them");
    };
    assert_eq!(
        (new.name.as_str(), new.registered.basis.as_str()),
        ("孙接任", BASIS)
    );
    assert_eq!(new.registered.by.as_deref(), Some("王敏"));
    assert!(new.number.contains("****"), "{}", new.number);
    assert_eq!(former.ended.as_ref().unwrap().basis, BASIS);
    assert_eq!(former.to, Some(TODAY));

    // In the middle of their sessions.
    assert_eq!(registry.numbers(&mut li).await, ["JY29901000000001"]);
    assert!(registry.numbers(&mut agent).await.is_empty());
    for browser in [&mut li, &mut agent] {
        assert_eq!(companies(browser).await, 0);
        let refused = registry.act(browser).await.code();
        assert_eq!(refused, ProblemCode::NotFound);
    }
    let mut next = hall.app.citizen(registry.next).await;
    registry.act(&mut next).await.succeeded();
    assert_eq!(registry.numbers(&mut next).await, [COMPANY]);
    let agents: Vec<AgentShown> = next.get("/agents").await.ok();
    assert_eq!(agents[0].standing, TermStanding::Ended);
    assert_eq!(hall.audited("register-representative").await, 1);
    assert_eq!(hall.app.count("representation_event").await, 5);
}

#[rstest]
#[tokio::test]
async fn an_end_leaves_the_company_to_nobody_until_somebody_is_registered(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(registry) = Registry::open(on).await else {
        return;
    };
    let hall = &registry.hall;
    let mut li = hall.citizen().await;
    registry.act(&mut li).await.succeeded();
    let current = registry.shown().await.items.remove(0);
    for (day, code) in [
        (Date::constant(2026, 9, 18), FieldCode::InFuture),
        (Date::constant(2026, 9, 16), FieldCode::EndsFirst),
    ] {
        let problem = registry.end(&current, day).await.problem();
        assert_eq!(
            (problem.errors[0].pointer.as_str(), problem.errors[0].code),
            ("/on", code)
        );
    }
    registry.end(&current, TODAY).await.succeeded();
    assert_eq!(registry.numbers(&mut li).await, ["JY29901000000001"]);
    let again = registry.end(&current, TODAY).await.code();
    assert_eq!(again, ProblemCode::WrongState);
    let request = registry.to_register().await;
    assert_eq!(request.former, None);
    registry.register("handler", &request).await.succeeded();
    let mut next = hall.app.citizen(registry.next).await;
    registry.act(&mut next).await.succeeded();
    assert_eq!(hall.audited("end-representative").await, 1);
}

#[rstest]
#[tokio::test]
async fn somebody_whom_the_library_does_not_know_is_registered_and_kept_sealed(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(registry) = Registry::open(on).await else {
        return;
    };
    let number = String::from(CitizenId::from_body("99010019910404102").unwrap());
    let request = RegisterRepresentative {
        name: "钱新来".into(),
        number: number.clone(),
        ..registry.to_register().await
    };
    let shown: Representatives = registry.register("handler", &request).await.ok();
    assert_eq!(shown.items[0].name, "钱新来");
    let hall = &registry.hall;
    let mut read = hall.app.app.db.read().await.unwrap();
    let person: Id = on!(&mut *read, |c| sqlx::query_scalar(
        "SELECT person_id FROM representation WHERE ended_at IS NULL"
    )
    .fetch_one(c)
    .await)
    .unwrap();
    let sealed: Vec<Vec<u8>> = on!(&mut *read, |c| sqlx::query_scalar(
        "SELECT words_sealed FROM representation_event WHERE words_sealed IS NOT NULL"
    )
    .fetch_all(c)
    .await)
    .unwrap();
    drop(read);
    let plain = BASIS.as_bytes();
    assert_eq!(sealed.len(), 2, "an end and a beginning");
    assert!(
        sealed
            .iter()
            .all(|words| words.windows(plain.len()).all(|part| part != plain))
    );
    let mut browser = hall.app.citizen(person.into()).await;
    assert_eq!(companies(&mut browser).await, 1);
}

#[rstest]
#[tokio::test]
async fn only_handlers_of_the_agency_that_issued_the_business_licence_register(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(registry) = Registry::open(on).await else {
        return;
    };
    let hall = &registry.hall;
    let request = registry.to_register().await;
    for (username, code) in [
        ("approver", ProblemCode::Forbidden),
        ("stranger", ProblemCode::NotFound),
        ("supervisor", ProblemCode::NotFound),
        ("admin", ProblemCode::NotFound),
        ("auditor", ProblemCode::NotFound),
    ] {
        let refused = registry.register(username, &request).await.code();
        assert_eq!(refused, code, "{username}");
        let mut clerk = hall.app.clerk(username).await;
        assert_eq!(clerk.get(&registry.path()).await.code(), code, "{username}");
    }
    let mut li = hall.citizen().await;
    let refused = li.get(&registry.path()).await.code();
    assert_eq!(refused, ProblemCode::Forbidden);
    // A person's own 营业执照, as 个体工商户 hold one, and a company's other licence register nobody.
    let mut handler = hall.app.clerk("handler").await;
    let persons = format!("/licences/{}/representatives", hall.licence);
    assert_eq!(handler.get(&persons).await.code(), ProblemCode::NotFound);
    let other = hall.add_licence(registry.company, "JY-2", None).await;
    let path = format!("/licences/{other}/representatives");
    let refused = handler.get(&path).await.code();
    assert_eq!(refused, ProblemCode::NotFound);
    assert_eq!(hall.app.count("representation").await, 1);
}

#[rstest]
#[tokio::test]
async fn what_cannot_be_registered_is_refused_at_its_field_and_leaves_nothing_behind(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(registry) = Registry::open(on).await else {
        return;
    };
    let hall = &registry.hall;
    let before = hall.app.count("holder").await;
    let right = registry.to_register().await;
    let stranger = String::from(CitizenId::from_body("99010019910404102").unwrap());
    for (pointer, code, request) in [
        (
            "/number",
            FieldCode::UnknownPerson,
            RegisterRepresentative {
                name: "孙新任".into(),
                ..right.clone()
            },
        ),
        (
            "/from",
            FieldCode::EndsFirst,
            RegisterRepresentative {
                name: "钱新来".into(),
                number: stranger,
                from: Date::constant(2026, 9, 16),
                ..right.clone()
            },
        ),
        (
            "/from",
            FieldCode::InFuture,
            RegisterRepresentative {
                from: Date::constant(2026, 9, 18),
                ..right.clone()
            },
        ),
        (
            "/basis",
            FieldCode::Required,
            RegisterRepresentative {
                basis: " ".into(),
                ..right.clone()
            },
        ),
    ] {
        let problem = registry.register("handler", &request).await.problem();
        let told = (problem.errors[0].pointer.as_str(), problem.errors[0].code);
        assert_eq!(told, (pointer, code));
    }
    let stale = RegisterRepresentative {
        former: None,
        ..right.clone()
    };
    let refused = registry.register("handler", &stale).await.code();
    assert_eq!(refused, ProblemCode::StaleVersion);
    assert_eq!(hall.app.count("holder").await, before);
    assert_eq!(hall.app.count("representation_event").await, 1);
    // Sent twice it takes effect once.
    let mut handler = hall.app.clerk("handler").await;
    let key = hall.key();
    for _ in 0..2 {
        let answer = handler.post_once(&registry.path(), key, &right).await;
        let shown: Representatives = answer.ok();
        assert_eq!(shown.items.len(), 2);
    }
    let again = registry.to_register().await;
    let problem = registry.register("handler", &again).await.problem();
    let told = (problem.errors[0].pointer.as_str(), problem.errors[0].code);
    assert_eq!(told, ("/number", FieldCode::Repeated), "who is it already");
    // An ended licence registers nobody any more.
    hall.app
        .execute("UPDATE licence SET status = 'cancelled'")
        .await
        .unwrap();
    let shown = registry.shown().await;
    assert!(!shown.may_register);
    let refused = registry.register("handler", &again).await.code();
    assert_eq!(refused, ProblemCode::WrongState);
}
