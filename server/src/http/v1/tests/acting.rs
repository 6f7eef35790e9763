//! Acting for a company: its representative, the agents whom that one names, and what the records say of both.

use super::{COMPANY, HAN, Hall};
use crate::store::testing::Backend;
use crate::store::{Id, on};
use crate::testing::Browser;
use domain::id::{HolderId, LicenceId};
use domain::identifier::CitizenId;
use domain::problem::{FieldCode, ProblemCode};
use domain::representation::{ActingAs, TermStanding};
use domain::wire::Page;
use domain::wire::acting::{ActFor, AgentShown, NameAgent};
use domain::wire::case::CaseSummary;
use domain::wire::draft::OpenDraft;
use domain::wire::licence::{LicenceDetail, LicenceSummary};
use domain::wire::session::Session;
use jiff::SignedDuration;
use jiff::civil::Date;
use rstest::rstest;

/// 李雷's company with a licence, and somebody who can be its agent.
struct Office {
    hall: Hall,
    company: HolderId,
    licence: LicenceId,
    agent: HolderId,
    number: String,
}

impl Office {
    async fn open(on: Backend) -> Option<Self> {
        let hall = Hall::open(on).await?;
        let company = hall
            .app
            .company("兰州新区某某有限公司", COMPANY, hall.li)
            .await;
        let licence = hall.add_licence(company, "JY29901000000077", None).await;
        let number = String::from(CitizenId::from_body("99010019900303101").unwrap());
        let agent = hall.app.holder("赵代理", &number).await;
        Some(Self {
            hall,
            company,
            licence,
            agent,
            number,
        })
    }

    async fn act(&self, browser: &mut Browser) -> Session {
        let act = ActFor {
            company: Some(self.company),
        };
        browser.put("/session/acting", &act).await.ok()
    }

    fn naming(&self, from: Date, to: Date) -> NameAgent {
        NameAgent {
            name: "赵代理".into(),
            number: self.number.clone(),
            from,
            to,
        }
    }

    async fn numbers(&self, browser: &mut Browser) -> Vec<String> {
        let list: Page<LicenceSummary> = browser.get("/licences").await.ok();
        list.items.into_iter().map(|one| one.number).collect()
    }
}

const fn day(day: i8) -> Date {
    Date::constant(2026, 9, day)
}

async fn himself(browser: &mut Browser) -> Session {
    let act = ActFor { company: None };
    browser.put("/session/acting", &act).await.ok()
}

/// Action, actor, for whom, and whose, as the audit log has them.
type Recorded = (String, Option<Id>, Option<Id>, Option<Id>);

#[rstest]
#[tokio::test]
async fn a_representative_sees_the_companys_licences_while_acting_for_it_and_the_own_ones_otherwise(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(office) = Office::open(on).await else {
        return;
    };
    let mut browser = office.hall.citizen().await;
    let session: Session = browser.get("/session").await.ok();
    let who = session.who.unwrap();
    assert!(who.company().is_none(), "one begins for oneself");
    assert_eq!(who.companies[0].holder, office.company);
    assert_eq!(who.companies[0].acting_as, ActingAs::Representative);
    assert_eq!(office.numbers(&mut browser).await, ["JY29901000000001"]);
    let path = format!("/licences/{}", office.licence);
    assert_eq!(browser.get(&path).await.code(), ProblemCode::NotFound);

    let who = office.act(&mut browser).await.who.unwrap();
    assert_eq!(who.name, "李雷");
    assert_eq!(who.company().unwrap().holder, office.company);
    assert_eq!(office.numbers(&mut browser).await, ["JY29901000000077"]);
    let detail: LicenceDetail = browser.get(&path).await.ok();
    assert!(detail.may_object);
    let own = format!("/licences/{}", office.hall.licence);
    assert_eq!(browser.get(&own).await.code(), ProblemCode::NotFound);

    himself(&mut browser).await;
    assert_eq!(office.numbers(&mut browser).await, ["JY29901000000001"]);
    assert_eq!(browser.get(&path).await.code(), ProblemCode::NotFound);
}

