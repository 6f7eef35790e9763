//! Acting for a company: its representative, the [`agents`] whom that one names, and what the records say of both.

mod agents;

use super::{COMPANY, HAN, Hall};
use crate::store::testing::Backend;
use crate::store::{Id, on};
use crate::testing::Browser;
use domain::id::{HolderId, LicenceId};
use domain::identifier::CitizenId;
use domain::problem::ProblemCode;
use domain::representation::ActingAs;
use domain::wire::Page;
use domain::wire::acting::ActFor;
use domain::wire::case::CaseSummary;
use domain::wire::draft::OpenDraft;
use domain::wire::licence::{LicenceDetail, LicenceSummary};
use domain::wire::session::Session;
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
        let (company, licence) = hall.company("JY29901000000077").await;
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

    /// The same, and 李雷 acts for the company.
    async fn at_work(on: Backend) -> Option<(Self, Browser)> {
        let office = Self::open(on).await?;
        let mut li = office.hall.citizen().await;
        office.act(&mut li).await;
        Some((office, li))
    }

    async fn act(&self, browser: &mut Browser) -> Session {
        let act = ActFor {
            company: Some(self.company),
        };
        browser.put("/session/acting", &act).await.ok()
    }

    async fn numbers(&self, browser: &mut Browser) -> Vec<String> {
        let list: Page<LicenceSummary> = browser.get("/licences").await.ok();
        list.items.into_iter().map(|one| one.number).collect()
    }
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
    let Some((office, mut browser)) = Office::at_work(on).await else {
        return;
    };
    office.numbers(&mut browser).await;
    let open = OpenDraft {
        licence: office.licence,
        id: None,
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
async fn a_companys_credit_code_is_shown_in_full_and_a_persons_number_is_not(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((office, mut li)) = Office::at_work(on).await else {
        return;
    };
    let path = format!("/licences/{}", office.licence);
    let detail: LicenceDetail = li.get(&path).await.ok();
    assert_eq!(detail.holders[0].code, COMPANY);
    let number = detail.face.iter().find(|field| field.key == "id_number");
    assert_eq!(number.unwrap().value, COMPANY);
}

#[rstest]
#[tokio::test]
async fn who_holds_a_licence_with_its_leading_holder_sees_it_whole_but_not_the_others_case(
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
    assert!(detail.may_object);
    // The leading holder's case isn't the other's to open.
    hall.filed().await;
    let detail: LicenceDetail = han.get(&path).await.ok();
    assert_eq!(detail.open_objection, None);
    let cases: Page<CaseSummary> = han.get("/objections").await.ok();
    assert!(cases.items.is_empty());
    assert!(!detail.holders.iter().any(|holder| holder.code == HAN));
}
