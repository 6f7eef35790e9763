//! Agents: whom a company's representative names, from which day to which, and what becomes of them.

use super::Office;
use crate::store::testing::Backend;
use domain::identifier::CitizenId;
use domain::problem::{FieldCode, ProblemCode};
use domain::representation::TermStanding;
use domain::wire::acting::{ActFor, AgentShown, NameAgent};
use domain::wire::draft::OpenDraft;
use domain::wire::session::Session;
use jiff::SignedDuration;
use jiff::civil::Date;
use rstest::rstest;

impl Office {
    fn naming(&self, from: Date, to: Date) -> NameAgent {
        NameAgent {
            name: "赵代理".into(),
            number: self.number.clone(),
            from,
            to,
        }
    }
}

const fn day(day: i8) -> Date {
    Date::constant(2026, 9, day)
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
                id: None,
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
    let Some((office, mut li)) = Office::at_work(on).await else {
        return;
    };
    let hall = &office.hall;
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
    let Some((office, mut li)) = Office::at_work(on).await else {
        return;
    };
    let hall = &office.hall;
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
    let Some((office, mut li)) = Office::at_work(on).await else {
        return;
    };
    let hall = &office.hall;
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