#[rstest]
#[tokio::test]
async fn every_record_of_it_says_who_acted_and_for_whom(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(office) = Office::open(on).await else {
        return;
    };
    let mut browser = office.hall.citizen().await;
    office.act(&mut browser).await;
    office.numbers(&mut browser).await;
    let open = OpenDraft {
        licence: office.licence,
    };
    office
        .hall
        .post(&mut browser, "/drafts", &open)
        .await
        .succeeded();
    himself(&mut browser).await;
    office.numbers(&mut browser).await;
    let mut read = office.hall.app.app.db.read().await.unwrap();
    let rows: Vec<Recorded> = on!(&mut *read, |c| {
        sqlx::query_as(
            "SELECT action, actor_id, acting_for, holder_id FROM audit \
            WHERE action IN ('list-licences', 'open-draft', 'act-for')",
        )
        .fetch_all(c)
        .await
    })
    .unwrap();
    let (li, company) = (Id::from(office.hall.li), Id::from(office.company));
    let mut expected = [
        ("act-for", None, company),
        ("list-licences", Some(company), company),
        ("open-draft", Some(company), company),
        ("act-for", None, li),
        ("list-licences", None, li),
    ];
    let mut told: Vec<_> = rows
        .iter()
        .map(|(action, actor, acting_for, holder)| {
            assert_eq!(*actor, Some(li), "{action}");
            (action.as_str(), *acting_for, holder.unwrap())
        })
        .collect();
    told.sort();
    expected.sort();
    assert_eq!(told, expected);
}

#[rstest]
#[tokio::test]
async fn nobody_acts_for_a_company_that_isnt_theirs_and_staff_for_none(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(office) = Office::open(on).await else {
        return;
    };
    let act = ActFor {
        company: Some(office.company),
    };
    let mut stranger = office.hall.app.citizen(office.hall.han).await;
    let refused = stranger.put("/session/acting", &act).await;
    assert_eq!(refused.code(), ProblemCode::NotFound);
    assert_eq!(stranger.get("/agents").await.code(), ProblemCode::Forbidden);
    let other = ActFor {
        company: Some(office.hall.li),
    };
    let refused = stranger.put("/session/acting", &other).await;
    assert_eq!(
        refused.code(),
        ProblemCode::NotFound,
        "a person is no company"
    );
    let mut clerk = office.hall.app.clerk("handler").await;
    let refused = clerk.put("/session/acting", &act).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    let mut nobody = office.hall.app.visitor();
    let refused = nobody.put("/session/acting", &act).await;
    assert_eq!(refused.code(), ProblemCode::SignedOut);
}

#[rstest]
#[tokio::test]
async fn an_agent_acts_from_the_first_day_through_the_last_and_names_nobody(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(office) = Office::open(on).await else {
        return;
    };
    let hall = &office.hall;
    let mut li = hall.citizen().await;
    let naming = office.naming(day(18), day(19));
    let refused = hall.post(&mut li, "/agents", &naming).await;
    assert_eq!(
        refused.code(),
        ProblemCode::Forbidden,
        "for himself he names nobody"
    );
    office.act(&mut li).await;
    let agents: Vec<AgentShown> = hall.post(&mut li, "/agents", &naming).await.ok();
    assert_eq!(agents.len(), 1);
    assert_eq!(agents[0].standing, TermStanding::Coming);
    assert!(agents[0].number.contains("****"), "{}", agents[0].number);

    let act = ActFor {
        company: Some(office.company),
    };
    for (hours, may) in [(0, false), (24, true), (24, true), (24, false)] {
        hall.app.advance(SignedDuration::from_hours(hours));
        let mut agent = hall.app.citizen(office.agent).await;
        let session: Session = agent.get("/session").await.ok();
        assert_eq!(session.who.unwrap().companies.len(), usize::from(may));
        let answer = agent.put("/session/acting", &act).await;
        assert_eq!(answer.status == 200, may);
        if may {
            assert_eq!(office.numbers(&mut agent).await, ["JY29901000000077"]);
            let open = OpenDraft {
                licence: office.licence,
            };
            hall.post(&mut agent, "/drafts", &open).await.succeeded();
            assert_eq!(agent.get("/agents").await.code(), ProblemCode::Forbidden);
            let next = office.naming(day(25), day(26));
            let refused = hall.post(&mut agent, "/agents", &next).await;
            assert_eq!(refused.code(), ProblemCode::Forbidden);
        }
    }
}

#[rstest]
#[tokio::test]
async fn an_early_end_counts_at_once_in_the_middle_of_a_session(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(office) = Office::open(on).await else {
        return;
    };
    let hall = &office.hall;
    let mut li = hall.citizen().await;
    office.act(&mut li).await;
    let naming = office.naming(day(17), day(30));
    let agents: Vec<AgentShown> = hall.post(&mut li, "/agents", &naming).await.ok();
    let mut agent = hall.app.citizen(office.agent).await;
    office.act(&mut agent).await;
    assert_eq!(office.numbers(&mut agent).await.len(), 1);
    let twice = hall.post(&mut li, "/agents", &naming).await;
    assert_eq!(twice.code(), ProblemCode::Invalid, "they would meet");

    let end = format!("/agents/{}/end", agents[0].id);
    for _ in 0..2 {
        hall.post(&mut li, &end, &()).await.succeeded();
    }
    assert!(
        office.numbers(&mut agent).await.is_empty(),
        "for the agent alone"
    );
    let agents: Vec<AgentShown> = hall.post(&mut li, "/agents", &naming).await.ok();
    let standings: Vec<_> = agents.iter().map(|agent| agent.standing).collect();
    assert_eq!(standings, [TermStanding::Running, TermStanding::Ended]);
    let session: Session = agent.get("/session").await.ok();
    let who = session.who.unwrap();
    assert!(who.company().is_none(), "a new naming revives nothing");
    assert_eq!(who.companies.len(), 1);
    assert_eq!(hall.audited("end-agent").await, 1);
    let changed = hall
        .app
        .execute("UPDATE representation_event SET kind = 'x'")
        .await;
    assert!(changed.is_err(), "the history is append-only");
    assert_eq!(hall.app.count("representation_event").await, 4);
}

#[rstest]
#[tokio::test]
async fn the_last_midnight_ends_it_in_the_middle_of_a_session(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(office) = Office::open(on).await else {
        return;
    };
    let hall = &office.hall;
    let mut li = hall.citizen().await;
    office.act(&mut li).await;
    let naming = office.naming(day(17), day(17));
    hall.post(&mut li, "/agents", &naming).await.succeeded();
    // From ten in the morning to ten before midnight.
    hall.app.advance(SignedDuration::from_mins(13 * 60 + 50));
    let mut agent = hall.app.citizen(office.agent).await;
    office.act(&mut agent).await;
    assert_eq!(office.numbers(&mut agent).await.len(), 1);
    hall.app.advance(SignedDuration::from_mins(11));
    assert!(office.numbers(&mut agent).await.is_empty());
}

#[rstest]
#[tokio::test]
async fn who_is_unknown_and_whose_name_is_another_are_one_answer(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(office) = Office::open(on).await else {
        return;
    };
    let hall = &office.hall;
    let mut li = hall.citizen().await;
    office.act(&mut li).await;
    let naming = office.naming(day(17), day(30));
    let nobodys = String::from(CitizenId::from_body("99010019910404102").unwrap());
    for (name, number) in [("赵代理", &nobodys), ("钱代理", &office.number)] {
        let naming = NameAgent {
            name: name.into(),
            number: number.clone(),
            ..naming.clone()
        };
        let problem = hall.post(&mut li, "/agents", &naming).await.problem();
        assert_eq!(problem.errors[0].code, FieldCode::UnknownPerson, "{name}");
        assert_eq!(problem.errors[0].pointer, "/number");
    }
    assert_eq!(hall.app.count("representation").await, 1);
}

#[rstest]
#[tokio::test]
async fn a_companys_credit_code_is_shown_in_full_and_a_persons_number_is_not(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(office) = Office::open(on).await else {
        return;
    };
    let mut li = office.hall.citizen().await;
    office.act(&mut li).await;
    let path = format!("/licences/{}", office.licence);
    let detail: LicenceDetail = li.get(&path).await.ok();
    assert_eq!(detail.holders[0].code, COMPANY);
    let number = detail.face.iter().find(|field| field.key == "id_number");
    assert_eq!(number.unwrap().value, COMPANY);
}

#[rstest]
#[tokio::test]
async fn who_holds_a_licence_with_its_leading_holder_sees_it_whole_and_is_told_who_objects(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    hall.share(hall.licence, hall.li, hall.han).await;
    let mut han = hall.app.citizen(hall.han).await;
    let list: Page<LicenceSummary> = han.get("/licences").await.ok();
    assert_eq!(list.items.len(), 1);
    let path = format!("/licences/{}", hall.licence);
    let detail: LicenceDetail = han.get(&path).await.ok();
    assert!(!detail.may_object);
    let open = OpenDraft {
        licence: hall.licence,
    };
    let refused = hall.post(&mut han, "/drafts", &open).await;
    assert_eq!(refused.code(), ProblemCode::LeadingHolderOnly);
    // The leading holder's case isn't the other's to open.
    hall.filed().await;
    let detail: LicenceDetail = han.get(&path).await.ok();
    assert_eq!(detail.open_objection, None);
    let cases: Page<CaseSummary> = han.get("/objections").await.ok();
    assert!(cases.items.is_empty());
    assert!(!detail.holders.iter().any(|holder| holder.code == HAN));
}
